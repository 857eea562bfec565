using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What the worker is promised about waiting. A promise is a day: an hour would tell when she reported.</summary>
public static class WaitingPromise
{
    /// <summary>The day by which her report is read: the next day with a danger mark, whatever day it is; else within three working days (default [ours]).</summary>
    public static DateOnly ReadBy(DateOnly receivedOn, Danger danger, CaseSettings settings, WorkCalendar calendar) =>
        danger is not Danger.None ? receivedOn.AddDays((settings.CriticalHours + 23) / 24) : calendar.EndOf(receivedOn, settings.ReadWorkingDays, TermUnit.BusinessDays, []);
}
