using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Adds a dated relation between two organizations, from the first to the second. What a buyer sees, and what it is told, follows from these.</summary>
public static class AddRelation
{
    /// <summary>What is asked.</summary>
    /// <param name="From">Where it starts: the buyer, the owner, the recruiter, the sub-agent …</param>
    /// <param name="To">Where it leads.</param>
    /// <param name="Role">One of <see cref="Kinds"/>.</param>
    /// <param name="FromDay">First day on which it held; not in the future.</param>
    /// <param name="UntilDay">Last day on which it holds; null when nobody knows.</param>
    /// <param name="SiteId">The one site of <paramref name="To"/> that it is about; null for all of it.</param>
    /// <param name="Tier">Of <c>buysFrom</c>, as the buyer counts: 1 is direct; 1 when not said.</param>
    /// <param name="Source">Where it is known from, in words.</param>
    /// <param name="Confidence">One of <see cref="Confidences"/>.</param>
    public sealed record Input(Guid From, Guid To, string Role, DateOnly FromDay, DateOnly? UntilDay = null, Guid? SiteId = null, int? Tier = null, string? Source = null, string? Confidence = null);

    /// <summary>The kinds of relation.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["buysFrom", "owns", "employsAt", "recruitsFor", "subAgentOf", "providesServiceTo", "representsWorkersAt", "runsChannelAt"];
    /// <summary>How sure it is.</summary>
    public static readonly IReadOnlyList<string> Confidences = ["Stated", "Documented", "Verified"];

    /// <summary>What a decision needs to know beside the input.</summary>
    /// <param name="Today">The day of the act.</param>
    /// <param name="Same">Relations of the same kind between the same two.</param>
    /// <param name="Owners">Where this would close a circle of ownership: the names from the owned back to the owner; empty otherwise.</param>
    /// <param name="SiteIsOfTo">Whether the site is one of the organization the relation leads to.</param>
    public sealed record Facts(DateOnly Today, IReadOnlyList<Period> Same, IReadOnlyList<string> Owners, bool SiteIsOfTo = true);

    /// <summary>When a relation held.</summary>
    public sealed record Period(DateOnly FromDay, DateOnly? UntilDay, Guid? SiteId);

    /// <summary>It is said to begin on a day that is still to come.</summary>
    public sealed record BeginsLater(DateOnly FromDay, DateOnly Today) : Refusal("relation.begins-later")
    {
        /// <inheritdoc />
        public override string Field => "fromDay";
    }

    /// <summary>The same relation is known for some of these days.</summary>
    public sealed record Overlaps(DateOnly FromDay, DateOnly? UntilDay) : Refusal("relation.overlaps")
    {
        /// <inheritdoc />
        public override string Field => "fromDay";
    }

    /// <summary>An organization would own itself, over others.</summary>
    public sealed record Circle(IReadOnlyList<string> Path) : Refusal("relation.circle")
    {
        /// <inheritdoc />
        public override string Field => "to";
    }

    /// <summary>Every reason against it, all at once.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, Facts facts)
    {
        if (!Kinds.Contains(input.Role)) yield return new BadInput("input.not-a-choice", "role");
        if (input.From == input.To) yield return new BadInput("relation.to-itself", "to");
        if (input.FromDay > facts.Today) yield return new BeginsLater(input.FromDay, facts.Today);
        if (input.FromDay.Year < 1800) yield return new BadInput("input.not-a-date", "fromDay");
        if (input.UntilDay < input.FromDay) yield return new BadInput("relation.ends-before-it-begins", "untilDay");
        if (input.Tier is not null && input.Role != "buysFrom") yield return new BadInput("relation.tier-of-buyers", "tier");
        else if (input.Tier is < 1 or > 9) yield return new BadInput("input.out-of-range", "tier", "1 to 9");
        if (input.Source?.Length > 200) yield return new BadInput("input.too-long", "source", 200);
        if (input.Confidence is not null && !Confidences.Contains(input.Confidence)) yield return new BadInput("input.not-a-choice", "confidence");
        if (!facts.SiteIsOfTo) yield return new BadInput("relation.site-of-others", "siteId");
        // A relation to the whole and one to a single site of it are two statements.
        if (facts.Same.FirstOrDefault(p => p.SiteId == input.SiteId && p.FromDay <= (input.UntilDay ?? DateOnly.MaxValue) && (p.UntilDay ?? DateOnly.MaxValue) >= input.FromDay) is { } other)
            yield return new Overlaps(other.FromDay, other.UntilDay);
        if (input.Role == "owns" && facts.Owners.Count > 0) yield return new Circle(facts.Owners);
    }

    /// <summary>Adds it in the rows of the organization it starts from.</summary>
    public static async Task<Outcome<Guid>> Handle(Input input, Work work)
    {
        var facts = new Facts(work.Today, [], []);
        if (WhyNot(input, facts).ToList() is { Count: > 0 } wrong) return Outcome<Guid>.Refused(wrong);
        if (await work.FirstOrNone<long>($"select count(*) from access.organization where id in ($1, $2) and merged_into is null and {Kept.Seen("id")}", input.From, input.To) < 2) return Outcome<Guid>.Missing;
        facts = facts with
        {
            // One that somebody ended holds no day any more from the day of its end on: it may be renewed the same day.
            Same = await work.All<Period>("select from_day, case when ended then until_day - 1 else until_day end as until_day, site_id from network.relation where org_id = $1 and to_org = $2 and role = $3 and not (ended and until_day <= from_day)",
                input.From, input.To, input.Role),
            Owners = input.Role == "owns" ? await OwnersBetween(input, work) : [],
            SiteIsOfTo = input.SiteId is not { } site || await work.FirstOrNone<int>("select 1 from network.site where id = $1 and org_id = $2", site, input.To) == 1,
        };
        if (WhyNot(input, facts).ToList() is { Count: > 0 } reasons) return Outcome<Guid>.Refused(reasons);
        var id = Guid.NewGuid();
        await work.InRowsOf(input.From, () =>
        {
            work.Write("""
                insert into network.relation (id, org_id, to_org, site_id, role, from_day, until_day, tier, source, confidence) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """, id, input.From, input.To, input.SiteId, input.Role, input.FromDay, input.UntilDay, input.Role == "buysFrom" ? (short)(input.Tier ?? 1) : null, input.Source?.Trim() ?? "", input.Confidence ?? "Stated");
            return Task.CompletedTask;
        });
        work.Audit("relation.added", "relation", id, new { input.Role });
        await work.Commit(new CreatedView(id));
        return id;
    }

    // From the one that shall be owned down to the one that shall own it: found, it is a circle.
    private static async Task<IReadOnlyList<string>> OwnersBetween(Input input, Work work) => (await work.All<string[]>("""
        with recursive down(id, path) as (
            select $2::uuid, array[$2::uuid]
            union all
            select r.to_org, d.path || r.to_org from down d join network.relation r on r.org_id = d.id
             where r.role = 'owns' and not r.ended and (r.until_day is null or r.until_day >= $3) and r.to_org <> all (d.path) and cardinality(d.path) < 20)
        select (select array_agg(o.name order by p.at) from unnest(array[$1::uuid] || d.path) with ordinality p(id, at) join access.organization o on o.id = p.id)
          from down d where d.id = $1 order by cardinality(d.path) limit 1
        """, input.From, input.To, input.FromDay)).FirstOrDefault() ?? [];
}
