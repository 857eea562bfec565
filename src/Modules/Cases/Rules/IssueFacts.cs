using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>One answer of a worker, as far as the rules need it.</summary>
/// <param name="Outcome">What she said.</param>
/// <param name="Quality">How well it was put right; a confirmation without it confirms nothing (C1).</param>
/// <param name="RemedyRevision">The revision of the remedy that the answered claim was about.</param>
/// <param name="By">Who gave or recorded it.</param>
public sealed record Validation(ValidationOutcome Outcome, ResolutionQuality? Quality, int RemedyRevision, IssueParty By);

/// <summary>
/// What the rules of an issue look at: values only, as they will stand when the act is recorded (the answer being given
/// and the action being reported are already counted in).
/// </summary>
public sealed record IssueFacts
{
    /// <summary>Decision of the latest safety review of the case; null when there was none.</summary>
    public SafetyDecision? SafetyReview { get; init; }

    /// <summary>Highest level of a consent that is live today and covers the recipient, purpose and fields at hand
    /// (<see cref="ConsentCover"/>); for the case page, the highest live consent of the case.</summary>
    public ConsentLevel Consent { get; init; }

    /// <summary>Steps 1 to 3 of the critical path (rules, section 15); null when nothing of the case is critical.</summary>
    public CriticalPath? CriticalPath { get; init; }

    /// <summary>A packet of this issue passes <see cref="SharePolicy.WhyNotRelease"/>.</summary>
    public bool HasReleasablePacket { get; init; }

    /// <summary>How many actions are agreed, reported ones included.</summary>
    public int Actions { get; init; }

    /// <summary>How many of them stand as <see cref="ActionState.Agreed"/>.</summary>
    public int UnreportedActions { get; init; }

    /// <summary>Counts up with every move that <see cref="MoveDecision.ChangesRemedy"/>. A validation names the revision it
    /// judged, so changing the remedy quietly ends the confirmation.</summary>
    public int RemedyRevision { get; init; }

    /// <summary>Every answer so far, oldest first.</summary>
    public IReadOnlyList<Validation> Validations { get; init; } = [];

    /// <summary>Retaliation reports linked to the issue or its case that are not resolved (C5).</summary>
    public int OpenRetaliationReports { get; init; }

    /// <summary>The worker cannot be reached any more. Changes no state and resolves nothing (C6).</summary>
    public bool ContactLost { get; init; }

    /// <summary>How many workers are affected; at least 1.</summary>
    public int AffectedWorkers { get; init; } = 1;

    /// <summary>The taxonomy or the handler marks it critical.</summary>
    public bool IsCritical { get; init; }

    /// <summary>Answers of a sample, for a collective issue; null when one worker's word decides (C4). Counts answers to the
    /// current revision only.</summary>
    public CollectiveAnswers? Collective { get; init; }

    /// <summary>The act comes with a written reason.</summary>
    public bool ReasonGiven { get; init; }

    /// <summary>A second person, other than the one who acts, agrees.</summary>
    public bool SecondPerson { get; init; }

    /// <summary>Whether the latest safety review lets the matter go forward.</summary>
    public bool HasProceedingSafetyReview => SafetyReview is SafetyDecision.Proceed;

    /// <summary>C1, C2, C3: the last word on the current revision of the remedy is Confirmed, with a quality, from the
    /// worker's side. Not being reached takes nothing back. A collective issue asks <see cref="CollectiveValidation"/> instead.</summary>
    public bool ConfirmedByWorker => Collective is { } answers
        ? CollectiveValidation.Judge(answers) is CollectiveVerdict.Confirmed
        : LastWord is { Outcome: ValidationOutcome.Confirmed, Quality: not null };

    /// <summary>These facts with the reporter counted among those asked: she is reachable unless contact is lost, and what she last said of the current
    /// revision is her answer. Unchanged where one worker's word decides.</summary>
    public IssueFacts WithReporterCounted() => Collective is not { } answers ? this : this with
    {
        Collective = answers with
        {
            ReporterReachable = !ContactLost,
            ReporterConfirmed = LastWord is { } word ? word is { Outcome: ValidationOutcome.Confirmed, Quality: not null } : null,
        },
    };

    /// <summary>The last answer on the current revision that decides something; null when there is none.</summary>
    public Validation? LastWord => Validations.LastOrDefault(v =>
        v.RemedyRevision == RemedyRevision && v.Outcome is not ValidationOutcome.Unreachable && IssueParties.WorkerOrRecorders.Contains(v.By));
}
