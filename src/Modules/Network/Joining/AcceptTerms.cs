using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The own organization accepts the principles and standards, or acknowledges the consequences: which version, when, who, in whose name.</summary>
public static class AcceptTerms
{
    /// <summary>What can be accepted.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["Principles", "Consequences"];

    /// <summary>What is asked.</summary>
    /// <param name="What">Principles or Consequences.</param>
    /// <param name="Version">The version that was read.</param>
    /// <param name="Name">Who accepts for the organization.</param>
    /// <param name="Title">Their title, for example managing director.</param>
    public sealed record Input(string What, int Version, string Name, string Title);

    /// <summary>Another version is in force: it is to be read first.</summary>
    public sealed record AnotherVersion(int InForce) : Refusal("joining.another-version")
    {
        /// <inheritdoc />
        public override string Field => "version";
    }

    /// <summary>It was accepted before.</summary>
    public sealed record AlreadyAccepted() : Refusal("joining.already-accepted");

    /// <summary>Every reason against it.</summary>
    /// <param name="input">What is accepted.</param>
    /// <param name="inForce">The version in force; null when there is nothing to accept.</param>
    /// <param name="accepted">The version accepted last; null for none.</param>
    public static IEnumerable<Refusal> WhyNot(Input input, int? inForce, int? accepted)
    {
        if (!Kinds.Contains(input.What)) yield return new BadInput("input.not-a-choice", "what");
        else if (inForce is null) yield return new Membership.Missing(JoiningStep.Consequences, "joining.consequences-not-published");
        else if (input.Version != inForce) yield return new AnotherVersion(inForce.Value);
        else if (accepted >= inForce) yield return new AlreadyAccepted();
        if (string.IsNullOrWhiteSpace(input.Name)) yield return new BadInput("input.required", "name");
        else if (input.Name.Length > 200) yield return new BadInput("input.too-long", "name", 200);
        if (string.IsNullOrWhiteSpace(input.Title)) yield return new BadInput("input.required", "title");
        else if (input.Title.Length > 200) yield return new BadInput("input.too-long", "title", 200);
    }

    /// <summary>Accepts for the caller's organization.</summary>
    public static async Task<Outcome<CreatedView>> Handle(Input input, Work work)
    {
        var facts = await ReadJoining.Facts(work, work.Actor.OrganizationId);
        var principles = input.What == "Principles";
        if (WhyNot(input, principles ? Membership.PrinciplesVersion : facts.ConsequencesInForce, principles ? facts.PrinciplesAccepted : facts.ConsequencesAcknowledged).ToList() is { Count: > 0 } reasons)
            return Outcome<CreatedView>.Refused(reasons);
        var id = Guid.NewGuid();
        // Two colleagues may press at the same time: what they accept is the same.
        if (await work.Change("insert into network.acceptance (id, org_id, what, version, accepted_on, person_id, name, title) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
                id, work.Actor.OrganizationId, input.What, input.Version, work.Today, work.Actor.PersonId, input.Name.Trim(), input.Title.Trim()) == 0)
            return Outcome<CreatedView>.Refused(new AlreadyAccepted());
        work.Audit("joining.accepted", "organization", work.Actor.OrganizationId, new { input.What, input.Version });
        return await work.Commit(new CreatedView(id));
    }
}
