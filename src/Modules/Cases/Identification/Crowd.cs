using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>How many workers match, as far as that is known: surely so many, and surely no more than so many.</summary>
/// <param name="AtLeast">Surely so many.</param>
/// <param name="AtMost">Surely no more; null where nobody counted.</param>
public readonly record struct MatchRange(int AtLeast, int? AtMost)
{
    /// <summary>Nobody knows.</summary>
    public static readonly MatchRange Unknown = new(0, null);

    /// <summary>A number that is known exactly.</summary>
    public static implicit operator MatchRange(int known) => new(known, known);

    /// <summary>Whether it is one number.</summary>
    public bool IsExact => AtLeast == AtMost;
}

/// <summary>A group of the ledger of the case: workers of the site of whom more than one thing is known together.</summary>
/// <param name="Issue">The ledger.</param>
/// <param name="Gender">Gender code; null when not known.</param>
/// <param name="Nationality">ISO 3166-1 alpha-2; null when not known.</param>
/// <param name="Contract">Kind of contract; null when not known.</param>
/// <param name="Department">Department; null when not known.</param>
/// <param name="Workers">How many.</param>
public sealed record KnownGroup(Guid Issue, string? Gender, string? Nationality, string? Contract, string? Department, int Workers);

/// <summary>
/// How many workers of a site match what a packet shows of a person (security, section 2.8, flow 4). Employers count their people by one thing at a time:
/// so many of a nationality, so many women. Of two things together nothing is known but bounds: never more than the smallest count, and never fewer than
/// what must overlap because all are people of one site (Fréchet). What a ledger of the case knows of workers together lifts the lower one. Whoever is
/// counted as unknown may match or may not. What nobody counted stays unknown, and unknown is not safe.
/// </summary>
public static class Crowd
{
    /// <summary>How many match one fact alone.</summary>
    public static MatchRange Of(string field, string value, WorkforceFacts? workforce) => workforce is null ? MatchRange.Unknown : Among(field, value, workforce);

    /// <summary>How many match all facts together; the whole workforce where no fact is about a person.</summary>
    /// <param name="facts">What the packet shows, by field.</param>
    /// <param name="workforce">The workforce of the site; null when nobody counted it.</param>
    /// <param name="known">What the ledgers of the case know.</param>
    public static MatchRange Of(IReadOnlyDictionary<string, string> facts, WorkforceFacts? workforce, IReadOnlyList<KnownGroup> known)
    {
        var shown = facts.Where(f => PacketFields.IsOfPerson(f.Key)).ToList();
        if (workforce is null) return MatchRange.Unknown with { AtLeast = shown.Count == 0 ? 0 : Together(shown, known) };
        if (shown.Count == 0) return workforce.Total;
        var each = shown.Select(f => Among(f.Key, f.Value, workforce)).ToList();
        var most = each.Min(r => r.AtMost ?? workforce.Total);
        // Each fact leaves out at most total - n; what none of them can leave out matches all.
        var overlap = workforce.Total - each.Sum(r => (long)workforce.Total - r.AtLeast);
        return new MatchRange((int)Math.Min(most, Math.Max(Math.Max(0, overlap), Together(shown, known))), most);
    }

    private static MatchRange Among(string field, string value, WorkforceFacts workforce)
    {
        var parts = DimensionOf(field) is { } dimension ? workforce.Parts.Where(p => p.Dimension == dimension).ToList() : [];
        if (parts.Count == 0) return new(0, workforce.Total);
        bool Matches(string counted) => field == PacketFields.Nationality && Regions.CountriesOf(value) is { Count: > 0 } region ? region.Contains(counted) : counted == value;
        var surely = parts.Where(p => Matches(p.Value)).Sum(p => p.Workers);
        var perhaps = parts.Where(p => p.Value is WorkforcePart.Unknown or "ND").Sum(p => p.Workers);
        return new(Math.Min(surely, workforce.Total), Math.Min(surely + perhaps, workforce.Total));
    }

    // Ledgers of two issues may hold the same worker: the fuller one counts.
    private static int Together(IReadOnlyCollection<KeyValuePair<string, string>> shown, IReadOnlyList<KnownGroup> known) =>
        known.Where(g => shown.All(f => Matches(g, f.Key, f.Value))).GroupBy(g => g.Issue).Select(g => g.Sum(x => x.Workers)).DefaultIfEmpty(0).Max();

    private static bool Matches(KnownGroup group, string field, string value) => field switch
    {
        PacketFields.Gender => group.Gender == value,
        PacketFields.Nationality => group.Nationality is { } country && (country == value || Regions.Of(country) == value),
        PacketFields.Contract => group.Contract == value,
        PacketFields.Department => string.Equals(group.Department?.Trim(), value.Trim(), StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    // The dimensions in which sites count their people (MAP-6).
    private static string? DimensionOf(string field) => field switch
    {
        PacketFields.Nationality => "nationality", PacketFields.Gender => "gender", PacketFields.Contract => "contract", _ => null,
    };
}
