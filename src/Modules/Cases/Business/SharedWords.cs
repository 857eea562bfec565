using OpenIlm.Kit;

namespace OpenIlm.Cases;

/// <summary>Where a shared issue stands, in words that say what to do next and shame nobody.</summary>
public static class SharedWords
{
    /// <summary>Where it stands, in words: a buyer is told, and not asked for an answer.</summary>
    public static string Say(SharedIssueView issue, Words words) => IsToldOnly(issue) ? words["shared.told-only"] : words.NameOf(issue.State);

    /// <summary>Tone of the mark of an issue.</summary>
    public static string ToneOf(SharedIssueView issue) => IsToldOnly(issue) ? "away" : ToneOf(issue.State);

    // Only who is asked for an answer has a day for it.
    private static bool IsToldOnly(SharedIssueView issue) => issue is { DueOn: null, State: SharedState.AwaitingAnswer };

    /// <summary>Tone of the mark.</summary>
    public static string ToneOf(SharedState state) => state switch
    {
        SharedState.AwaitingAnswer => "wait",
        SharedState.Answered or SharedState.ActionsAgreed => "away",
        SharedState.ActionsReported => "worker",
        _ => "done",
    };

    /// <summary>The next day that matters: for an answer, else for the first action that is open. Null when none is left.</summary>
    public static DateOnly? NextDay(SharedIssueView issue) => issue.State switch
    {
        SharedState.AwaitingAnswer => issue.DueOn,
        SharedState.Answered or SharedState.ActionsAgreed => issue.Actions.Where(a => a.State is ActionState.Agreed).Min(a => a.DueOn),
        _ => null,
    };

    /// <summary>That day in words.</summary>
    public static string Due(SharedIssueView issue, DateOnly today, Words words)
    {
        if (NextDay(issue) is not { } day) return "";
        if (issue.Clocks.Any(c => c.Standing is ClockStanding.Paused)) return words["due.paused"];
        var what = issue.State is SharedState.AwaitingAnswer ? "answer" : "action";
        return words.Format(day < today ? $"due.{what}.past" : day == today ? $"due.{what}.today" : $"due.{what}", ("Day", day));
    }

    /// <summary>How the clock looks to the business itself: a day that is past asks for attention like one that is near.</summary>
    public static string OwnClock(DateOnly? day, DateOnly today) => day is { } due && due <= today.AddDays(2) ? "clock clock-soon" : "clock";

    /// <summary>How the clock looks to whoever runs the case: running, soon, past.</summary>
    public static string Clock(DateOnly? day, DateOnly today) => day is not { } due ? "clock" : due < today ? "clock clock-over" : due <= today.AddDays(2) ? "clock clock-soon" : "clock";
}
