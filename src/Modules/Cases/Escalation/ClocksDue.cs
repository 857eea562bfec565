using Microsoft.Extensions.Logging;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// What happens because time has passed (C9, C10, C11): on coded facts alone, each once however many nodes look. Every step holds the case, asks again whether it
/// is still due, and leaves a row that no second node can write. Nothing is ever closed.
/// </summary>
public static class ClocksDue
{
    /// <summary>Does everything that is due in every organization; returns how many steps were taken. Safe to repeat.</summary>
    public static async Task<int> Handle(WorkFactory works, IDirectory directory, EscalationPost post, CancellationToken cancelled)
    {
        var taken = 0;
        foreach (var organization in await works.ActiveOrganizations(cancelled)) taken += await In(organization, works, directory, post, cancelled);
        return taken;
    }

    /// <summary>The same in one organization.</summary>
    public static async Task<int> In(Guid organization, WorkFactory works, IDirectory directory, EscalationPost post, CancellationToken cancelled)
    {
        var (escalate, taken) = (new Escalate(post, directory), 0);
        async Task<T> Look<T>(Func<Work, Task<T>> ask)
        {
            await using var work = works.Begin(cancelled);
            await work.ActAsSystem(organization);
            return await ask(work);
        }
        foreach (var issue in await Look(Recounted)) await Look(work => Recount(work, issue));
        foreach (var due in await Look(Due)) if (await Look(work => Take(work, due, escalate))) taken++;
        foreach (var due in await Look(Unread)) if (await Look(work => TellUnread(work, due))) taken++;
        return taken;
    }

    /// <summary>A step that is due.</summary>
    internal sealed record DueStep(Guid Clock, Guid CaseId, Guid? IssueId, Guid? ShareId, Guid? RecipientOrg, ClockKind Kind, string Step, DateOnly ForDay, bool Serious);

    // A reminder that an escalation has overtaken is not sent any more; after one that came first (a serious issue) it still is.
    private const string steps = """
        select k.id as clock, k.case_id, k.issue_id, k.share_id, k.recipient_org, k.kind, x.step, x.for_day, coalesce(k.escalate_on <= k.started_on, false) as serious
          from cases.clock k
          cross join lateral (select ($1 at time zone k.time_zone)::date as today) t
          cross join lateral (values
                ('Remind', k.remind_on, k.kind <> 'Response' or not (k.escalate_on <= t.today and k.escalate_on > k.remind_on)),
                ('Escalate', k.escalate_on, true),
                ('Buyer', k.buyer_on, true),
                -- Hours ring when they are over; where only the day is known, on that day, so that it rings within the hours.
                ('Critical', k.due_on, k.kind = 'Critical' and (k.due_at is null or $1 > k.due_at))) x(step, for_day, fits)
         where k.org_id = access.org() and k.is_open and k.paused_on is null and x.fits and x.for_day <= t.today and (x.step = 'Critical') = (k.kind = 'Critical')
           and not exists (select 1 from cases.escalation e where e.clock_id = k.id and e.step = x.step)
           -- To the business the matter has ended, or it was opened again for her protection and is not its to know.
           and not exists (select 1 from cases.share s where s.id = k.share_id and s.ended)
        """;

    private static Task<IReadOnlyList<DueStep>> Due(Work work) => work.All<DueStep>(steps + " order by k.due_on, k.id, x.for_day", work.Now);

    private static async Task<bool> Take(Work work, DueStep due, Escalate escalate)
    {
        // Held first, then asked again: whoever came second finds it done, and what was answered meanwhile is left alone.
        if (due.IssueId is { } issue)
        {
            var held = await IssueFile.Hold(work, issue);
            if (!held.IsDone || !await StillDue(work, due)) return false;
            var matter = new Escalate.Matter(held.Value!, due.Clock, due.ShareId ?? Guid.Empty, due.RecipientOrg, due.ForDay);
            if (!await TakeStep(work, due, matter, escalate)) return false;
        }
        else
        {
            var held = await CaseFile.Hold(work, due.CaseId, null);
            if (!held.IsDone || !await StillDue(work, due)) return false;
            if (!await Alarm(work, due.CaseId, due.Clock, due.Step, due.ForDay)) return false;
            work.Notify("clock.critical-overdue", "case", due.CaseId, role: Roles.Supervisor);
            if (held.Value!.AssignedTo is { } handler) work.Notify("clock.critical-overdue", "case", due.CaseId, handler);
            CaseLog.Note(work, held.Value.OrgId, due.CaseId, null, "case.critical-overdue", IssueParty.System);
        }
        await work.Commit();
        return true;
    }

    // The consent behind the packet is over: the business reads it no longer, and nobody reminds it of what it may not know.
    private static Task<bool> HasRunOut(Work work, DueStep due) => work.FirstOrNone<bool>("select exists (select 1 from cases.share s where s.id = $1 and s.covered_until < $2)", due.ShareId, work.Today);

    private static async Task<bool> TakeStep(Work work, DueStep due, Escalate.Matter matter, Escalate escalate)
    {
        var row = matter.File.Row;
        if (due.Kind is not ClockKind.Validation && (Escalate.IsUnsafe(matter.File, due.RecipientOrg) || (due.Step is "Remind" or "Escalate" && await HasRunOut(work, due))))
        {
            // Time alone presses nobody whom a person should not disturb now. The step stays due; whoever runs the case is asked once.
            if (await Escalate.Record(work, row, due.Clock, due.ShareId, Escalate.Withheld, null, null, due.ForDay) is null) return false;
            work.Notify("clock.withheld", "case", row.CaseId, row.AssignedTo, row.AssignedTo is null ? Roles.CaseHandler : null);
            CaseLog.Note(work, row.OrgId, row.CaseId, row.Id, "issue.escalation-withheld", IssueParty.System, new { step = due.Step });
            return true;
        }
        switch (due.Step, due.Kind)
        {
            case ("Remind", ClockKind.Validation):
                if (await Escalate.Record(work, row, due.Clock, null, due.Step, null, null, due.ForDay) is null) return false;
                work.Notify("clock.ask-the-worker", "case", row.CaseId, row.AssignedTo, row.AssignedTo is null ? Roles.CaseHandler : null);
                CaseLog.Note(work, row.OrgId, row.CaseId, row.Id, "issue.validation-reminded", IssueParty.System);
                return true;
            case ("Remind", ClockKind.Response):
                return await escalate.Tell(work, matter, Escalate.Remind, due.Serious ? EscalationLevel.EscalationFocalPoint : EscalationLevel.PrimaryFocalPoint, "shared-issue.reminder", IssueParty.System);
            case ("Remind", _):
                // A promise that was not kept is the handler's to follow up as well.
                work.Notify("clock.business-late", "case", row.CaseId, row.AssignedTo, row.AssignedTo is null ? Roles.CaseHandler : null);
                return await escalate.Tell(work, matter, Escalate.Remind, EscalationLevel.PrimaryFocalPoint, "shared-issue.reminder", IssueParty.System, new { level = EscalationLevel.PrimaryFocalPoint, reason = "notRemedied" });
            case ("Escalate", _):
                return await escalate.Tell(work, matter, Escalate.FocalPoint, EscalationLevel.EscalationFocalPoint, "shared-issue.escalation", IssueParty.System,
                    new { level = EscalationLevel.EscalationFocalPoint, reason = due.Serious ? "serious" : "noResponse" });
            case ("Buyer", _):
                return await escalate.TellBuyers(work, matter, IssueParty.System) is not null;
            default:
                return false;
        }
    }

    private static async Task<bool> StillDue(Work work, DueStep due) =>
        await work.FirstOrNone<bool>("select exists (select 1 from (" + steps + ") d where d.clock = $2 and d.step = $3)", work.Now, due.Clock, due.Step);

    // A report nobody has read: one with a danger mark rings on the day that was promised, any other when that day is over.
    private static Task<IReadOnlyList<UnreadCase>> Unread(Work work) => work.All<UnreadCase>("""
        select c.id, c.promised_by, c.danger <> 'None' as danger from cases."case" c
         where c.org_id = access.org() and c.unread and (c.promised_by < $1 or c.danger <> 'None' and c.promised_by <= $1)
           and not exists (select 1 from cases.escalation e where e.case_id = c.id and e.step = 'Read' and e.for_day = c.promised_by)
        """, work.Today);

    private static async Task<bool> TellUnread(Work work, UnreadCase due)
    {
        var held = await CaseFile.Hold(work, due.Id, null);
        if (!held.IsDone || !await work.FirstOrNone<bool>("select unread and promised_by = $2 from cases.\"case\" where id = $1", due.Id, due.PromisedBy)
            || !await Alarm(work, due.Id, null, "Read", due.PromisedBy)) return false;
        work.Notify(due.Danger ? "clock.danger-unread" : "clock.read-overdue", "case", due.Id, role: Roles.Supervisor);
        CaseLog.Note(work, held.Value!.OrgId, due.Id, null, "case.read-overdue", IssueParty.System, new { danger = due.Danger });
        await work.Commit();
        return true;
    }

    private static async Task<bool> Alarm(Work work, Guid @case, Guid? clock, string step, DateOnly day) => await work.Change("""
        insert into cases.escalation (id, org_id, case_id, clock_id, step, for_day, day) values ($1, access.org(), $2, $3, $4, $5, $6) on conflict do nothing
        """, Guid.NewGuid(), @case, clock, step, day, work.Today) == 1;

    private static Task<IReadOnlyList<Guid>> Recounted(Work work) => work.All<Guid>("""
        select distinct k.issue_id from cases.clock k join cases.calendar_changes() c on c.country = k.country where k.org_id = access.org() and k.is_open and k.issue_id is not null and k.calendar_change < c.change
        """);

    // A holiday that was added since: days are counted anew and never come earlier.
    private static async Task<int> Recount(Work work, Guid issue)
    {
        var held = await IssueFile.Hold(work, issue);
        if (!held.IsDone) return 0;
        var moved = await IssueClocks.Replan(work, held.Value!);
        work.Audit("issue.clocks-recounted", "issue", issue, new { moved });
        await work.Commit();
        return moved;
    }

    private sealed record UnreadCase(Guid Id, DateOnly PromisedBy, bool Danger);
}

/// <summary>Runs <see cref="ClocksDue"/> while the node lives.</summary>
public sealed class ClockSweep(WorkFactory works, IDirectory directory, EscalationPost post, TimeProvider time, ILogger<ClockSweep> log) : Sweep(TimeSpan.FromMinutes(5), time, log)
{
    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => ClocksDue.Handle(works, directory, post, cancelled);
}
