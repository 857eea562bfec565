namespace OpenIlm.Network;

/// <summary>A facility as two sources may each describe it; what is compared to find duplicates. Every fact but the name may be missing.</summary>
/// <param name="Name">Name as written, any script.</param>
/// <param name="Country">ISO 3166-1 alpha-2, upper case; empty when unknown. Two facilities of different countries are never one.</param>
/// <param name="Address">Address as written; empty when unknown.</param>
/// <param name="OtherNames">Former names, other scripts, trade names.</param>
/// <param name="Latitude">Degrees, -90 to 90; null when unknown.</param>
/// <param name="Longitude">Degrees, -180 to 180; null when unknown.</param>
/// <param name="OsId">Open Supply Hub id of today; null when it has none.</param>
/// <param name="HistoricalOsIds">Ids that the facility had before it was merged or moved there.</param>
public sealed record Facility(string Name, string Country, string Address = "", IReadOnlyList<string>? OtherNames = null, double? Latitude = null, double? Longitude = null,
    string? OsId = null, IReadOnlyList<string>? HistoricalOsIds = null)
{
    /// <summary>A site of the directory. A name that tells nothing ("Plant 2") is read together with its employer's.</summary>
    public static Facility OfSite(string name, string employer, string country, string address, string place, IReadOnlyList<string> otherNames, double? latitude, double? longitude, string? osId, IReadOnlyList<string> historicalOsIds) =>
        new(FacilityName.IsDistinctive(name, country) ? name : employer + " " + name, country,
            address.Length == 0 ? place : place.Length == 0 || address.Contains(place, StringComparison.OrdinalIgnoreCase) ? address : address + ", " + place,
            otherNames, latitude, longitude, osId, historicalOsIds);

    /// <summary>An organization: it is compared by its names alone.</summary>
    public static Facility OfOrganization(string name, string? country, IReadOnlyList<string> otherNames) => new(name, country ?? "", OtherNames: otherNames);
}
