using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The day of whoever runs cases: what is due in her own cases, what waits for her hand, what colleagues handed her; for whoever supervises also what
/// nobody runs and what waits for a second person.</summary>
public sealed class HandlerLines(ITexts texts) : ITodayLines, ITaskCount
{
    // One line for each own case: what of it is due first, as its clocks say. What stands still is due for nobody.
    private const string due = """
        select * from (
            select distinct on (d.id) * from (
                select c.id, c.reference, 'unread' as what, c.promised_by as due, c.danger <> 'None' as urgent from cases."case" c
                 where c.org_id = access.org() and c.assigned_to = $1 and c.unread and c.promised_by <= $2::date + 7
                union all
                select c.id, c.reference, case when k.kind = 'Validation' and i.state = 'ActionReported' then 'ask' else lower(k.kind) end, k.due_on, k.kind = 'Critical'
                  from cases."case" c join cases.clock k on k.case_id = c.id and k.is_open and k.paused_on is null left join cases.labor_issue i on i.id = k.issue_id
                 where c.org_id = access.org() and c.assigned_to = $1 and c.state <> 'Closed' and k.due_on <= $2::date + 7) d
             order by d.id, d.urgent desc, d.due) d
         order by d.urgent desc, d.due, d.id limit 100
        """;
    // What is waiting for the handler's own next step and has no day.
    private const string waiting = """
        select c.id, c.reference, case i.state when 'Triaged' then 'review' when 'SafetyReviewed' then 'share' else 'agree' end as what, null::date as due, false as urgent
          from cases."case" c join cases.labor_issue i on i.case_id = c.id and i.state in ('Triaged', 'SafetyReviewed', 'Responded')
         where c.org_id = access.org() and c.assigned_to = $1 and c.state = 'Triaged' order by i.state_on, c.id limit 100
        """;
    private const string unassigned = """
        select c.id, c.reference, 'assign' as what, case when c.unread then c.promised_by end as due, c.danger <> 'None' and c.unread as urgent
          from cases."case" c where c.org_id = access.org() and c.assigned_to is null and c.state <> 'Closed' order by 5 desc, c.promised_by, c.seq limit 100
        """;
    private const string second = """
        select s.id, c.reference, 'approve' as what, null::date as due, false as urgent, s.made_on as since
          from cases.share s join cases."case" c on c.id = s.case_id where s.org_id = access.org() and s.state = 'Draft' and s.needs_second and s.author <> $1
        union all
        select i.id, c.reference, 'dismiss', null::date, false, i.state_on
          from cases.labor_issue i join cases."case" c on c.id = i.case_id where i.org_id = access.org() and i.dismiss_asked_by is not null and i.dismiss_asked_by <> $1 and i.state not in ('Closed', 'WithdrawnByWorker', 'Dismissed')
         order by 6, 1 limit 100
        """;
    private const string handed = """
        select c.id, c.reference, 'handed' as what, h.until_day as due, false as urgent from cases.handover h join cases.handover_case x on x.handover_id = h.id and x.given_on > $2::date - 7
          join cases."case" c on c.id = x.case_id and c.assigned_to = $1 and c.state <> 'Closed' where h.org_id = access.org() and h.to_person = $1 and h.state = 'Running' order by c.id limit 100
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<TodayList>> For(Work work)
    {
        if (!work.Actor.May(CasesPermissions.Read)) return [];
        var (me, today) = (work.Actor.PersonId, work.Today);
        Question<Row> mine = new(due, me, today), steps = new(waiting, me), approve = new(second, me), given = new(handed, me, today), nobody = new(unassigned);
        var supervises = work.Actor.Roles.Contains(Roles.Supervisor);
        await work.Ask(supervises ? [mine, steps, approve, given, nobody] : [mine, steps, approve, given]);
        string Case(Row r) => $"/app/cases/{r.Id}";
        return
        [
            List("due", mine, work, Case, "/app/cases?assignedTo=me&state=triaged"),
            .. supervises ? [List("unassigned", nobody, work, r => $"/app/cases/{r.Id}/assign", null)] : Array.Empty<TodayList>(),
            List("second", approve, work, r => r.What == "approve" ? $"/app/shares/{r.Id}" : $"/app/issues/{r.Id}/dismiss", null),
            List("handed", given, work, Case, "/app/work"),
            List("waiting", steps, work, Case, "/app/cases?assignedTo=me&state=triaged"),
        ];
    }

    /// <inheritdoc />
    public async Task<int> Of(Work work, Guid person)
    {
        var (mine, steps) = (new Question<Row>(due, person, work.Today), new Question<Row>(waiting, person));
        await work.Ask(mine, steps);
        return mine.Rows.Count + steps.Rows.Count;
    }

    private TodayList List(string key, Question<Row> rows, Work work, Func<Row, string> href, string? all) => new(key,
        [.. rows.Rows.Take(DayLines.First).Select(r => new TodayLine(href(r), r.Reference, texts[work.Actor.Language, "today-line." + r.What], r.Due, r.Urgent))], rows.Rows.Count, rows.Rows.Count > DayLines.First ? all : null);

    private sealed record Row(Guid Id, string Reference, string What, DateOnly? Due, bool Urgent);
}
