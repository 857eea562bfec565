using System.Globalization;
using System.Net.Mail;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>E-mail: a mail server hands each letter over as a signed request (docs/gateways.md has the few lines), and takes answers as it takes all mail of the
/// installation. Credentials: the shared secret.</summary>
internal sealed class Email(OutgoingMail mail) : IProvider
{
    /// <summary>A signature is good for so long: long enough for a mail server that was away, and every letter is taken once.</summary>
    private static readonly TimeSpan oldest = TimeSpan.FromDays(3), newest = TimeSpan.FromMinutes(5);

    public GatewayProvider Kind => GatewayProvider.Email;
    public bool SendsOnce => false;

    public bool IsGenuine(GatewayAccount account, WebhookRequest request) =>
        IsGenuine(account, request.Headers, request.Body, request.Now);

    /// <summary>Whether the mail server signed these bytes, lately.</summary>
    public static bool IsGenuine(GatewayAccount account, Func<string, string?> header, ReadOnlySpan<byte> signed, DateTimeOffset now) =>
        account.Secrets.Secret is { } secret && header("X-OpenILM-Timestamp") is { } instant
        && long.TryParse(instant, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 1L << 40
        && DateTimeOffset.FromUnixTimeSeconds(seconds) is var at && at > now - oldest && at < now + newest
        && Signatures.Same(header("X-OpenILM-Signature"), Signatures.Email(secret, instant, signed));

    public Delivered Read(GatewayAccount account, WebhookRequest request)
    {
        if (Loose.Parse(request.Body) is not { } letter || letter.Text("id") is not { } id || !MailAddress.TryCreate(letter.Text("from"), out var from)) return Delivered.Nothing;
        var text = string.Join("\n\n", new[] { letter.Text("subject"), letter.Text("text") }.OfType<string>());
        return new([new IncomingMessage(id, from.Address.ToLowerInvariant(), null, text, letter.Number("sentAt"), Kind: letter.At("automatic").ValueKind is System.Text.Json.JsonValueKind.True ? IncomingKind.Automatic : IncomingKind.Message)
        {
            Media = [.. letter.Each("attachments").Take(20).Select(a => new Medium((a.Text("type") ?? "").Split('/')[0] is { } kind and ("image" or "audio" or "video") ? kind : "document", "letter"))],
        }], []);
    }

    public async Task<SendResult> Send(GatewayAccount account, OutgoingMessage message, CancellationToken cancelled)
    {
        if (!mail.CanSend) return new(SendOutcome.Later, Fault: "no-mail-server");
        if (await mail.SendNow(message.Id, message.To, account.Name, message.Text, account.Secrets.From, cancelled) is not { } wrong) return new(SendOutcome.Accepted);
        return Mailer.Judge(wrong).State switch { "Waiting" => new(SendOutcome.Later, Fault: "not-reached"), "Failed" => new(SendOutcome.Refused, Fault: "refused"), _ => new(SendOutcome.Unsure, Fault: "no-answer") };
    }

    // A mail server hands attachments over by itself.
    public Task<Fetched> Fetch(GatewayAccount account, Medium medium, CancellationToken cancelled) => Task.FromResult(new Fetched(null, "gone"));

    public Task<TestState> Test(GatewayAccount account, string webhook, CancellationToken cancelled) => Task.FromResult(mail.CanSend ? TestState.Good : TestState.NoMailServer);
}
