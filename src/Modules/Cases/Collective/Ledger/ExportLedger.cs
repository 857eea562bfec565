using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Takes the ledger out with the names, for a remedy that must reach each of them. A supervisor does it, with a reason that is kept; the timeline of the
/// case says that it happened.</summary>
public static class ExportLedger
{
    /// <summary>Why; one of <see cref="CaseCodes.IdentityReasons"/>.</summary>
    public sealed record Input(string Reason);

    private static readonly string[] header = ["number", "state", "stateOn", "name", "phone", "key", "note", "gender", "nationality", "contractType", "recruiter", "department", "site", "reachedOn", "answeredOn", "departedOn"];

    /// <summary>The table. What happened is committed before anything leaves.</summary>
    public static async Task<Outcome<Table>> Handle(Guid issue, Input input, Work work, Dossiers dossiers)
    {
        if (Given.Choice(input.Reason, CaseCodes.IdentityReasons, "reason").ToList() is { Count: > 0 } wrong) return Outcome<Table>.Refused(wrong);
        work.Patience = TimeSpan.FromMinutes(2);
        var opened = await ReadWorkerNames.Open(issue, null, KeepWorkers.Most, work, dossiers);
        if (!opened.IsDone) return Outcome<Table>.From(opened);
        var names = opened.Value!.Names.ToDictionary(n => n.WorkerId);
        var rows = await work.All<Row>("select id, number, state, state_on, gender, nationality, contract_type, recruiter, department, site, reached_on, answered_on, departed_on from cases.affected_worker where issue_id = $1 order by number", issue);
        CaseLog.Note(work, opened.Value.OrgId, opened.Value.CaseId, issue, "workers.exported", CaseParty.Of(work.Actor), new { reason = input.Reason, workers = rows.Count });
        work.Once = null;
        IReadOnlyList<object?> Line(Row r)
        {
            var who = names.GetValueOrDefault(r.Id);
            return [r.Number, r.State.ToString(), r.StateOn, who?.Name, who?.Phone, who?.Key, who?.Note, r.Gender, r.Nationality, r.ContractType, r.Recruiter, r.Department, r.Site, r.ReachedOn, r.AnsweredOn, r.DepartedOn];
        }
        var table = new Table("workers", header, [.. rows.Select(Line)]);
        var done = await work.Commit();
        return done.IsDone ? table : Outcome<Table>.From(done);
    }

    private sealed record Row(Guid Id, int Number, LedgerState State, DateOnly StateOn, string? Gender, string? Nationality, string? ContractType, string? Recruiter, string? Department, string? Site,
        DateOnly? ReachedOn, DateOnly? AnsweredOn, DateOnly? DepartedOn);
}
