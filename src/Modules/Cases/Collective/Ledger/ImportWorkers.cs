using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Takes a list of affected workers into the ledger. Good rows go in, every other row is told with its number and why; who is in the ledger already
/// is left as she is, so the same list again changes nothing. The file is read in memory and kept nowhere.</summary>
public static class ImportWorkers
{
    /// <summary>Most problems that are told; a list with more of them is not the list that was meant.</summary>
    public const int MostProblems = 500;
    // A file is held in memory while it is read.
    private static readonly SemaphoreSlim readers = new(3, 3);

    /// <summary>Every reason against the request by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Upload upload)
    {
        if (upload.FileName.Length == 0 || upload.Length == 0) yield return new BadInput("input.required", "file");
    }

    /// <summary>Takes it.</summary>
    public static async Task<Outcome<ImportedView>> Handle(Guid issue, int? version, Upload upload, Work work, Dossiers dossiers)
    {
        if (WhyNot(upload).ToList() is { Count: > 0 } wrong) return Outcome<ImportedView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ImportedView>.From(held);
        var file = held.Value!;
        var dossier = await dossiers.Open(work, file.Row.DossierId);
        if (!dossier.IsDone) return Outcome<ImportedView>.From(dossier);
        if (!await readers.WaitAsync(TimeSpan.FromSeconds(20), work.Cancelled)) return Outcome<ImportedView>.Busy;
        Outcome<WorkerList> read;
        try
        {
            var table = TableFile.Read(upload.Bytes, upload.Length);
            if (!table.IsDone) return Outcome<ImportedView>.From(table);
            read = WorkerList.Read(table.Value!);
        }
        finally { readers.Release(); }
        if (read.Value is not { } list) return Outcome<ImportedView>.From(read);

        work.Patience = TimeSpan.FromMinutes(2);
        var keeping = new KeepWorkers(work, file, dossier.Value!);
        await keeping.Load();
        var (added, known, problems, rowOf) = (0, 0, new List<RowProblemView>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var (number, kept, faults) in list.Rows)
        {
            if (kept is null) { problems.AddRange(faults.Select(f => new RowProblemView(number, f.Column, f.Code))); continue; }
            // Twice in one list is told: two people of one name need a number to be told apart.
            if (rowOf.TryGetValue(kept.Person, out var earlier)) { problems.Add(new RowProblemView(number, "name", "twice", earlier)); continue; }
            rowOf[kept.Person] = number;
            if (keeping.NumberOf(kept) is not null) { known++; continue; }
            if (keeping.TooFine(kept) is { } criterion) { problems.Add(new RowProblemView(number, criterion, "too-fine")); continue; }
            if (keeping.Count >= KeepWorkers.Most) return Outcome<ImportedView>.Refused(new CollectiveRefusals.LedgerFull(KeepWorkers.Most));
            keeping.Take(kept);
            added++;
        }
        keeping.Queue();
        CaseFile.Touch(work, file.Row.CaseId);
        var detail = new { rows = list.Rows.Count, added, known, problems = problems.Count };
        if (added > 0) CaseLog.Note(work, file.Row.OrgId, file.Row.CaseId, issue, "workers.imported", CaseParty.Of(work.Actor), detail);
        else work.Audit("workers.imported", "issue", issue, detail);
        return await work.Commit(new ImportedView(list.Rows.Count, added, known, list.Columns, list.Ignored, [.. problems.Take(MostProblems)]));
    }
}
