using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Everything that can stand against an answer of a worker. Sentences: <c>Texts/Refusals.resx</c>.</summary>
public static class ValidationRefusals
{
    /// <summary>C2: not by this party.</summary>
    public sealed record NotFromWorker(IssueParty Party) : Refusal("validation.not-from-worker");
    /// <summary>C1: a confirmation says how well it was put right.</summary>
    public static readonly BadInput QualityMissing = new("validation.quality-missing", "quality");
    /// <summary>C3: satisfaction is 1 to 5.</summary>
    public static readonly BadInput SatisfactionOutOfRange = new("validation.satisfaction-out-of-range", "satisfaction", ValidationAnswer.MostSatisfaction);
    /// <summary>Somebody who was not reached gave no quality, satisfaction or word on retaliation.</summary>
    public static readonly BadInput UnreachableWithAnswer = new("validation.unreachable-with-answer", "outcome");
    /// <summary>Only who tried to reach the worker can say that she was not reached.</summary>
    public static readonly BadInput UnreachableFromWorker = new("validation.unreachable-from-worker", "outcome");
    /// <summary>A recorded answer says how many attempts it took.</summary>
    public static readonly BadInput AttemptsMissing = new("validation.attempts-missing", "attempts");
    /// <summary>The remedy changed after the claim was put to her.</summary>
    public sealed record ClaimSuperseded() : Refusal("validation.claim-superseded")
    {
        /// <inheritdoc />
        public override string Field => "claimId";
    }
    /// <summary>C4: nobody of the affected workers was asked beside the reporter.</summary>
    public sealed record SampleMissing() : Refusal("validation.sample-missing");
    /// <summary>C4: the reporter can be reached and has not answered.</summary>
    public sealed record ReporterNotAsked() : Refusal("validation.reporter-not-asked");
    /// <summary>C4: the confirming share is not reached.</summary>
    public sealed record TooFewConfirmed(int Confirmed, int Asked, int Needed) : Refusal("validation.too-few-confirmed");
}
