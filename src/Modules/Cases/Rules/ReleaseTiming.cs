using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>When a packet goes out.</summary>
/// <param name="Now">At once; otherwise with the weekly batch, in shuffled order.</param>
/// <param name="On">The day.</param>
public sealed record ReleaseMoment(bool Now, DateOnly On);

/// <summary>A packet that follows a report by a day tells who reported. So packets wait for the weekly batch, but for
/// critical issues and where the reviewer records that the timing identifies nobody.</summary>
public static class ReleaseTiming
{
    /// <summary>When the packet goes out. The batch is always after today.</summary>
    /// <param name="critical">A critical issue goes at once.</param>
    /// <param name="timingIdentifiesNobody">The reviewer recorded so, in the safety review or with the release.</param>
    /// <param name="today">The day of the decision.</param>
    /// <param name="batchDay">Day of the week of the batch.</param>
    /// <param name="notBefore">The day to which somebody put it off; null for none. It goes with the first batch from then on, whatever else would let it go.</param>
    public static ReleaseMoment Decide(bool critical, bool timingIdentifiesNobody, DateOnly today, DayOfWeek batchDay = DayOfWeek.Monday, DateOnly? notBefore = null)
    {
        if (notBefore is { } later && later > today) return new(false, BatchFrom(later, batchDay));
        return critical || timingIdentifiesNobody ? new(true, today) : new(false, BatchFrom(today.AddDays(1), batchDay));
    }

    /// <summary>The first batch on a day or after it.</summary>
    public static DateOnly BatchFrom(DateOnly day, DayOfWeek batchDay) => day.AddDays(((int)batchDay - (int)day.DayOfWeek + 7) % 7);

    /// <summary>Every reason against going out on a day: somebody put it off.</summary>
    public static IEnumerable<Refusal> WhyNotOn(DateOnly? notBefore, DateOnly today)
    {
        if (notBefore is { } later && later > today) yield return new ShareRefusals.PutOff(later);
    }

    /// <summary>Every reason against releasing at once: without a critical issue or the reviewer's word it needs a written reason.</summary>
    public static IEnumerable<Refusal> WhyNotNow(bool critical, bool timingIdentifiesNobody, string? reason)
    {
        if (!critical && !timingIdentifiesNobody && string.IsNullOrWhiteSpace(reason)) yield return ShareRefusals.TimingReasonMissing;
    }

    /// <summary>A date before the release, as a business may see it: the Monday of its week.</summary>
    public static DateOnly WeekOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
