using System.Globalization;

namespace OpenIlm.Kit;

/// <summary>Days in words: "21 November 2026". The Gregorian year and Latin digits in every language, so that one day reads
/// the same to the worker and to the handler who speaks about it.</summary>
public static class Days
{
    /// <summary>The day with its month's name in the language.</summary>
    public static string Say(DateOnly day, string language) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Month(day.Month, language, full: true)} {day.Year}");

    /// <summary>The day, short month: for lists.</summary>
    public static string SayShort(DateOnly day, string language) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Month(day.Month, language, full: false)} {day.Year}");

    /// <summary>The Monday of the day's week.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static string Month(int month, string language, bool full)
    {
        var names = CultureInfo.GetCultureInfo(language).DateTimeFormat;
        return full ? names.MonthGenitiveNames[month - 1] : names.AbbreviatedMonthGenitiveNames[month - 1];
    }
}
