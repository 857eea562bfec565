using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>
/// One step of a walk through the chain: what leads on from an organization or a site. From a buyer to its suppliers, their sites, the agencies that
/// recruit for them and their sub-agents; gaps are branches too. A step at a time, so that a chain of thousands is walked as lightly as one of ten.
/// </summary>
public static class ReadBranches
{
    /// <summary>Most branches in one answer.</summary>
    public const int Most = 24;

    /// <summary>What leads on from a place.</summary>
    public sealed record BranchesView(
        [property: Field(FieldClass.C1)] BranchView At,
        [property: Field(FieldClass.C1)] IReadOnlyList<BranchView> Items,
        [property: Field(FieldClass.C1)] int? NextSkip) : IView<SignedIn>;

    /// <summary>A place of the chain.</summary>
    /// <param name="Id">Organization, site or gap.</param>
    /// <param name="Type">organization, site or gap.</param>
    /// <param name="Name">Its name; the note of a gap.</param>
    /// <param name="Kind">Kind of the organization, step of the gap; empty for a site.</param>
    /// <param name="Place">Town of a site.</param>
    /// <param name="Country">ISO 3166-1 alpha-2.</param>
    /// <param name="Edge">Relation that leads here: buysFrom, owns, recruitsFor, subAgentOf, employsAt, site or gap.</param>
    /// <param name="Tier">Of buysFrom.</param>
    /// <param name="RelationId">The relation.</param>
    /// <param name="Licence">What is the matter with a recruiter's licence.</param>
    /// <param name="LeadsOn">Whether anything more is known from here on.</param>
    public sealed record BranchView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Type,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Kind,
        [property: Field(FieldClass.C1)] string Place,
        [property: Field(FieldClass.C1)] string? Country,
        [property: Field(FieldClass.C1)] string Edge,
        [property: Field(FieldClass.C1)] int? Tier,
        [property: Field(FieldClass.C1)] Guid? RelationId,
        [property: Field(FieldClass.C1)] Licensing.Warning Licence,
        [property: Field(FieldClass.C1)] bool LeadsOn) : IView<SignedIn>;

    /// <summary>Reads what leads on.</summary>
    /// <param name="of">Organization or site; null for the caller's own organization.</param>
    /// <param name="corridor">Only what lies on the way to the recruiters of this corridor.</param>
    /// <param name="skip">Branches that were read before.</param>
    /// <param name="work">The unit of work.</param>
    public static async Task<Outcome<BranchesView>> Handle(Guid? of, Guid? corridor, int? skip, Work work)
    {
        if (skip is < 0 or > 100_000) return Outcome<BranchesView>.Refused(new BadInput("input.out-of-range", "skip", "0 to 100,000"));
        var id = of ?? work.Actor.OrganizationId;
        var at = await work.FirstOrNone<Row>($"""
            select o.id, 'organization' as type, o.name, o.kind, '' as place, o.country, '' as edge, null::integer as tier, null::uuid as relation_id, true as leads_on
              from access.organization o where o.id = $1 and o.merged_into is null and {Kept.Seen("o.id")}
            union all
            select s.id, 'site', s.name, '', s.place, s.country, 'site', null, null, true from network.site s where s.id = $1 and s.merged_into is null
            """, id);
        if (at is null) return Outcome<BranchesView>.Missing;
        var way = corridor is { } chosen ? await Way(chosen, work) : null;
        if (corridor is not null && way is null) return Outcome<BranchesView>.Missing;
        var rows = await work.All<Row>(at.Type == "site" ? ofSite : ofOrganization, id, way?.Organizations, way?.Sites, Most + 1, skip ?? 0);
        var shown = rows.Take(Most).ToList();
        var warnings = await Licensing.Warnings(work, [.. shown.Where(r => r.Edge is "recruitsFor" or "subAgentOf" or "employsAt").Select(r => r.Id), .. at.Type == "site" ? (Guid[])[] : [at.Id]]);
        return new BranchesView(at.View(warnings), [.. shown.Select(r => r.View(warnings))], rows.Count > Most ? (skip ?? 0) + Most : null);
    }

    private const string leadsOn = """
        (exists (select 1 from network.relation n where n.org_id = o.id and n.role in ('buysFrom', 'owns') and network.is_live(n.from_day, n.until_day, n.ended))
         or exists (select 1 from network.relation n where n.to_org = o.id and n.role in ('recruitsFor', 'subAgentOf', 'employsAt') and n.site_id is null and network.is_live(n.from_day, n.until_day, n.ended))
         or exists (select 1 from network.site n where n.org_id = o.id and n.active and n.merged_into is null)
         or exists (select 1 from network.gap n where n.org_id = o.id and n.site_id is null and n.closed_on is null))
        """;
    private const string gaps = "select 0 as rank, g.id, 'gap' as type, g.note as name, g.step as kind, '' as place, null::text as country, 'gap' as edge, null::integer as tier, null::uuid as relation_id, false as leads_on from network.gap g where g.closed_on is null";
    // The page is cut before anything is asked of each branch.
    private const string ofOrganization = $"""
        with page as (
            select * from (
                {gaps} and g.org_id = $1 and g.site_id is null
                union all
                select 1, o.id, 'organization', o.name, o.kind, '', o.country, r.role, r.tier::integer, r.id, false
                  from network.relation r join access.organization o on o.id = r.to_org
                 where r.org_id = $1 and r.role in ('buysFrom', 'owns') and network.is_live(r.from_day, r.until_day, r.ended) and ($2::uuid[] is null or o.id = any($2))
                union all
                select 2, s.id, 'site', s.name, '', s.place, s.country, 'site', null, null, false
                  from network.site s where s.org_id = $1 and s.active and s.merged_into is null and ($3::uuid[] is null or s.id = any($3))
                union all
                select 3, o.id, 'organization', o.name, o.kind, '', o.country, r.role, null, r.id, false
                  from network.relation r join access.organization o on o.id = r.org_id
                 where r.to_org = $1 and r.site_id is null and r.role in ('recruitsFor', 'subAgentOf', 'employsAt') and network.is_live(r.from_day, r.until_day, r.ended) and ($2::uuid[] is null or o.id = any($2))
            ) x order by rank, name, id limit $4 offset $5)
        select o.id, o.type, o.name, o.kind, o.place, o.country, o.edge, o.tier, o.relation_id,
               case o.type when 'organization' then {leadsOn}
                           when 'site' then exists (select 1 from network.relation n where n.to_org = $1 and n.site_id = o.id and n.role in ('recruitsFor', 'employsAt') and network.is_live(n.from_day, n.until_day, n.ended))
                                         or exists (select 1 from network.gap n where n.site_id = o.id and n.closed_on is null)
                           else false end as leads_on
          from page o order by rank, name, id
        """;
    private const string ofSite = $"""
        with page as (
            select * from (
                {gaps} and g.site_id = $1
                union all
                select 3, o.id, 'organization', o.name, o.kind, '', o.country, r.role, null, r.id, false
                  from network.relation r join access.organization o on o.id = r.org_id
                 where r.to_org = (select s.org_id from network.site s where s.id = $1) and r.site_id = $1 and r.role in ('recruitsFor', 'employsAt') and network.is_live(r.from_day, r.until_day, r.ended)
                   and ($2::uuid[] is null or o.id = any($2)) and $3::uuid[] is not distinct from $3
            ) x order by rank, name, id limit $4 offset $5)
        select o.id, o.type, o.name, o.kind, o.place, o.country, o.edge, o.tier, o.relation_id, case o.type when 'organization' then {leadsOn} else false end as leads_on
          from page o order by rank, name, id
        """;

    // From the recruiters of the corridor to those they recruit for and up to everybody who buys there, and down to their sub-agents.
    private static async Task<OnTheWay?> Way(Guid corridor, Work work)
    {
        if (await work.FirstOrNone<int>("select 1 from network.corridor where id = $1", corridor) == 0) return null;
        return await work.FirstOrNone<OnTheWay>("""
            with recursive live as not materialized (
                select r.org_id, r.to_org, r.site_id, r.role from network.relation r where network.is_live(r.from_day, r.until_day, r.ended)
            ), recruiters(id) as (select recruiter_id from network.corridor_recruiter where corridor_id = $1
            ), agents(id) as (
                select id from recruiters union select l.org_id from agents a join live l on l.to_org = a.id and l.role = 'subAgentOf'
            ), clients as (select l.to_org, l.site_id from recruiters a join live l on l.org_id = a.id and l.role in ('recruitsFor', 'employsAt')
            ), up(id) as (
                select to_org from clients union select l.org_id from up u join live l on l.to_org = u.id and l.role in ('buysFrom', 'owns')
            )
            select coalesce((select array_agg(id) from (select id from agents union select id from up) x), '{}') as organizations,
                   coalesce((select array_agg(distinct s.id) from clients c join network.site s on s.org_id = c.to_org and (c.site_id is null or c.site_id = s.id)), '{}') as sites
            """, corridor);
    }

    private sealed record OnTheWay(Guid[] Organizations, Guid[] Sites);

    private sealed record Row(Guid Id, string Type, string Name, string Kind, string Place, string? Country, string Edge, int? Tier, Guid? RelationId, bool LeadsOn)
    {
        public BranchView View(IReadOnlyDictionary<Guid, Licensing.Warning> warnings) => new(Id, Type, Name, Kind, Place, Country, Edge, Tier, RelationId, warnings.GetValueOrDefault(Id), LeadsOn);
    }
}
