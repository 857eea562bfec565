using Microsoft.AspNetCore.Http;
using Npgsql;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>How a delivery ended.</summary>
public enum DeliveryEnd
{
    /// <summary>Everything in it is kept, or was kept before.</summary>
    Taken,
    /// <summary>There is no such door for whoever delivered: no account, off, closed, or not signed by the provider.</summary>
    NoDoor,
    /// <summary>Nothing can be promised now: the provider is to come again.</summary>
    ComeAgain,
}

/// <summary>
/// Takes deliveries of messaging providers. Whoever is not the provider gets the answer of an account that does not exist, and nothing of the request is kept. What is genuine is
/// acknowledged only when it is committed; otherwise the provider is told to come again.
/// </summary>
public sealed class GatewayIntake(Gateways gateways, Messenger messenger, ShortKeys keys, GatewayOptions options, WorkFactory works, Door door)
{
    /// <summary>Takes one delivery.</summary>
    /// <param name="id">The account that the address names.</param>
    /// <param name="part">Which door of it: empty for messages; <c>voice</c>, <c>calls</c>, <c>status</c>.</param>
    /// <param name="query">The query of the address, with its question mark; empty for none.</param>
    /// <param name="body">The body.</param>
    /// <param name="header">Reads a header; null when absent.</param>
    /// <param name="cancelled">Cancels.</param>
    /// <returns>How it ended, and what the provider is answered.</returns>
    public async Task<(DeliveryEnd End, string? Answer, string ContentType)> Take(Guid id, string part, string query, byte[] body, Func<string, string?> header, CancellationToken cancelled)
    {
        var ended = (DeliveryEnd.NoDoor, (string?)null, "");
        try
        {
            GatewayAccount? account;
            DateTimeOffset now;
            // Each message has a unit of work of its own; this one gives its connection back first, so that a burst does not wait for itself.
            await using (var looking = works.Begin(cancelled)) (account, now) = (await gateways.Named(looking, id), looking.Now);
            // Voice, calls and status are doors of Twilio alone.
            if (account is null || part.Length > 0 && account.Provider is not GatewayProvider.Twilio) return ended;
            var provider = gateways.Of(account.Provider);
            var request = new WebhookRequest(part, gateways.Webhook(account, part) + query, query, body, header, now, (language, key) => messenger.Say(account, language, key));
            if (!provider.IsGenuine(account, request)) return ended;
            var delivered = provider.Read(account, request);
            foreach (var message in delivered.Messages)
            {
                await using var work = works.Begin(cancelled);
                var outcome = await TakeIncoming.Handle(account, message, work, door, messenger, keys, options);
                if (outcome.Refusals.OfType<Door.ChannelClosed>().Any()) return ended;
                if (!outcome.IsDone) return ended with { Item1 = DeliveryEnd.ComeAgain };
            }
            foreach (var report in delivered.Reports)
            {
                await using var work = works.Begin(cancelled);
                await TakeReport.Handle(account, report, work, door.Cases, messenger, keys);
            }
            return (DeliveryEnd.Taken, delivered.Answer, delivered.ContentType);
        }
        catch (Exception away) when (Away.Is(away)) { return ended with { Item1 = DeliveryEnd.ComeAgain }; }
        // A case reference that another node drew in the same moment: the delivery comes again and draws another.
        catch (PostgresException clash) when (clash.SqlState == PostgresErrorCodes.UniqueViolation) { return ended with { Item1 = DeliveryEnd.ComeAgain }; }
    }

    /// <summary>The answer to the question with which a provider tries an address; null when it does not know the word.</summary>
    public async Task<string?> Challenge(Guid id, string query, Work work) =>
        await gateways.Named(work, id) is { Provider: GatewayProvider.WhatsApp } account ? WhatsApp.Challenge(account, query) : null;
}

/// <summary>The doors of messaging providers, as requests.</summary>
internal static class Webhooks
{
    /// <summary>Largest delivery, in bytes.</summary>
    public const int MostBody = 1 << 20;

    /// <summary>A delivery.</summary>
    public static async Task<IResult> Take(Guid id, string part, HttpContext http, GatewayIntake intake)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var (end, answer, type) = await intake.Take(id, part, http.Request.QueryString.Value ?? "", body.ToArray(), name => http.Request.Headers[name].ToString() is { Length: > 0 } value ? value : null, http.RequestAborted);
        return end switch
        {
            DeliveryEnd.ComeAgain => new ComeAgain(),
            DeliveryEnd.Taken => answer is null ? Results.Ok() : Results.Text(answer, type + "; charset=utf-8"),
            _ => Results.NotFound(),
        };
    }

    /// <summary>The question with which a provider tries an address.</summary>
    public static async Task<IResult> Challenge(Guid id, HttpContext http, Work work, GatewayIntake intake) =>
        await intake.Challenge(id, http.Request.QueryString.Value ?? "", work) is { } answer ? Results.Text(answer) : Results.NotFound();

    /// <summary>Nothing can be promised now.</summary>
    internal sealed class ComeAgain : IResult
    {
        public Task ExecuteAsync(HttpContext http) => Answers.Busy(http);
    }
}
