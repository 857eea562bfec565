namespace OpenIlm.Network;

/// <summary>Facilities by their keys, in memory: finds candidates in a list of hundreds of thousands without comparing all pairs. For imports and
/// for measuring; the directory itself keeps its keys in <c>network.match_key</c>.</summary>
public sealed class FacilityIndex
{
    /// <summary>A key that more facilities than this share tells nothing ("jiangsu"): it is passed over while the facility has a rarer one.</summary>
    public const int Crowd = 200;

    private readonly List<PreparedFacility> facilities = [];
    private readonly Dictionary<string, List<int>> byKey = new(StringComparer.Ordinal);

    /// <summary>How many stand in it.</summary>
    public int Count => facilities.Count;

    /// <summary>The facility at a place.</summary>
    public PreparedFacility this[int place] => facilities[place];

    /// <summary>Puts one in; its place counts from 0.</summary>
    public int Add(PreparedFacility facility)
    {
        var place = facilities.Count;
        facilities.Add(facility);
        foreach (var key in Matcher.Blocks(facility))
        {
            if (!byKey.TryGetValue(key, out var places)) byKey[key] = places = [];
            places.Add(place);
        }
        return place;
    }

    /// <summary>The places of those that may be the same, each once.</summary>
    public IReadOnlyCollection<int> Candidates(PreparedFacility facility)
    {
        var blocks = Matcher.Blocks(facility).Select(k => byKey.GetValueOrDefault(k)).OfType<List<int>>().OrderBy(b => b.Count).ToList();
        var found = new HashSet<int>();
        foreach (var block in blocks)
        {
            if (block.Count > Crowd && found.Count > 0) break;
            found.UnionWith(block.Count > Crowd ? block.Take(Crowd * 10) : block);
        }
        return found;
    }

    /// <summary>Those that are likely the same, the likeliest first.</summary>
    public IReadOnlyList<(int Place, MatchScore Score)> Find(PreparedFacility facility) =>
        [.. Candidates(facility).Select(p => (Place: p, Score: Matcher.Compare(facility, facilities[p]))).Where(m => m.Score.IsSuggested).OrderByDescending(m => m.Score.Score).ThenBy(m => m.Place)];
}
