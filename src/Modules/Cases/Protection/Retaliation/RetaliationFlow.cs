using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Where a report of retaliation stands (rules, section 19).</summary>
public enum RetaliationState
{
    /// <summary>Somebody told of it.</summary>
    Received,
    /// <summary>How bad it is was judged.</summary>
    Assessed,
    /// <summary>Something protects whoever is made to suffer, or she wants nothing.</summary>
    ProtectionInPlace,
    /// <summary>What happened was looked into.</summary>
    Investigated,
    /// <summary>It ended. Until then nothing of the case closes (C5).</summary>
    Resolved,
}

/// <summary>What is done about a report of retaliation.</summary>
public enum RetaliationAct
{
    /// <summary>Judge how bad it is.</summary>
    Assess,
    /// <summary>Say what protects her.</summary>
    Protect,
    /// <summary>Say what the inquiry found.</summary>
    Investigate,
    /// <summary>Say how it ended, and that she agrees or was not reached.</summary>
    Resolve,
    /// <summary>It was no retaliation: by a supervisor, with reasons.</summary>
    SetAside,
}

/// <summary>What the guards look at.</summary>
public sealed record RetaliationFacts
{
    /// <summary>Measures of the case that stand.</summary>
    public int MeasuresInPlace { get; init; }
    /// <summary>She wants no protection.</summary>
    public bool WorkerDeclines { get; init; }
    /// <summary>The act comes with words.</summary>
    public bool NoteGiven { get; init; }
    /// <summary>She says that it has not ended.</summary>
    public bool WorkerDisagrees { get; init; }
}

/// <summary>The life of a report of retaliation as data. Protection comes before inquiry: asking around is what betrays a worker.</summary>
public static class RetaliationFlow
{
    private static readonly HashSet<IssueParty> supervisors = [IssueParty.Supervisor];

    /// <summary>Every move.</summary>
    public static readonly Flow<RetaliationState, RetaliationAct, RetaliationFacts> Table = new(
        new(RetaliationState.Received, RetaliationAct.Assess, RetaliationState.Assessed, IssueParties.Handlers),
        new(RetaliationState.Assessed, RetaliationAct.Protect, RetaliationState.ProtectionInPlace, IssueParties.Handlers, Protected),
        new(RetaliationState.ProtectionInPlace, RetaliationAct.Investigate, RetaliationState.Investigated, IssueParties.Handlers, WithReason),
        new(RetaliationState.Investigated, RetaliationAct.Resolve, RetaliationState.Resolved, IssueParties.Handlers, Agreed),
        // One person who wants a case closed cannot talk a report away.
        new(RetaliationState.Assessed, RetaliationAct.SetAside, RetaliationState.Resolved, supervisors, Agreed));

    private static IEnumerable<Refusal> Protected(RetaliationFacts facts)
    {
        if (facts.WorkerDeclines && !facts.NoteGiven) yield return ProtectionRefusals.ReasonMissing;
        if (!facts.WorkerDeclines && facts.MeasuresInPlace == 0) yield return new ProtectionRefusals.NothingInPlace();
    }

    private static IEnumerable<Refusal> WithReason(RetaliationFacts facts)
    {
        if (!facts.NoteGiven) yield return ProtectionRefusals.ReasonMissing;
    }

    private static IEnumerable<Refusal> Agreed(RetaliationFacts facts)
    {
        foreach (var reason in WithReason(facts)) yield return reason;
        if (facts.WorkerDisagrees) yield return new ProtectionRefusals.WorkerDisagrees();
    }
}
