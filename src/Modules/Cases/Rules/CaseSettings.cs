using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>
/// The numbers that the field leaves open, as one dated version (C4, C9, C11; all [ours] and configurable). A case keeps the
/// version it was judged by: a new version starts on its day and changes nothing that is past.
/// </summary>
/// <param name="Version">Counts up from 1.</param>
/// <param name="Author">Who set it.</param>
/// <param name="From">First day it is in force.</param>
public sealed record CaseSettings(int Version, string Author, DateOnly From)
{
    /// <summary>What a new network starts with.</summary>
    public static readonly CaseSettings Default = new(1, "OpenILM", DateOnly.MinValue);

    /// <summary>C11: hours within which a critical issue, or a report with a danger mark, is acted upon.</summary>
    public int CriticalHours { get; init; } = 24;
    /// <summary>C11: days without a response until a reminder.</summary>
    public int RemindDays { get; init; } = 7;
    /// <summary>C11: days without a response until the escalation focal point is told.</summary>
    public int EscalateDays { get; init; } = 14;
    /// <summary>C11: days without a response until the buyer is told.</summary>
    public int BuyerDays { get; init; } = 30;
    /// <summary>C9: days after the report of the action until the handler is reminded to ask the worker.</summary>
    public int ValidationReminderDays { get; init; } = 30;
    /// <summary>Working days within which a report is read.</summary>
    public int ReadWorkingDays { get; init; } = 3;
    /// <summary>Days of the week on which the organization does not work.</summary>
    public IReadOnlySet<DayOfWeek> DaysOff { get; init; } = new HashSet<DayOfWeek> { DayOfWeek.Saturday, DayOfWeek.Sunday };
    /// <summary>Day of the week on which waiting packets are released.</summary>
    public DayOfWeek ReleaseDay { get; init; } = DayOfWeek.Monday;
    /// <summary>C4: the share of those asked who must confirm a collective remedy.</summary>
    public ConfirmingShare ConfirmingShare { get; init; } = ConfirmingShare.Default;
    /// <summary>C4, section 9: how many of the affected workers are asked.</summary>
    public SampleSize SampleSize { get; init; } = SampleSize.Default;
    /// <summary>Fewest workers of a site who must match what a business is shown.</summary>
    public int LeastMatchingWorkers { get; init; } = 10;
    /// <summary>Headcount below which a site is small.</summary>
    public int SmallSiteHeadcount { get; init; } = 100;

    /// <summary>Every reason against these numbers.</summary>
    public IEnumerable<Refusal> WhyNot()
    {
        if (Version < 1) yield return new BadInput("settings.too-small", "version", 1);
        if (string.IsNullOrWhiteSpace(Author)) yield return new BadInput("settings.author-missing", "author");
        foreach (var (value, member) in new[]
        {
            (CriticalHours, "criticalHours"), (RemindDays, "remindDays"), (EscalateDays, "escalateDays"), (BuyerDays, "buyerDays"),
            (ValidationReminderDays, "validationReminderDays"), (ReadWorkingDays, "readWorkingDays"),
            (LeastMatchingWorkers, "leastMatchingWorkers"), (SmallSiteHeadcount, "smallSiteHeadcount"),
        })
            if (value < 1) yield return new BadInput("settings.too-small", member, 1);
        if (EscalateDays < RemindDays) yield return new BadInput("settings.out-of-order", "escalateDays", RemindDays);
        if (BuyerDays < EscalateDays) yield return new BadInput("settings.out-of-order", "buyerDays", EscalateDays);
        if (DaysOff.Count > 6) yield return new BadInput("settings.no-working-day", "daysOff");
        // Half or less is no confirmation, more than all cannot be reached.
        if (ConfirmingShare.Numerator < 1 || ConfirmingShare.Denominator < ConfirmingShare.Numerator || ConfirmingShare.Numerator * 2L <= ConfirmingShare.Denominator)
            yield return new BadInput("settings.share-out-of-range", "confirmingShare");
        if (!SampleSize.IsSound) yield return new BadInput("settings.sample-size-unsound", "sampleSize");
    }

    /// <summary>The version in force on the day; the default where none has begun.</summary>
    public static CaseSettings InForce(IEnumerable<CaseSettings> versions, DateOnly day) =>
        versions.Where(v => v.From <= day).OrderBy(v => v.From).ThenBy(v => v.Version).LastOrDefault() ?? Default;
}
