using OpenIlm.Kit;

namespace OpenIlm.Cases;

/// <summary>A day in the list of the day's work, as one says it.</summary>
public static class DueWords
{
    /// <summary>Today, tomorrow, a weekday within the week, else the day itself; what is past says since when.</summary>
    public static string Say(DateOnly due, DateOnly today, Words words) => (due.DayNumber - today.DayNumber) switch
    {
        < 0 => words.Format("due-line.past", ("Day", Days.SayShort(due, "en"))),
        0 => words["due-line.today"],
        1 => words["due-line.tomorrow"],
        < 7 => words.Format("due-line.weekday", ("Weekday", words.Name("weekday", due.DayOfWeek))),
        _ => words.Format("due-line.day", ("Day", due)),
    };
}
