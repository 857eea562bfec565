using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>One site: where it is, what it is called, how many people work there.</summary>
public static class ReadSite
{
    /// <summary>The site.</summary>
    public sealed record SitePageView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] Guid OrganizationId,
        [property: Field(FieldClass.C1)] string OrganizationName,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Country,
        [property: Field(FieldClass.C1)] string Place,
        [property: Field(FieldClass.C1)] string Address,
        [property: Field(FieldClass.C1)] string TimeZone,
        [property: Field(FieldClass.C1)] string Sector,
        [property: Field(FieldClass.C1)] string? Isic,
        [property: Field(FieldClass.C1)] double? Latitude,
        [property: Field(FieldClass.C1)] double? Longitude,
        [property: Field(FieldClass.C1)] int? Headcount,
        [property: Field(FieldClass.C1)] DateOnly? CountedOn,
        [property: Field(FieldClass.C1)] bool Active,
        [property: Field(FieldClass.C1)] int Version,
        [property: Field(FieldClass.C1)] IReadOnlyList<NameView> Names,
        [property: Field(FieldClass.C1)] IReadOnlyList<IdentifierView> Identifiers,
        [property: Field(FieldClass.C1)] IReadOnlyList<HeadcountView> Headcounts) : IView<SignedIn>;

    /// <summary>A count of the workforce.</summary>
    public sealed record HeadcountView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] DateOnly CountedOn,
        [property: Field(FieldClass.C1)] int Total,
        [property: Field(FieldClass.C1)] string Source,
        [property: Field(FieldClass.C1)] IReadOnlyList<PartView> Parts) : IView<SignedIn>;

    /// <summary>A part of a count.</summary>
    public sealed record PartView(
        [property: Field(FieldClass.C1)] string Dimension,
        [property: Field(FieldClass.C1)] string Value,
        [property: Field(FieldClass.C1)] int Workers) : IView<SignedIn>;

    /// <summary>Reads it.</summary>
    public static async Task<Outcome<SitePageView>> Handle(Guid id, Work work)
    {
        if (await work.FirstOrNone<Row>("""
            select s.id, s.org_id as organization_id, o.name as organization_name, s.name, s.country, s.place, s.address, s.time_zone, s.sector, s.isic, s.latitude, s.longitude, s.headcount, s.counted_on, s.active, s.version
              from network.site s join access.organization o on o.id = s.org_id where s.id = $1 and s.merged_into is null
            """, id) is not { } s) return Outcome<SitePageView>.Missing;
        var counts = await work.All<Count>("select id, counted_on, total, source from network.headcount where site_id = $1 order by counted_on desc limit 40", id);
        var parts = (await work.All<PartRow>("select headcount_id, dimension, value, workers from network.headcount_part where headcount_id = any($1) order by dimension desc, value = 'unknown', workers desc, value", counts.Select(c => c.Id).ToArray())).ToLookup(p => p.HeadcountId);
        return new SitePageView(s.Id, s.OrganizationId, s.OrganizationName, s.Name, s.Country, s.Place, s.Address, s.TimeZone, s.Sector, s.Isic, s.Latitude, s.Longitude, s.Headcount, s.CountedOn, s.Active, s.Version,
            await ReadKept.Names(work, id), await ReadKept.Identifiers(work, id),
            [.. counts.Select(c => new HeadcountView(c.Id, c.CountedOn, c.Total, c.Source, [.. parts[c.Id].Select(p => new PartView(p.Dimension, p.Value, p.Workers))]))]);
    }

    private sealed record Row(Guid Id, Guid OrganizationId, string OrganizationName, string Name, string Country, string Place, string Address, string TimeZone, string Sector, string? Isic, double? Latitude, double? Longitude,
        int? Headcount, DateOnly? CountedOn, bool Active, int Version);
    private sealed record Count(Guid Id, DateOnly CountedOn, int Total, string Source);
    private sealed record PartRow(Guid HeadcountId, string Dimension, string Value, int Workers);
}
