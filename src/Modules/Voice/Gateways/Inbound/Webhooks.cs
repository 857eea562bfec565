using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>
/// The doors of messaging providers. Whoever is not the provider gets the answer of an account that does not exist, and nothing of the request is kept. What is genuine is
/// acknowledged only when it is committed; otherwise the provider is told to come again.
/// </summary>
internal static class Webhooks
{
    /// <summary>Largest delivery, in bytes.</summary>
    public const int MostBody = 1 << 20;

    /// <summary>What the doors need.</summary>
    public sealed record Desk(Gateways Gateways, Messenger Messenger, ShortKeys Keys, GatewayOptions Options, WorkFactory Works);

    /// <summary>A delivery.</summary>
    public static async Task<IResult> Take(Guid id, string part, HttpContext http, Work work, Door door, Desk desk)
    {
        GatewayAccount? account;
        try { account = await desk.Gateways.Named(work, id); }
        catch (Exception away) when (Away.Is(away)) { return new ComeAgain(); }
        // Each message has a unit of work of its own: this one gives its connection back, so that a burst does not wait for itself.
        await work.DisposeAsync();
        // Voice, calls and status are doors of Twilio alone.
        if (account is null || part.Length > 0 && account.Provider is not GatewayProvider.Twilio) return Results.NotFound();
        var provider = desk.Gateways.Of(account.Provider);
        var query = http.Request.QueryString.Value ?? "";
        var request = new WebhookRequest(part, desk.Gateways.Webhook(account, part) + query, query, await Body(http), name => http.Request.Headers[name].ToString() is { Length: > 0 } value ? value : null,
            work.Now, (language, key) => desk.Messenger.Say(account, language, key));
        if (!provider.IsGenuine(account, request)) return Results.NotFound();
        var delivered = provider.Read(account, request);
        try
        {
            foreach (var message in delivered.Messages)
            {
                await using var own = desk.Works.Begin(http.RequestAborted);
                var outcome = await TakeIncoming.Handle(account, message, own, door, desk.Messenger, desk.Keys, desk.Options);
                if (outcome.Refusals.OfType<Door.ChannelClosed>().Any()) return Results.NotFound();
                if (!outcome.IsDone) return new ComeAgain();
            }
            foreach (var report in delivered.Reports)
            {
                await using var own = desk.Works.Begin(http.RequestAborted);
                await TakeReport.Handle(account, report, own, door.Cases, desk.Messenger, desk.Keys);
            }
        }
        catch (Exception away) when (Away.Is(away)) { return new ComeAgain(); }
        // A case reference that another node drew in the same moment: the delivery comes again and draws another.
        catch (Npgsql.PostgresException clash) when (clash.SqlState == Npgsql.PostgresErrorCodes.UniqueViolation) { return new ComeAgain(); }
        return delivered.Answer is null ? Results.Ok() : Results.Text(delivered.Answer, delivered.ContentType + "; charset=utf-8");
    }

    /// <summary>The question with which a provider tries an address.</summary>
    public static async Task<IResult> Challenge(Guid id, HttpContext http, Work work, Gateways gateways) =>
        await gateways.Named(work, id) is { Provider: GatewayProvider.WhatsApp } account && WhatsApp.Challenge(account, http.Request.QueryString.Value ?? "") is { } answer ? Results.Text(answer) : Results.NotFound();

    private static async Task<byte[]> Body(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        return buffer.ToArray();
    }

    private sealed class ComeAgain : IResult
    {
        public Task ExecuteAsync(HttpContext http) => Answers.Busy(http);
    }
}
