using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What is recorded beside the state of an issue, with its date. None of them changes the state (rules, section 3).</summary>
public enum DatedFact
{
    /// <summary>The worker was referred to another service or a State channel.</summary>
    ReferredExternally,
    /// <summary>The worker uses another channel, alone or beside this one (C12).</summary>
    OtherChannelUsed,
    /// <summary>She cannot be reached any more (C6).</summary>
    ContactLost,
    /// <summary>She was reached again.</summary>
    ContactRegained,
    /// <summary>Somebody is made to suffer for speaking (C5).</summary>
    RetaliationReported,
    /// <summary>Taken to the next level (C10).</summary>
    Escalated,
    /// <summary>A packet was taken back.</summary>
    ShareRevoked,
}

/// <summary>
/// Who may record which dated fact, at any stage. C12: a worker may go to any other channel at any stage, and the status
/// of the case may not be made worse by it: no fact has a way to change a state.
/// </summary>
public static class DatedFacts
{
    /// <summary>Who may record it.</summary>
    public static IReadOnlySet<IssueParty> By(DatedFact fact) => fact switch
    {
        DatedFact.OtherChannelUsed or DatedFact.RetaliationReported => IssueParties.WorkerOrHandlers,
        DatedFact.ContactRegained => IssueParties.WorkerOrHandlers,
        DatedFact.Escalated => IssueParties.HandlersOrSystem,
        _ => IssueParties.Handlers,
    };

    /// <summary>Every reason against recording it. No state is a reason.</summary>
    public static IEnumerable<Refusal> WhyNot(DatedFact fact, IssueParty party, IssueFacts facts)
    {
        if (!By(fact).Contains(party)) yield return new IssueRefusals.FactNotYours(fact, party);
        if (fact is DatedFact.ContactLost && facts.ContactLost) yield return new IssueRefusals.ContactAlreadyLost();
        if (fact is DatedFact.ContactRegained && !facts.ContactLost) yield return new IssueRefusals.ContactNotLost();
    }

    /// <summary>The state after the fact: the same (C6, C12).</summary>
    public static IssueState StateAfter(IssueState state, DatedFact fact) => Enum.IsDefined(fact) ? state : throw new ArgumentOutOfRangeException(nameof(fact));
}
