using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A supervisor deletes a file in which the scanner found something harmful. That there was one stays in the case; what else is in the
/// case nobody deletes by hand.</summary>
public static class RemoveCaseFile
{
    /// <summary>What was deleted.</summary>
    public sealed record RemovedView([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] DateOnly RemovedOn) : IView<Handlers>;

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(FileState state)
    {
        if (state is FileState.Removed) yield return new FileRefusals.Removed();
        else if (state is not FileState.Quarantined) yield return new FileRefusals.NotQuarantined();
    }

    /// <summary>Deletes it.</summary>
    public static async Task<Outcome<RemovedView>> Handle(Guid id, Guid file, Work work, FileOpening opening, IFileStore store)
    {
        if (await ListCaseFiles.Find(work, id, file) is not { } row) return Outcome<RemovedView>.Missing;
        if (WhyNot(opening.StateOf(row)).ToList() is { Count: > 0 } reasons) return Outcome<RemovedView>.Refused(reasons);
        work.Write("update dossier.file set original = null, cleaned = null, removed_on = $2, removed_by = $3 where id = $1 and removed_on is null", file, work.Today, work.Actor.PersonId);
        CaseLog.Note(work, row.OrgId, id, null, "case.file-removed", CaseParty.Of(work.Actor), new { file });
        var done = await work.Commit(new RemovedView(file, work.Today));
        // The row lets go first. What is left behind by a power cut here is swept.
        foreach (var body in new[] { row.Original, row.Cleaned }.OfType<string>()) await store.Delete(body, CancellationToken.None);
        return done;
    }
}
