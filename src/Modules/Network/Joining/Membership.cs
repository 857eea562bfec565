using OpenIlm.Kernel;

namespace OpenIlm.Network;

/// <summary>The steps of joining, in their order.</summary>
public enum JoiningStep
{
    /// <summary>The five principles and thirteen operational standards are accepted (seed 001).</summary>
    Principles,
    /// <summary>The consequences of not complying are acknowledged, before any issue arises (seed 001, Oversight).</summary>
    Consequences,
    /// <summary>A primary and an escalation focal point, two people (seed 004, Policies and procedures; BI3).</summary>
    FocalPoints,
    /// <summary>The baseline information is given (seed 004, Policies and procedures; BI1, BI2, BI4, BI5).</summary>
    Baseline,
}

/// <summary>What is known of an organization that joins.</summary>
public sealed record JoiningFacts
{
    /// <summary>Version of the principles it accepted last; null for none.</summary>
    public int? PrinciplesAccepted { get; init; }
    /// <summary>Version of the consequences that is in force; null while the convenor published none.</summary>
    public int? ConsequencesInForce { get; init; }
    /// <summary>Version of the consequences it acknowledged last; null for none.</summary>
    public int? ConsequencesAcknowledged { get; init; }
    /// <summary>Name of the primary focal point; null while there is none.</summary>
    public string? Primary { get; init; }
    /// <summary>Name of the escalation focal point; null while there is none.</summary>
    public string? Escalation { get; init; }
    /// <summary>Codes of the baseline information that was given.</summary>
    public IReadOnlySet<string> Baseline { get; init; } = new HashSet<string>();
}

/// <summary>Whether an organization has joined, and what is missing: asked the same way by its own page, the convenor's list and the API.</summary>
public static class Membership
{
    /// <summary>Version of the principles and standards as they stand in <c>ilm_principles_and_standards.csv</c>. It rises when a word of them changes.</summary>
    public const int PrinciplesVersion = 1;

    /// <summary>The parts of the baseline that are told in words (<c>baseline_information.csv</c>); BI3, the focal points, are records of their own.</summary>
    public static readonly IReadOnlyList<Code> BaselineParts = [.. CodeLists.Of("baseline_information").Where(c => c.Id != "BI3")];

    /// <summary>One reason that a step is not done. The sentence says the mend.</summary>
    public sealed record Missing(JoiningStep Step, string Code) : Refusal(Code);

    /// <summary>Everything that is missing, in the order of the steps; empty when the organization has joined.</summary>
    public static IEnumerable<Missing> WhyNot(JoiningFacts facts)
    {
        if (facts.PrinciplesAccepted is null) yield return new Missing(JoiningStep.Principles, "joining.principles-not-accepted");
        else if (facts.PrinciplesAccepted < PrinciplesVersion) yield return new Missing(JoiningStep.Principles, "joining.principles-changed");
        if (facts.ConsequencesInForce is { } inForce)
        {
            if (facts.ConsequencesAcknowledged is null) yield return new Missing(JoiningStep.Consequences, "joining.consequences-not-acknowledged");
            else if (facts.ConsequencesAcknowledged < inForce) yield return new Missing(JoiningStep.Consequences, "joining.consequences-changed");
        }
        else yield return new Missing(JoiningStep.Consequences, "joining.consequences-not-published");
        if (facts.Primary is null) yield return new Missing(JoiningStep.FocalPoints, "joining.primary-missing");
        if (facts.Escalation is null) yield return new Missing(JoiningStep.FocalPoints, "joining.escalation-missing");
        // A serious issue goes past the first person: to go to the same one again would be no escalation.
        if (facts is { Primary: { } primary, Escalation: { } escalation } && string.Equals(primary.Trim(), escalation.Trim(), StringComparison.OrdinalIgnoreCase))
            yield return new Missing(JoiningStep.FocalPoints, "joining.same-person-twice");
        if (BaselineParts.Any(p => !facts.Baseline.Contains(p.Id))) yield return new Missing(JoiningStep.Baseline, "joining.baseline-incomplete");
    }
}
