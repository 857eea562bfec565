using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>A case as the organization that runs it reads it. Texts are null where this session cannot open them (<see cref="Sealed"/> says why); identity is never in it.</summary>
public sealed record CaseView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] string Reference,
    [property: Field(FieldClass.C1)] CaseState State,
    [property: Field(FieldClass.C1)] ContactReason Reason,
    [property: Field(FieldClass.C1)] Danger Danger,
    [property: Field(FieldClass.C1)] string Channel,
    [property: Field(FieldClass.C1)] string Language,
    [property: Field(FieldClass.C1)] string? Country,
    [property: Field(FieldClass.C1)] Guid? SiteId,
    [property: Field(FieldClass.C1)] string? SiteName,
    [property: Field(FieldClass.C1)] string? Employer,
    [property: Field(FieldClass.C1)] int? Headcount,
    [property: Field(FieldClass.C1)] Severity? Severity,
    [property: Field(FieldClass.C1)] bool Critical,
    [property: Field(FieldClass.C1)] int? AffectedWorkers,
    [property: Field(FieldClass.C1)] ConsentLevel AskedConsent,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> AskedIssues,
    [property: Field(FieldClass.C1)] DateOnly ReceivedOn,
    [property: Field(FieldClass.C1)] DateOnly PromisedBy,
    [property: Field(FieldClass.C1)] DateOnly? ReadOn,
    [property: Field(FieldClass.C1)] DateOnly? TriagedOn,
    [property: Field(FieldClass.C1)] DateOnly? ClosedOn,
    [property: Field(FieldClass.C1)] string? CloseReason,
    [property: Field(FieldClass.C1)] Guid? AssignedTo,
    [property: Field(FieldClass.C1)] string? AssignedToName,
    [property: Field(FieldClass.C1)] int OpenRetaliationReports,
    [property: Field(FieldClass.C1)] string? Sealed,
    [property: Field(FieldClass.C1)] IReadOnlyList<StepView> NextSteps,
    [property: Field(FieldClass.C1)] IReadOnlyList<ContactView> Contacts,
    [property: Field(FieldClass.C1)] IReadOnlyList<IssueView> Issues,
    [property: Field(FieldClass.C1)] IReadOnlyList<ReviewView> SafetyReviews,
    [property: Field(FieldClass.C1)] IReadOnlyList<ConsentView> Consents,
    [property: Field(FieldClass.C1)] IReadOnlyList<RetaliationView> RetaliationReports,
    [property: Field(FieldClass.C1)] IReadOnlyList<TextView> Texts,
    [property: Field(FieldClass.C1)] IReadOnlyList<MessageView> Messages,
    [property: Field(FieldClass.C1)] IReadOnlyList<EventView> Timeline) : IView<Handlers>;

/// <summary>A move that exists, with every reason why not yet.</summary>
public sealed record StepView(
    [property: Field(FieldClass.C1)] string Action,
    [property: Field(FieldClass.C1)] string To,
    [property: Field(FieldClass.C1)] bool Allowed,
    [property: Field(FieldClass.C1)] IReadOnlyList<StepReasonView> WhyNotYet) : IView<Handlers>;

/// <summary>One reason: its code and its sentence in the reader's language.</summary>
public sealed record StepReasonView(
    [property: Field(FieldClass.C1)] string Code,
    [property: Field(FieldClass.C1)] string Message) : IView<Handlers>;

/// <summary>A contact of the case.</summary>
public sealed record ContactView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string? Channel,
    [property: Field(FieldClass.C1)] string? Language,
    [property: Field(FieldClass.C1)] bool CanBeAnswered,
    [property: Field(FieldClass.C1)] bool ClosedByWorker) : IView<Handlers>;

/// <summary>A labor issue with all that was done about it.</summary>
public sealed record IssueView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] string Code,
    [property: Field(FieldClass.C1)] string Name,
    [property: Field(FieldClass.C1)] string Category,
    [property: Field(FieldClass.C1)] string? JourneyStage,
    [property: Field(FieldClass.C1)] int AffectedWorkers,
    [property: Field(FieldClass.C1)] bool Critical,
    [property: Field(FieldClass.C1)] IssueState State,
    [property: Field(FieldClass.C1)] DateOnly StateOn,
    [property: Field(FieldClass.C1)] int RemedyRevision,
    [property: Field(FieldClass.C1)] DateOnly? ContactLostOn,
    [property: Field(FieldClass.C1)] DateOnly? ReferredOn,
    [property: Field(FieldClass.C1)] string? EscalatedTo,
    [property: Field(FieldClass.C1)] bool DismissalAsked,
    [property: Field(FieldClass.C1)] IReadOnlyList<StepView> NextSteps,
    [property: Field(FieldClass.C1)] IReadOnlyList<ShareItemView> Shares,
    [property: Field(FieldClass.C1)] IReadOnlyList<ResponseView> Responses,
    [property: Field(FieldClass.C1)] IReadOnlyList<ActionView> Actions,
    [property: Field(FieldClass.C1)] IReadOnlyList<ClaimView> Claims,
    [property: Field(FieldClass.C1)] IReadOnlyList<ValidationView> Validations,
    [property: Field(FieldClass.C1)] AskedView? Collective = null) : IView<Handlers>;

/// <summary>A packet of an issue, in short.</summary>
public sealed record ShareItemView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] string? Recipient,
    [property: Field(FieldClass.C1)] Guid? RecipientOrganizationId,
    [property: Field(FieldClass.C1)] ShareState State,
    [property: Field(FieldClass.C1)] string Purpose,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Fields,
    [property: Field(FieldClass.C1)] bool NeedsSecondPerson,
    [property: Field(FieldClass.C1)] bool Blocked,
    [property: Field(FieldClass.C1)] DateOnly MadeOn,
    [property: Field(FieldClass.C1)] DateOnly? ReleaseOn,
    [property: Field(FieldClass.C1)] DateOnly? ReleasedOn,
    [property: Field(FieldClass.C1)] DateOnly? DueOn,
    [property: Field(FieldClass.C1)] DateOnly? OpenedOn,
    [property: Field(FieldClass.C1)] DateOnly? RevokedOn) : IView<Handlers>;

/// <summary>What a business answered.</summary>
public sealed record ResponseView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid ShareId,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C1)] bool OnBehalf,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Text) : IView<Handlers>;

/// <summary>What a business agreed to do, or what was done without one.</summary>
public sealed record ActionView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid? ShareId,
    [property: Field(FieldClass.C1)] ActionState State,
    [property: Field(FieldClass.C1)] DateOnly? DueOn,
    [property: Field(FieldClass.C1)] string? Responsible,
    [property: Field(FieldClass.C1)] DateOnly AgreedOn,
    [property: Field(FieldClass.C1)] DateOnly? ReportedOn,
    [property: Field(FieldClass.C1)] bool OnBehalf,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? What,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Report) : IView<Handlers>;

/// <summary>A claim that was put to the worker.</summary>
public sealed record ClaimView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Revision,
    [property: Field(FieldClass.C1)] bool Current,
    [property: Field(FieldClass.C1)] string Language,
    [property: Field(FieldClass.C1)] DateOnly MadeOn,
    [property: Field(FieldClass.C1)] bool SentToWorker,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Text) : IView<Handlers>;

/// <summary>An answer of the worker.</summary>
public sealed record ValidationView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid ClaimId,
    [property: Field(FieldClass.C1)] ValidationOutcome Outcome,
    [property: Field(FieldClass.C1)] ResolutionQuality? Quality,
    [property: Field(FieldClass.C1)] int? Satisfaction,
    [property: Field(FieldClass.C1)] RetaliationAnswer Retaliation,
    [property: Field(FieldClass.C1)] bool ByWorker,
    [property: Field(FieldClass.C1)] string? AskedBy,
    [property: Field(FieldClass.C1)] string? Channel,
    [property: Field(FieldClass.C1)] int? Attempts,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Text) : IView<Handlers>;

/// <summary>A safety review.</summary>
public sealed record ReviewView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Risk,
    [property: Field(FieldClass.C1)] SafetyDecision Decision,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Measures,
    [property: Field(FieldClass.C1)] bool TimingIdentifiesNobody,
    [property: Field(FieldClass.C1)] bool WishesRecorded,
    [property: Field(FieldClass.C1)] bool LeadTold,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C1)] string? By,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Note) : IView<Handlers>;

/// <summary>A consent.</summary>
public sealed record ConsentView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] ConsentLevel Level,
    [property: Field(FieldClass.C1)] RecipientKind RecipientKind,
    [property: Field(FieldClass.C1)] Guid? RecipientOrganizationId,
    [property: Field(FieldClass.C1)] string? Recipient,
    [property: Field(FieldClass.C1)] string Purpose,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Fields,
    [property: Field(FieldClass.C1)] string How,
    [property: Field(FieldClass.C1)] DateOnly GivenOn,
    [property: Field(FieldClass.C1)] DateOnly? ExpiresOn,
    [property: Field(FieldClass.C1)] DateOnly? WithdrawnOn,
    [property: Field(FieldClass.C1)] bool Live) : IView<Handlers>;

/// <summary>A report of retaliation.</summary>
public sealed record RetaliationView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid? IssueId,
    [property: Field(FieldClass.C1)] string State,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C1)] DateOnly? ResolvedOn,
    [property: Field(FieldClass.C1)] string? Resolution,
    [property: Field(FieldClass.C1)] bool ByWorker,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Text) : IView<Handlers>;

/// <summary>A text of the file: the report, notes, reasons.</summary>
public sealed record TextView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Kind,
    [property: Field(FieldClass.C1)] string Language,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C1)] string? By,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Text) : IView<Handlers>;

/// <summary>A message to or from the worker.</summary>
public sealed record MessageView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid ContactId,
    [property: Field(FieldClass.C1)] bool FromWorker,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string Text) : IView<Handlers>;

/// <summary>Something that happened, in coded facts.</summary>
public sealed record EventView(
    [property: Field(FieldClass.C1)] string Kind,
    [property: Field(FieldClass.C1)] Guid? IssueId,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C1)] IssueParty Party,
    [property: Field(FieldClass.C1)] string? By,
    [property: Field(FieldClass.C1)] System.Text.Json.JsonElement Detail) : IView<Handlers>;
