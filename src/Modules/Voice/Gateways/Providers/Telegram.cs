using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OpenIlm.Voice;

/// <summary>Telegram by its Bot API. Credentials: bot token, and the secret that comes with each delivery.</summary>
internal sealed class Telegram(HttpClient http) : IProvider
{
    public GatewayProvider Kind => GatewayProvider.Telegram;
    public bool SendsOnce => false;

    public bool IsGenuine(GatewayAccount account, WebhookRequest request) => Signatures.Same(request.Headers("X-Telegram-Bot-Api-Secret-Token"), account.Secrets.VerifyToken ?? "");

    public Delivered Read(GatewayAccount account, WebhookRequest request)
    {
        if (Loose.Parse(request.Body) is not { } update || update.Text("update_id") is not { } id) return Delivered.Nothing;
        if (update.At("my_chat_member") is { ValueKind: JsonValueKind.Object } member)
            return member.At("chat").Is("type", "private") && member.At("new_chat_member").Is("status", "kicked") && member.At("chat").Text("id") is { } left
                ? new([new IncomingMessage(id, left, null, "", Kind: IncomingKind.Left)], []) : Delivered.Nothing;
        var changed = update.At("edited_message").ValueKind is JsonValueKind.Object;
        var tapped = update.At("callback_query");
        var message = changed ? update.At("edited_message") : tapped.ValueKind is JsonValueKind.Object ? tapped.At("message") : update.At("message");
        // A group has other people in it.
        if (!message.At("chat").Is("type", "private") || message.At("chat").Text("id") is not { } from) return Delivered.Nothing;
        var language = (tapped.ValueKind is JsonValueKind.Object ? tapped : message).At("from").Text("language_code");
        var text = tapped.ValueKind is JsonValueKind.Object ? tapped.Text("data") : message.Text("text") ?? message.Text("caption");
        // The first tap of everybody who opens the chat says nothing yet: she is told who reads, and nothing is kept.
        if (text is { } start && (start == "/start" || start.StartsWith("/start ", StringComparison.Ordinal)))
            return new([], [], JsonSerializer.Serialize(new { method = "sendMessage", chat_id = from, text = request.Words(FirstAnswer.LanguageOf(null, language, account.Language), "gateway.welcome") }));
        var media = Media(message).ToList();
        var place = message.At("location");
        text ??= place.ValueKind is JsonValueKind.Object ? GatewayWords.Place(place.Text("latitude"), place.Text("longitude"), null, null)
            : message.At("contact").ValueKind is JsonValueKind.Object ? GatewayWords.Line("contact-card") : media.Count > 0 ? "" : GatewayWords.Line("unreadable");
        return new([new IncomingMessage(id, from, null, changed ? GatewayWords.Line("changed") + " " + text : text, message.Number("message_id"), language) { Media = media }], []);
    }

    private static IEnumerable<Medium> Media(JsonElement message)
    {
        // Several sizes of one picture: the last is the largest.
        if (message.Each("photo").Select(p => p.Text("file_id")).LastOrDefault() is { } photo) yield return new Medium("image", photo);
        foreach (var (member, kind) in new[] { ("voice", "audio"), ("audio", "audio"), ("video", "video"), ("video_note", "video"), ("document", "document"), ("sticker", "sticker") })
            if (message.At(member).Text("file_id") is { } file) yield return new Medium(kind, file);
    }

    public Task<SendResult> Send(GatewayAccount account, OutgoingMessage message, CancellationToken cancelled) =>
        ProviderHttp.Send(http, Asked(account, "sendMessage", new { chat_id = message.To, text = message.Text, protect_content = true, link_preview_options = new { is_disabled = true } }), (status, answer) =>
            answer.At("result").Text("message_id") is { } id ? new(SendOutcome.Accepted, $"{message.To}:{id}")
            // 403 is about her, not about us: she blocked the bot or deleted her account.
            : status is HttpStatusCode.Forbidden ? new(SendOutcome.Refused, Fault: "blocked")
            : status is HttpStatusCode.BadRequest ? new(SendOutcome.Refused, Fault: "no-such-phone")
            : status is HttpStatusCode.NotFound ? new(SendOutcome.Later, Fault: "credentials") : null, cancelled);

    public async Task<Fetched> Fetch(GatewayAccount account, Medium medium, CancellationToken cancelled)
    {
        var (answer, over) = await MediaHttp.Ask(http, Asked(account, "getFile", new { file_id = medium.Id }), cancelled);
        if (over is not null) return over;
        return answer.At("result").Text("file_path") is { } path && !path.Contains("..", StringComparison.Ordinal) && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '.')
            ? await MediaHttp.Fetch(http, new HttpRequestMessage(HttpMethod.Get, $"./file/bot{account.Secrets.Secret}/{path.TrimStart('/')}"), [], cancelled) : new Fetched(null, "gone");
    }

    public async Task<TestState> Test(GatewayAccount account, string webhook, CancellationToken cancelled)
    {
        var known = await ProviderHttp.Test(http, Asked(account, "getMe", new { }), a => a.At("result").Text("id") is not null, cancelled);
        return known is TestState.Good
            ? await ProviderHttp.Test(http, Asked(account, "setWebhook", new { url = webhook, secret_token = account.Secrets.VerifyToken, allowed_updates = new[] { "message", "edited_message", "callback_query", "my_chat_member" } }), a => a.At("ok").ValueKind is JsonValueKind.True, cancelled)
            : known;
    }

    // The token holds a colon: without the point before it, its beginning would be read as a scheme.
    private static HttpRequestMessage Asked(GatewayAccount account, string method, object body) => new(HttpMethod.Post, $"./bot{account.Secrets.Secret}/{method}") { Content = JsonContent.Create(body) };
}
