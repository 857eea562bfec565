namespace OpenIlm.Network;

/// <summary>A facility made ready once, to be compared with many.</summary>
public sealed class PreparedFacility
{
    /// <summary>Makes it ready.</summary>
    public PreparedFacility(Facility facility)
    {
        Facility = facility;
        Country = facility.Country.ToUpperInvariant();
        Names = [.. new[] { facility.Name }.Concat(facility.OtherNames ?? []).Where(n => !string.IsNullOrWhiteSpace(n)).Distinct(StringComparer.Ordinal).Select(n => FacilityName.Of(n, Country)).Where(n => n.Compact.Length > 0)];
        Address = FacilityAddress.Of(facility.Address, Country);
        OsIds = [.. new[] { facility.OsId }.Concat(facility.HistoricalOsIds ?? []).OfType<string>().Select(i => i.Trim().ToUpperInvariant()).Where(i => i.Length > 0).Distinct(StringComparer.Ordinal)];
        OsId = facility.OsId?.Trim().ToUpperInvariant() is { Length: > 0 } id ? id : null;
        // Names and former ids have no order.
        Key = string.Join('\u001f', Country, string.Join('\u001e', Names.Select(n => n.Compact + "\u001d" + string.Join(',', n.Units)).Order(StringComparer.Ordinal)),
            Address.Compact, string.Join(',', Address.Numbers), string.Join(',', Address.Postcodes), OsId, string.Join(',', OsIds.Order(StringComparer.Ordinal)),
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{facility.Latitude:R},{facility.Longitude:R}"));
    }

    /// <summary>As it was given.</summary>
    public Facility Facility { get; }
    /// <summary>Its country, upper case.</summary>
    public string Country { get; }
    internal IReadOnlyList<FacilityName> Names { get; }
    internal FacilityAddress Address { get; }
    internal string? OsId { get; }
    internal IReadOnlyList<string> OsIds { get; }
    // Everything that is compared, in one text: two facilities with the same key have nothing written differently.
    internal string Key { get; }
}
