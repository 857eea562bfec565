using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>One organization with all that hangs on it, as far as the caller may see it.</summary>
public static class ReadOrganization
{
    /// <summary>The organization.</summary>
    public sealed record OrganizationPageView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Kind,
        [property: Field(FieldClass.C1)] string? Country,
        [property: Field(FieldClass.C1)] string? Isic,
        [property: Field(FieldClass.C1)] bool Active,
        [property: Field(FieldClass.C1)] int Version,
        [property: Field(FieldClass.C1)] int KeyHolders,
        [property: Field(FieldClass.C1)] Licensing.Warning Licence,
        [property: Field(FieldClass.C1)] IReadOnlyList<NameView> Names,
        [property: Field(FieldClass.C1)] IReadOnlyList<IdentifierView> Identifiers,
        [property: Field(FieldClass.C1)] IReadOnlyList<FocalPointView> FocalPoints,
        [property: Field(FieldClass.C1)] IReadOnlyList<GapView> Gaps,
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
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Role,
        [property: Field(FieldClass.C1)] bool Outgoing,
        [property: Field(FieldClass.C1)] Guid OtherId,
        [property: Field(FieldClass.C1)] string OtherName,
        [property: Field(FieldClass.C1)] string? SiteName,
        [property: Field(FieldClass.C1)] int? Tier,
        [property: Field(FieldClass.C1)] DateOnly FromDay,
        [property: Field(FieldClass.C1)] DateOnly? UntilDay,
        [property: Field(FieldClass.C1)] bool Live,
        [property: Field(FieldClass.C1)] Licensing.Warning Licence) : IView<SignedIn>;

    /// <summary>Most relations that one page shows; the export has all of them.</summary>
    public const int MostRelations = 300;

    /// <summary>Reads it.</summary>
    public static async Task<Outcome<OrganizationPageView>> Handle(Guid id, Work work)
    {
        var row = await work.FirstOrNone<Row>($"select id, name, kind, country, isic, active, version from access.organization where id = $1 and merged_into is null and {Kept.Seen("id")}", id);
        if (row is null) return Outcome<OrganizationPageView>.Missing;
        var door = await VaultDoor.Of(work, id);
        var sites = await work.All<SiteLine>("select id, name, country, place, time_zone, sector, headcount, counted_on, active from network.site where org_id = $1 and merged_into is null order by not active, name limit 500", id);
        var relations = await work.All<RelationRow>($"""
            select r.id, r.role, r.org_id = $1 as outgoing, o.id as other_id, o.name as other_name, s.name as site_name, r.tier::integer as tier, r.from_day, r.until_day,
                   network.is_live(r.from_day, r.until_day, r.ended) as live, r.org_id as from_id
              from network.relation r join access.organization o on o.id = case when r.org_id = $1 then r.to_org else r.org_id end
              left join network.site s on s.id = r.site_id
             where r.org_id = $1 or r.to_org = $1
             order by 10 desc, r.role, r.org_id <> $1, o.name limit {MostRelations}
            """, id);
        var warnings = await Licensing.Warnings(work, [.. relations.Where(r => r.Role is "recruitsFor" or "subAgentOf" or "employsAt").Select(r => r.FromId).Append(id).Distinct()]);
        return new OrganizationPageView(row.Id, row.Name, row.Kind, row.Country, row.Isic, row.Active, row.Version, door?.Holders ?? 0, warnings.GetValueOrDefault(id),
            await ReadKept.Names(work, id), await ReadKept.Identifiers(work, id), await ReadKept.FocalPoints(work, id), await ReadKept.Gaps(work, id), sites,
            [.. relations.Select(r => new RelationLine(r.Id, r.Role, r.Outgoing, r.OtherId, r.OtherName, r.SiteName, r.Tier, r.FromDay, r.UntilDay, r.Live,
                r.Role is "recruitsFor" or "subAgentOf" or "employsAt" ? warnings.GetValueOrDefault(r.FromId) : Licensing.Warning.None))]);
    }

    private sealed record Row(Guid Id, string Name, string Kind, string? Country, string? Isic, bool Active, int Version);
    private sealed record RelationRow(Guid Id, string Role, bool Outgoing, Guid OtherId, string OtherName, string? SiteName, int? Tier, DateOnly FromDay, DateOnly? UntilDay, bool Live, Guid FromId);
}
