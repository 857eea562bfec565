using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>How the worker of a case can be reached without harm, and whether it is safe now. What she says of it stands with who she is: whoever reads the plan gives a reason; whoever
/// only asks "now?" is told yes or no, and by when.</summary>
public static class ReadSafeContact
{
    private const string Plans = "identity.read with a kept reason";
    private const string Now = "identity.read, noted: what somebody who is to reach her needs at this moment";

    /// <summary>Why; one of <see cref="CaseCodes.IdentityReasons"/>.</summary>
    public sealed record Input(string Reason);

    /// <summary>The plan of one contact.</summary>
    /// <param name="ContactId">The contact.</param>
    /// <param name="Plan">The plan that holds; empty where she said nothing.</param>
    /// <param name="Kept">Somebody asked her and wrote it down; else it is what she said herself.</param>
    public sealed record PlanView(
        [property: Field(FieldClass.C1)] Guid ContactId,
        [property: Field(FieldClass.C3, Plans)] SafeContactPlan Plan,
        [property: Field(FieldClass.C1)] bool Kept) : IView<Handlers>;

    /// <summary>The plans of a case.</summary>
    public sealed record PlansView(
        [property: Field(FieldClass.C1)] int Version,
        [property: Field(FieldClass.C1)] string? TimeZone,
        [property: Field(FieldClass.C3, Plans)] IReadOnlyList<PlanView> Plans) : IView<Handlers>;

    /// <summary>Whether one way is safe at this moment.</summary>
    /// <param name="Way">The way.</param>
    /// <param name="Reasons">Codes of what stands against it; none where it is safe.</param>
    public sealed record WayView(
        [property: Field(FieldClass.C1)] ContactWay Way,
        [property: Field(FieldClass.C3, Now)] IReadOnlyList<string> Reasons) : IView<Handlers>;

    /// <summary>Whether she may be reached now.</summary>
    /// <param name="Planned">Whether she said anything about it.</param>
    /// <param name="Never">She is never contacted.</param>
    /// <param name="SafeNow">It is one of her hours; null where only her own words say when.</param>
    /// <param name="UntilLocal">Until when, on her clock; null where it does not end or is not safe.</param>
    /// <param name="NextLocal">When it is safe again, on her clock; null where it is safe or never is.</param>
    /// <param name="TimeZone">Her clock, IANA.</param>
    /// <param name="SharedPhone">Others use the phone.</param>
    /// <param name="Ways">Each way with what stands against it.</param>
    public sealed record NowView(
        [property: Field(FieldClass.C1)] bool Planned,
        [property: Field(FieldClass.C3, Now)] bool Never,
        [property: Field(FieldClass.C3, Now)] bool? SafeNow,
        [property: Field(FieldClass.C3, Now)] DateTime? UntilLocal,
        [property: Field(FieldClass.C3, Now)] DateTime? NextLocal,
        [property: Field(FieldClass.C3, Now)] string? TimeZone,
        [property: Field(FieldClass.C3, Now)] bool SharedPhone,
        [property: Field(FieldClass.C3, Now)] IReadOnlyList<WayView> Ways) : IView<Handlers>;

    /// <summary>Opens the plans. The audit entry with the reason is committed before anything is shown.</summary>
    public static async Task<Outcome<PlansView>> Handle(Guid id, Input input, Work work, Dossiers dossiers, IDirectory directory)
    {
        if (Given.Choice(input.Reason, CaseCodes.IdentityReasons, "reason").ToList() is { Count: > 0 } wrong) return Outcome<PlansView>.Refused(wrong);
        var found = await Open(id, work, dossiers);
        if (!found.IsDone) return Outcome<PlansView>.From(found);
        var (row, people) = found.Value!;
        var site = row.SiteId is { } at ? await directory.Site(work, at) : null;
        CaseLog.Note(work, row.OrgId, id, null, "case.identity-read", CaseParty.Of(work.Actor), new { reason = input.Reason });
        // The answer of a write is kept under its key, readable; this one must not be.
        work.Once = null;
        return await work.Commit(new PlansView(row.Version, site?.TimeZone, [.. people.Select(p => new PlanView(p.Contact, p.Identity?.ContactPlan() ?? new(), p.Identity?.Plan is not null))]));
    }

    /// <summary>Whether she may be reached now. That it was asked is in the audit log first.</summary>
    public static async Task<Outcome<NowView>> AtThisMoment(Guid id, Work work, Dossiers dossiers)
    {
        var found = await Open(id, work, dossiers);
        if (!found.IsDone) return Outcome<NowView>.From(found);
        List<SafeContactPlan> plans = [.. found.Value!.People.Select(p => p.Identity?.ContactPlan()).OfType<SafeContactPlan>()];
        work.Audit("case.safe-contact-asked", "case", id);
        return await work.Commit(Judge(plans, work.Now));
    }

    /// <summary>What the plans say of a moment. The strictest of them holds.</summary>
    public static NowView Judge(IReadOnlyList<SafeContactPlan> plans, DateTimeOffset now)
    {
        var said = plans.Where(p => p.Hours.Count > 0).ToList();
        var safe = said.All(p => SafeContact.IsSafeHour(p, now));
        var edges = said.Select(p => (p.TimeZone, At: safe ? SafeContact.Until(p, now) : SafeContact.Next(p, now)?.At)).Where(x => x.At is not null).OrderBy(x => x.At).ToList();
        DateTime? local = edges.Count == 0 ? null : (safe ? edges[0] : edges[^1]) is var (zone, at) ? TimeZoneInfo.ConvertTime(at!.Value, TimeZoneInfo.FindSystemTimeZoneById(zone!)).DateTime : null;
        var inWords = said.Count == 0 && plans.Any(p => p.HoursInWords is not null);
        return new NowView(plans.Any(p => p.Never || p.NeverCall || p.SharedPhone || p.Hours.Count + p.Ways.Count > 0 || p.HoursInWords is not null || p.WayInWords is not null || p.AskedOn is not null),
            plans.Any(p => p.Never), inWords ? null : safe, safe ? local : null, safe ? null : local, said.FirstOrDefault()?.TimeZone, plans.Any(p => p.SharedPhone),
            [.. Enum.GetValues<ContactWay>().Select(w => new WayView(w, [.. SafeContact.WhyNot(plans, now, w, OutgoingContent.Nothing).Select(r => r.Code)]))]);
    }

    /// <summary>The case with who stands in it. Commits nothing: whoever calls audits first.</summary>
    internal static async Task<Outcome<(CaseRow Row, IReadOnlyList<(Guid Contact, OpenDossier Dossier, WorkerIdentity? Identity)> People)>> Open(Guid id, Work work, Dossiers dossiers, int? version = null)
    {
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<(CaseRow, IReadOnlyList<(Guid, OpenDossier, WorkerIdentity?)>)>.From(held);
        var files = await work.All<WriteToWorker.FileOf>("select contact_id, dossier_id from cases.file where case_id = $1 order by contact_id <> $2, contact_id", id, held.Value!.ContactId);
        var opened = await dossiers.OpenAll(work, [.. files.Select(f => f.DossierId)]);
        // What one contact said about being reached holds for all: with a file that stays shut nobody can say that it is safe.
        if (opened.Count < files.Count) return Outcome<(CaseRow, IReadOnlyList<(Guid, OpenDossier, WorkerIdentity?)>)>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        var people = new List<(Guid, OpenDossier, WorkerIdentity?)>();
        foreach (var file in files) people.Add((file.ContactId, opened[file.DossierId], await opened[file.DossierId].Identity(work)));
        return (held.Value!, people);
    }
}
