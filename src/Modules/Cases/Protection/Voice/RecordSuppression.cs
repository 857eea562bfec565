using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Records that a business, or whoever works for it, keeps workers from speaking: a serious violation (ILM-21).</summary>
public static class RecordSuppression
{
    /// <summary>What was seen.</summary>
    /// <param name="Kind">One of <see cref="ProtectionCodes.Suppressions"/>.</param>
    /// <param name="OrganizationId">The business; null for one outside the network.</param>
    /// <param name="OrganizationName">The name of one outside the network.</param>
    /// <param name="ObservedOn">The day, where it is known.</param>
    /// <param name="Note">In words; sealed into the file.</param>
    public sealed record Input(string Kind, Guid? OrganizationId = null, string? OrganizationName = null, DateOnly? ObservedOn = null, string? Note = null);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        foreach (var reason in Given.Choice(input.Kind, ProtectionCodes.Suppressions, "kind")) yield return reason;
        if (input.OrganizationId is null == string.IsNullOrWhiteSpace(input.OrganizationName)) yield return new BadInput("input.one-of", "organizationId");
        foreach (var reason in Given.OptionalText(input.OrganizationName, "organizationName", 200)) yield return reason;
        if (input.ObservedOn > today) yield return new BadInput("suppression.in-the-future", "observedOn");
        if (input.Kind is "other" && string.IsNullOrWhiteSpace(input.Note)) yield return new BadInput("input.required", "note");
        foreach (var reason in Given.OptionalText(input.Note, "note")) yield return reason;
    }

    /// <summary>Records it.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers, IDirectory directory)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        var business = input.OrganizationId is { } named ? await directory.Organization(work, named) : null;
        if (input.OrganizationId is not null && business is null) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "organizationId"));
        var note = await SealedNote.Add(work, dossiers, row.DossierId, "suppression-note", row.Language, input.Note);
        if (!note.IsDone) return Outcome<ActView>.From(note);
        var made = Guid.NewGuid();
        work.Write("""
            insert into cases.voice_suppression (id, org_id, case_id, organization_id, organization_name, kind, observed_on, day, by_person, note) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, made, row.OrgId, id, business?.Id, business is null ? input.OrganizationName!.Trim() : null, input.Kind, input.ObservedOn, work.Today, work.Actor.PersonId, note.Value!.Id);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.voice-suppressed", CaseParty.Of(work.Actor), new { suppression = made, kind = input.Kind, organization = business?.Id });
        work.Notify("case.voice-suppressed", "case", id, role: Roles.Supervisor);
        return await work.Commit(new ActView(made, null, row.State));
    }
}
