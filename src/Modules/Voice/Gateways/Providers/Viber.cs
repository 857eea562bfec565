using System.Net.Http.Json;
using System.Text.Json;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>Viber by its bot interface. Credentials: the authentication token (signs both ways) and the name that is shown.</summary>
internal sealed class Viber(HttpClient http) : IProvider
{
    private static readonly string[] media = ["viber.com"];

    public GatewayProvider Kind => GatewayProvider.Viber;
    public bool SendsOnce => false;

    public bool IsGenuine(GatewayAccount account, WebhookRequest request) =>
        account.Secrets.Secret is { } token && Signatures.Same(request.Headers("X-Viber-Content-Signature"), Signatures.Viber(token, request.Body));

    public Delivered Read(GatewayAccount account, WebhookRequest request)
    {
        if (Loose.Parse(request.Body) is not { } body) return Delivered.Nothing;
        var id = body.Text("message_token");
        switch (body.Text("event"))
        {
            case "message" when id is not null && body.At("sender").Text("id") is { } from:
                return new([Message(id, from, body)], []);
            case "unsubscribed" when body.Text("user_id") is { } left:
                return new([new IncomingMessage(id ?? $"{left} {body.Text("timestamp")}", left, null, "", body.Number("timestamp"), Kind: IncomingKind.Left)], []);
            case "conversation_started":
                return new([], [], JsonSerializer.Serialize(new
                {
                    type = "text", sender = new { name = account.Secrets.From ?? account.Name }, text = request.Words(FirstAnswer.LanguageOf(null, body.At("user").Text("language"), account.Language), "gateway.welcome"),
                }));
            case "delivered" when id is not null: return new([], [new DeliveryReport(null, id, DeliveryState.Delivered)]);
            case "seen" when id is not null: return new([], [new DeliveryReport(null, id, DeliveryState.Read)]);
            case "failed" when id is not null: return new([], [new DeliveryReport(null, id, DeliveryState.Failed, "refused")]);
            default: return Delivered.Nothing;
        }
    }

    private static IncomingMessage Message(string id, string from, JsonElement body)
    {
        var message = body.At("message");
        var (text, media) = (message.Text("text") ?? "", new List<Medium>());
        switch (message.Text("type"))
        {
            case "text" or "url": text = string.Join(' ', new[] { text, message.Text("type") is "url" ? message.Text("media") : null }.OfType<string>()).Trim(); break;
            case { } kind when kind is "picture" or "video" or "file" or "sticker": media.Add(new Medium(kind switch { "picture" => "image", "file" => "document", _ => kind }, message.Text("media") ?? message.Text("sticker_id") ?? "")); break;
            case "location": text = GatewayWords.Place(message.At("location").Text("lat"), message.At("location").Text("lon"), null, null); break;
            case "contact": text = GatewayWords.Line("contact-card"); break;
            default: text = GatewayWords.Line("unreadable"); break;
        }
        return new IncomingMessage(id, from, null, text, body.Number("timestamp"), body.At("sender").Text("language")) { Media = media };
    }

    public Task<SendResult> Send(GatewayAccount account, OutgoingMessage message, CancellationToken cancelled) =>
        ProviderHttp.Send(http, Asked(account, "pa/send_message", new
        {
            receiver = message.To, type = "text", sender = new { name = account.Secrets.From ?? account.Name }, tracking_data = message.Id.ToString("N"), text = message.Text,
        }), (_, answer) => answer.Number("status") switch
        {
            // It answers 200 and says in the body what is wrong.
            0 => new(SendOutcome.Accepted, answer.Text("message_token")),
            1 or 2 or 7 => new(SendOutcome.Later, Fault: "credentials"),
            6 => new(SendOutcome.Refused, Fault: "blocked"),
            5 => new(SendOutcome.Refused, Fault: "no-such-phone"),
            12 => new(SendOutcome.Later, Fault: "busy"),
            null => null,
            _ => new(SendOutcome.Refused, Fault: "refused"),
        }, cancelled);

    // It names an address that is good for an hour.
    public Task<Fetched> Fetch(GatewayAccount account, Medium medium, CancellationToken cancelled) =>
        Uri.TryCreate(medium.Id, UriKind.Absolute, out var address) && MediaHttp.IsOfProvider(http, address, media)
            ? MediaHttp.Fetch(http, new HttpRequestMessage(HttpMethod.Get, address), media, cancelled) : Task.FromResult(new Fetched(null, "elsewhere"));

    public async Task<TestState> Test(GatewayAccount account, string webhook, CancellationToken cancelled)
    {
        var known = await ProviderHttp.Test(http, Asked(account, "pa/get_account_info", new { }), a => a.Number("status") == 0, cancelled);
        return known is TestState.Good
            ? await ProviderHttp.Test(http, Asked(account, "pa/set_webhook", new { url = webhook, event_types = new[] { "delivered", "seen", "failed", "unsubscribed", "conversation_started" }, send_name = false, send_photo = false }), a => a.Number("status") == 0, cancelled)
            : known;
    }

    private static HttpRequestMessage Asked(GatewayAccount account, string path, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Viber-Auth-Token", account.Secrets.Secret);
        return request;
    }
}
