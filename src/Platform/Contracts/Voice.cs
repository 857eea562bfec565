using OpenIlm.Kernel;

namespace OpenIlm.Platform.Contracts;

/// <summary>What the case files may ask of the voice channels.</summary>
public interface IWorkerChannels
{
    /// <summary>The contacts among the ids, by id: channel, language, whether she can be answered.</summary>
    Task<IReadOnlyDictionary<Guid, ContactFacts>> Contacts(Work work, IReadOnlyCollection<Guid> contacts);
    /// <summary>The same contacts, to be asked together with other things.</summary>
    Question<ContactFacts> AskContacts(IReadOnlyCollection<Guid> contacts);
    /// <summary>Messages of contacts in both directions, oldest first, still sealed; to be asked together with other things.</summary>
    Question<SealedMessage> AskMessages(IReadOnlyCollection<Guid> contacts);
    /// <summary>The messages of one contact, opened with the vault's key.</summary>
    IReadOnlyList<ChannelMessage> Open(OpenDossier dossier, Guid contact, IReadOnlyList<SealedMessage> messages);
    /// <summary>Sends a message to the worker: sealed to her reply key and to the vault. Refused when she closed the channel or has no receipt.</summary>
    Task<Outcome> Send(Work work, OpenDossier dossier, Guid contact, string text);
    /// <summary>Sends through the messaging gateway that the contact came through: typed words that a person called harmless, or a neutral notice. Refused with every reason
    /// why it is not safe; else it waits, sealed, until the provider takes it or it is too late.</summary>
    /// <param name="work">Work of an unlocked member of the vault.</param>
    /// <param name="dossier">The dossier of the contact.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="words">What is to go out.</param>
    /// <param name="others">The other dossiers of the case: what she said there about being reached holds too.</param>
    Task<Outcome> SendByGateway(Work work, OpenDossier dossier, Guid contact, OutgoingWords words, IReadOnlyCollection<OpenDossier> others);
    /// <summary>What became of what was sent through gateways, oldest first; to be asked together with other things.</summary>
    Question<DeliveryFacts> AskDeliveries(IReadOnlyCollection<Guid> contacts);
    /// <summary>Whether the sender of this contact wrote or called before, in this organization. Computes the blind indexes that are missing: only an unlocked member can.</summary>
    /// <returns>What may be shown; null where the contact names no sender.</returns>
    Task<CallerFacts?> Caller(Work work, OpenDossier dossier);
    /// <summary>Somebody is to reach her on a day: a task for a person with the key. Queues it, commits nothing.</summary>
    /// <param name="work">Work of an unlocked member of the vault.</param>
    /// <param name="dossier">The dossier of the contact.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="on">The day, UTC; all of it that a server may read.</param>
    /// <param name="words">When exactly and what to keep in mind; sealed.</param>
    /// <returns>The task.</returns>
    Guid PlanContact(Work work, OpenDossier dossier, Guid contact, DateOnly on, string words);
    /// <summary>She is never to be contacted again: planned contacts end, and what waits to go to her phone is withdrawn. Queues it, commits nothing.</summary>
    /// <returns>How many planned contacts and waiting messages ended.</returns>
    Task<int> EndContact(Work work, Guid contact);
    /// <summary>The contacts of one case belong to another from now on.</summary>
    void Move(Work work, Guid fromCase, Guid toCase);
}

/// <summary>What a handler wants to go to the worker's phone.</summary>
/// <param name="Text">Her words; null for the neutral notice that there is an answer.</param>
/// <param name="Harmless">She confirms that the words do no harm when somebody else reads them.</param>
/// <param name="InSafeHours">She confirms that it is one of the hours that the worker named in words.</param>
/// <param name="Accepted">What the program found in the words, and the handler saw and keeps.</param>
/// <param name="Names">Names of the case that must not stand on a phone.</param>
public sealed record OutgoingWords(string? Text, bool Harmless, bool InSafeHours, IReadOnlyList<HarmfulKind>? Accepted = null, KnownNames? Names = null);

/// <summary>Where a message that goes out is.</summary>
public enum DeliveryState
{
    /// <summary>Waits to go out.</summary>
    Queued,
    /// <summary>Is being handed over.</summary>
    Sending,
    /// <summary>Nobody knows whether the provider took it: it is not sent again by itself.</summary>
    Unsure,
    /// <summary>The provider took it.</summary>
    Sent,
    /// <summary>It is on her phone.</summary>
    Delivered,
    /// <summary>It was opened there.</summary>
    Read,
    /// <summary>The provider did not take it, or did not bring it.</summary>
    Failed,
    /// <summary>It waited too long.</summary>
    Expired,
    /// <summary>She wrote STOP before it went out.</summary>
    Withdrawn,
}

/// <summary>What became of a message that went out through a gateway.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="ContactId">To which contact.</param>
/// <param name="MessageId">Which message of the contact; null for the automatic first answer.</param>
/// <param name="Kind">Typed, Notice or FirstAnswer.</param>
/// <param name="Provider">Through whom.</param>
/// <param name="State">Where it is.</param>
/// <param name="Fault">Code of <c>gateway.fault.*</c>; null when nothing is wrong.</param>
/// <param name="QueuedOn">Day it was written.</param>
/// <param name="StateOn">Day of the state.</param>
public sealed record DeliveryFacts(Guid Id, Guid ContactId, Guid? MessageId, string Kind, string Provider, DeliveryState State, string? Fault, DateOnly QueuedOn, DateOnly StateOn);

/// <summary>Who sent a contact, as far as it may be shown.</summary>
/// <param name="Tail">The last two digits of the number; null where there is none.</param>
/// <param name="Before">Dossiers of earlier contacts from the same sender.</param>
public sealed record CallerFacts(string? Tail, IReadOnlyList<Guid> Before);
/// <summary>
/// Takes pictures, documents and voice messages that reach a worker's contact through a messenger or a telephone line. Seals while it reads, keeps,
/// commits in a unit of work of its own, and has them scanned and cleaned like what comes by the worker's own page.
/// </summary>
public interface IMediaIntake
{
    /// <summary>Takes one.</summary>
    /// <returns>Taken; refused (<see cref="FileRefusals"/>: what it is, too large, too many, no room); missing when the organization has no such contact;
    /// busy when it should be sent again later.</returns>
    Task<Outcome<MediaTaken>> Take(IncomingMedia media, CancellationToken cancelled);
}

/// <summary>A medium on its way in.</summary>
/// <param name="Organization">The organization that holds the contact.</param>
/// <param name="Contact">The worker's contact.</param>
/// <param name="Content">Its bytes, read once and never twice: straight from the wire, never from a file.</param>
/// <param name="ContentType">The media type that the provider says; hardly believed.</param>
/// <param name="Name">The name it came with: its ending must fit what it is; it is not kept.</param>
/// <param name="Once">The provider's own id of it: the same id again for the same contact gives the same answer and keeps nothing twice.</param>
public sealed record IncomingMedia(Guid Organization, Guid Contact, Stream Content, string? ContentType, string? Name, string Once);

/// <summary>What was taken.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Before">It was taken before, under the same id.</param>
public sealed record MediaTaken(FileKind Kind, bool Before);

/// <summary>A contact as the case file needs it.</summary>
/// <param name="Id">Contact.</param>
/// <param name="Channel">Channel code (<c>contact_channels.csv</c>).</param>
/// <param name="Language">Her language.</param>
/// <param name="ReplyPub">Her reply key; null when she has no receipt.</param>
/// <param name="ClosedByWorker">She ended the channel.</param>
/// <param name="Gateway">The messaging provider she came through, while its account is on; null when none.</param>
/// <param name="Stopped">She wrote STOP.</param>
public sealed record ContactFacts(Guid Id, Guid DossierId, string Channel, string Language, byte[]? ReplyPub, bool ClosedByWorker, string? Gateway, bool Stopped)
{
    /// <summary>Whether she can be answered through the receipt.</summary>
    public bool CanBeAnswered => ReplyPub is not null && !ClosedByWorker;
    /// <summary>Whether something can go to her phone, if it is safe.</summary>
    public bool CanBeWrittenTo => Gateway is not null && !Stopped;
}

/// <summary>A message as it stands in the database.</summary>
public sealed record SealedMessage(Guid Id, Guid ContactId, Guid DossierId, bool FromWorker, DateOnly Day, byte[] CtForVault, int VaultVersion, double Place);

/// <summary>A message, opened.</summary>
/// <param name="Id">Message.</param>
/// <param name="FromWorker">Direction.</param>
/// <param name="Day">Day sent.</param>
/// <param name="Text">Text.</param>
/// <param name="Place">Its place among the messages of the contact; below 0 it was sent before the text that opened the file.</param>
public sealed record ChannelMessage(Guid Id, bool FromWorker, DateOnly Day, string Text, double Place);

/// <summary>She has no receipt, so nothing can be put to her through the door.</summary>
public sealed record NoReplyChannel() : Refusal("contact.no-reply-channel");

/// <summary>She closed the channel.</summary>
public sealed record ChannelClosedByWorker() : Refusal("contact.closed-by-worker");

/// <summary>The worker has a new receipt. What was sealed to the key of the lost one and is to stay readable for her must be sealed anew.</summary>
/// <param name="Contact">Her contact.</param>
/// <param name="Dossier">Its dossier, opened by the handler who gives the receipt.</param>
/// <param name="ReplyPub">Her new reply key.</param>
public sealed record ReplyKeyReplaced(Guid Contact, OpenDossier Dossier, byte[] ReplyPub) : IDomainEvent;
