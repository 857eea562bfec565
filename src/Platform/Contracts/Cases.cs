using OpenIlm.Kernel;

namespace OpenIlm.Platform.Contracts;

/// <summary>What the worker's door may ask of the case files.</summary>
public interface ICaseFiles
{
    /// <summary>Opens a case for a new contact, in the same transaction: state Received.</summary>
    Task<CaseOpened> Open(Work work, NewCase facts);
    /// <summary>Joins a contact to an existing case of the caller's organization; null when there is none.</summary>
    Task<CaseOpened?> Join(Work work, Guid @case, Guid contact, Guid dossier, Danger danger);
    /// <summary>What the worker with this contact may see of her case; runs as the organization that holds it.</summary>
    Task<WorkerCase> ForWorker(Work work, Guid contact);
    /// <summary>What is promised at each stage by the numbers and calendars of these places, the longest of each: for the page that tells everybody how it works.</summary>
    Task<StagePromises> Promises(Work work, IReadOnlyCollection<PlaceServed> places);
    /// <summary>The worker wrote again: the case turns up unread, danger first.</summary>
    Task WorkerWrote(Work work, Guid contact, Danger danger);
    /// <summary>She asked by STOP, or by START, whether she is written to: her handler is told.</summary>
    Task WorkerStopped(Work work, Guid contact, bool stopped);
    /// <summary>Something that was to go to her phone did not arrive, or nobody knows: it becomes a task for her handler.</summary>
    /// <param name="work">The program's own work inside the organization.</param>
    /// <param name="contact">Her contact.</param>
    /// <param name="state">Where the message ended.</param>
    /// <param name="fault">Code of the reason; null when none is known.</param>
    Task MessageNotDelivered(Work work, Guid contact, DeliveryState state, string? fault);
    /// <summary>Notes that a file she sent could not be had from the messaging provider, or could not be kept; somebody asks her to send it another way. The caller commits.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="contact">Her contact.</param>
    /// <param name="kind">image, audio, video, document, voicemail; null when that is not known any more.</param>
    /// <param name="fault">What was wrong: a code of <c>gateway.fault.*</c> or of a refused file.</param>
    Task FileNotTaken(Work work, Guid contact, string? kind, string? fault);
    /// <summary>A file of the worker came in: the case turns up unread. Queues everything, commits nothing.</summary>
    Task FileCame(Work work, Guid contact, Guid file, FileKind kind);
    /// <summary>What she says of a packet before it goes. Queues everything, commits nothing.</summary>
    Task<Outcome> AnswerPacket(Work work, Guid contact, PacketAnswer answer);
    /// <summary>Her answer to a question. Queues everything, commits nothing.</summary>
    /// <param name="work">Anonymous work inside the organization.</param>
    /// <param name="contact">Her contact.</param>
    /// <param name="question">The question.</param>
    /// <param name="answer">Code of the choice.</param>
    Task<Outcome> AnswerQuestion(Work work, Guid contact, Guid question, string answer);
    /// <summary>The worker's answer to a claim. Queues everything, commits nothing.</summary>
    /// <param name="work">Anonymous work inside the organization.</param>
    /// <param name="contact">Her contact.</param>
    /// <param name="answer">What she said.</param>
    /// <param name="vaultVersion">Version of the vault's key that <paramref name="sealText"/> seals to.</param>
    /// <param name="sealText">Seals her words to the vault of the case, bound to the row id given.</param>
    Task<Outcome> Answer(Work work, Guid contact, WorkerAnswer answer, int vaultVersion, Func<Sealing.SealedColumn, Guid, string, byte[]> sealText);
}

/// <summary>What the rooms of people and access may ask of the case files: handing over the cases of a colleague who leaves, and naming one case.</summary>
public interface ICaseHandover
{
    /// <summary>How many open cases of the organization of the transaction the person runs.</summary>
    Task<int> OpenCases(Work work, Guid person);
    /// <summary>The case of the organization of the transaction with this speakable reference or id; null when there is none.</summary>
    Task<NamedCase?> Find(Work work, string referenceOrId);
    /// <summary>The references of cases, by id; those the caller does not see are missing.</summary>
    Task<IReadOnlyDictionary<Guid, string>> References(Work work, IReadOnlyCollection<Guid> cases);
    /// <summary>Hands every open case of the person over, or leaves it to the supervisors where nobody is named. Queues everything, commits nothing.</summary>
    /// <param name="work">The unit of work, in the rows of the organization.</param>
    /// <param name="from">Who leaves.</param>
    /// <param name="to">The colleague who takes over; null: nobody yet, and the supervisors are told.</param>
    /// <returns>How many were handed over.</returns>
    Task<int> HandOver(Work work, Guid from, Guid? to);
}

/// <summary>A case by the names that colleagues call it.</summary>
public sealed record NamedCase(Guid Id, string Reference);

/// <summary>The coded facts of a new case.</summary>
public sealed record NewCase(Guid Contact, Guid Dossier, Guid Organization, Guid Vault, ContactReason Reason, Danger Danger, string Channel,
    string Language, string? Country, Guid? Site, IReadOnlyList<string> IssueCodes, int? AffectedWorkers, ConsentLevel Consent, Guid? LoggedBy);

/// <summary>A case that was opened.</summary>
/// <param name="Id">Case.</param>
/// <param name="Reference">Its speakable reference.</param>
/// <param name="PromisedBy">Day by which somebody promises to have read it.</param>
public sealed record CaseOpened(Guid Id, string Reference, DateOnly PromisedBy);

/// <summary>A case as the worker who holds the receipt may see it.</summary>
/// <param name="State">Received, Triaged or Closed.</param>
/// <param name="ReadOn">Day it was first read.</param>
/// <param name="PromisedBy">Day by which somebody promises to have read it.</param>
/// <param name="Issues">Her issues with the claims still sealed to her.</param>
/// <param name="Steps">What happened since she reported, by day.</param>
public sealed record WorkerCase(string State, DateOnly? ReadOn, DateOnly PromisedBy, IReadOnlyList<WorkerIssue> Issues, IReadOnlyList<WorkerStep> Steps)
{
    /// <summary>Packets that she is asked about, or was and may still stop.</summary>
    public IReadOnlyList<SealedPacket> Packets { get; init; } = [];
    /// <summary>Questions that wait for her.</summary>
    public IReadOnlyList<WorkerQuestion> Questions { get; init; } = [];
}

/// <summary>Something that happened to her report, as plain as it may stand on a phone that others look at.</summary>
/// <param name="On">The day.</param>
/// <param name="What">Key of the sentence (<c>worker-step.…</c>).</param>
public sealed record WorkerStep(DateOnly On, string What);

/// <summary>A labor issue as the worker may see it.</summary>
/// <param name="Id">Issue.</param>
/// <param name="Category">Category of the taxonomy.</param>
/// <param name="State">Where it stands.</param>
/// <param name="AwaitingValidation">Her own answer is waited for.</param>
/// <param name="Claim">What the business says it did; null while nothing was put to her.</param>
/// <param name="Asked">How many workers are asked besides her, where many are affected; null where her word alone decides.</param>
/// <param name="Waits">What the business owes next; null where nothing is waited for from it.</param>
public sealed record WorkerIssue(Guid Id, string Category, string State, bool AwaitingValidation, SealedClaim? Claim, WorkersAsked? Asked = null, WorkerClock? Waits = null);

/// <summary>How far the asking of affected workers has come.</summary>
/// <param name="Asked">How many are asked, she among them.</param>
/// <param name="Answered">How many have answered.</param>
public sealed record WorkersAsked(int Asked, int Answered);

/// <summary>What a business owes the worker until when, and who is told if it does not come.</summary>
/// <param name="For">Response, ActionPlan or Action.</param>
/// <param name="By">The last day.</param>
/// <param name="EscalateOn">The day on which the escalation focal point is told; null where that is past or comes with the sharing.</param>
/// <param name="BuyerOn">The day from which the buyers are told.</param>
/// <param name="BuyersMayKnow">Whether a live consent of hers names buyers.</param>
/// <param name="Paused">The clock stands still.</param>
/// <param name="Late">The last day is over.</param>
public sealed record WorkerClock(string For, DateOnly By, DateOnly? EscalateOn, DateOnly? BuyerOn, bool BuyersMayKnow, bool Paused, bool Late);

/// <summary>Where an organization takes reports.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for any.</param>
public sealed record PlaceServed(Guid Organization, string? Country);

/// <summary>The promises of the stages: reading in working days, everything else in calendar days.</summary>
public sealed record StagePromises(int ReadWorkingDays, int AnswerDays, int EscalateDays, int BuyerDays, int PlanDays, int AskDays, int ResolutionDays);

/// <summary>A claim sealed to the worker's reply key; <see cref="Dossier"/> and <see cref="Id"/> bind it.</summary>
public sealed record SealedClaim(Guid Id, Guid Dossier, DateOnly MadeOn, string Language, byte[] Ct);

/// <summary>The worker's answer to a claim.</summary>
public sealed record WorkerAnswer(Guid IssueId, Guid ClaimId, ValidationOutcome Outcome, ResolutionQuality? Quality, int? Satisfaction, RetaliationAnswer Retaliation, string? Text);
