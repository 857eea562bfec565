using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Stops the clocks of an issue, with a reason, and lets them go on. What stands still does not run, is not overdue and tells nobody; afterwards every last
/// day is later by the days it stood. What protects a worker cannot be stopped.</summary>
public static class PauseClocks
{
    /// <summary>Why clocks are stopped. Ours; stable.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["workerAsked", "safety", "thirdParty", "investigation", "authority", "siteClosed"];

    /// <summary>Why.</summary>
    /// <param name="Reason">One of <see cref="Reasons"/>. A business never learns which.</param>
    public sealed record Input(string Reason);

    /// <summary>They stand still already.</summary>
    public sealed record AlreadyPaused(DateOnly Since) : Refusal("clock.already-paused");
    /// <summary>They run.</summary>
    public sealed record NotPaused() : Refusal("clock.not-paused");
    /// <summary>Nothing of the issue waits for anything.</summary>
    public sealed record NothingRuns() : Refusal("clock.nothing-runs");

    /// <summary>Every reason against stopping.</summary>
    /// <param name="pausedSince">Since when they stand still; null while they run.</param>
    /// <param name="running">How many clocks of the issue wait for something.</param>
    public static IEnumerable<Refusal> WhyNot(DateOnly? pausedSince, int running)
    {
        if (pausedSince is { } since) yield return new AlreadyPaused(since);
        else if (running == 0) yield return new NothingRuns();
    }

    /// <summary>Stops the clocks.</summary>
    public static async Task<Outcome<ActView>> Pause(Guid issue, int? version, Input input, Work work)
    {
        if (Given.Choice(input.Reason, Reasons, "reason").ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, row) = (held.Value!, held.Value!.Row);
        var now = (await work.FirstOrNone<Standing>("""
            select (select p.from_day from cases.pause p where p.issue_id = $1 and p.until_day is null) as since, (select count(*) from cases.clock k where k.issue_id = $1 and k.is_open)::integer as running
            """, issue))!;
        if (WhyNot(now.Since, now.Running).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        var today = file.Calendar.Days.DayOf(work.Now);
        var id = Guid.NewGuid();
        work.Write("insert into cases.pause (id, org_id, case_id, issue_id, from_day, reason, by_person) values ($1, $2, $3, $4, $5, $6, $7)", id, row.OrgId, row.CaseId, issue, today, input.Reason, work.Actor.PersonId);
        work.Write("update cases.clock set paused_on = $2, version = version + 1 where issue_id = $1 and is_open", issue, today);
        Touch(work, row);
        CaseLog.Note(work, row.OrgId, row.CaseId, issue, "issue.clocks-paused", CaseParty.Of(work.Actor), new { reason = input.Reason });
        return await work.Commit(file.Stand(id));
    }

    /// <summary>Lets them go on; every last day is counted anew.</summary>
    public static async Task<Outcome<ActView>> Resume(Guid issue, int? version, Work work)
    {
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, row) = (held.Value!, held.Value!.Row);
        // The zone of the site may have been put right meanwhile: no pause ends before it began.
        if (await work.Change("update cases.pause set until_day = greatest(from_day, $2), ended_by = $3 where issue_id = $1 and until_day is null", issue, file.Calendar.Days.DayOf(work.Now), work.Actor.PersonId) == 0)
            return Outcome<ActView>.Refused(new NotPaused());
        work.Write("update cases.clock set paused_on = null, version = version + 1 where issue_id = $1 and is_open", issue);
        var moved = await IssueClocks.Replan(work, file);
        Touch(work, row);
        CaseLog.Note(work, row.OrgId, row.CaseId, issue, "issue.clocks-resumed", CaseParty.Of(work.Actor), new { moved });
        return await work.Commit(file.Stand());
    }

    internal static void Touch(Work work, IssueRow row)
    {
        work.Write("update cases.labor_issue set version = version + 1 where id = $1", row.Id);
        CaseFile.Touch(work, row.CaseId);
    }

    private sealed record Standing(DateOnly? Since, int Running);
}
