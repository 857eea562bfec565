using System.Text.Json;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>With what a case is counted: the calendar of its place and the version of the numbers it is judged by.</summary>
/// <param name="Days">The calendar of the place.</param>
/// <param name="Settings">The numbers.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null where the place is not known.</param>
/// <param name="Change">The newest change of the calendar that is in it.</param>
public sealed record CaseCalendar(WorkCalendar Days, CaseSettings Settings, string? Country, long Change)
{
    /// <summary>The calendar of a case of the organization of the transaction.</summary>
    public static async Task<CaseCalendar> Of(Work work, Guid @case) => Read(await work.FirstOrNone<string>("select cases.calendar_of($1, $2)", @case, work.Today));

    /// <summary>The calendar of a country, with the numbers that are in force today: for a case that begins now.</summary>
    public static async Task<CaseCalendar> Now(Work work, string? country) =>
        Read(await work.FirstOrNone<string>("select cases.calendar_at($1, null, cases.settings_on($2), $2)", country, work.Today));

    /// <summary>Reads what <c>cases.calendar_at</c> hands over.</summary>
    internal static CaseCalendar Read(string? json)
    {
        if (json is null) return new(WorkCalendar.Plain, CaseSettings.Default, null, 0);
        var row = Nested.Read<Row>($"[{json}]")[0];
        var settings = row.Numbers is null ? CaseSettings.Default with { Version = row.Version }
            : JsonSerializer.Deserialize<SettingsNumbers>(row.Numbers, Json.Compact)!.Settings(row.Version, "", DateOnly.MinValue);
        return new(new WorkCalendar(row.DaysOff is null ? settings.DaysOff : row.DaysOff.Select(d => (DayOfWeek)d).ToHashSet(), row.Holidays.ToHashSet(), row.TimeZone), settings, row.Country, row.Change);
    }

    private sealed record Row(string? Country, string TimeZone, int Version, string? Numbers, int[]? DaysOff, DateOnly[] Holidays, long Change);
}
