using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>One organization with its sites and relations, as far as the caller may see them.</summary>
public static class ReadOrganization
{
    /// <summary>The organization.</summary>
    public sealed record OrganizationPageView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Kind,
        [property: Field(FieldClass.C1)] string? Country,
        [property: Field(FieldClass.C1)] bool Active,
        [property: Field(FieldClass.C1)] int KeyHolders,
        [property: Field(FieldClass.C1)] IReadOnlyList<SiteLine> Sites,
        [property: Field(FieldClass.C1)] IReadOnlyList<RelationLine> Relations) : IView<SignedIn>;

    /// <summary>A site.</summary>
    public sealed record SiteLine(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Country,
        [property: Field(FieldClass.C1)] string Place,
        [property: Field(FieldClass.C1)] string TimeZone,
        [property: Field(FieldClass.C1)] string Sector,
        [property: Field(FieldClass.C1)] int? Headcount,
        [property: Field(FieldClass.C1)] DateOnly? CountedOn,
        [property: Field(FieldClass.C1)] bool Active) : IView<SignedIn>;

    /// <summary>A relation from or to the organization.</summary>
    public sealed record RelationLine(
        [property: Field(FieldClass.C1)] string Role,
        [property: Field(FieldClass.C1)] bool Outgoing,
        [property: Field(FieldClass.C1)] Guid OtherId,
        [property: Field(FieldClass.C1)] string OtherName,
        [property: Field(FieldClass.C1)] string? SiteName,
        [property: Field(FieldClass.C1)] DateOnly FromDay,
        [property: Field(FieldClass.C1)] DateOnly? UntilDay) : IView<SignedIn>;

    /// <summary>Reads it.</summary>
    public static async Task<Outcome<OrganizationPageView>> Handle(Guid id, Work work)
    {
        var row = await work.FirstOrNone<Row>("select id, name, kind, country, active from access.organization where id = $1 and network.may_see(id)", id);
        if (row is null) return Outcome<OrganizationPageView>.Missing;
        var door = await VaultDoor.Of(work, id);
        var sites = await work.All<SiteLine>("select id, name, country, place, time_zone, sector, headcount, counted_on, active from network.site where org_id = $1 and merged_into is null order by name", id);
        var relations = await work.All<RelationLine>("""
            select r.role, r.org_id = $1 as outgoing, o.id as other_id, o.name as other_name, s.name as site_name, r.from_day, r.until_day
              from network.relation r join access.organization o on o.id = case when r.org_id = $1 then r.to_org else r.org_id end
              left join network.site s on s.id = r.site_id
             where r.org_id = $1 or r.to_org = $1
             order by r.until_day is not null and r.until_day < $2, r.role, r.org_id <> $1, o.name
            """, id, work.Today);
        return new OrganizationPageView(row.Id, row.Name, row.Kind, row.Country, row.Active, door?.Holders ?? 0, sites, relations);
    }

    private sealed record Row(Guid Id, string Name, string Kind, string? Country, bool Active);
}
