namespace OpenIlm.Cases;

/// <summary>When the silence of a business has consequences.</summary>
/// <param name="RemindOn">Reminder to the business.</param>
/// <param name="EscalateOn">The escalation focal point is told.</param>
/// <param name="BuyerOn">The buyer is told.</param>
public sealed record ResponseTimers(DateOnly RemindOn, DateOnly EscalateOn, DateOnly BuyerOn);

/// <summary>C11: the clocks of an issue. Those of a business run from the release of the packet, never from the report.</summary>
public static class IssueTimers
{
    /// <summary>C11: no response for 7 days reminds, 14 escalates, 30 tells the buyer (defaults).</summary>
    public static ResponseTimers NoResponse(DateOnly releasedOn, CaseSettings settings) =>
        new(releasedOn.AddDays(settings.RemindDays), releasedOn.AddDays(settings.EscalateDays), releasedOn.AddDays(settings.BuyerDays));

    /// <summary>C11: a critical issue, or a report with a danger mark, is acted upon within 24 hours (default).</summary>
    public static DateTimeOffset CriticalDueAt(DateTimeOffset since, CaseSettings settings) => since.AddHours(settings.CriticalHours);

    /// <summary>The level that the silence has reached on the day; null while nobody but the business needs to know.
    /// A serious issue begins at the escalation focal point (C10).</summary>
    public static EscalationLevel? LevelReached(DateOnly releasedOn, DateOnly today, bool serious, CaseSettings settings)
    {
        var timers = NoResponse(releasedOn, settings);
        if (today >= timers.BuyerOn) return EscalationLevel.Buyer;
        if (serious || today >= timers.EscalateOn) return EscalationLevel.EscalationFocalPoint;
        return today >= timers.RemindOn ? EscalationLevel.PrimaryFocalPoint : null;
    }
}

/// <summary>C9: not validated within n days (30 by default) after the report of the action: a reminder to the handler. Nothing closes by time.</summary>
public static class ValidationReminder
{
    /// <summary>Days, where no configuration says otherwise.</summary>
    public const int DefaultDays = 30;

    /// <summary>The day of the reminder.</summary>
    public static DateOnly DueOn(DateOnly actionReportedOn, int days = DefaultDays) => actionReportedOn.AddDays(days);

    /// <summary>Whether the handler is to be reminded today: the worker has not answered yet, however long ago it was.</summary>
    public static bool IsDue(IssueState state, DateOnly actionReportedOn, DateOnly today, int days = DefaultDays) =>
        state is (IssueState.ActionReported or IssueState.AwaitingValidation) && today >= DueOn(actionReportedOn, days);
}
