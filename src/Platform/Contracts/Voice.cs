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
}

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
public sealed record ContactFacts(Guid Id, Guid DossierId, string Channel, string Language, byte[]? ReplyPub, bool ClosedByWorker)
{
    /// <summary>Whether she can be answered through the receipt.</summary>
    public bool CanBeAnswered => ReplyPub is not null && !ClosedByWorker;
}

/// <summary>A message as it stands in the database.</summary>
public sealed record SealedMessage(Guid Id, Guid ContactId, Guid DossierId, bool FromWorker, DateOnly Day, byte[] CtForVault, int VaultVersion);

/// <summary>A message, opened.</summary>
/// <param name="Id">Message.</param>
/// <param name="FromWorker">Direction.</param>
/// <param name="Day">Day sent.</param>
/// <param name="Text">Text.</param>
public sealed record ChannelMessage(Guid Id, bool FromWorker, DateOnly Day, string Text);

/// <summary>She has no receipt, so nothing can be put to her through the door.</summary>
public sealed record NoReplyChannel() : Refusal("contact.no-reply-channel");

/// <summary>She closed the channel.</summary>
public sealed record ChannelClosedByWorker() : Refusal("contact.closed-by-worker");

/// <summary>The worker has a new receipt. What was sealed to the key of the lost one and is to stay readable for her must be sealed anew.</summary>
/// <param name="Contact">Her contact.</param>
/// <param name="Dossier">Its dossier, opened by the handler who gives the receipt.</param>
/// <param name="ReplyPub">Her new reply key.</param>
public sealed record ReplyKeyReplaced(Guid Contact, OpenDossier Dossier, byte[] ReplyPub) : IDomainEvent;
