using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>The eight steps of the critical path (rules, section 15).</summary>
public enum PathStep
{
    /// <summary>1. A handler assessed her immediate safety.</summary>
    SafetyAssessed,
    /// <summary>2. What she wants is recorded.</summary>
    WishesRecorded,
    /// <summary>3. The safeguarding lead was told.</summary>
    LeadTold,
    /// <summary>4. She is out of harm's way, if that was needed.</summary>
    RemovedFromHarm,
    /// <summary>5. She was referred to an organization or to the State's services.</summary>
    Referred,
    /// <summary>6. An authority was told, in the way that protects her first.</summary>
    AuthorityReported,
    /// <summary>7. Nobody disturbs the criminal case: nothing goes to the suspect through the platform.</summary>
    SuspectUndisturbed,
    /// <summary>8. A business was told; blocked until 1 to 3 are done. Follows from the release.</summary>
    BusinessNotified,
}

/// <summary>Whether a step is done, or refused with a reason.</summary>
public enum PathStepState
{
    /// <summary>Done.</summary>
    Done,
    /// <summary>Not needed, not possible, or she does not want it; why stands in the file.</summary>
    Declined,
}

/// <summary>What is said about a step.</summary>
/// <param name="Step">Which.</param>
/// <param name="State">Done or declined.</param>
/// <param name="NoteGiven">With words.</param>
/// <param name="To">Step 6: whom it was reported to.</param>
/// <param name="PoliceEndangers">Step 6: whether contact with the police endangers her.</param>
/// <param name="LegalDuty">Step 6: whether a law asks for the report.</param>
/// <param name="Agrees">Step 6: whether she agrees.</param>
public sealed record PathStepFacts(PathStep Step, PathStepState State, bool NoteGiven = false, string? To = null, Known PoliceEndangers = Known.Unknown, Known LegalDuty = Known.Unknown, Known Agrees = Known.Unknown);

/// <summary>The critical path as data and rules.</summary>
public static class PathSteps
{
    /// <summary>The steps in their order.</summary>
    public static readonly IReadOnlyList<PathStep> All = Enum.GetValues<PathStep>();

    /// <summary>Steps before which no business hears anything (step 8).</summary>
    public static readonly IReadOnlyList<PathStep> First = [PathStep.SafetyAssessed, PathStep.WishesRecorded, PathStep.LeadTold];

    /// <summary>Every reason against recording it.</summary>
    public static IEnumerable<Refusal> WhyNot(PathStepFacts said)
    {
        if (said.Step is PathStep.BusinessNotified) { yield return new ProtectionRefusals.StepFollowsFromRelease(); yield break; }
        if (said.State is PathStepState.Declined)
        {
            if (First.Contains(said.Step)) yield return new ProtectionRefusals.StepCannotBeDeclined(said.Step);
            if (!said.NoteGiven) yield return ProtectionRefusals.ReasonMissing;
        }
        else if (said.Step is PathStep.AuthorityReported)
            foreach (var reason in WhyNotReport(said)) yield return reason;
    }

    /// <summary>Step 6, protect the worker first: police only where they endanger nobody; against her wish only where a law asks for it, with the reason written down.</summary>
    private static IEnumerable<Refusal> WhyNotReport(PathStepFacts said)
    {
        if (said.To is "police")
        {
            if (said.PoliceEndangers is Known.Yes) yield return new ProtectionRefusals.PoliceEndanger();
            if (said.PoliceEndangers is Known.Unknown) yield return new ProtectionRefusals.PoliceNotJudged();
        }
        if (said.Agrees is Known.Yes) yield break;
        if (said.LegalDuty is not Known.Yes) yield return new ProtectionRefusals.AgainstHerWish();
        else if (!said.NoteGiven) yield return ProtectionRefusals.ReasonMissing;
    }

    /// <summary>Steps 1 to 3 from what was recorded: the one source of what blocks a packet.</summary>
    public static CriticalPath Gate(IEnumerable<PathStep> done)
    {
        var steps = done.ToHashSet();
        return new(steps.Contains(PathStep.SafetyAssessed), steps.Contains(PathStep.WishesRecorded), steps.Contains(PathStep.LeadTold));
    }
}
