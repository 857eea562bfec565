using System.Globalization;
using OpenIlm.Kit;

namespace OpenIlm.Voice;

/// <summary>A promised day with its weekday: "Tuesday, 24 November 2026". People wait for a Tuesday, not for a number.</summary>
public static class PromiseWords
{
    /// <summary>The day in words of the language, Gregorian.</summary>
    public static string Day(DateOnly day, string language) =>
        $"{CultureInfo.GetCultureInfo(language).DateTimeFormat.DayNames[(int)day.DayOfWeek]}, {Days.Say(day, language)}";
}
