using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Where a measure stands.</summary>
public enum SafeguardState
{
    /// <summary>Somebody is to arrange it.</summary>
    Planned,
    /// <summary>It protects.</summary>
    InPlace,
    /// <summary>It is over.</summary>
    Ended,
}

/// <summary>What is done with a measure.</summary>
public enum SafeguardAct
{
    /// <summary>It stands now.</summary>
    PutInPlace,
    /// <summary>Somebody looked whether it works.</summary>
    Review,
    /// <summary>It ends, with a reason.</summary>
    End,
}

/// <summary>What the guards of a measure look at.</summary>
/// <param name="NoteGiven">The act comes with words.</param>
public sealed record SafeguardFacts(bool NoteGiven);

/// <summary>The life of a measure as data.</summary>
public static class SafeguardFlow
{
    /// <summary>Every move.</summary>
    public static readonly Flow<SafeguardState, SafeguardAct, SafeguardFacts> Table = new(
        new(SafeguardState.Planned, SafeguardAct.PutInPlace, SafeguardState.InPlace, IssueParties.Handlers),
        new(SafeguardState.Planned, SafeguardAct.Review, SafeguardState.Planned, IssueParties.Handlers),
        new(SafeguardState.InPlace, SafeguardAct.Review, SafeguardState.InPlace, IssueParties.Handlers),
        // Taking protection away is the dangerous direction: why stands in the file.
        new(SafeguardState.Planned, SafeguardAct.End, SafeguardState.Ended, IssueParties.Handlers, WithReason),
        new(SafeguardState.InPlace, SafeguardAct.End, SafeguardState.Ended, IssueParties.Handlers, WithReason));

    private static IEnumerable<Refusal> WithReason(SafeguardFacts facts)
    {
        if (!facts.NoteGiven) yield return ProtectionRefusals.ReasonMissing;
    }
}
