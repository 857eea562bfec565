using System.Text.Json;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>A site of the directory that rows of a list are compared with.</summary>
internal sealed record KnownSite(Guid Id, Guid OrgId, string Organization, string Name, string Country, string Address, string Place, string Sector, string? Isic, string FacilityType,
    string TimeZone, double? Latitude, double? Longitude, int? Headcount, int Version, bool Seen, bool Own, string[] Identifiers, string[] OtherNames);

/// <summary>What a row turned out to be.</summary>
/// <param name="Outcome">New, Same, Changed, Error or Repeat.</param>
/// <param name="Site">The site it is.</param>
/// <param name="Candidate">The site it may be.</param>
/// <param name="Score">How likely, 0 to 1.</param>
/// <param name="Reasons">Why, as JSON.</param>
/// <param name="Relates">Whether a buyer's list makes a relation of it.</param>
/// <param name="OtherName">Whether the site, or the candidate, does not know this name.</param>
internal sealed record Judgement(string Outcome, KnownSite? Site = null, KnownSite? Candidate = null, double? Score = null, string Reasons = "", bool Relates = false, bool OtherName = false);

/// <summary>Finds for each row of a list the site it is (by OS ID, by its words, or as it was known before) or may be (by likeness).</summary>
/// <param name="sites">Sites of the countries of the list.</param>
/// <param name="buysFrom">Of a buyer: from whom it buys today, and at which site; null for keepers of the directory.</param>
/// <param name="self">The importer.</param>
internal sealed class SiteFinder(IReadOnlyList<KnownSite> sites, ILookup<Guid, Guid?>? buysFrom, Guid self)
{
    private readonly Dictionary<Guid, KnownSite> byId = sites.ToDictionary(s => s.Id);
    private readonly Dictionary<string, KnownSite> byWords = Words(sites);
    private readonly Dictionary<string, KnownSite> byOsId = sites.SelectMany(s => s.Identifiers.Where(i => i.StartsWith("OsId:", StringComparison.Ordinal) || i.StartsWith("HistoricalOsId:", StringComparison.Ordinal)).Select(i => (Id: i[(i.IndexOf(':', StringComparison.Ordinal) + 1)..], Site: s)))
        .DistinctBy(x => x.Id).ToDictionary(x => x.Id, x => x.Site);
    private readonly Dictionary<string, (FacilityIndex Index, List<KnownSite> Sites)> alike = [];
    private readonly Dictionary<Guid, int> taken = [];

    /// <summary>Judges a row.</summary>
    /// <param name="row">The row, checked.</param>
    /// <param name="remembered">The site that an earlier import of this organization took it for.</param>
    public Judgement Judge(ListedFacility row, Guid? remembered)
    {
        if (!row.IsSound) return new Judgement("Error");
        if (RowChecks.IsRepeat(row)) return new Judgement("Repeat");
        var site = (row.OsId is { } id ? byOsId.GetValueOrDefault(id) : null) ?? byWords.GetValueOrDefault(row.Key) ?? (remembered is { } before ? byId.GetValueOrDefault(before) : null);
        if (site is not null && site.Country == row.Country)
        {
            if (!taken.TryAdd(site.Id, row.Line))
            {
                row.Problems.Add(new RowProblem("warning", "same-site-twice", "", site.Seen ? site.Name : row.Name, taken[site.Id].ToString(System.Globalization.CultureInfo.InvariantCulture)));
                return new Judgement("Repeat", site);
            }
            var differs = Differences(row, site).ToList();
            var named = site.Own && !Knows(site, row.Name);
            if (!site.Own && differs.Count > 0 && site.Seen) row.Problems.Add(new RowProblem("warning", "directory-kept", "", string.Join(", ", differs)));
            return new Judgement(site.Own && (differs.Count > 0 || (named && buysFrom is null)) ? "Changed" : "Same", site, Relates: Relates(site), OtherName: named);
        }
        var (candidate, score) = Likeliest(row);
        return candidate is null ? new Judgement("New", Relates: buysFrom is not null)
            : new Judgement("New", null, candidate, score!.Score, JsonSerializer.Serialize(score.Reasons.Where(r => double.IsFinite(r.Weight)).Take(6), Json.Compact), buysFrom is not null, !Knows(candidate, row.Name));
    }

    // An empty cell says nothing; what it says and the directory says otherwise is a change.
    private static IEnumerable<string> Differences(ListedFacility row, KnownSite site)
    {
        if (row.Address.Length > 0 && row.Address != site.Address) yield return "address";
        if (row.Place.Length > 0 && row.Place != site.Place) yield return "place";
        if (row.Sector.Length > 0 && row.Sector != site.Sector) yield return "sector";
        if (row.Isic is not null && row.Isic != site.Isic) yield return "isic";
        if (row.FacilityType.Length > 0 && row.FacilityType != site.FacilityType) yield return "facilityType";
        if (row.Headcount is not null && row.Headcount != site.Headcount) yield return "workers";
        if (row.Latitude is not null && (row.Latitude != site.Latitude || row.Longitude != site.Longitude)) yield return "position";
        if ((row.OsId is not null && !site.Identifiers.Contains("OsId:" + row.OsId) && !site.Identifiers.Contains("HistoricalOsId:" + row.OsId))
            || (row.Duns is not null && !site.Identifiers.Contains("Duns:" + row.Duns)) || (row.Lei is not null && !site.Identifiers.Contains("Lei:" + row.Lei))) yield return "identifiers";
    }

    private static bool Knows(KnownSite site, string name) => Columns.Key(name) is var key && (Columns.Key(site.Name) == key || site.OtherNames.Any(n => Columns.Key(n) == key));

    private bool Relates(KnownSite site) => buysFrom is not null && site.OrgId != self && !buysFrom[site.OrgId].Any(at => at is null || at == site.Id);

    private (KnownSite?, MatchScore?) Likeliest(ListedFacility row)
    {
        if (!alike.TryGetValue(row.Country, out var country))
        {
            country = (new FacilityIndex(), []);
            // What the importer may not see is never shown as a likeness.
            foreach (var site in sites.Where(s => s.Country == row.Country && s.Seen))
            {
                country.Index.Add(new PreparedFacility(Facility.OfSite(site.Name, site.Organization, site.Country, site.Address, site.Place, site.OtherNames, site.Latitude, site.Longitude,
                    Of(site, "OsId:").FirstOrDefault(), Of(site, "HistoricalOsId:"))));
                country.Sites.Add(site);
            }
            alike[row.Country] = country;
        }
        if (country.Index.Count == 0) return (null, null);
        var found = country.Index.Find(new PreparedFacility(Facility.OfSite(row.Name, row.Organization, row.Country, row.Address, row.Place, [], row.Latitude, row.Longitude, row.OsId, [])));
        return found.Count == 0 ? (null, null) : (country.Sites[found[0].Place], found[0].Score);
    }

    private static List<string> Of(KnownSite site, string scheme) => [.. site.Identifiers.Where(i => i.StartsWith(scheme, StringComparison.Ordinal)).Select(i => i[scheme.Length..])];

    private static Dictionary<string, KnownSite> Words(IReadOnlyList<KnownSite> sites)
    {
        var words = new Dictionary<string, KnownSite>(sites.Count);
        foreach (var site in sites.OrderByDescending(s => s.Seen))
            foreach (var name in site.OtherNames.Prepend(site.Name)) words.TryAdd(ListedFacility.KeyOf(name, site.Country, site.Address, site.Place), site);
        return words;
    }
}
