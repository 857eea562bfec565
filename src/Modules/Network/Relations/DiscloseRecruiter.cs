using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>A supplier shows a customer who recruits for it (ILM-37): the recruiter, its sub-agents, their agreement. Only its own relation, only to a
/// business that buys from it today. It ends when the supplier ends it, when the recruiter leaves, and when the customer buys there no more.</summary>
public static class DiscloseRecruiter
{
    /// <summary>To whom.</summary>
    public sealed record Input(Guid CustomerId);

    /// <summary>This organization does not buy from the supplier today.</summary>
    public sealed record NotACustomer() : Refusal("disclosure.not-a-customer")
    {
        /// <inheritdoc />
        public override string Field => "customerId";
    }

    /// <summary>Shown already.</summary>
    public sealed record ShownAlready() : Refusal("disclosure.shown-already")
    {
        /// <inheritdoc />
        public override string Field => "customerId";
    }

    /// <summary>The relation holds no more.</summary>
    public sealed record NotToday() : Refusal("disclosure.relation-ended");

    /// <summary>Every reason against it.</summary>
    /// <param name="live">Whether the recruiter recruits for the supplier today.</param>
    /// <param name="buys">Whether the customer buys from the supplier today.</param>
    /// <param name="shown">Whether it is shown to this customer.</param>
    public static IEnumerable<Refusal> WhyNot(bool live, bool buys, bool shown)
    {
        if (!live) yield return new NotToday();
        if (!buys) yield return new NotACustomer();
        if (shown) yield return new ShownAlready();
    }

    /// <summary>Shows it.</summary>
    public static async Task<Outcome<CreatedView>> Handle(Guid relation, Input input, Work work)
    {
        // Its own: who recruits for the caller's organization.
        if (await work.FirstOrNone<Asked>("""
            select network.is_live(r.from_day, r.until_day, r.ended) as live,
                   exists (select 1 from network.relation b where b.org_id = $2 and b.to_org = access.org() and b.role = 'buysFrom' and network.is_live(b.from_day, b.until_day, b.ended)) as buys,
                   exists (select 1 from network.disclosure d where d.relation_id = r.id and d.customer_id = $2 and network.is_live(d.from_day, d.until_day, d.ended)) as shown
              from network.relation r where r.id = $1 and r.to_org = access.org() and r.role = 'recruitsFor'
            """, relation, input.CustomerId) is not { } asked) return Outcome<CreatedView>.Missing;
        if (WhyNot(asked.Live, asked.Buys, asked.Shown).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        var id = Guid.NewGuid();
        work.Write("insert into network.disclosure (id, org_id, relation_id, customer_id, from_day) values ($1, $2, $3, $4, $5)", id, work.Actor.OrganizationId, relation, input.CustomerId, work.Today);
        work.Audit("recruiter.disclosed", "relation", relation, new { customer = input.CustomerId });
        return await work.Commit(new CreatedView(id));
    }

    /// <summary>Shows it no longer, from the next request on.</summary>
    public static async Task<Outcome> End(Guid disclosure, Work work)
    {
        if (await work.Change("update network.disclosure set until_day = $2, ended = true where id = $1 and org_id = access.org() and not ended", disclosure, work.Today) == 0) return Outcome.Missing;
        work.Audit("recruiter.disclosure-ended", "disclosure", disclosure);
        return await work.Commit();
    }

    private sealed record Asked(bool Live, bool Buys, bool Shown);
}
