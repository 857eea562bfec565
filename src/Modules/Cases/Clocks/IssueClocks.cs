using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Starts, meets and ends the clocks of an issue beside the move that brings it, in the same commit. What a clock waits for is decided here and nowhere else.</summary>
internal static class IssueClocks
{
    /// <summary>How a clock stands, as SQL over the columns of <c>cases.clock k</c>; <paramref name="at"/> is the parameter with the instant.</summary>
    public static string Standing(string at) => $"cases.clock_standing(k.due_on, k.due_at, k.met_on, k.met_at, k.paused_on, k.ended_on, k.time_zone, {at})";

    /// <summary>The ids of the cases of which something is overdue: what lists filter by and what is counted. The first condition reaches the index; nobody's
    /// day is ahead of the day after the one in UTC.</summary>
    public static string OverdueCases(string at) => $"""
        (select k.case_id from cases.clock k where k.org_id = access.org() and k.is_open and k.due_on <= ({at} at time zone 'UTC')::date + 1 and {Standing(at)} = 'Overdue'
         union all select u.id from cases."case" u where u.org_id = access.org() and u.unread and {Promise("u", at)} = 'Overdue')
        """;

    /// <summary>Whether one case <c>c</c> is among them, for the mark in its row.</summary>
    public static string CaseIsOverdue(string at) => $"""
        ((c.unread and {Promise("c", at)} = 'Overdue')
         or exists (select 1 from cases.clock k where k.case_id = c.id and k.is_open and {Standing(at)} = 'Overdue'))
        """;

    private static string Promise(string of, string at) => $"cases.clock_standing({of}.promised_by, null, null, null, null, null, 'UTC', {at})";

    /// <summary>Queues what a move means for the clocks.</summary>
    public static void AfterMove(Work work, IssueFile file, IssueState from, IssueState to)
    {
        if (from == to) return;
        var today = file.Calendar.Days.DayOf(work.Now);
        switch (to)
        {
            case IssueState.ActionReported:
                // Reported, or remedied without a business: nobody waits for an answer or a plan any more.
                End(work, file, today, "Response", "ActionPlan", "Action");
                Start(work, file, ClockKind.Validation, null, null, today, ClockRules.Validation(today, file.Calendar.Settings, file.Calendar.Days, []));
                break;
            case IssueState.Validated:
                Meet(work, file, today, null, "Validation", "Resolution");
                break;
            case IssueState.ActionAgreed when from is not IssueState.Responded:
                // She answered no or in part, or it is opened again: what was reported stands as promised again, on the day that was promised.
                Meet(work, file, today, null, "Validation");
                StartResolution(work, file, today);
                break;
        }
        if (IssueFlow.IsTerminal(to)) End(work, file, today);
    }

    /// <summary>Queues the clocks that a release starts.</summary>
    /// <returns>The last day for an answer; null for a buyer, who is told and not asked.</returns>
    public static DateOnly? Released(Work work, IssueFile file, Guid share, Guid? recipient, bool isBuyer, bool suppressed)
    {
        var (today, row) = (file.Calendar.Days.DayOf(work.Now), file.Row);
        StartResolution(work, file, today);
        if (isBuyer) return null;
        var days = ClockRules.Response(today, file.Calendar.Settings, row.Severity ?? Severity.Low, file.IsCritical, file.Calendar.Days, [], suppressed: suppressed);
        Start(work, file, ClockKind.Response, share, recipient, today, days);
        return days.DueOn;
    }

    /// <summary>Queues what an answer means: the response came, and a plan is waited for where no action came with it.</summary>
    public static void Answered(Work work, IssueFile file, Guid share, Guid? recipient, bool withActions)
    {
        var today = file.Calendar.Days.DayOf(work.Now);
        Meet(work, file, today, share, "Response");
        if (withActions) Meet(work, file, today, share, "Response", "ActionPlan");
        else if (file.State is IssueState.Responded)
            Start(work, file, ClockKind.ActionPlan, share, recipient, today,
                ClockRules.ActionPlan(today, file.Calendar.Settings, file.Row.Severity ?? Severity.Low, file.Calendar.Days, []), unlessOpen: true);
    }

    /// <summary>Queues the clock of an action that was just agreed.</summary>
    public static void Agreed(Work work, IssueFile file, Guid action, Guid share, Guid? recipient, DateOnly due)
    {
        // A day of the author's calendar, counted at the place: never before it begins there.
        var today = Earlier(file.Calendar.Days.DayOf(work.Now), due);
        var days = due.DayNumber - today.DayNumber;
        Start(work, file, ClockKind.Action, share, recipient, today, ClockRules.Action(today, days, file.Calendar.Days, []), action, days);
    }

    /// <summary>Queues that an action was reported.</summary>
    public static void Reported(Work work, IssueFile file, Guid action) =>
        work.Write("update cases.clock set met_on = $2, version = version + 1 where action_id = $1 and is_open", action, file.Calendar.Days.DayOf(work.Now));

    /// <summary>Queues that every reported action of the issue is waited for again.</summary>
    public static void Again(Work work, Guid issue) =>
        work.Write("update cases.clock set met_on = null, paused_on = (select p.from_day from cases.pause p where p.issue_id = $1 and p.until_day is null), version = version + 1 where issue_id = $1 and kind = 'Action' and met_on is not null and ended_on is null", issue);

    /// <summary>Queues that nobody waits for the business any more: the packet was taken back.</summary>
    public static void TakenBack(Work work, Guid share) =>
        work.Write("update cases.clock set ended_on = $2, version = version + 1 where share_id = $1 and is_open", share, work.Today);

    /// <summary>Queues the 24-hour clock of a case (C11), unless one runs. An act of the worker starts it to the day: its hour is kept nowhere.</summary>
    public static void Critical(Work work, Guid organization, Guid @case, CaseCalendar calendar)
    {
        DateTimeOffset? due = work.Actor.Kind is not ActorKind.Person ? null : ClockRules.CriticalDueAt(work.Now, calendar.Settings);
        var lastDay = due is { } hour ? calendar.Days.DayOf(hour) : WaitingPromise.ReadBy(calendar.Days.DayOf(work.Now), Danger.Punished, calendar.Settings, calendar.Days);
        work.Write("""
            insert into cases.clock (id, org_id, case_id, kind, started_on, due_on, due_at, time_zone, country, settings_version, calendar_change)
            select $1, $2, $3, 'Critical', $4, $5, $6, $7, $8, $9, $10 where not exists (select 1 from cases.clock k where k.case_id = $3 and k.kind = 'Critical' and k.is_open)
            """, Guid.NewGuid(), organization, @case, calendar.Days.DayOf(work.Now), lastDay, due, calendar.Days.TimeZone, calendar.Country, calendar.Settings.Version, calendar.Change);
    }

    /// <summary>Queues that the critical matter was acted upon.</summary>
    public static void ActedUpon(Work work, Guid @case, CaseCalendar calendar) =>
        work.Write("update cases.clock set met_on = $2, met_at = case when due_at is not null then $3::timestamptz end, version = version + 1 where case_id = $1 and kind = 'Critical' and is_open", @case, calendar.Days.DayOf(work.Now), work.Now);

    /// <summary>Queues new days for the open clocks of the issue after a pause, more time or a change of the calendar. They never come earlier.</summary>
    /// <returns>How many moved.</returns>
    public static async Task<int> Replan(Work work, IssueFile file)
    {
        var pauses = (await work.All<PauseRow>("select from_day, until_day from cases.pause where issue_id = $1 order by from_day", file.Row.Id)).Select(p => new PausedDays(p.FromDay, p.UntilDay)).ToList();
        var moved = 0;
        foreach (var k in await work.All<ClockRow>("select id, kind, started_on, days, further, due_on, remind_on, escalate_on, buyer_on from cases.clock where issue_id = $1 and is_open", file.Row.Id))
        {
            if (Plan(k, file, pauses) is not { } days) continue;
            if (days.DueOn > k.DueOn) moved++;
            work.Write("""
                update cases.clock set due_on = greatest(due_on, $2), remind_on = greatest(remind_on, $3), escalate_on = case when escalate_on <= started_on then escalate_on else greatest(escalate_on, $4) end, buyer_on = greatest(buyer_on, $5),
                       calendar_change = $6, version = version + 1 where id = $1
                """, k.Id, days.DueOn, days.RemindOn, days.EscalateOn, days.BuyerOn, file.Calendar.Change);
        }
        return moved;
    }

    private static ClockDays? Plan(ClockRow k, IssueFile file, IReadOnlyList<PausedDays> pauses)
    {
        var (calendar, settings, severity) = (file.Calendar.Days, file.Calendar.Settings, file.Row.Severity ?? Severity.Low);
        return k.Kind switch
        {
            ClockKind.Response => ClockRules.Response(k.StartedOn, settings, severity, file.IsCritical, calendar, pauses, k.Further),
            ClockKind.ActionPlan => ClockRules.ActionPlan(k.StartedOn, settings, severity, calendar, pauses, k.Further),
            ClockKind.Action => ClockRules.Action(k.StartedOn, k.Days ?? 0, calendar, pauses, k.Further),
            ClockKind.Resolution => ClockRules.Resolution(k.StartedOn, settings, severity, calendar, pauses, k.Further),
            ClockKind.Validation => ClockRules.Validation(k.StartedOn, settings, calendar, pauses, k.Further),
            _ => null,
        };
    }

    private static void StartResolution(Work work, IssueFile file, DateOnly today) => Start(work, file, ClockKind.Resolution, null, null, today,
        ClockRules.Resolution(today, file.Calendar.Settings, file.Row.Severity ?? Severity.Low, file.Calendar.Days, []), unlessOpen: true);

    // A clock that starts while the issue stands still, stands still with it.
    private static void Start(Work work, IssueFile file, ClockKind kind, Guid? share, Guid? recipient, DateOnly today, ClockDays days, Guid? action = null, int? length = null, bool unlessOpen = false) => work.Write("""
        insert into cases.clock (id, org_id, recipient_org, case_id, issue_id, share_id, action_id, kind, started_on, days, due_on, remind_on, escalate_on, buyer_on, time_zone, country,
                                 settings_version, calendar_change, paused_on)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, (select p.from_day from cases.pause p where p.issue_id = $5 and p.until_day is null)
         where not $19 or not exists (select 1 from cases.clock k where k.issue_id = $5 and k.kind = $8 and k.share_id is not distinct from $6 and k.is_open)
        """, Guid.NewGuid(), file.Row.OrgId, recipient, file.Row.CaseId, file.Row.Id, share, action, kind, today, length, days.DueOn, days.RemindOn, days.EscalateOn, days.BuyerOn,
        file.Calendar.Days.TimeZone, file.Calendar.Country, file.Calendar.Settings.Version, file.Calendar.Change, unlessOpen);

    private static void Meet(Work work, IssueFile file, DateOnly today, Guid? share, params string[] kinds) =>
        work.Write("update cases.clock set met_on = $2, version = version + 1 where issue_id = $1 and is_open and kind = any ($3) and ($4::uuid is null or share_id = $4)", file.Row.Id, today, kinds, share);

    private static void End(Work work, IssueFile file, DateOnly today, params string[] kinds) =>
        work.Write("update cases.clock set ended_on = $2, version = version + 1 where issue_id = $1 and is_open and (cardinality($3::text[]) = 0 or kind = any ($3))", file.Row.Id, today, kinds);

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private sealed record PauseRow(DateOnly FromDay, DateOnly? UntilDay);
    private sealed record ClockRow(Guid Id, ClockKind Kind, DateOnly StartedOn, int? Days, int Further, DateOnly DueOn, DateOnly? RemindOn, DateOnly? EscalateOn, DateOnly? BuyerOn);
}
