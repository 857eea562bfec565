using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>A named condition of a move: every reason against it, none when it may be done.</summary>
public delegate IEnumerable<Refusal> IssueGuard(IssueFacts facts);

/// <summary>The conditions of the table in <see cref="IssueFlow"/>. Pure.</summary>
public static class IssueGuards
{
    /// <summary>C8, first half: the latest safety review says Proceed.</summary>
    public static IEnumerable<Refusal> ReviewProceeds(IssueFacts facts)
    {
        if (facts.SafetyReview is not { } decision) yield return new IssueRefusals.NotSafetyReviewed();
        else if (decision is not SafetyDecision.Proceed) yield return new IssueRefusals.ReviewDoesNotProceed(decision);
    }

    /// <summary>Somebody looked at the safety of the matter, whatever they decided: enough for a remedy that tells no business anything.</summary>
    public static IEnumerable<Refusal> WasReviewed(IssueFacts facts)
    {
        if (facts.SafetyReview is null) yield return new IssueRefusals.NotSafetyReviewed();
    }

    /// <summary>C8: nothing is told to a business, in a packet or by telephone, before a safety review and a live consent; in a critical case
    /// not before steps 1 to 3 of its path (rules, section 15, step 8).</summary>
    public static IEnumerable<Refusal> MayTellBusiness(IssueFacts facts)
    {
        foreach (var reason in ReviewProceeds(facts)) yield return reason;
        foreach (var reason in SharePolicy.WhyNotYet(facts.CriticalPath)) yield return reason;
        if (facts.Consent is ConsentLevel.None) yield return new IssueRefusals.NoLiveConsent();
    }

    /// <summary>C8, and a packet that passes every check of the release.</summary>
    public static IEnumerable<Refusal> PacketMayGo(IssueFacts facts)
    {
        foreach (var reason in MayTellBusiness(facts)) yield return reason;
        if (!facts.HasReleasablePacket) yield return new IssueRefusals.NoReleasablePacket();
    }

    /// <summary>There is an action to report.</summary>
    public static IEnumerable<Refusal> ActionIsAgreed(IssueFacts facts)
    {
        if (facts.Actions < 1) yield return new IssueRefusals.NoActionAgreed();
    }

    /// <summary>Every agreed action is reported.</summary>
    public static IEnumerable<Refusal> EveryActionReported(IssueFacts facts)
    {
        if (facts.Actions < 1) yield return new IssueRefusals.NoActionAgreed();
        else if (facts.UnreportedActions > 0) yield return new IssueRefusals.ActionsNotReported(facts.UnreportedActions, facts.Actions);
    }

    /// <summary>C1, C3, C4: the workers' last word on the current remedy is Confirmed.</summary>
    public static IEnumerable<Refusal> WorkerConfirms(IssueFacts facts)
    {
        if (facts.ConfirmedByWorker) yield break;
        yield return new IssueRefusals.NotConfirmedByWorker();
        if (facts.Collective is { } answers)
            foreach (var reason in CollectiveValidation.WhyNotConfirmed(answers)) yield return reason;
    }

    /// <summary>C3: her last word is PartlyConfirmed. A collective issue has no such verdict.</summary>
    public static IEnumerable<Refusal> WorkerConfirmsPartly(IssueFacts facts)
    {
        if (facts.Collective is not null || facts.LastWord?.Outcome is not ValidationOutcome.PartlyConfirmed)
            yield return new IssueRefusals.AnswerDiffers(IssueAction.ConfirmPartly);
    }

    /// <summary>C3, C4: her last word is NotConfirmed, or the confirming share cannot be reached any more.</summary>
    public static IEnumerable<Refusal> WorkerDenies(IssueFacts facts)
    {
        var denied = facts.Collective is { } answers
            ? CollectiveValidation.Judge(answers) is CollectiveVerdict.NotConfirmed
            : facts.LastWord?.Outcome is ValidationOutcome.NotConfirmed;
        if (!denied) yield return new IssueRefusals.AnswerDiffers(IssueAction.DenyRemedy);
    }

    /// <summary>C1 and C5: confirmed, for the remedy as it stands today, and no retaliation report is open.</summary>
    public static IEnumerable<Refusal> NothingBlocksClosing(IssueFacts facts)
    {
        foreach (var reason in WorkerConfirms(facts)) yield return reason;
        if (facts.OpenRetaliationReports > 0) yield return new IssueRefusals.RetaliationOpen(facts.OpenRetaliationReports);
    }

    /// <summary>A written reason.</summary>
    public static IEnumerable<Refusal> WithReason(IssueFacts facts)
    {
        if (!facts.ReasonGiven) yield return IssueRefusals.ReasonMissing;
    }

    /// <summary>A written reason and a second person.</summary>
    public static IEnumerable<Refusal> WithReasonAndSecondPerson(IssueFacts facts)
    {
        foreach (var reason in WithReason(facts)) yield return reason;
        if (!facts.SecondPerson) yield return new IssueRefusals.SecondPersonMissing();
    }
}
