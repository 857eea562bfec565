namespace OpenIlm.Network;

/// <summary>
/// Whether two facilities are one. Each fact adds to or takes from the odds (Fellegi and Sunter's way of linking records), so that the reasons
/// can be said to a person in the order of their weight. Pure: no clock, no database. How each rule follows from the field stands in
/// <c>docs/matching.md</c>.
/// </summary>
public static class Matcher
{
    /// <summary>From this score on a pair is shown to a person.</summary>
    public const double Suggest = 0.5;
    /// <summary>From this score on an import may take the two for one unless a person says otherwise.</summary>
    public const double Sure = 0.9;
    // Before anything is known, two facilities that share a block are far more likely two than one. Where one of them has no address, the name
    // is all there is to go by: a person is asked sooner.
    private const double Prior = -4.4, PriorByName = -3;

    /// <summary>Compares two facilities. The order does not matter but for whose fact stands on which side.</summary>
    public static MatchScore Compare(Facility a, Facility b) => Compare(new PreparedFacility(a), new PreparedFacility(b));

    /// <summary>Compares two facilities made ready.</summary>
    public static MatchScore Compare(PreparedFacility a, PreparedFacility b)
    {
        // One order for both directions, so that no rounding can tell them apart.
        if (string.CompareOrdinal(a.Key, b.Key) > 0) return Compare(b, a).Turned();
        // The hard rule: nobody moves a factory over a border by merging two rows.
        if (a.Country != b.Country) return new MatchScore(0, [new MatchReason(MatchFact.OtherCountry, double.NegativeInfinity, null, a.Country, b.Country)]);
        if (a.Key == b.Key) return new MatchScore(1, [new MatchReason(MatchFact.AllTheSame, double.PositiveInfinity)]);
        var reasons = new List<MatchReason>();
        Ids(a, b, reasons);
        Names(a, b, reasons);
        Addresses(a.Address, b.Address, reasons);
        Distance(a.Facility, b.Facility, reasons);
        var ordered = reasons.OrderByDescending(r => Math.Abs(r.Weight)).ThenBy(r => r.Fact).ToList();
        var odds = (a.Address.IsKnown && b.Address.IsKnown ? Prior : PriorByName) + ordered.Sum(r => r.Weight);
        // An id that Open Supply Hub gave to both says what no spelling can unsay.
        if (reasons.Any(r => r.Fact is MatchFact.SameOsId or MatchFact.FormerOsId)) return new MatchScore(0.99, ordered);
        return new MatchScore(Math.Round(Math.Min(0.99, 1 / (1 + Math.Exp(-odds))), 4), ordered);
    }

    /// <summary>Keys under which a facility stands: two that are one share at least one of them, so that candidates are found without comparing all
    /// pairs. Each key begins with the country.</summary>
    public static IReadOnlyList<string> Blocks(Facility facility) => Blocks(new PreparedFacility(facility));

    /// <summary>Keys of a facility made ready.</summary>
    public static IReadOnlyList<string> Blocks(PreparedFacility facility)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        void Add(char kind, string key) => keys.Add($"{facility.Country}{kind}{key}");
        foreach (var id in facility.OsIds) Add('o', id);
        foreach (var name in facility.Names)
        {
            Add('c', Start(name.Compact, 8));
            Add('c', Start(name.TellingCompact, 8));
            foreach (var word in name.Telling.Where(w => w.Length >= 4 || name.Telling.Length == 1)) Add('n', Start(word, 5));
            // Several companies of a town begin alike; the words together are rarer than each.
            var starts = name.Telling.Where(w => w.Length >= 2).Select(w => Start(w, 4)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(5).ToList();
            for (var i = 0; i < starts.Count; i++)
                for (var j = i + 1; j < starts.Count; j++) Add('w', starts[i] + "+" + starts[j]);
            // Torn letters and words run together hide every beginning but the number of the house.
            foreach (var postcode in facility.Address.Postcodes.Take(2))
                foreach (var number in facility.Address.Numbers.Take(3)) Add('p', postcode + "/" + number);
        }
        if (facility.Address.Compact.Length >= 8) Add('a', Start(facility.Address.Compact, 12) + "/" + facility.Address.Numbers.FirstOrDefault());
        return [.. keys];
    }

    private static string Start(string word, int length) => word.Length <= length ? word : word[..length];

    private static void Ids(PreparedFacility a, PreparedFacility b, List<MatchReason> reasons)
    {
        if (a.OsId is not null && a.OsId == b.OsId) reasons.Add(new MatchReason(MatchFact.SameOsId, 8, null, a.OsId, b.OsId));
        else if ((a.OsId is not null && b.OsIds.Contains(a.OsId)) || (b.OsId is not null && a.OsIds.Contains(b.OsId))) reasons.Add(new MatchReason(MatchFact.FormerOsId, 8, null, a.OsId, b.OsId));
        else if (a.OsId is not null && b.OsId is not null && IsWhole(a.OsId) && IsWhole(b.OsId)) reasons.Add(new MatchReason(MatchFact.OtherOsId, -2.5, null, a.OsId, b.OsId));
    }

    // Fifteen characters that begin with a country: what is shorter was cut off, and says nothing against.
    private static bool IsWhole(string id) => id.Length == 15 && id.All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetter(id[0]) && char.IsAsciiLetter(id[1]);

    private static void Names(PreparedFacility a, PreparedFacility b, List<MatchReason> reasons)
    {
        // Of several names the pair that is most alike counts; among equals the one whose units agree, then the one that tells something. Whatever is
        // weighed below is in this order, so that it does not matter which name stands first.
        ((double Alike, double Units, bool Telling) Rank, FacilityName A, FacilityName B)? best = null;
        foreach (var one in a.Names)
            foreach (var other in b.Names)
            {
                var rank = (Math.Round(NameLikeness.Of(one, other, a.Address, b.Address), 9), UnitWeight(one, other), one.Distinctive && other.Distinctive);
                if (best is null || rank.CompareTo(best.Value.Rank) > 0) best = (rank, one, other);
            }
        if (best is not var ((score, _, _), left, right)) return;
        var weight = Along(score, (0.3, -4), (0.5, -1.5), (0.6, -0.2), (0.7, 0.8), (0.8, 1.8), (0.9, 3), (1, 4));
        // "Garment factory" is the name of many.
        if (weight > 1.5 && !(left.Distinctive && right.Distinctive)) weight = 1.5;
        reasons.Add(new MatchReason(score >= 1 ? MatchFact.NameSame : score >= 0.6 ? MatchFact.NameAlike : MatchFact.NameDiffers, weight, Math.Round(score, 2), left.Written, right.Written));
        if (UnitWeight(left, right) is var unit and not 0)
            reasons.Add(new MatchReason(unit > 0 ? MatchFact.UnitSame : unit > -3 ? MatchFact.UnitOfOne : MatchFact.UnitDiffers, unit, null, string.Join(", ", left.Units), string.Join(", ", right.Units)));
    }

    private static double UnitWeight(FacilityName a, FacilityName b) =>
        a.Units.Length == 0 && b.Units.Length == 0 ? 0
        : a.Units.Length == 0 || b.Units.Length == 0 ? -1.8
        : a.Units.SequenceEqual(b.Units) ? 0.5
        : a.Units.Intersect(b.Units).Any() ? -1.8 : -6;

    private static void Addresses(FacilityAddress a, FacilityAddress b, List<MatchReason> reasons)
    {
        double? shared = a.Numbers.Length > 0 && b.Numbers.Length > 0 ? (double)a.Numbers.Intersect(b.Numbers).Count() / Math.Min(a.Numbers.Length, b.Numbers.Length) : null;
        if (a.IsKnown && b.IsKnown)
        {
            var (dice, overlap) = Likeness.Compare(a.Pieces, b.Pieces);
            // One source writes the street, another the street, the district, the province: what the shorter says counts as much as the whole.
            var alike = (dice + overlap) / 2;
            var weight = Along(alike, (0, -2.5), (0.2, -2.2), (0.4, -0.8), (0.6, 0.8), (0.8, 2), (1, 3));
            // Another number in the same street or estate: they are neighbors, and the street says no more.
            if (shared is 0) weight = Math.Min(weight, 0.8);
            reasons.Add(new MatchReason(alike >= 0.5 ? MatchFact.AddressAlike : MatchFact.AddressDiffers, weight, Math.Round(alike, 2)));
        }
        if (shared is { } part && Along(part, (0, -2), (0.5, 0), (1, 1)) is var numbers and not 0)
            reasons.Add(new MatchReason(numbers > 0 ? MatchFact.StreetNumberSame : MatchFact.StreetNumberDiffers, numbers, null, string.Join(", ", a.Numbers.Take(4)), string.Join(", ", b.Numbers.Take(4))));
        if (a.Postcodes.Length > 0 && b.Postcodes.Length > 0)
        {
            var same = a.Postcodes.Intersect(b.Postcodes).Any();
            reasons.Add(new MatchReason(same ? MatchFact.PostcodeSame : MatchFact.PostcodeDiffers, same ? 0.7 : -0.5, null, a.Postcodes[0], b.Postcodes[0]));
        }
    }

    private static void Distance(Facility a, Facility b, List<MatchReason> reasons)
    {
        if (a is not { Latitude: { } lat1, Longitude: { } lon1 } || b is not { Latitude: { } lat2, Longitude: { } lon2 }) return;
        var meters = Likeness.Meters(lat1, lon1, lat2, lon2);
        // Positions are often those of the town, not of the gate: near says less than far.
        var weight = meters < 200 ? 1 : Along(Math.Log10(meters), (2.3, 1), (3, 0.6), (3.7, 0), (4.4, -1), (5, -2.5));
        if (weight != 0) reasons.Add(new MatchReason(weight > 0 ? MatchFact.Near : MatchFact.Far, weight, Math.Round(meters)));
    }

    // Straight lines between the points.
    private static double Along(double x, params ReadOnlySpan<(double X, double Y)> points)
    {
        if (x <= points[0].X) return points[0].Y;
        for (var i = 1; i < points.Length; i++)
            if (x <= points[i].X)
                return points[i - 1].Y + (x - points[i - 1].X) / (points[i].X - points[i - 1].X) * (points[i].Y - points[i - 1].Y);
        return points[^1].Y;
    }
}
