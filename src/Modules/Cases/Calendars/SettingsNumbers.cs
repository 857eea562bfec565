using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>The numbers of <see cref="CaseSettings"/> as they are proposed, stored and read: whatever is left out is as the program ships it.</summary>
public sealed record SettingsNumbers
{
    /// <summary>C11: hours for what is critical.</summary>
    [Field(FieldClass.C1)] public int CriticalHours { get; init; } = CaseSettings.Default.CriticalHours;
    /// <summary>C11: days until the reminder.</summary>
    [Field(FieldClass.C1)] public int RemindDays { get; init; } = CaseSettings.Default.RemindDays;
    /// <summary>C11: days until the escalation focal point is told.</summary>
    [Field(FieldClass.C1)] public int EscalateDays { get; init; } = CaseSettings.Default.EscalateDays;
    /// <summary>C11: days until the buyers are told.</summary>
    [Field(FieldClass.C1)] public int BuyerDays { get; init; } = CaseSettings.Default.BuyerDays;
    /// <summary>In what these are counted.</summary>
    [Field(FieldClass.C1)] public TermUnit ResponseUnit { get; init; } = CaseSettings.Default.ResponseUnit;
    /// <summary>D1: days to agreed actions.</summary>
    [Field(FieldClass.C1)] public int ActionPlanDays { get; init; } = CaseSettings.Default.ActionPlanDays;
    /// <summary>In what they are counted.</summary>
    [Field(FieldClass.C1)] public TermUnit PlanUnit { get; init; } = CaseSettings.Default.PlanUnit;
    /// <summary>D6: to the worker's confirmation.</summary>
    [Field(FieldClass.C1)] public int Resolution { get; init; } = CaseSettings.Default.Resolution;
    /// <summary>In what it is counted.</summary>
    [Field(FieldClass.C1)] public TermUnit ResolutionUnit { get; init; } = CaseSettings.Default.ResolutionUnit;
    /// <summary>C9: days until the handler is reminded to ask the worker.</summary>
    [Field(FieldClass.C1)] public int ValidationReminderDays { get; init; } = CaseSettings.Default.ValidationReminderDays;
    /// <summary>Working days within which a report is read.</summary>
    [Field(FieldClass.C1)] public int ReadWorkingDays { get; init; } = CaseSettings.Default.ReadWorkingDays;
    /// <summary>Days off of the week, where a country's calendar says nothing else.</summary>
    [Field(FieldClass.C1)] public IReadOnlyList<DayOfWeek> DaysOff { get; init; } = [.. CaseSettings.Default.DaysOff.Order()];
    /// <summary>Day of the week on which waiting packets are released.</summary>
    [Field(FieldClass.C1)] public DayOfWeek ReleaseDay { get; init; } = CaseSettings.Default.ReleaseDay;
    /// <summary>Fewest workers of a site who must match what a business is shown.</summary>
    [Field(FieldClass.C1)] public int LeastMatchingWorkers { get; init; } = CaseSettings.Default.LeastMatchingWorkers;
    /// <summary>Headcount below which a site is small.</summary>
    [Field(FieldClass.C1)] public int SmallSiteHeadcount { get; init; } = CaseSettings.Default.SmallSiteHeadcount;
    /// <summary>C4: the share of those asked who must confirm a collective remedy, as <c>2/3</c>.</summary>
    [Field(FieldClass.C1)] public string ConfirmingShare { get; init; } = Written(CaseSettings.Default.ConfirmingShare);
    /// <summary>C4, section 9: how many are asked of up to how many, step by step.</summary>
    [Field(FieldClass.C1)] public IReadOnlyList<SampleStep> SampleSteps { get; init; } = Written(CaseSettings.Default.SampleSize);
    /// <summary>How many are asked at least where there are more than the last step says.</summary>
    [Field(FieldClass.C1)] public int SampleLeast { get; init; } = CaseSettings.Default.SampleSize.Least;
    /// <summary>Numbers of single severities.</summary>
    [Field(FieldClass.C1)] public IReadOnlyDictionary<Severity, SeverityTerms> BySeverity { get; init; } = CaseSettings.Default.BySeverity;

    /// <summary>The numbers of a version.</summary>
    public static SettingsNumbers Of(CaseSettings settings) => new()
    {
        CriticalHours = settings.CriticalHours, RemindDays = settings.RemindDays, EscalateDays = settings.EscalateDays, BuyerDays = settings.BuyerDays, ResponseUnit = settings.ResponseUnit,
        ActionPlanDays = settings.ActionPlanDays, PlanUnit = settings.PlanUnit, Resolution = settings.Resolution, ResolutionUnit = settings.ResolutionUnit,
        ValidationReminderDays = settings.ValidationReminderDays, ReadWorkingDays = settings.ReadWorkingDays, DaysOff = [.. settings.DaysOff.Order()], ReleaseDay = settings.ReleaseDay,
        LeastMatchingWorkers = settings.LeastMatchingWorkers, SmallSiteHeadcount = settings.SmallSiteHeadcount, BySeverity = settings.BySeverity,
        ConfirmingShare = Written(settings.ConfirmingShare), SampleSteps = Written(settings.SampleSize), SampleLeast = settings.SampleSize.Least,
    };

    /// <summary>The version with these numbers.</summary>
    public CaseSettings Settings(int version, string author, DateOnly from) => new(version, author, from)
    {
        CriticalHours = CriticalHours, RemindDays = RemindDays, EscalateDays = EscalateDays, BuyerDays = BuyerDays, ResponseUnit = ResponseUnit, ActionPlanDays = ActionPlanDays, PlanUnit = PlanUnit,
        Resolution = Resolution, ResolutionUnit = ResolutionUnit, ValidationReminderDays = ValidationReminderDays, ReadWorkingDays = ReadWorkingDays, DaysOff = DaysOff.ToHashSet(), ReleaseDay = ReleaseDay,
        LeastMatchingWorkers = LeastMatchingWorkers, SmallSiteHeadcount = SmallSiteHeadcount, BySeverity = BySeverity,
        // What is no share stays none: the rules refuse it by its name.
        ConfirmingShare = ChooseValidation.ShareOf(ConfirmingShare ?? "") ?? new(0, 0), SampleSize = new([.. (SampleSteps ?? []).Select(s => (s.UpTo, s.Asked))], SampleLeast),
    };

    private static string Written(ConfirmingShare share) => $"{share.Numerator}/{share.Denominator}";
    private static SampleStep[] Written(SampleSize size) => [.. size.Steps.Select(s => new SampleStep(s.UpTo, s.Asked))];
}

/// <summary>A step of the table by which a sample is drawn.</summary>
/// <param name="UpTo">For up to so many workers.</param>
/// <param name="Asked">So many are asked.</param>
public sealed record SampleStep([property: Field(FieldClass.C1)] int UpTo, [property: Field(FieldClass.C1)] int Asked);
