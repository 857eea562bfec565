using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Where a handover for a time stands.</summary>
public enum HandoverState
{
    /// <summary>Its first day is still to come.</summary>
    Planned,
    /// <summary>The colleague runs the cases.</summary>
    Running,
    /// <summary>The cases came back, or stayed for good.</summary>
    Ended,
    /// <summary>It was called off before its first day.</summary>
    Canceled,
}

/// <summary>Handing cases over for a time: a first day, a last one, and back.</summary>
public static class HandoverRules
{
    /// <summary>Days ahead that a handover can be planned, and days it can last.</summary>
    public const int MostDays = 366;

    /// <summary>Somebody hands over at most once at a time.</summary>
    public sealed record OneAtATime() : Refusal("handover.one-at-a-time");
    /// <summary>It is over already.</summary>
    public sealed record IsOver() : Refusal("handover.is-over");

    /// <summary>Every reason against the days and the people of a handover.</summary>
    /// <param name="from">Who hands over.</param>
    /// <param name="to">Who takes over; null: nobody was named.</param>
    /// <param name="fromDay">First day; null: today.</param>
    /// <param name="untilDay">Last day; null: until somebody ends it.</param>
    /// <param name="today">Today.</param>
    /// <param name="colleagues">Who may run cases.</param>
    public static IEnumerable<Refusal> WhyNot(Guid from, Guid? to, DateOnly? fromDay, DateOnly? untilDay, DateOnly today, IReadOnlyCollection<Guid> colleagues)
    {
        if (to is null) yield return new BadInput("input.required", "to");
        else if (to == from || !colleagues.Contains(to.Value)) yield return new BadInput("input.not-a-choice", "to");
        var first = fromDay ?? today;
        if (first < today) yield return new BadInput("handover.in-the-past", "fromDay");
        if (first > today.AddDays(MostDays)) yield return new BadInput("handover.too-far", "fromDay", MostDays);
        if (untilDay is { } last && last < first) yield return new BadInput("handover.ends-before-it-begins", "untilDay");
        if (untilDay is { } end && end > first.AddDays(MostDays)) yield return new BadInput("handover.too-far", "untilDay", MostDays);
    }

    /// <summary>What is to be done with a handover on a day: begin it, end it, or nothing. The last day belongs to it; the cases come back on the next.</summary>
    public static HandoverState On(HandoverState state, DateOnly fromDay, DateOnly? untilDay, DateOnly today) => state switch
    {
        // A node that was away for the whole time does not send cases to and fro.
        HandoverState.Planned when untilDay < today => HandoverState.Canceled,
        HandoverState.Planned when fromDay <= today => HandoverState.Running,
        HandoverState.Running when untilDay < today => HandoverState.Ended,
        _ => state,
    };
}
