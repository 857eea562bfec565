using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>What is promised to everybody beforehand: how long each stage may take, in calendar days, whatever the terms are counted in.</summary>
public static class StageTerms
{
    /// <summary>The terms of one place.</summary>
    public static StagePromises Of(CaseCalendar place, DateOnly today)
    {
        var (numbers, days) = (place.Settings, place.Days);
        int Days(int count, TermUnit unit) => days.EndOf(today, count, unit, []).DayNumber - today.DayNumber;
        return new(numbers.ReadWorkingDays, Math.Max(1, Days(Math.Max(1, numbers.EscalateDays - 1), numbers.ResponseUnit)), Days(numbers.EscalateDays, numbers.ResponseUnit),
            Days(numbers.BuyerDays, numbers.ResponseUnit), Days(numbers.ActionPlanDays, numbers.PlanUnit), numbers.ValidationReminderDays, Days(numbers.Resolution, numbers.ResolutionUnit));
    }

    /// <summary>The longest of each over several places: who does not say yet whom she reports to is promised nothing that one of them does not keep.</summary>
    public static StagePromises Longest(IEnumerable<CaseCalendar> places, DateOnly today)
    {
        var all = places.Select(p => Of(p, today)).ToList();
        if (all.Count == 0) all.Add(Of(new(WorkCalendar.Plain, CaseSettings.Default, null, 0), today));
        return new(all.Max(p => p.ReadWorkingDays), all.Max(p => p.AnswerDays), all.Max(p => p.EscalateDays), all.Max(p => p.BuyerDays), all.Max(p => p.PlanDays), all.Max(p => p.AskDays),
            all.Max(p => p.ResolutionDays));
    }
}
