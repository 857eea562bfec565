using System.Globalization;

namespace OpenIlm.Cases;

/// <summary>
/// How each fact of a packet is made coarser, one tap at a time, until it is left out: nationality to region, age band to a wider one, day to month to
/// quarter to year, everything else at once to nothing. A step only ever adds people to those who match.
/// </summary>
public static class Ladder
{
    /// <summary>Age bands as they are asked, and what each is widened to.</summary>
    private static readonly IReadOnlyDictionary<string, string> wider = new Dictionary<string, string>
    {
        ["under-18"] = "under-25", ["18-24"] = "under-25", ["25-34"] = "25-44", ["35-44"] = "25-44", ["45-54"] = "45-plus", ["55-plus"] = "45-plus",
    };

    /// <summary>Longest name of a department.</summary>
    public const int MostDepartment = 60;

    /// <summary>The values that a field may have; null where any short text is one, or a time.</summary>
    public static IReadOnlyList<string>? ValuesOf(string field) => field switch
    {
        PacketFields.Gender => ["WOMAN", "MAN", "OTHER"],
        PacketFields.Nationality => [.. Regions.Countries, .. Regions.All],
        PacketFields.AgeBand => [.. wider.Keys, .. wider.Values.Distinct()],
        PacketFields.Contract => [.. WorkerRow.ContractTypes],
        _ => null,
    };

    /// <summary>Whether the value can stand in the field.</summary>
    public static bool Takes(string field, string value, DateOnly today) => field switch
    {
        PacketFields.Happened => TimeOf(value) is { } time && time.From <= today && time.From.Year >= 1950,
        PacketFields.Department => value.Trim().Length is > 0 and <= MostDepartment && !value.Any(char.IsControl),
        _ => ValuesOf(field)?.Contains(value) ?? false,
    };

    /// <summary>The next coarser value; null when the field is left out next.</summary>
    public static string? Coarser(string field, string value) => field switch
    {
        PacketFields.Nationality => Regions.Of(value),
        PacketFields.AgeBand => wider.GetValueOrDefault(value),
        PacketFields.Happened => TimeOf(value) switch
        {
            { Grain: Grain.Day } t => t.From.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            { Grain: Grain.Month } t => string.Create(CultureInfo.InvariantCulture, $"{t.From.Year:0000}-Q{(t.From.Month + 2) / 3}"),
            { Grain: Grain.Quarter } t => t.From.Year.ToString("0000", CultureInfo.InvariantCulture),
            _ => null,
        },
        _ => null,
    };

    /// <summary>A time as it is told: <c>2026-03-05</c>, <c>2026-03</c>, <c>2026-Q1</c>, <c>2026</c>; null when it is none of them.</summary>
    public static Time? TimeOf(string value)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new(Grain.Day, day);
        if (DateOnly.TryParseExact(value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return new(Grain.Month, month);
        if (value is [_, _, _, _, '-', 'Q', >= '1' and <= '4'] && Year(value[..4]) is { } ofQuarter) return new(Grain.Quarter, new DateOnly(ofQuarter, (value[6] - '1') * 3 + 1, 1));
        return value.Length == 4 && Year(value) is { } year ? new(Grain.Year, new DateOnly(year, 1, 1)) : null;
    }

    private static int? Year(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1 and <= 9999 ? year : null;

    /// <summary>How fine a time is.</summary>
    public enum Grain
    {
        /// <summary>A day: never goes out.</summary>
        Day,
        /// <summary>A month: a second person looks.</summary>
        Month,
        /// <summary>A quarter of a year.</summary>
        Quarter,
        /// <summary>A year.</summary>
        Year,
    }

    /// <summary>A time with its grain and first day.</summary>
    public sealed record Time(Grain Grain, DateOnly From);
}
