using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>
/// An answer to "They say they did this. Is it true?" (C3), as it comes in. C1 asks for nature and quality: a confirmation
/// needs a quality, every other question may be skipped.
/// </summary>
/// <param name="Outcome">True, in part, not true; or nobody was reached.</param>
/// <param name="Quality">How well it was put right.</param>
/// <param name="Satisfaction">1 (not at all) to 5 (fully), where she gave it.</param>
/// <param name="Retaliation">Whether she was made to suffer for speaking.</param>
/// <param name="Attempts">How often the handler tried to reach her; null when she answers by receipt.</param>
public sealed record ValidationAnswer(
    ValidationOutcome Outcome, ResolutionQuality? Quality = null, int? Satisfaction = null,
    RetaliationAnswer Retaliation = RetaliationAnswer.Unknown, int? Attempts = null)
{
    /// <summary>Lowest satisfaction.</summary>
    public const int LeastSatisfaction = 1;
    /// <summary>Highest satisfaction.</summary>
    public const int MostSatisfaction = 5;

    /// <summary>Whether the answer opens a retaliation report, which blocks closing (C5).</summary>
    public bool ReportsRetaliation => Retaliation is RetaliationAnswer.Yes;

    /// <summary>Every reason against taking the answer.</summary>
    /// <param name="by">Who gives or records it (C2: never a business).</param>
    /// <param name="claimRevision">The revision of the remedy that the answered claim describes.</param>
    /// <param name="remedyRevision">The revision of the remedy today.</param>
    public IEnumerable<Refusal> WhyNot(IssueParty by, int claimRevision, int remedyRevision)
    {
        if (!IssueParties.WorkerOrRecorders.Contains(by)) yield return new ValidationRefusals.NotFromWorker(by);
        if (claimRevision != remedyRevision) yield return new ValidationRefusals.ClaimSuperseded();
        if (Outcome is ValidationOutcome.Confirmed && Quality is null) yield return ValidationRefusals.QualityMissing;
        if (Satisfaction is < LeastSatisfaction or > MostSatisfaction) yield return ValidationRefusals.SatisfactionOutOfRange;
        if (by is not IssueParty.Worker && Attempts is not >= 1) yield return ValidationRefusals.AttemptsMissing;
        if (Outcome is not ValidationOutcome.Unreachable) yield break;
        if (by is IssueParty.Worker) yield return ValidationRefusals.UnreachableFromWorker;
        if (Quality is not null || Satisfaction is not null || Retaliation is not RetaliationAnswer.Unknown)
            yield return ValidationRefusals.UnreachableWithAnswer;
    }
}
