namespace OpenIlm.Cases;

/// <summary>In what the length of a clock is counted.</summary>
public enum TermUnit
{
    /// <summary>Every day counts.</summary>
    CalendarDays,
    /// <summary>Days on which people work at the site.</summary>
    BusinessDays,
    /// <summary>Months, clamped to the last day of a shorter month (rules, head).</summary>
    Months,
    /// <summary>Years, clamped likewise: 29 February leads to 28 February.</summary>
    Years,
}

/// <summary>A stretch of days that does not count.</summary>
/// <param name="From">The day on which the clock was stopped.</param>
/// <param name="Until">The day on which it went on; null while it stands. Between the two lie as many days as the clock stood.</param>
public sealed record PausedDays(DateOnly From, DateOnly? Until);

/// <summary>
/// The calendar of one place: on which days people work, and which day it is there. All clocks count with it. A later date never follows from
/// more free days, more pauses or a longer term: each of them only takes days out of the count or asks for more of them.
/// </summary>
/// <param name="DaysOff">Days of the week without work.</param>
/// <param name="Holidays">Public holidays, as kept by the network.</param>
/// <param name="TimeZone">IANA zone of the place; deadlines are days there.</param>
public sealed record WorkCalendar(IReadOnlySet<DayOfWeek> DaysOff, IReadOnlySet<DateOnly> Holidays, string TimeZone)
{
    /// <summary>Where the place is not known: weekends are free, days are those of UTC.</summary>
    public static readonly WorkCalendar Plain = new(CaseSettings.Default.DaysOff, new HashSet<DateOnly>(), "UTC");

    /// <summary>Whether people work on the day.</summary>
    public bool IsWorkday(DateOnly day) => (DaysOff.Count > 6 || !DaysOff.Contains(day.DayOfWeek)) && !Holidays.Contains(day);

    /// <summary>The day it is at the place at an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, ZoneOf(TimeZone)).DateTime);

    /// <summary>The instant at which a day begins at the place. Where clocks are put forward over midnight, the first instant that exists.</summary>
    public DateTimeOffset BeginningOf(DateOnly day)
    {
        var zone = ZoneOf(TimeZone);
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        // Midnight that comes twice: the day begins with the first of the two, the one with the larger offset.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    /// <summary>The last day of a term.</summary>
    /// <param name="start">The day on which it begins; it does not count.</param>
    /// <param name="count">How many units; at least 0.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="pauses">Days that do not count. A pause that lasts takes nothing out yet: its clock shows as paused.</param>
    /// <param name="further">Days granted on top; working days where the term is counted in them, else calendar days.</param>
    public DateOnly EndOf(DateOnly start, int count, TermUnit unit, IReadOnlyList<PausedDays> pauses, int further = 0)
    {
        var days = further + unit switch
        {
            TermUnit.Months => start.AddMonths(count).DayNumber - start.DayNumber,
            TermUnit.Years => start.AddYears(count).DayNumber - start.DayNumber,
            _ => count,
        };
        var day = start;
        while (days > 0)
        {
            day = day.AddDays(1);
            if (unit is TermUnit.BusinessDays && !IsWorkday(day) || pauses.Any(p => StandsStill(p, start, day))) continue;
            days--;
        }
        return day;
    }

    // The day of the stop does not count and the day of going on does; a clock that begins on the day of the stop would not have counted that day
    // anyhow, so it loses the day of going on instead: either way as many days as it stood.
    private static bool StandsStill(PausedDays pause, DateOnly start, DateOnly day) =>
        pause.Until is { } until && (pause.From > start ? day >= pause.From && day < until : day > pause.From && day <= until);

    /// <summary>The zone; UTC where this system does not know it, as the database does.</summary>
    public static TimeZoneInfo ZoneOf(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;
}
