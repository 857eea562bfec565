using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Shows who the worker is, to whoever has a reason that is kept. A separate act: reading a case never shows it.</summary>
public static class ReadIdentity
{
    /// <summary>Why; one of <see cref="CaseCodes.IdentityReasons"/>.</summary>
    public sealed record Input(string Reason);

    /// <summary>Who she is, as far as she said, for each contact of the case.</summary>
    public sealed record IdentityView(
        [property: Field(FieldClass.C1)] Guid ContactId,
        [property: Field(FieldClass.C3, "identity.read with a kept reason")] WorkerIdentity? Person) : IView<Handlers>;

    /// <summary>Opens the identity. The audit entry with the reason is committed before anything is shown.</summary>
    public static async Task<Outcome<IReadOnlyList<IdentityView>>> Handle(Guid id, Input input, Work work, Dossiers dossiers)
    {
        if (Given.Choice(input.Reason, CaseCodes.IdentityReasons, "reason").ToList() is { Count: > 0 } wrong) return Outcome<IReadOnlyList<IdentityView>>.Refused(wrong);
        var files = await work.All<FileOf>("select f.org_id, f.contact_id, f.dossier_id from cases.file f where f.case_id = $1", id);
        if (files.Count == 0) return Outcome<IReadOnlyList<IdentityView>>.Missing;
        var opened = await dossiers.OpenAll(work, [.. files.Select(f => f.DossierId)]);
        if (opened.Count == 0) return Outcome<IReadOnlyList<IdentityView>>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        var people = new List<IdentityView>();
        foreach (var file in files.Where(f => opened.ContainsKey(f.DossierId))) people.Add(new IdentityView(file.ContactId, await opened[file.DossierId].Identity(work)));
        CaseLog.Note(work, files[0].OrgId, id, null, "case.identity-read", CaseParty.Of(work.Actor), new { reason = input.Reason });
        // The answer of a write is kept under its key, readable; this one must not be.
        work.Once = null;
        return await work.Commit<IReadOnlyList<IdentityView>>(people);
    }

    private sealed record FileOf(Guid OrgId, Guid ContactId, Guid DossierId);
}
