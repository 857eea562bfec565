using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Everything that can stand against a move of an issue. Sentences: <c>Texts/Refusals.resx</c>.</summary>
public static class IssueRefusals
{
    /// <summary>No such move from this state.</summary>
    public sealed record IllegalMove(IssueState From, IssueAction Action) : Refusal("issue.illegal-move");
    /// <summary>The move exists, for others.</summary>
    public sealed record NotYourMove(IssueAction Action, IssueParty Party) : Refusal("issue.not-your-move");
    /// <summary>The fact can be recorded, by others.</summary>
    public sealed record FactNotYours(DatedFact Fact, IssueParty Party) : Refusal("issue.fact-not-yours");
    /// <summary>No safety review yet (C8).</summary>
    public sealed record NotSafetyReviewed() : Refusal("issue.not-safety-reviewed");
    /// <summary>The latest safety review says wait or never (C8).</summary>
    public sealed record ReviewDoesNotProceed(SafetyDecision Decision) : Refusal("issue.review-does-not-proceed");
    /// <summary>No live consent of the worker (C8).</summary>
    public sealed record NoLiveConsent() : Refusal("issue.no-live-consent");
    /// <summary>No packet passes the release checks.</summary>
    public sealed record NoReleasablePacket() : Refusal("issue.no-releasable-packet");
    /// <summary>Nothing was agreed that could be reported.</summary>
    public sealed record NoActionAgreed() : Refusal("issue.no-action-agreed");
    /// <summary>Some agreed actions are not reported.</summary>
    public sealed record ActionsNotReported(int Open, int Agreed) : Refusal("issue.actions-not-reported");
    /// <summary>C1: the worker has not confirmed nature and quality of the remedy as it stands today.</summary>
    public sealed record NotConfirmedByWorker() : Refusal("issue.not-confirmed-by-worker");
    /// <summary>C5: a retaliation report is open.</summary>
    public sealed record RetaliationOpen(int Reports) : Refusal("issue.retaliation-open");
    /// <summary>The recorded answer of the worker is another one than the move says.</summary>
    public sealed record AnswerDiffers(IssueAction Action) : Refusal("issue.answer-differs");
    /// <summary>A written reason is needed.</summary>
    public static readonly BadInput ReasonMissing = new("issue.reason-missing", "reason");
    /// <summary>A second person must agree.</summary>
    public sealed record SecondPersonMissing() : Refusal("issue.second-person-missing");
    /// <summary>The contact is already marked as lost.</summary>
    public sealed record ContactAlreadyLost() : Refusal("issue.contact-already-lost");
    /// <summary>The contact is not marked as lost.</summary>
    public sealed record ContactNotLost() : Refusal("issue.contact-not-lost");
}
