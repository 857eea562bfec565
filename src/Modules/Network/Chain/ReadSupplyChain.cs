using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The supply chain of an organization as it follows from the graph today: whom it buys from, whom those buy from, what any of them owns.
/// Nobody keeps a list of it.</summary>
public static class ReadSupplyChain
{
    /// <summary>The chain in numbers, and a page of its organizations, nearest tier first.</summary>
    public sealed record SupplyChainView(
        [property: Field(FieldClass.C1)] Guid OrganizationId,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] int Organizations,
        [property: Field(FieldClass.C1)] int Sites,
        [property: Field(FieldClass.C1)] int Gaps,
        [property: Field(FieldClass.C1)] int Recruiters,
        [property: Field(FieldClass.C1)] IReadOnlyList<TierLine> Tiers,
        [property: Field(FieldClass.C1)] IReadOnlyList<ChainOrganization> Items,
        [property: Field(FieldClass.C1)] string? NextCursor) : IView<SignedIn>;

    /// <summary>A tier in numbers.</summary>
    public sealed record TierLine([property: Field(FieldClass.C1)] int Tier, [property: Field(FieldClass.C1)] int Organizations) : IView<SignedIn>;

    /// <summary>An organization of the chain.</summary>
    public sealed record ChainOrganization(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Kind,
        [property: Field(FieldClass.C1)] string? Country,
        [property: Field(FieldClass.C1)] int Tier,
        [property: Field(FieldClass.C1)] int Sites,
        [property: Field(FieldClass.C1)] int Gaps,
        [property: Field(FieldClass.C1)] int Recruiters) : IView<SignedIn>;

    /// <summary>A site of the chain.</summary>
    public sealed record ChainSite(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] Guid OrganizationId,
        [property: Field(FieldClass.C1)] string OrganizationName,
        [property: Field(FieldClass.C1)] string Country,
        [property: Field(FieldClass.C1)] string Place,
        [property: Field(FieldClass.C1)] int? Headcount,
        [property: Field(FieldClass.C1)] DateOnly? CountedOn) : IView<SignedIn>;

    /// <summary>Whose chain is asked for: the caller's own; of another organization only where the caller sees all. Null: hidden or absent.</summary>
    internal static async Task<Guid?> Root(Guid? organization, Work work)
    {
        if (organization is null || organization == work.Actor.OrganizationId) return work.Actor.OrganizationId;
        return await work.FirstOrNone<Guid?>("select id from access.organization where id = $1 and merged_into is null and network.sees_all()", organization);
    }

    /// <summary>Reads it.</summary>
    /// <param name="organization">Whose; null for the caller's own.</param>
    /// <param name="limit">Organizations in the page.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="work">The unit of work.</param>
    public static async Task<Outcome<SupplyChainView>> Handle(Guid? organization, int? limit, string? cursor, Work work)
    {
        if (limit is < 1 or > Paging.Most) return Outcome<SupplyChainView>.Refused(new BadInput("input.out-of-range", "limit", $"1 to {Paging.Most}"));
        if (await Root(organization, work) is not { } root) return Outcome<SupplyChainView>.Missing;
        var most = limit ?? Paging.Default;
        // The chain is resolved once; the page's own columns are asked for its own rows only.
        var whole = await work.All<Link>("select organization, tier, name from network.chain_tiers($1) order by tier, name, organization", root);
        var numbers = await work.FirstOrNone<Numbers>("select sites, gaps, recruiters from network.chain_numbers($1)", root);
        var after = Cursors.Read(cursor);
        var rest = after is null ? whole : [.. whole.SkipWhile(l => Key(l) != after).Skip(1)];
        var page = rest.Take(most).ToList();
        var items = (await work.All<ChainOrganization>("select id, name, kind, country, 0 as tier, sites, gaps, recruiters from network.chain_lines($1, $2)", root, page.Select(l => l.Organization).ToArray())).ToDictionary(o => o.Id);
        var name = await work.FirstOrNone<string>("select name from access.organization where id = $1", root);
        return new SupplyChainView(root, name ?? "", whole.Count, numbers!.Sites, numbers.Gaps, numbers.Recruiters,
            [.. whole.GroupBy(l => l.Tier).OrderBy(g => g.Key).Select(g => new TierLine(g.Key, g.Count()))],
            [.. page.Where(l => items.ContainsKey(l.Organization)).Select(l => items[l.Organization] with { Tier = l.Tier })],
            rest.Count > most ? Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Key(page[^1]))) : null);
    }

    /// <summary>A page of the sites, by name.</summary>
    public static async Task<Outcome<Page<ChainSite>>> Sites(Guid? organization, string? country, int? limit, string? cursor, Work work)
    {
        if (limit is < 1 or > Paging.Most) return Outcome<Page<ChainSite>>.Refused(new BadInput("input.out-of-range", "limit", $"1 to {Paging.Most}"));
        if (await Root(organization, work) is not { } root) return Outcome<Page<ChainSite>>.Missing;
        var after = Cursors.ReadName(cursor);
        var rows = await work.All<ChainSite>("""
            select s.id, s.name, s.org_id as organization_id, o.name as organization_name, s.country, s.place, s.headcount, s.counted_on
              from network.site s join access.organization o on o.id = s.org_id
             where s.id in (select network.chain_sites($1)) and ($2::text is null or s.country = $2) and ($3::text is null or (s.name, s.id) > ($3, $4::uuid))
             order by s.name, s.id limit $5
            """, root, Kept.Text(country), after.Name, after.Id, (limit ?? Paging.Default) + 1);
        return Cursors.Page(rows, limit ?? Paging.Default, s => Cursors.ByName(s.Name, s.Id));
    }

    private static string Key(Link link) => link.Organization.ToString();

    private sealed record Link(Guid Organization, int Tier, string Name);
    private sealed record Numbers(int Sites, int Gaps, int Recruiters);
}
