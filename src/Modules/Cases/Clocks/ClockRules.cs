namespace OpenIlm.Cases;

/// <summary>What a clock measures.</summary>
public enum ClockKind
{
    /// <summary>A report waits to be read. Kept with the case itself: its promise.</summary>
    Read,
    /// <summary>C11: a critical issue or a report of retaliation is acted upon within 24 hours: a safety review. Never paused, never extended.</summary>
    Critical,
    /// <summary>C11: the business answers what was shared with it.</summary>
    Response,
    /// <summary>The business that answered without actions agrees what it will do until when (D1: two weeks).</summary>
    ActionPlan,
    /// <summary>One agreed action, on the day that was agreed.</summary>
    Action,
    /// <summary>The worker confirms that it is put right (D6).</summary>
    Resolution,
    /// <summary>C9: the handler asks the worker whether the reported action is true.</summary>
    Validation,
}

/// <summary>How a clock stands: the same word in lists, counts, pages and dashboards.</summary>
public enum ClockStanding
{
    /// <summary>Time is left.</summary>
    Running,
    /// <summary>Today is its last day.</summary>
    DueToday,
    /// <summary>Its last day is over and nothing came.</summary>
    Overdue,
    /// <summary>It stands still, with a reason.</summary>
    Paused,
    /// <summary>What it waited for came in time.</summary>
    Met,
    /// <summary>It came, after the last day.</summary>
    MetLate,
    /// <summary>Nothing is waited for any more: the issue took another way.</summary>
    Stopped,
}

/// <summary>What decides how a clock stands.</summary>
/// <param name="DueOn">Its last day, at the place.</param>
/// <param name="DueAt">Its last instant, for a clock that counts hours; null for the others.</param>
/// <param name="MetOn">The day on which what it waited for came.</param>
/// <param name="MetAt">The instant, for a clock that counts hours.</param>
/// <param name="PausedOn">The day since which it stands still.</param>
/// <param name="EndedOn">The day on which nothing was waited for any more.</param>
/// <param name="TimeZone">IANA zone of the place.</param>
public sealed record ClockFacts(DateOnly DueOn, DateTimeOffset? DueAt, DateOnly? MetOn, DateTimeOffset? MetAt, DateOnly? PausedOn, DateOnly? EndedOn, string TimeZone);

/// <summary>The days of a clock.</summary>
/// <param name="DueOn">Its last day.</param>
/// <param name="RemindOn">The day of the reminder; null where there is none.</param>
/// <param name="EscalateOn">The day on which the escalation focal point is told; null where there is none.</param>
/// <param name="BuyerOn">The day on which the buyers are told, where the worker allows it; null where there is none.</param>
public sealed record ClockDays(DateOnly DueOn, DateOnly? RemindOn = null, DateOnly? EscalateOn = null, DateOnly? BuyerOn = null);

/// <summary>The rules of the clocks (C9, C10, C11; rules, section 7). Pure: the same days follow from the same facts, whoever asks.</summary>
public static class ClockRules
{
    /// <summary>How it stands. <c>cases.clock_standing</c> in <c>Sql/0008_clocks.sql</c> says the same in the database; a test compares the two.</summary>
    public static ClockStanding Of(ClockFacts clock, DateTimeOffset now)
    {
        if (clock.MetOn is { } met)
            return (clock is { DueAt: { } last, MetAt: { } at } ? at > last : met > clock.DueOn) ? ClockStanding.MetLate : ClockStanding.Met;
        if (clock.EndedOn is not null) return ClockStanding.Stopped;
        if (clock.PausedOn is not null) return ClockStanding.Paused;
        if (clock.DueAt is { } hour) return now > hour ? ClockStanding.Overdue : ClockStanding.Running;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, WorkCalendar.ZoneOf(clock.TimeZone)).DateTime);
        return today > clock.DueOn ? ClockStanding.Overdue : today == clock.DueOn ? ClockStanding.DueToday : ClockStanding.Running;
    }

    /// <summary>Whether time can be stopped and added: what protects a worker cannot wait.</summary>
    public static bool CanWait(ClockKind kind) => kind is not (ClockKind.Read or ClockKind.Critical);

    /// <summary>
    /// C10, C11: when the silence of a business has consequences. It has until the day before the escalation to answer: nobody is taken further on a
    /// day that was promised. A serious issue goes straight to the escalation focal point, on the day it was shared; a critical one is answered
    /// within the critical hours.
    /// </summary>
    public static ClockDays Response(DateOnly start, CaseSettings settings, Severity severity, bool critical, WorkCalendar calendar, IReadOnlyList<PausedDays> pauses, int further = 0, bool suppressed = false)
    {
        var terms = settings.For(severity);
        DateOnly Day(int count) => calendar.EndOf(start, count, settings.ResponseUnit, pauses, further);
        var isCritical = critical || severity is Severity.Critical;
        return new ClockDays(
            isCritical ? calendar.EndOf(start, (settings.CriticalHours + 23) / 24, TermUnit.CalendarDays, pauses, further) : Day(Math.Max(1, terms.EscalateDays - 1)),
            Day(terms.RemindDays),
            EscalationOrder.IsSerious(severity, critical, suppressed) ? start : Day(terms.EscalateDays),
            Day(terms.BuyerDays));
    }

    /// <summary>D1: the action plan.</summary>
    public static ClockDays ActionPlan(DateOnly start, CaseSettings settings, Severity severity, WorkCalendar calendar, IReadOnlyList<PausedDays> pauses, int further = 0) =>
        Reminding(calendar.EndOf(start, settings.For(severity).ActionPlanDays, settings.PlanUnit, pauses, further));

    /// <summary>An agreed action: on its day, later by what was paused and granted.</summary>
    /// <param name="start">The day it was agreed.</param>
    /// <param name="days">Calendar days from there to the agreed day.</param>
    public static ClockDays Action(DateOnly start, int days, WorkCalendar calendar, IReadOnlyList<PausedDays> pauses, int further = 0) =>
        Reminding(calendar.EndOf(start, days, TermUnit.CalendarDays, pauses, further));

    /// <summary>D6: put right and confirmed.</summary>
    public static ClockDays Resolution(DateOnly start, CaseSettings settings, Severity severity, WorkCalendar calendar, IReadOnlyList<PausedDays> pauses, int further = 0) =>
        new(calendar.EndOf(start, settings.For(severity).Resolution, settings.ResolutionUnit, pauses, further));

    /// <summary>C9: the handler is reminded on the last day. Nothing closes by time.</summary>
    public static ClockDays Validation(DateOnly start, CaseSettings settings, WorkCalendar calendar, IReadOnlyList<PausedDays> pauses, int further = 0)
    {
        var day = calendar.EndOf(start, settings.ValidationReminderDays, TermUnit.CalendarDays, pauses, further);
        return new ClockDays(day, day);
    }

    /// <summary>C11: the last instant of a critical matter. Hours are hours, also in a night in which clocks are changed.</summary>
    public static DateTimeOffset CriticalDueAt(DateTimeOffset since, CaseSettings settings) => since.AddHours(settings.CriticalHours);

    /// <summary>C10, C11: the level that the silence has reached on a day; null while nobody but the business needs to know.</summary>
    public static EscalationLevel? LevelReached(ClockDays days, DateOnly today) =>
        days.BuyerOn <= today ? EscalationLevel.Buyer : days.EscalateOn <= today ? EscalationLevel.EscalationFocalPoint : days.RemindOn <= today ? EscalationLevel.PrimaryFocalPoint : null;

    // What was promised for a day is asked for when the day is over.
    private static ClockDays Reminding(DateOnly due) => new(due, due.AddDays(1));
}
