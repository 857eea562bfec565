using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What protects the people of a case, as the organization that runs it reads it. Texts are null where this session cannot open them.</summary>
public sealed record ProtectionView(
    [property: Field(FieldClass.C1)] Guid CaseId,
    [property: Field(FieldClass.C1)] string Reference,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] CaseState State,
    [property: Field(FieldClass.C1)] bool Critical,
    [property: Field(FieldClass.C1)] int OpenRetaliationReports,
    [property: Field(FieldClass.C1)] bool Locked,
    [property: Field(FieldClass.C1)] IReadOnlyList<PathStepView> CriticalPath,
    [property: Field(FieldClass.C1)] IReadOnlyList<RiskView> Risks,
    [property: Field(FieldClass.C1)] IReadOnlyList<SafeguardView> Safeguards,
    [property: Field(FieldClass.C1)] IReadOnlyList<CheckInView> CheckIns,
    [property: Field(FieldClass.C1)] IReadOnlyList<RetaliationStandView> Retaliation,
    [property: Field(FieldClass.C1)] IReadOnlyList<SuppressionView> Suppressions,
    [property: Field(FieldClass.C1)] IReadOnlyList<ScreeningView> Screenings) : IView<Handlers>
{
    /// <summary>Measures that are not over.</summary>
    [Field(FieldClass.C1)]
    public int OpenMeasures => Safeguards.Count(s => s.State is not SafeguardState.Ended);
    /// <summary>The first review that is due.</summary>
    [Field(FieldClass.C1)]
    public DateOnly? NextReview => Safeguards.Where(s => s.State is not SafeguardState.Ended).Min(s => (DateOnly?)s.ReviewOn);
    /// <summary>The next check-in.</summary>
    [Field(FieldClass.C1)]
    public DateOnly? NextCheckIn => CheckIns.Where(c => c.State is CheckInState.Scheduled or CheckInState.Reached or CheckInState.NotReached).Min(c => (DateOnly?)c.NextOn);
}

/// <summary>A step of the critical path, as it stands: recorded, or still to do.</summary>
/// <param name="Number">1 to 8.</param>
/// <param name="Step">Which.</param>
/// <param name="State">Done or declined; null while nothing is recorded.</param>
/// <param name="Blocked">Step 8: a business may not be told yet.</param>
/// <param name="Day">The day of the last word on it.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="To">Whom she was referred or it was reported to.</param>
/// <param name="PoliceEndangers">Step 6.</param>
/// <param name="LegalDuty">Step 6.</param>
/// <param name="Agrees">Step 6.</param>
/// <param name="Suspects">Step 7: names of organizations that nothing may go to.</param>
/// <param name="SuspectOutside">Step 7: the employer outside the network is one.</param>
/// <param name="Note">In words.</param>
public sealed record PathStepView(
    [property: Field(FieldClass.C1)] int Number,
    [property: Field(FieldClass.C1)] PathStep Step,
    [property: Field(FieldClass.C1)] PathStepState? State,
    [property: Field(FieldClass.C1)] bool Blocked,
    [property: Field(FieldClass.C1)] DateOnly? Day,
    [property: Field(FieldClass.C1)] string? By,
    [property: Field(FieldClass.C1)] string? To,
    [property: Field(FieldClass.C1)] Known? PoliceEndangers,
    [property: Field(FieldClass.C1)] Known? LegalDuty,
    [property: Field(FieldClass.C1)] Known? Agrees,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Suspects,
    [property: Field(FieldClass.C1)] bool SuspectOutside,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Note) : IView<Handlers>;

/// <summary>A risk.</summary>
public sealed record RiskView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string FromWhom,
    [property: Field(FieldClass.C1)] string ForWhom,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Threats,
    [property: Field(FieldClass.C1)] Likelihood Likelihood,
    [property: Field(FieldClass.C1)] Harm Harm,
    [property: Field(FieldClass.C1)] RiskLevel Level,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Barriers,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C1)] string? By,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Note) : IView<Handlers>;

/// <summary>A measure.</summary>
public sealed record SafeguardView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] string Measure,
    [property: Field(FieldClass.C1)] string ForWhom,
    [property: Field(FieldClass.C1)] Guid Owner,
    [property: Field(FieldClass.C1)] string? OwnerName,
    [property: Field(FieldClass.C1)] SafeguardState State,
    [property: Field(FieldClass.C1)] RiskLevel? Risk,
    [property: Field(FieldClass.C1)] DateOnly ReviewOn,
    [property: Field(FieldClass.C1)] DateOnly MadeOn,
    [property: Field(FieldClass.C1)] DateOnly? InPlaceOn,
    [property: Field(FieldClass.C1)] DateOnly? ReviewedOn,
    [property: Field(FieldClass.C1)] string? Finding,
    [property: Field(FieldClass.C1)] DateOnly? EndedOn,
    [property: Field(FieldClass.C2, "member of the vault of the case: who protects a helper must know whom")] string? HelperName,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Note) : IView<Handlers>;

/// <summary>A check-in.</summary>
public sealed record CheckInView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] Guid IssueId,
    [property: Field(FieldClass.C1)] int AfterDays,
    [property: Field(FieldClass.C1)] DateOnly DueOn,
    [property: Field(FieldClass.C1)] DateOnly NextOn,
    [property: Field(FieldClass.C1)] CheckInState State,
    [property: Field(FieldClass.C1)] int Tries,
    [property: Field(FieldClass.C1)] string? Outcome,
    [property: Field(FieldClass.C1)] DateOnly? AskedOn,
    [property: Field(FieldClass.C1)] string? By,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Note) : IView<Handlers>;

/// <summary>A report of retaliation, as far as it got. Its words stand in the case.</summary>
public sealed record RetaliationStandView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] Guid? IssueId,
    [property: Field(FieldClass.C1)] RetaliationState State,
    [property: Field(FieldClass.C1)] string Origin,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C1)] RiskLevel? Risk,
    [property: Field(FieldClass.C1)] string? Protection,
    [property: Field(FieldClass.C1)] string? Finding,
    [property: Field(FieldClass.C1)] DateOnly? AssessedOn,
    [property: Field(FieldClass.C1)] DateOnly? ProtectedOn,
    [property: Field(FieldClass.C1)] DateOnly? InvestigatedOn,
    [property: Field(FieldClass.C1)] DateOnly? ResolvedOn,
    [property: Field(FieldClass.C1)] string? Resolution,
    [property: Field(FieldClass.C1)] string? WorkerSays) : IView<Handlers>;

/// <summary>Suppression of workers' voice.</summary>
public sealed record SuppressionView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Organization,
    [property: Field(FieldClass.C1)] string Kind,
    [property: Field(FieldClass.C1)] DateOnly? ObservedOn,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C1)] string? By,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Note) : IView<Handlers>;

/// <summary>A screening. Its result is an indication for specialists, never a finding; a conclusion is a named person's.</summary>
public sealed record ScreeningView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] ScreeningAge Age,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Acts,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Means,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Purposes,
    [property: Field(FieldClass.C1)] Known ConsentGiven,
    [property: Field(FieldClass.C1)] ScreeningResult Result,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C1)] string? By,
    [property: Field(FieldClass.C1)] string? Conclusion,
    [property: Field(FieldClass.C1)] string? Basis,
    [property: Field(FieldClass.C1)] string? ConcludedBy,
    [property: Field(FieldClass.C1)] DateOnly? ConcludedOn,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Note,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Reasons) : IView<Handlers>;
