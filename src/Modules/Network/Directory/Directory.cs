using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>The directory as other modules ask it. Row-level security decides what each caller sees.</summary>
public sealed class NetworkDirectory : IDirectory
{
    private const string sites = """
        select s.id, s.name, s.country, s.org_id as organization_id, o.name as organization_name, s.time_zone, s.headcount
          from network.site s join access.organization o on o.id = s.org_id
        """;
    private const string organizations = "select o.id, o.name, o.kind, o.country, o.active from access.organization o";

    /// <inheritdoc />
    public Task<SiteFacts?> Site(Work work, Guid site) => work.FirstOrNone<SiteFacts>(sites + " where s.id = network.site_now($1)", site);

    /// <inheritdoc />
    public Question<SiteFacts> AskSite(Guid site) => new(sites + " where s.id = network.site_now($1)", site);

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, SiteFacts>> Sites(Work work, IReadOnlyCollection<Guid> wanted) =>
        wanted.Count == 0 ? new Dictionary<Guid, SiteFacts>() : (await work.All<SiteFacts>(sites + " where s.id = any($1)", wanted.ToArray())).ToDictionary(s => s.Id);

    /// <inheritdoc />
    public Task<IReadOnlyList<SiteFacts>> FindSites(Work work, string? query, string? country, Guid? organization, int limit) =>
        work.All<SiteFacts>(sites + """
             where s.active and s.merged_into is null and ($1::text is null or s.name ilike $1 or o.name ilike $1 or s.place ilike $1)
               and ($2::text is null or s.country = $2) and ($3::uuid is null or s.org_id = $3)
             order by o.name, s.name limit $4
            """, Pattern(query), country, organization, limit);

    /// <inheritdoc />
    public Task<OrganizationFacts?> Organization(Work work, Guid organization) => work.FirstOrNone<OrganizationFacts>(organizations + $" where o.id = $1 and {Kept.Seen("o.id")}", organization);

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, OrganizationFacts>> Organizations(Work work, IReadOnlyCollection<Guid> wanted) =>
        wanted.Count == 0 ? new Dictionary<Guid, OrganizationFacts>() : (await work.All<OrganizationFacts>(organizations + " where o.id = any($1)", wanted.ToArray())).ToDictionary(o => o.Id);

    /// <inheritdoc />
    public Task<IReadOnlyList<OrganizationFacts>> RecipientsFor(Work work, Guid site) =>
        work.All<OrganizationFacts>(organizations + """
             where o.active and (o.id = (select org_id from network.site where id = $1)
                or exists (select 1 from network.relation r where r.role in ('buysFrom', 'recruitsFor') and r.org_id = o.id
                            and r.to_org = (select org_id from network.site where id = $1) and (r.site_id is null or r.site_id = $1)
                            and not r.ended and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)))
             order by (o.id <> (select org_id from network.site where id = $1)), o.name
            """, site, work.Today);

    /// <inheritdoc />
    public Task<bool> BuysFrom(Work work, Guid buyer, Guid site) =>
        work.FirstOrNone<bool>("""
            select exists (select 1 from network.relation r join network.site s on s.org_id = r.to_org
             where s.id = $2 and r.org_id = $1 and r.role = 'buysFrom' and (r.site_id is null or r.site_id = s.id)
               and not r.ended and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))
            """, buyer, site, work.Today);

    /// <inheritdoc />
    public Task<IReadOnlyList<FocalPointFacts>> FocalPoints(Work work, Guid organization, Guid? site) =>
        work.All<FocalPointFacts>("""
            select f.level, f.name, f.email, f.site_id is not null as of_site from network.focal_point f
             where f.org_id = $1 and (f.site_id is null or f.site_id = $2) and f.from_day <= $3 and (f.until_day is null or f.until_day >= $3)
             order by f.site_id is null, f.level
            """, organization, site, work.Today);

    /// <inheritdoc />
    public async Task<WorkforceFacts?> Workforce(Work work, Guid site)
    {
        var counted = await work.FirstOrNone<Counted>("select s.headcount, s.counted_on from network.site s where s.id = network.site_now($1)", site);
        if (counted?.Headcount is not { } total) return null;
        // An import may have brought a newer total without parts: parts of an older count would claim people who are there no more.
        return new WorkforceFacts(total, counted.CountedOn, await work.All<WorkforcePart>("""
            select p.dimension, p.value, p.workers from network.headcount h join network.headcount_part p on p.headcount_id = h.id
             where h.site_id = network.site_now($1) and h.counted_on = $2 and h.total = $3 order by p.dimension, p.workers desc, p.value
            """, site, counted.CountedOn, total));
    }

    private sealed record Counted(int? Headcount, DateOnly? CountedOn);

    /// <inheritdoc />
    public Task<IReadOnlyList<Colleague>> CaseHandlers(Work work) =>
        work.All<Colleague>("""
            select p.id, p.name from access.member p
             where p.active and exists (select 1 from access.role_grant g where g.person_id = p.id and g.org_id = access.org() and g.role in ('CaseHandler', 'Supervisor') and g.from_day <= $1 and (g.until_day is null or g.until_day >= $1))
             order by p.name
            """, work.Today);

    /// <summary>A search word as a LIKE pattern: what the person typed is never a wildcard.</summary>
    internal static string? Pattern(string? query) => string.IsNullOrWhiteSpace(query) ? null
        : "%" + query.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
