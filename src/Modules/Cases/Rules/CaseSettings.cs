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
    /// <summary>Most days of a term: two years.</summary>
    public const int MostDays = 730;

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
    /// <summary>In what the days of a response are counted (C11).</summary>
    public TermUnit ResponseUnit { get; init; } = TermUnit.CalendarDays;
    /// <summary>D1: days from an answer without actions to agreed actions.</summary>
    public int ActionPlanDays { get; init; } = 14;
    /// <summary>In what those days are counted.</summary>
    public TermUnit PlanUnit { get; init; } = TermUnit.CalendarDays;
    /// <summary>D6: from the first release to the worker's confirmation, in <see cref="ResolutionUnit"/>.</summary>
    public int Resolution { get; init; } = 60;
    /// <summary>In what the resolution is counted.</summary>
    public TermUnit ResolutionUnit { get; init; } = TermUnit.CalendarDays;
    /// <summary>Where a severity has numbers of its own.</summary>
    public IReadOnlyDictionary<Severity, SeverityTerms> BySeverity { get; init; } = new Dictionary<Severity, SeverityTerms>
    {
        [Severity.High] = new() { ActionPlanDays = 7, Resolution = 30 },
        [Severity.Critical] = new() { ActionPlanDays = 3, Resolution = 14 },
    };
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

    /// <summary>The numbers for a severity: its own, else those for all.</summary>
    public Terms For(Severity severity)
    {
        var own = BySeverity.GetValueOrDefault(severity);
        return new(own?.RemindDays ?? RemindDays, own?.EscalateDays ?? EscalateDays, own?.BuyerDays ?? BuyerDays, own?.ActionPlanDays ?? ActionPlanDays, own?.Resolution ?? Resolution);
    }

    /// <summary>Every reason against these numbers.</summary>
    public IEnumerable<Refusal> WhyNot()
    {
        if (Version < 1) yield return new BadInput("settings.too-small", "version", 1);
        if (string.IsNullOrWhiteSpace(Author)) yield return new BadInput("settings.author-missing", "author");
        foreach (var (value, member) in (List<(int, string)>)
        [
            (CriticalHours, "criticalHours"), (RemindDays, "remindDays"), (EscalateDays, "escalateDays"), (BuyerDays, "buyerDays"),
            (ValidationReminderDays, "validationReminderDays"), (ReadWorkingDays, "readWorkingDays"), (ActionPlanDays, "actionPlanDays"), (Resolution, "resolution"),
            (LeastMatchingWorkers, "leastMatchingWorkers"), (SmallSiteHeadcount, "smallSiteHeadcount"),
            .. BySeverity.SelectMany(s => s.Value.Given().Select(g => (g.Value, $"bySeverity.{char.ToLowerInvariant(s.Key.ToString()[0])}{s.Key.ToString()[1..]}.{g.Member}"))),
        ])
        {
            if (value < 1) yield return new BadInput("settings.too-small", member, 1);
            if (value > MostDays && member is not ("leastMatchingWorkers" or "smallSiteHeadcount")) yield return new BadInput("settings.too-large", member, MostDays);
        }
        if (EscalateDays < RemindDays) yield return new BadInput("settings.out-of-order", "escalateDays", RemindDays);
        if (BuyerDays < EscalateDays) yield return new BadInput("settings.out-of-order", "buyerDays", EscalateDays);
        foreach (var severity in BySeverity.Keys.Order())
        {
            var (terms, member) = (For(severity), $"bySeverity.{char.ToLowerInvariant(severity.ToString()[0])}{severity.ToString()[1..]}");
            if (terms.EscalateDays < terms.RemindDays && EscalateDays >= RemindDays) yield return new BadInput("settings.out-of-order", member + ".escalateDays", terms.RemindDays);
            if (terms.BuyerDays < terms.EscalateDays && BuyerDays >= EscalateDays) yield return new BadInput("settings.out-of-order", member + ".buyerDays", terms.EscalateDays);
        }
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

/// <summary>Numbers of one severity; null where it has none of its own.</summary>
public sealed record SeverityTerms
{
    /// <summary>Days until a reminder.</summary>
    public int? RemindDays { get; init; }
    /// <summary>Days until the escalation focal point is told.</summary>
    public int? EscalateDays { get; init; }
    /// <summary>Days until the buyer is told.</summary>
    public int? BuyerDays { get; init; }
    /// <summary>Days to agreed actions.</summary>
    public int? ActionPlanDays { get; init; }
    /// <summary>Time to the worker's confirmation.</summary>
    public int? Resolution { get; init; }

    internal IEnumerable<(int Value, string Member)> Given() => new (int? Value, string Member)[]
    {
        (RemindDays, "remindDays"), (EscalateDays, "escalateDays"), (BuyerDays, "buyerDays"), (ActionPlanDays, "actionPlanDays"), (Resolution, "resolution"),
    }.Where(g => g.Value is not null).Select(g => (g.Value!.Value, g.Member));
}

/// <summary>The numbers that hold for one severity.</summary>
public sealed record Terms(int RemindDays, int EscalateDays, int BuyerDays, int ActionPlanDays, int Resolution);
