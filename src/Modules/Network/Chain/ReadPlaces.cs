using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The sites of a chain on the map: those near each other as one point, so that a map of thousands stays light.</summary>
public static class ReadPlaces
{
    /// <summary>The map.</summary>
    /// <param name="Points">Points, each for one site or several near each other.</param>
    /// <param name="Unplaced">Sites without a position.</param>
    /// <param name="Countries">Every country with its sites, most first.</param>
    public sealed record PlacesView(
        [property: Field(FieldClass.C1)] IReadOnlyList<PlaceView> Points,
        [property: Field(FieldClass.C1)] int Unplaced,
        [property: Field(FieldClass.C1)] IReadOnlyList<CountryLine> Countries) : IView<SignedIn>;

    /// <summary>A point.</summary>
    public sealed record PlaceView(
        [property: Field(FieldClass.C1)] double Latitude,
        [property: Field(FieldClass.C1)] double Longitude,
        [property: Field(FieldClass.C1)] int Sites,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] Guid? SiteId,
        [property: Field(FieldClass.C1)] string Country) : IView<SignedIn>;

    /// <summary>A country.</summary>
    public sealed record CountryLine([property: Field(FieldClass.C1)] string Country, [property: Field(FieldClass.C1)] int Sites) : IView<SignedIn>;

    /// <summary>Reads it.</summary>
    /// <param name="organization">Whose chain; null for the caller's own.</param>
    /// <param name="cell">Width in degrees within which sites of one country are one point, 0.01 to 20; 3 when not said.</param>
    /// <param name="work">The unit of work.</param>
    public static async Task<Outcome<PlacesView>> Handle(Guid? organization, double? cell, Work work)
    {
        if (cell is < 0.01 or > 20 or double.NaN) return Outcome<PlacesView>.Refused(new BadInput("input.out-of-range", "cell", "0.01 to 20"));
        if (await ReadSupplyChain.Root(organization, work) is not { } root) return Outcome<PlacesView>.Missing;
        var points = await work.All<PlaceView>("""
            select avg(s.latitude) as latitude, avg(s.longitude) as longitude, count(*)::integer as sites, min(s.name) as name,
                   case when count(*) = 1 then min(s.id::text)::uuid end as site_id, s.country
              from network.site s where s.id in (select network.chain_sites($1)) and s.latitude is not null
             group by s.country, floor(s.latitude / $2), floor(s.longitude / $2) order by 3 desc, 4 limit 2000
            """, root, cell ?? 3d);
        var countries = await work.All<Count>("""
            select s.country, count(*)::integer as sites, count(*) filter (where s.latitude is null)::integer as unplaced
              from network.site s where s.id in (select network.chain_sites($1)) group by s.country order by 2 desc, 1
            """, root);
        return new PlacesView(points, countries.Sum(c => c.Unplaced), [.. countries.Select(c => new CountryLine(c.Country, c.Sites))]);
    }

    private sealed record Count(string Country, int Sites, int Unplaced);
}
