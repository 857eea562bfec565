using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Opens a report of retaliation, whoever brought it: it blocks every closing of the case until it is resolved (C5), the case turns up unread with its danger
/// mark and the 24-hour clock, supervisors are told, and what was closed opens again.</summary>
internal static class OpenRetaliation
{
    /// <summary>Queues the report alone; returns its id. For an act that holds the issue and moves it itself.</summary>
    public static Guid Queue(Work work, Guid organization, Guid @case, Guid? issue, Guid dossier, IssueParty by, string origin, CaseCalendar calendar, Func<SealedColumn, Guid, byte[]>? seal)
    {
        var id = Guid.NewGuid();
        work.Write("""
            insert into cases.retaliation_report (id, org_id, case_id, issue_id, dossier_id, state, day, by_person, by_worker, origin, ct)
            values ($1, $2, $3, $4, $5, 'Received', $6, $7, $8, $9, $10)
            """, id, organization, @case, issue, dossier, work.Today, by is IssueParty.Worker ? null : work.Actor.PersonId, by is IssueParty.Worker, origin,
            seal?.Invoke(SealedColumns.RetaliationText, id));
        work.Write("""
            update cases."case" set open_retaliation = open_retaliation + 1, danger = case when danger = 'InDanger' then danger else 'Punished' end,
                   unread = true, promised_by = least(promised_by, $2), version = version + 1
             where id = $1
            """, @case, WaitingPromise.ReadBy(work.Today, Danger.Punished, calendar.Settings, calendar.Days));
        // C11: acted upon within 24 hours.
        IssueClocks.Critical(work, organization, @case, calendar);
        CaseLog.Note(work, organization, @case, issue, "case.retaliation-reported", by, new { report = id, origin });
        work.Notify("case.retaliation", "case", @case, role: Roles.Supervisor);
        return id;
    }

    /// <summary>Queues the report and opens again what was closed: the issue it names, or, where it names none, every closed issue and the case. A business
    /// learns nothing of it yet: to it the matter stays ended until something protects her (<see cref="AdvanceRetaliation"/>).</summary>
    public static async Task<Outcome<ActView>> Handle(Work work, CaseRow row, Guid? issue, IssueParty by, string origin, Func<SealedColumn, Guid, byte[]>? seal)
    {
        var report = Queue(work, row.OrgId, row.Id, issue, row.DossierId, by, origin, await CaseCalendar.Of(work, row.Id), seal);
        var state = row.State;
        var closed = issue is { } named
            ? await work.All<Guid>("select id from cases.labor_issue where id = $1 and state = 'Closed'", named)
            : await work.All<Guid>("select id from cases.labor_issue where case_id = $1 and state = 'Closed' order by seq", row.Id);
        foreach (var one in closed)
        {
            var held = await IssueFile.Hold(work, one);
            if (!held.IsDone) return Outcome<ActView>.From(held);
            var file = held.Value!;
            if (file.Move(work, IssueAction.Reopen, by, file.Facts with { ReasonGiven = true }, new { retaliation = report }) is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
            state = file.CaseState;
            work.Write("update cases.share set ended = true where issue_id = $1", one);
        }
        if (state is CaseState.Closed)
        {
            var decision = CaseFlow.Decide(state, CaseAction.Reopen, by, row.Facts with { ReasonGiven = true });
            if (!decision.Allowed) return Outcome<ActView>.Refused(decision.Refusals);
            state = decision.To;
            work.Write("update cases.\"case\" set state = $2, closed_on = null, close_reason = null, version = version + 1 where id = $1", row.Id, state);
            CaseLog.Note(work, row.OrgId, row.Id, null, "case.reopened", by, new { retaliation = report });
        }
        return new ActView(report, null, state);
    }

    /// <summary>The worker says by her receipt that they are punishing her. While a report of hers is open, more words belong to it.</summary>
    public static async Task ByWorker(Work work, Guid @case)
    {
        if (await work.FirstOrNone<bool>("select exists (select 1 from cases.retaliation_report where case_id = $1 and by_worker and state <> 'Resolved')", @case)) return;
        var held = await CaseFile.Hold(work, @case, null);
        // Her message is taken whatever becomes of this: the case is held by the caller already.
        if (held.IsDone) await Handle(work, held.Value!, null, IssueParty.Worker, "worker", null);
    }
}
