using System.Globalization;

namespace OpenIlm.Kernel;

/// <summary>When something is open: days of the week with one span of hours. Written <c>MO,TU 09:00-17:00</c>; the days are those of
/// iCalendar (RFC 5545, BYDAY), a span may run past midnight, and <c>00:00-24:00</c> is day and night.</summary>
/// <param name="Days">Days, Monday first, none twice, at least one.</param>
/// <param name="Opens">When it opens, on the clock of the place.</param>
/// <param name="Closes">When it closes; midnight closes the day.</param>
public sealed record OpeningHours(IReadOnlyList<DayOfWeek> Days, TimeOnly Opens, TimeOnly Closes)
{
    private static readonly string[] words = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    /// <summary>Day and night.</summary>
    public bool AllDay => Opens == TimeOnly.MinValue && Closes == TimeOnly.MinValue;
    /// <summary>Every day of the week.</summary>
    public bool EveryDay => Days.Count == 7;
    /// <summary>The days as iCalendar writes them: <c>MO,TU</c>.</summary>
    public string ByDay => string.Join(',', Days.Select(d => words[Place(d)]));
    /// <summary>When it closes, as <c>17:00</c>; <c>24:00</c> at the end of the day.</summary>
    public string ClosesAt => Closes == TimeOnly.MinValue ? "24:00" : Closes.ToString("HH:mm", CultureInfo.InvariantCulture);
    /// <summary>When it opens, as <c>09:00</c>.</summary>
    public string OpensAt => Opens.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public override string ToString() => $"{ByDay} {OpensAt}-{ClosesAt}";

    /// <summary>Reads a row as it is written or typed: <c>MO-FR 9:00-17:00</c>, <c>SA,SU 10:00–14:00</c>; null when it is none.</summary>
    public static OpeningHours? Read(string typed)
    {
        var parts = typed.Trim().ToUpperInvariant().Replace('–', '-').Replace(" - ", "-", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || DaysOf(parts[0]) is not { Count: > 0 } days) return null;
        var span = parts[1].Split('-');
        if (span.Length != 2 || Time(span[0]) is not { } opens || Time(span[1]) is not { } closes || span[0].TrimStart('0') is "24:00") return null;
        return opens == closes && !(opens == TimeOnly.MinValue && span[1] == "24:00") ? null : new OpeningHours(days, opens, closes);
    }

    /// <summary>The days in a row as spans of neighbors: Monday to Friday, Sunday. A single day is a span of itself.</summary>
    public IEnumerable<(DayOfWeek First, DayOfWeek Last)> Spans()
    {
        for (var at = 0; at < Days.Count;)
        {
            var last = at;
            while (last + 1 < Days.Count && Place(Days[last + 1]) == Place(Days[last]) + 1) last++;
            yield return (Days[at], Days[last]);
            at = last + 1;
        }
    }

    /// <summary>Whether a moment on the clock of the place lies in it. The hour at which it closes does not; what runs past midnight belongs to the day on which it began.</summary>
    public bool Holds(DateTime local)
    {
        var (day, time) = (local.DayOfWeek, TimeOnly.FromDateTime(local));
        return Closes > Opens ? Days.Contains(day) && time >= Opens && time < Closes
            : Days.Contains(day) && time >= Opens || Days.Contains(local.AddDays(-1).DayOfWeek) && time < Closes;
    }

    private static List<DayOfWeek>? DaysOf(string text)
    {
        var places = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-').Select(w => Array.IndexOf(words, w)).ToList();
            if (ends.Count > 2 || ends.Contains(-1) || ends[0] > ends[^1]) return null;
            for (var day = ends[0]; day <= ends[^1]; day++) places.Add(day);
        }
        return [.. places.Select(p => (DayOfWeek)((p + 1) % 7))];
    }

    private static int Place(DayOfWeek day) => ((int)day + 6) % 7;

    private static TimeOnly? Time(string text) => text is "24:00" ? TimeOnly.MinValue
        : TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <inheritdoc />
    public bool Equals(OpeningHours? other) => other is not null && ToString() == other.ToString();
    /// <inheritdoc />
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
