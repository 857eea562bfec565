using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Shows who some rows of the ledger are, to whoever has a reason that is kept. A separate act, for one page of rows at most.</summary>
public static class ReadWorkerNames
{
    /// <summary>Why, and of whom.</summary>
    /// <param name="Reason">One of <see cref="CaseCodes.IdentityReasons"/>.</param>
    /// <param name="Workers">Rows; null for the first page of the ledger.</param>
    public sealed record Input(string Reason, IReadOnlyList<Guid>? Workers = null);

    /// <summary>Opens them. The audit entry with the reason is committed before anything is shown.</summary>
    public static async Task<Outcome<IReadOnlyList<LedgerNameView>>> Handle(Guid issue, Input input, Work work, Dossiers dossiers)
    {
        List<Refusal> wrong = [.. Given.Choice(input.Reason, CaseCodes.IdentityReasons, "reason")];
        if (input.Workers?.Count > Paging.Most) wrong.Add(new BadInput("input.too-many", "workers", Paging.Most));
        if (wrong.Count > 0) return Outcome<IReadOnlyList<LedgerNameView>>.Refused(wrong);
        var opened = await Open(issue, input.Workers, Paging.Most, work, dossiers);
        if (!opened.IsDone) return Outcome<IReadOnlyList<LedgerNameView>>.From(opened);
        work.Audit("workers.names-read", "issue", issue, new { reason = input.Reason, workers = opened.Value!.Names.Count });
        // The answer of a write is kept under its key, readable; this one must not be.
        work.Once = null;
        return await work.Commit(opened.Value.Names);
    }

    /// <summary>Opened rows of a ledger.</summary>
    internal sealed record Opened(Guid CaseId, Guid OrgId, IReadOnlyList<LedgerNameView> Names);

    /// <summary>Opens rows by number. The caller writes the audit entry.</summary>
    internal static async Task<Outcome<Opened>> Open(Guid issue, IReadOnlyList<Guid>? workers, int most, Work work, Dossiers dossiers)
    {
        var head = await work.FirstOrNone<Head>("select i.case_id, i.org_id, c.dossier_id from cases.labor_issue i join cases.\"case\" c on c.id = i.case_id where i.id = $1", issue);
        if (head is null) return Outcome<Opened>.Missing;
        var dossier = await dossiers.Open(work, head.DossierId);
        if (!dossier.IsDone) return Outcome<Opened>.From(dossier);
        var rows = await work.All<Row>("select w.id, w.number from cases.affected_worker w where w.issue_id = $1 and ($2::uuid[] is null or w.id = any($2)) order by w.number limit $3", issue, workers?.ToArray(), most);
        var sealedRows = (await work.All<Sealed>("select worker_id, ct from identity.affected($1)", rows.Select(r => r.Id).ToArray())).ToDictionary(s => s.WorkerId, s => s.Ct);
        return new Opened(head.CaseId, head.OrgId, [.. rows.Where(r => sealedRows.ContainsKey(r.Id)).Select(r =>
        {
            var who = JsonSerializer.Deserialize<SealedWorker>(dossier.Value!.IdentityText(SealedColumns.AffectedWorker, r.Id, sealedRows[r.Id]), Json.Compact)!;
            return new LedgerNameView(r.Id, r.Number, who.Name, who.Phone, who.Key, who.Note);
        })]);
    }

    private sealed record Head(Guid CaseId, Guid OrgId, Guid DossierId);
    private sealed record Row(Guid Id, int Number);
    private sealed record Sealed(Guid WorkerId, byte[] Ct);
}
