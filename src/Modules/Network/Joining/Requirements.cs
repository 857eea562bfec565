using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>A buyer tells a supplier of its chain what it asks, offers and warns of, so that it is known before an issue arises (seed 004, 1.4 and 3.3; seed 001, Oversight).</summary>
public static class TellRequirement
{
    /// <summary>Kinds.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["Requirement", "Incentive", "Disincentive", "Consequence"];

    /// <summary>What is asked.</summary>
    /// <param name="To">The supplier.</param>
    /// <param name="Kind">One of <see cref="Kinds"/>.</param>
    /// <param name="Text">In plain words.</param>
    public sealed record Input(Guid To, string Kind, string Text);

    /// <summary>The caller buys nothing from it today.</summary>
    public sealed record NotYourSupplier() : Refusal("requirement.not-your-supplier")
    {
        /// <inheritdoc />
        public override string Field => "to";
    }

    /// <summary>Every reason against it.</summary>
    /// <param name="input">What is told.</param>
    /// <param name="inChain">Whether the supplier is in the caller's chain today.</param>
    public static IEnumerable<Refusal> WhyNot(Input input, bool inChain)
    {
        if (!inChain) yield return new NotYourSupplier();
        if (!Kinds.Contains(input.Kind)) yield return new BadInput("input.not-a-choice", "kind");
        if (string.IsNullOrWhiteSpace(input.Text)) yield return new BadInput("input.required", "text");
        else if (input.Text.Length > 8000) yield return new BadInput("input.too-long", "text", 8000);
    }

    /// <summary>Tells it.</summary>
    public static async Task<Outcome<CreatedView>> Handle(Input input, Work work)
    {
        var inChain = await work.FirstOrNone<bool>("select exists (select 1 from network.chain(access.org()) c where c.organization = $1 and c.depth > 0)", input.To);
        if (WhyNot(input, inChain).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        var id = Guid.NewGuid();
        work.Write("insert into network.requirement (id, org_id, to_org, kind, text, communicated_on, by_person) values ($1, $2, $3, $4, $5, $6, $7)",
            id, work.Actor.OrganizationId, input.To, input.Kind, input.Text.Trim(), work.Today, work.Actor.PersonId);
        work.Audit("requirement.told", "requirement", id, new { input.Kind, input.To });
        await work.InRowsOf(input.To, () => { work.Notify("requirement.told", "requirement", id); return Task.CompletedTask; });
        return await work.Commit(new CreatedView(id));
    }
}

/// <summary>The buyer takes back what it told; it stays in the history.</summary>
public static class EndRequirement
{
    /// <summary>Ends it today.</summary>
    public static async Task<Outcome> Handle(Guid id, int? version, Work work)
    {
        if (await work.FirstOrNone<int>("select 1 from network.requirement where id = $1 and org_id = access.org() and ended_on is null", id) == 0) return Outcome.Missing;
        if (await work.Change("update network.requirement set ended_on = $3, version = version + 1 where id = $1 and ended_on is null and ($2::integer is null or version = $2)", id, version, work.Today) == 0) return Outcome.Stale;
        work.Audit("requirement.ended", "requirement", id);
        return await work.Commit();
    }
}

/// <summary>The supplier says that it read what its buyer told it, and how clear and how fair it finds it. It may say so anew at any time.</summary>
public static class AcknowledgeRequirement
{
    /// <summary>What is asked.</summary>
    /// <param name="Clarity">How clear the need or the incentive is, 1 to 5; null to say nothing.</param>
    /// <param name="Fairness">How fair the incentive or consequence is, 1 to 5; null to say nothing.</param>
    public sealed record Input(int? Clarity = null, int? Fairness = null);

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Clarity is < 1 or > 5) yield return new BadInput("input.out-of-range", "clarity", "1 to 5");
        if (input.Fairness is < 1 or > 5) yield return new BadInput("input.out-of-range", "fairness", "1 to 5");
    }

    /// <summary>Notes it in the buyer's row.</summary>
    public static async Task<Outcome> Handle(Guid id, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        var row = await work.FirstOrNone<Row>("select version, org_id from network.requirement where id = $1 and to_org = access.org() and ended_on is null", id);
        if (row is null) return Outcome.Missing;
        if (await work.FirstOrNone<int>("select network.acknowledge($1, $2, $3, $4, $5)", id, version ?? row.Version, work.Today, input.Clarity, input.Fairness) == 0) return Outcome.Stale;
        work.Audit("requirement.acknowledged", "requirement", id);
        await work.InRowsOf(row.OrgId, () => { work.Notify("requirement.acknowledged", "requirement", id); return Task.CompletedTask; });
        return await work.Commit();
    }

    private sealed record Row(int Version, Guid OrgId);
}

/// <summary>What was told to the caller's organization and by it.</summary>
public static class ListRequirements
{
    /// <summary>One of them.</summary>
    public sealed record RequirementView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] int Version,
        [property: Field(FieldClass.C1)] Guid FromId,
        [property: Field(FieldClass.C1)] string FromName,
        [property: Field(FieldClass.C1)] Guid ToId,
        [property: Field(FieldClass.C1)] string ToName,
        [property: Field(FieldClass.C1)] string Kind,
        [property: Field(FieldClass.C1)] string Text,
        [property: Field(FieldClass.C1)] DateOnly CommunicatedOn,
        [property: Field(FieldClass.C1)] DateOnly? EndedOn,
        [property: Field(FieldClass.C1)] DateOnly? AcknowledgedOn,
        [property: Field(FieldClass.C1)] int? Clarity,
        [property: Field(FieldClass.C1)] int? Fairness,
        [property: Field(FieldClass.C1)] bool ToYou) : IView<SignedIn>;

    /// <summary>Reads them, newest first, what waits to be read before all others.</summary>
    public static Task<IReadOnlyList<RequirementView>> Handle(Work work) => work.All<RequirementView>("""
        select r.id, r.version, r.org_id as from_id, f.name as from_name, r.to_org as to_id, t.name as to_name, r.kind, r.text, r.communicated_on, r.ended_on, r.acknowledged_on,
               r.clarity::integer as clarity, r.fairness::integer as fairness, r.to_org = access.org() as to_you
          from network.requirement r join access.organization f on f.id = r.org_id join access.organization t on t.id = r.to_org
         order by r.ended_on is not null, r.acknowledged_on is not null, r.communicated_on desc, r.id limit 500
        """);

    /// <summary>The suppliers of the caller's chain, to choose from.</summary>
    public static Task<IReadOnlyList<Supplier>> Suppliers(Work work) => work.All<Supplier>("""
        select o.id, o.name from network.chain(access.org()) c join access.organization o on o.id = c.organization where c.depth > 0 and o.active order by c.depth, o.name limit 1000
        """);

    /// <summary>A supplier to choose.</summary>
    public sealed record Supplier(Guid Id, string Name);
}
