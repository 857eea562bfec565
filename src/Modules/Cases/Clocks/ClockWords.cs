using OpenIlm.Kit;

namespace OpenIlm.Cases;

/// <summary>A clock in words and looks, the same wherever it stands.</summary>
public static class ClockWords
{
    /// <summary>Until when, for what, from whom.</summary>
    public static string Say(ClockView clock, Words words) => Say(clock.Kind, clock.Standing, clock.DueOn, clock.Recipient, words);

    /// <summary>The same of any clock.</summary>
    public static string Say(ClockKind kind, ClockStanding standing, DateOnly due, string? recipient, Words words) => words.Format(standing switch
    {
        ClockStanding.Paused => "clocks.paused." + kind,
        ClockStanding.Overdue => "clocks.overdue." + kind,
        _ => "clocks.by." + kind,
    }, ("Day", due), ("Recipient", recipient ?? words["clocks.the-business"]));

    /// <summary>How it looks: running, soon, past, still.</summary>
    public static string Look(ClockView clock) => Look(clock.Standing);

    /// <summary>How a clock of that standing looks.</summary>
    public static string Look(ClockStanding standing) => standing switch
    {
        ClockStanding.Overdue => "clock clock-over",
        ClockStanding.DueToday => "clock clock-soon",
        ClockStanding.Paused => "clock clock-still",
        _ => "clock",
    };

    /// <summary>Tone of its mark.</summary>
    public static string Tone(ClockStanding standing) => standing switch
    {
        ClockStanding.Running => "away", ClockStanding.DueToday => "wait", ClockStanding.Overdue => "bad", ClockStanding.Paused => "wait", ClockStanding.Met => "good", _ => "done",
    };
}
