using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Rows on their way into a ledger: who is new, and the writes that keep them. Names are sealed here and nowhere else.</summary>
internal sealed class KeepWorkers(Work work, IssueFile file, OpenDossier dossier)
{
    /// <summary>Most workers in one ledger.</summary>
    public const int Most = 50_000;

    private readonly LedgerIndex index = dossier.LedgerIndex();
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> values = new(StringComparer.Ordinal);
    private int last;

    /// <summary>How many stand in the ledger, those added here too.</summary>
    public int Count => known.Count;

    /// <summary>Reads who is in the ledger: blind indexes, numbers and groups; no name is opened.</summary>
    public async Task Load()
    {
        var numbers = new Question<NumberRow>("select id, number from cases.affected_worker where issue_id = $1", file.Row.Id);
        var indexes = new Question<IndexRow>("select bidx, worker_id from identity.known_affected($1)", file.Row.Id);
        var groups = new Question<GroupRow>("""
            select distinct s.criterion, s.value from cases.affected_worker w
              cross join lateral (values ('contractType', w.contract_type), ('recruiter', w.recruiter), ('department', w.department), ('site', w.site)) s(criterion, value)
             where w.issue_id = $1 and s.value is not null
            """, file.Row.Id);
        await work.Ask(numbers, indexes, groups);
        var byId = numbers.Rows.ToDictionary(n => n.Id, n => n.Number);
        last = byId.Count == 0 ? 0 : byId.Values.Max();
        foreach (var row in indexes.Rows) known[Convert.ToBase64String(row.Bidx)] = byId.GetValueOrDefault(row.WorkerId);
        foreach (var group in groups.Rows) (values.TryGetValue(group.Criterion, out var set) ? set : values[group.Criterion] = new(StringComparer.Ordinal)).Add(group.Value);
    }

    /// <summary>The number of this very person in the ledger; null when she is not in it.</summary>
    public int? NumberOf(KeptWorker worker) => known.TryGetValue(Convert.ToBase64String(index.Of(worker.Person)), out var number) ? number : null;

    /// <summary>A criterion of which the row brings one value too many: groups that are as many as people are none.</summary>
    public string? TooFine(KeptWorker worker)
    {
        for (var i = 2; i < Strata.Criteria.Count; i++)
            if (worker.Strata[i] is { } value && (values.TryGetValue(Strata.Criteria[i], out var set) ? set : values[Strata.Criteria[i]] = new(StringComparer.Ordinal)) is var there
                && !there.Contains(value) && there.Count >= WorkerRow.MostValues) return Strata.Criteria[i];
        return null;
    }

    private readonly List<(Guid Id, int Number, KeptWorker Worker, byte[] Ct, byte[] Index)> fresh = [];

    /// <summary>Takes a person who is new; returns her number.</summary>
    public (Guid Id, int Number) Take(KeptWorker worker)
    {
        var (id, bidx) = (Guid.NewGuid(), index.Of(worker.Person));
        fresh.Add((id, ++last, worker, dossier.SealIdentity(SealedColumns.AffectedWorker, id, JsonSerializer.Serialize(worker.Sealed, Json.Compact)), bidx));
        known[Convert.ToBase64String(bidx)] = last;
        for (var i = 2; i < Strata.Criteria.Count; i++)
            if (worker.Strata[i] is { } value) (values.TryGetValue(Strata.Criteria[i], out var set) ? set : values[Strata.Criteria[i]] = new(StringComparer.Ordinal)).Add(value);
        return (id, last);
    }

    /// <summary>Queues everybody who was taken.</summary>
    public void Queue()
    {
        foreach (var part in fresh.Chunk(2000))
        {
            string?[] Column(int i) => [.. part.Select(f => f.Worker.Strata[i])];
            work.Write("""
                insert into cases.affected_worker (id, org_id, case_id, issue_id, number, state, state_on, gender, nationality, contract_type, recruiter, department, site, added_on, added_by)
                select u.id, $1, $2, $3, u.number, 'Affected', $4, u.gender, u.nationality, u.contract_type, u.recruiter, u.department, u.site, $4, $5
                  from unnest($6::uuid[], $7::integer[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[]) as u(id, number, gender, nationality, contract_type, recruiter, department, site)
                """, file.Row.OrgId, file.Row.CaseId, file.Row.Id, work.Today, work.Actor.PersonId, part.Select(f => f.Id).ToArray(), part.Select(f => f.Number).ToArray(),
                Column(0), Column(1), Column(2), Column(3), Column(4), Column(5));
            work.Write("select identity.put_affected($1, $2, $3, $4, $5, $6)", file.Row.CaseId, file.Row.Id, dossier.Id, part.Select(f => f.Id).ToArray(), part.Select(f => f.Ct).ToArray(), part.Select(f => f.Index).ToArray());
        }
    }

    private sealed record NumberRow(Guid Id, int Number);
    private sealed record IndexRow(byte[] Bidx, Guid WorkerId);
    private sealed record GroupRow(string Criterion, string Value);
}
