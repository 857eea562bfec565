using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>A provider of messages: knows its deliveries, reads them, and sends. It keeps nothing and writes nothing down.</summary>
internal interface IProvider
{
    /// <summary>Which provider.</summary>
    GatewayProvider Kind { get; }
    /// <summary>A message sent again under the same reference arrives once: then it may be sent again when nobody knows whether it went out.</summary>
    bool SendsOnce { get; }
    /// <summary>Whether the delivery comes from the provider.</summary>
    bool IsGenuine(GatewayAccount account, WebhookRequest request);
    /// <summary>What the delivery says. Only for a genuine one; what is not understood says nothing.</summary>
    Delivered Read(GatewayAccount account, WebhookRequest request);
    /// <summary>Hands a message to the provider.</summary>
    Task<SendResult> Send(GatewayAccount account, OutgoingMessage message, CancellationToken cancelled);
    /// <summary>Fetches a picture, voice message or file that stayed with the provider. The caller disposes of what came.</summary>
    Task<Fetched> Fetch(GatewayAccount account, Medium medium, CancellationToken cancelled);
    /// <summary>Tells the provider to delete what was fetched and is kept here, where it can be told. Best effort: a provider that does not listen deletes by its own days.</summary>
    Task Forget(GatewayAccount account, Medium medium, CancellationToken cancelled) => Task.CompletedTask;
    /// <summary>Asks the provider whether the credentials are good, and tells it where to deliver where it can be told.</summary>
    Task<TestState> Test(GatewayAccount account, string webhook, CancellationToken cancelled);
}

/// <summary>An account at a provider, opened for the length of one act.</summary>
internal sealed record GatewayAccount(Guid Id, Guid OrganizationId, Guid ChannelId, GatewayProvider Provider, string Name, string Language, string? PublicUrl, GatewaySecrets Secrets);

/// <summary>What the program needs to speak with a provider; which of them mean what is in <see cref="SecretFields"/>.</summary>
public sealed record GatewaySecrets
{
    /// <summary>The account by the provider's name for it.</summary>
    public string? AccountId { get; init; }
    /// <summary>What the provider signs with.</summary>
    public string? Secret { get; init; }
    /// <summary>What this program signs in with.</summary>
    public string? Token { get; init; }
    /// <summary>What both sides say to each other once, or with each delivery.</summary>
    public string? VerifyToken { get; init; }
    /// <summary>The number, name or address that messages come from.</summary>
    public string? From { get; init; }
    /// <summary>Number that calls are handed over to; null: the caller leaves a message.</summary>
    public string? ForwardTo { get; init; }
    /// <summary>Recorded announcements by language, for languages that the provider cannot speak.</summary>
    public IReadOnlyDictionary<string, string>? Announcements { get; init; }

    /// <summary>Says nothing of them.</summary>
    public override string ToString() => "credentials";
}

/// <summary>A delivery as it came.</summary>
/// <param name="Door">Which door: empty for messages, <c>voice</c>, <c>calls</c>, <c>status</c>.</param>
/// <param name="Url">Address as the provider calls it, from the configuration and not from the request.</param>
/// <param name="Query">Its query.</param>
/// <param name="Body">Its body.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Now">The instant.</param>
/// <param name="Words">Words that a provider says to the caller, by key and language.</param>
internal sealed record WebhookRequest(string Door, string Url, string Query, byte[] Body, Func<string, string?> Headers, DateTimeOffset Now, Func<string, string, string> Words)
{
    /// <summary>The fields of a form.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Form { get; } = [.. QueryHelpers.ParseQuery(Encoding.UTF8.GetString(Body)).SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")))];

    /// <summary>A field of the form; null when absent or empty.</summary>
    public string? Field(string name) => Form.FirstOrDefault(f => f.Key == name).Value is { Length: > 0 } value ? value : null;

    /// <summary>Says nothing of what came.</summary>
    public override string ToString() => "delivery";
}

/// <summary>What a delivery says.</summary>
/// <param name="Messages">Messages of workers, in the order of the delivery.</param>
/// <param name="Reports">What became of messages sent before.</param>
/// <param name="Answer">What the provider is answered; null for nothing in particular.</param>
/// <param name="ContentType">Of the answer.</param>
internal sealed record Delivered(IReadOnlyList<IncomingMessage> Messages, IReadOnlyList<DeliveryReport> Reports, string? Answer = null, string ContentType = "application/json")
{
    /// <summary>Nothing to keep.</summary>
    public static readonly Delivered Nothing = new([], []);
}

/// <summary>What somebody sent.</summary>
/// <param name="Id">The provider's id of it, the same when it is delivered again.</param>
/// <param name="Sender">How the provider names the sender; empty for somebody who hides it.</param>
/// <param name="Phone">The sender's number in E.164, where that is known.</param>
/// <param name="Text">The words, and what came with them as a line each.</param>
/// <param name="SentAt">When, by the provider's clock, in units of its own that only grow; null when it does not say.</param>
/// <param name="Language">BCP 47 tag that the provider names; null when none.</param>
/// <param name="Kind">What it is.</param>
internal sealed record IncomingMessage(string Id, string Sender, string? Phone, string Text, long? SentAt = null, string? Language = null, IncomingKind Kind = IncomingKind.Message)
{
    /// <summary>Pictures, voice messages and files that stayed with the provider.</summary>
    public IReadOnlyList<Medium> Media { get; init; } = [];

    /// <summary>Says nothing of it.</summary>
    public override string ToString() => "message";
}

/// <summary>What came in.</summary>
internal enum IncomingKind
{
    /// <summary>Words or pictures.</summary>
    Message,
    /// <summary>A call that nobody took, or a message left after the tone.</summary>
    Call,
    /// <summary>Something a machine sent: it is kept, and no machine answers it.</summary>
    Automatic,
    /// <summary>The sender closed the door: blocked the account or left it.</summary>
    Left,
}

/// <summary>A picture, voice message or file that stayed with the provider.</summary>
/// <param name="Kind">Kind in the provider's words: image, audio, video, document, sticker.</param>
/// <param name="Id">How the provider finds it again.</param>
internal sealed record Medium(string Kind, string Id)
{
    /// <summary>Whether there is anything to fetch: a sticker says what it says by its name.</summary>
    public bool CanBeFetched => Id.Length > 0 && Kind is not "sticker";

    /// <summary>Says nothing of it: some of these names contain the number.</summary>
    public override string ToString() => "medium";
}

/// <summary>What the provider says became of a message.</summary>
/// <param name="Outbound">Our own reference, where the provider gives it back.</param>
/// <param name="ProviderId">The provider's id.</param>
/// <param name="State">Where it is now.</param>
/// <param name="Fault">Code of <c>gateway.fault.*</c> when it failed.</param>
internal sealed record DeliveryReport(Guid? Outbound, string? ProviderId, DeliveryState State, string? Fault = null);

/// <summary>What is handed to a provider.</summary>
/// <param name="Id">Our reference, the same at every try.</param>
/// <param name="To">How the provider names the recipient.</param>
/// <param name="Text">The words.</param>
/// <param name="StatusUrl">Where the provider reports what becomes of it; null when this installation has no public address.</param>
internal sealed record OutgoingMessage(Guid Id, string To, string Text, string? StatusUrl)
{
    /// <summary>Says nothing of it.</summary>
    public override string ToString() => "message";
}

/// <summary>How a try ended.</summary>
internal enum SendOutcome
{
    /// <summary>The provider took it.</summary>
    Accepted,
    /// <summary>It certainly did not go out: again later.</summary>
    Later,
    /// <summary>The provider will never take it.</summary>
    Refused,
    /// <summary>Nobody knows.</summary>
    Unsure,
}

/// <summary>How a try ended, with the provider's id or the code of what is wrong; never the provider's own words, which may repeat the number.</summary>
internal sealed record SendResult(SendOutcome Outcome, string? ProviderId = null, string? Fault = null);

/// <summary>What came of trying an account.</summary>
public enum TestState
{
    /// <summary>The provider knows the account.</summary>
    Good,
    /// <summary>The provider does not take the credentials.</summary>
    Refused,
    /// <summary>The provider was not reached.</summary>
    NotReached,
    /// <summary>Nothing can be sent: the installation has no mail server.</summary>
    NoMailServer,
}
