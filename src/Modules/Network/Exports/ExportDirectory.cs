using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Takes organizations, sites or relations out as a table: what the caller sees, no more. That it was taken is in the audit log.</summary>
public static class ExportDirectory
{
    /// <summary>The table.</summary>
    /// <param name="what">organizations, sites or relations.</param>
    /// <param name="format">csv or xlsx; csv when not said.</param>
    /// <param name="work">The unit of work.</param>
    public static async Task<Outcome<Table>> Handle(string what, string? format, Work work)
    {
        if (format is not null && !TableWriter.Formats.Contains(format)) return Outcome<Table>.Refused(new BadInput("input.not-a-choice", "format"));
        var table = what switch { "organizations" => await Organizations(work), "sites" => await Sites(work), _ => await Relations(work) };
        work.Audit("directory.exported", "organization", work.Actor.OrganizationId, new { what, format = format ?? "csv", rows = table.Rows.Count });
        var outcome = await work.Commit();
        return outcome.IsDone ? table : Outcome<Table>.From(outcome);
    }

    private static async Task<Table> Organizations(Work work) => new("organizations", ["id", "name", "kind", "country", "isic", "active", "otherNames", "osId", "duns", "lei"],
        [.. (await work.All<OrganizationRow>($"""
            select o.id, o.name, o.kind, o.country, o.isic, o.active, n.names, i.os_id, i.duns, i.lei
              from access.organization o
              left join (select subject_id, string_agg(name, ' | ' order by name) as names from network.name group by subject_id) n on n.subject_id = o.id
              left join ({identifiers}) i on i.subject_id = o.id
             where o.merged_into is null and {Kept.Seen("o.id")} order by o.name, o.id
            """)).Select(o => (IReadOnlyList<object?>)[o.Id, o.Name, o.Kind, o.Country, o.Isic, o.Active, o.Names, o.OsId, o.Duns, o.Lei])]);

    private static async Task<Table> Sites(Work work) => new("sites",
        ["id", "name", "organizationId", "organization", "country", "place", "address", "latitude", "longitude", "timeZone", "sector", "isic", "headcount", "countedOn", "active", "osId"],
        [.. (await work.All<SiteRow>($"""
            select s.id, s.name, s.org_id, o.name as organization, s.country, s.place, s.address, s.latitude, s.longitude, s.time_zone, s.sector, s.isic, s.headcount, s.counted_on, s.active, i.os_id
              from network.site s join access.organization o on o.id = s.org_id left join ({identifiers}) i on i.subject_id = s.id
             where s.merged_into is null order by o.name, s.name, s.id
            """)).Select(s => (IReadOnlyList<object?>)[s.Id, s.Name, s.OrgId, s.Organization, s.Country, s.Place, s.Address, s.Latitude, s.Longitude, s.TimeZone, s.Sector, s.Isic, s.Headcount, s.CountedOn, s.Active, s.OsId])]);

    private static async Task<Table> Relations(Work work) => new("relations",
        ["id", "fromId", "from", "role", "toId", "to", "siteId", "site", "tier", "fromDay", "untilDay", "live", "source", "confidence"],
        [.. (await work.All<RelationRow>("""
            select r.id, r.org_id, a.name as "from", r.role, r.to_org, b.name as "to", r.site_id, s.name as site, r.tier::integer as tier, r.from_day, r.until_day,
                   network.is_live(r.from_day, r.until_day, r.ended) as live, r.source, r.confidence
              from network.relation r join access.organization a on a.id = r.org_id join access.organization b on b.id = r.to_org left join network.site s on s.id = r.site_id
             order by a.name, r.role, b.name, r.id
            """)).Select(r => (IReadOnlyList<object?>)[r.Id, r.OrgId, r.From, r.Role, r.ToOrg, r.To, r.SiteId, r.Site, r.Tier, r.FromDay, r.UntilDay, r.Live, r.Source, r.Confidence])]);

    private const string identifiers = """
        select subject_id, string_agg(value, ' ') filter (where scheme = 'OsId') as os_id, string_agg(value, ' ') filter (where scheme = 'Duns') as duns,
               string_agg(value, ' ') filter (where scheme = 'Lei') as lei from network.identifier group by subject_id
        """;

    private sealed record OrganizationRow(Guid Id, string Name, string Kind, string? Country, string? Isic, bool Active, string? Names, string? OsId, string? Duns, string? Lei);
    private sealed record SiteRow(Guid Id, string Name, Guid OrgId, string Organization, string Country, string Place, string Address, double? Latitude, double? Longitude, string TimeZone, string Sector, string? Isic,
        int? Headcount, DateOnly? CountedOn, bool Active, string? OsId);
    private sealed record RelationRow(Guid Id, Guid OrgId, string From, string Role, Guid ToOrg, string To, Guid? SiteId, string? Site, int? Tier, DateOnly FromDay, DateOnly? UntilDay, bool Live, string Source, string Confidence);
}
