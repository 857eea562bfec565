using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OpenIlm.Voice;

/// <summary>LINE by its Messaging API. Credentials: channel secret (signs deliveries), channel access token.</summary>
internal sealed class Line(HttpClient http) : IProvider
{
    public GatewayProvider Kind => GatewayProvider.Line;
    // Its retry key: the same message again is answered 409 and goes out once.
    public bool SendsOnce => true;

    public bool IsGenuine(GatewayAccount account, WebhookRequest request) =>
        account.Secrets.Secret is { } secret && Signatures.Same(request.Headers("X-Line-Signature"), Signatures.Line(secret, request.Body));

    public Delivered Read(GatewayAccount account, WebhookRequest request) =>
        Loose.Parse(request.Body) is { } body ? new([.. body.Each("events").Select(Event).OfType<IncomingMessage>()], []) : Delivered.Nothing;

    private static IncomingMessage? Event(JsonElement e)
    {
        // A group has other people in it: nothing of it is a message to us.
        if (!e.At("source").Is("type", "user") || e.At("source").Text("userId") is not { } from || (e.Text("webhookEventId") ?? e.At("message").Text("id")) is not { } id) return null;
        var at = e.Number("timestamp");
        if (e.Is("type", "unfollow")) return new IncomingMessage(id, from, null, "", at, Kind: IncomingKind.Left);
        if (e.Is("type", "postback")) return e.At("postback").At("params").ValueKind is JsonValueKind.Undefined && e.At("postback").Text("data") is { } tapped ? new IncomingMessage(id, from, null, tapped, at) : null;
        if (!e.Is("type", "message")) return null;
        var message = e.At("message");
        return message.Text("type") switch
        {
            "text" => new IncomingMessage(id, from, null, message.Text("text") ?? "", at),
            "image" or "audio" or "video" or "file" => new IncomingMessage(id, from, null, "", at) { Media = [new Medium(message.Text("type") is "file" ? "document" : message.Text("type")!, message.Text("id") ?? "")] },
            "sticker" => new IncomingMessage(id, from, null, string.Join(' ', message.Each("keywords").Select(k => k.ValueKind is JsonValueKind.String ? k.GetString() : null).OfType<string>().Take(3)), at) { Media = [new Medium("sticker", message.Text("stickerId") ?? "")] },
            "location" => new IncomingMessage(id, from, null, GatewayWords.Place(message.Text("latitude"), message.Text("longitude"), message.Text("title"), message.Text("address")), at),
            _ => new IncomingMessage(id, from, null, GatewayWords.Line("unreadable"), at),
        };
    }

    public Task<SendResult> Send(GatewayAccount account, OutgoingMessage message, CancellationToken cancelled)
    {
        var request = Signed(account, HttpMethod.Post, "v2/bot/message/push", JsonContent.Create(new { to = message.To, messages = new[] { new { type = "text", text = message.Text } } }));
        request.Headers.Add("X-Line-Retry-Key", message.Id.ToString());
        return ProviderHttp.Send(http, request, (status, answer) => (int)status switch
        {
            >= 200 and < 300 => new(SendOutcome.Accepted, answer.Each("sentMessages").Select(m => m.Text("id")).FirstOrDefault()),
            409 => new(SendOutcome.Accepted),
            400 => new(SendOutcome.Refused, Fault: "no-such-phone"),
            _ => null,
        }, cancelled);
    }

    // What people sent lies at another host than the rest of the interface.
    public Task<Fetched> Fetch(GatewayAccount account, Medium medium, CancellationToken cancelled) => medium.Id.All(char.IsAsciiDigit)
        ? MediaHttp.Fetch(http, Signed(account, HttpMethod.Get, (http.BaseAddress!.Host == "api.line.me" ? "https://api-data.line.me/" : "") + $"v2/bot/message/{medium.Id}/content", null), ["line.me", "line-scdn.net"], cancelled)
        : Task.FromResult(new Fetched(null, "gone"));

    public async Task<TestState> Test(GatewayAccount account, string webhook, CancellationToken cancelled)
    {
        var known = await ProviderHttp.Test(http, Signed(account, HttpMethod.Get, "v2/bot/info", null), a => a.Text("userId") is not null, cancelled);
        return known is TestState.Good ? await ProviderHttp.Test(http, Signed(account, HttpMethod.Put, "v2/bot/channel/webhook/endpoint", JsonContent.Create(new { endpoint = webhook })), _ => true, cancelled) : known;
    }

    private static HttpRequestMessage Signed(GatewayAccount account, HttpMethod method, string path, HttpContent? content) =>
        new(method, path) { Content = content, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", account.Secrets.Token) } };
}
