using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Facts named by what stands in them.</summary>
internal static class Issues
{
    public static readonly IssueFacts Fresh = new();

    public static readonly IssueFacts Reviewed = Fresh with { SafetyReview = SafetyDecision.Proceed };

    public static readonly IssueFacts Consented = Reviewed with { Consent = ConsentLevel.CodedFacts };

    public static IssueFacts Answered(ValidationOutcome outcome, IssueParty by = IssueParty.Worker, int revision = 2, int remedy = 2) =>
        Consented with { RemedyRevision = remedy, Validations = [new(outcome, ResolutionQuality.Fair, revision, by)] };

    public static readonly IssueFacts ConfirmedByWorker = Answered(ValidationOutcome.Confirmed);

    public static IEnumerable<string> Codes(this MoveDecision decision) => decision.Refusals.Select(r => r.Code);
    public static IEnumerable<string> Codes(this IEnumerable<Refusal> reasons) => reasons.Select(r => r.Code);
}
