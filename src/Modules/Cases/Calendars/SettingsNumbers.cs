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
    /// <summary>Numbers of single severities.</summary>
    [Field(FieldClass.C1)] public IReadOnlyDictionary<Severity, SeverityTerms> BySeverity { get; init; } = CaseSettings.Default.BySeverity;

    /// <summary>The numbers of a version.</summary>
    public static SettingsNumbers Of(CaseSettings settings) => new()
    {
        CriticalHours = settings.CriticalHours, RemindDays = settings.RemindDays, EscalateDays = settings.EscalateDays, BuyerDays = settings.BuyerDays, ResponseUnit = settings.ResponseUnit,
        ActionPlanDays = settings.ActionPlanDays, PlanUnit = settings.PlanUnit, Resolution = settings.Resolution, ResolutionUnit = settings.ResolutionUnit,
        ValidationReminderDays = settings.ValidationReminderDays, ReadWorkingDays = settings.ReadWorkingDays, DaysOff = [.. settings.DaysOff.Order()], ReleaseDay = settings.ReleaseDay,
        LeastMatchingWorkers = settings.LeastMatchingWorkers, SmallSiteHeadcount = settings.SmallSiteHeadcount, BySeverity = settings.BySeverity,
    };

    /// <summary>The version with these numbers.</summary>
    public CaseSettings Settings(int version, string author, DateOnly from) => new(version, author, from)
    {
        CriticalHours = CriticalHours, RemindDays = RemindDays, EscalateDays = EscalateDays, BuyerDays = BuyerDays, ResponseUnit = ResponseUnit, ActionPlanDays = ActionPlanDays, PlanUnit = PlanUnit,
        Resolution = Resolution, ResolutionUnit = ResolutionUnit, ValidationReminderDays = ValidationReminderDays, ReadWorkingDays = ReadWorkingDays, DaysOff = DaysOff.ToHashSet(), ReleaseDay = ReleaseDay,
        LeastMatchingWorkers = LeastMatchingWorkers, SmallSiteHeadcount = SmallSiteHeadcount, BySeverity = BySeverity,
    };
}
