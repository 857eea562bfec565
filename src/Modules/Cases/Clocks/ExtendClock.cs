using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>More time for one clock: a handler asks, with a reason; a supervisor who is not the one who asked decides.</summary>
public static class ExtendClock
{
    /// <summary>Why more time is asked for. Ours; stable.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["businessActs", "complex", "workerWishes", "thirdParty", "holidaySeason"];
    /// <summary>Most days that are granted at once.</summary>
    public const int MostDays = 180;

    /// <summary>What is asked.</summary>
    /// <param name="Days">How many days: working days where the clock counts them.</param>
    /// <param name="Reason">One of <see cref="Reasons"/>.</param>
    public sealed record Input(int Days, string Reason);
    /// <summary>The decision.</summary>
    public sealed record Decision(bool Granted);

    /// <summary>Nothing is waited for any more.</summary>
    public sealed record NotRunning() : Refusal("clock.not-running");
    /// <summary>What protects a worker cannot wait.</summary>
    public sealed record CannotWait(ClockKind Kind) : Refusal("clock.cannot-wait");
    /// <summary>It was asked and nobody decided yet.</summary>
    public sealed record AskedAlready() : Refusal("extension.asked-already");
    /// <summary>It was decided.</summary>
    public sealed record DecidedAlready() : Refusal("extension.decided-already");
    /// <summary>Nobody decides on what they asked for themselves.</summary>
    public sealed record SelfDecision() : Refusal("extension.self-decision");

    /// <summary>Every reason against asking.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, ClockKind kind, bool open, bool asked)
    {
        if (input.Days < 1) yield return new BadInput("input.too-small", "days", 1);
        if (input.Days > MostDays) yield return new BadInput("input.too-large", "days", MostDays);
        foreach (var reason in Given.Choice(input.Reason, Reasons, "reason")) yield return reason;
        if (!open) yield return new NotRunning();
        if (!ClockRules.CanWait(kind)) yield return new CannotWait(kind);
        if (asked) yield return new AskedAlready();
    }

    /// <summary>Every reason against a decision by this person.</summary>
    public static IEnumerable<Refusal> WhyNotDecide(Guid askedBy, Guid decider, bool decided, bool granting, bool open)
    {
        if (decided) yield return new DecidedAlready();
        if (askedBy == decider) yield return new SelfDecision();
        if (granting && !open) yield return new NotRunning();
    }

    /// <summary>Asks.</summary>
    public static async Task<Outcome<ActView>> Ask(Guid clock, Input input, Work work)
    {
        var found = await work.FirstOrNone<Row>("select case_id, issue_id, org_id from cases.clock where id = $1", clock);
        if (found is null) return Outcome<ActView>.Missing;
        IssueFile? file = null;
        if (found.IssueId is { } issue)
        {
            var held = await IssueFile.Hold(work, issue);
            if (!held.IsDone) return Outcome<ActView>.From(held);
            file = held.Value!;
        }
        var now = (await work.FirstOrNone<ClockNow>("select kind, is_open, exists (select 1 from cases.extension e where e.clock_id = k.id and e.granted is null) as asked from cases.clock k where k.id = $1", clock))!;
        if (WhyNot(input, now.Kind, now.IsOpen, now.Asked).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        var id = Guid.NewGuid();
        work.Write("insert into cases.extension (id, org_id, case_id, issue_id, clock_id, days, reason, asked_by, asked_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id, found.OrgId, found.CaseId, found.IssueId, clock, input.Days, input.Reason, work.Actor.PersonId, work.Today);
        CaseFile.Touch(work, found.CaseId);
        CaseLog.Note(work, found.OrgId, found.CaseId, found.IssueId, "issue.more-time-asked", CaseParty.Of(work.Actor), new { kind = now.Kind, days = input.Days, reason = input.Reason });
        work.Notify("clock.more-time-asked", "case", found.CaseId, role: Roles.Supervisor);
        return await work.Commit(file!.Stand(id));
    }

    /// <summary>Decides.</summary>
    public static async Task<Outcome<ActView>> Decide(Guid extension, Decision decision, Work work)
    {
        var found = await work.FirstOrNone<Asked>("select clock_id, issue_id, asked_by from cases.extension where id = $1", extension);
        if (found is null) return Outcome<ActView>.Missing;
        var held = await IssueFile.Hold(work, found.IssueId);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, row) = (held.Value!, held.Value!.Row);
        var now = (await work.FirstOrNone<DecisionNow>("select e.granted is not null as decided, k.is_open, k.kind, e.days from cases.extension e join cases.clock k on k.id = e.clock_id where e.id = $1", extension))!;
        if (WhyNotDecide(found.AskedBy, work.Actor.PersonId, now.Decided, decision.Granted, now.IsOpen).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        work.Write("update cases.extension set granted = $2, decided_by = $3, decided_on = $4 where id = $1", extension, decision.Granted, work.Actor.PersonId, work.Today);
        if (decision.Granted)
        {
            work.Write("update cases.clock set further = further + $2, version = version + 1 where id = $1", found.ClockId, now.Days);
            await IssueClocks.Replan(work, file);
        }
        PauseClocks.Touch(work, row);
        CaseLog.Note(work, row.OrgId, row.CaseId, row.Id, decision.Granted ? "issue.more-time-granted" : "issue.more-time-declined", CaseParty.Of(work.Actor), new { kind = now.Kind, days = now.Days });
        work.Notify(decision.Granted ? "clock.more-time-granted" : "clock.more-time-declined", "case", row.CaseId, found.AskedBy);
        return await work.Commit(file.Stand(extension));
    }

    private sealed record Row(Guid CaseId, Guid? IssueId, Guid OrgId);
    private sealed record ClockNow(ClockKind Kind, bool IsOpen, bool Asked);
    private sealed record Asked(Guid ClockId, Guid IssueId, Guid AskedBy);
    private sealed record DecisionNow(bool Decided, bool IsOpen, ClockKind Kind, int Days);
}
