using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using OpenIlm.Kernel;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>WhatsApp by Meta's Cloud API. Credentials: phone number id, app secret (signs deliveries), access token, verify token.</summary>
internal sealed class WhatsApp(HttpClient http) : IProvider
{
    private const string Version = "v21.0";
    private static readonly string[] media = ["fbsbx.com", "fbcdn.net", "facebook.com", "whatsapp.net"];

    public GatewayProvider Kind => GatewayProvider.WhatsApp;
    public bool SendsOnce => false;

    public bool IsGenuine(GatewayAccount account, WebhookRequest request) =>
        account.Secrets.Secret is { } secret && Signatures.Same(request.Headers("X-Hub-Signature-256"), Signatures.WhatsApp(secret, request.Body));

    /// <summary>The answer to the question with which Meta tries an address; null when it does not know the verify token.</summary>
    public static string? Challenge(GatewayAccount account, string query)
    {
        var asked = QueryHelpers.ParseQuery(query);
        return asked.GetValueOrDefault("hub.mode") == "subscribe" && account.Secrets.VerifyToken is { } word && Signatures.Same(asked.GetValueOrDefault("hub.verify_token"), word)
            && asked.GetValueOrDefault("hub.challenge").ToString() is { Length: > 0 and <= 200 } challenge && challenge.All(char.IsAsciiLetterOrDigit) ? challenge : null;
    }

    public Delivered Read(GatewayAccount account, WebhookRequest request)
    {
        if (Loose.Parse(request.Body) is not { } body) return Delivered.Nothing;
        var (messages, reports) = (new List<IncomingMessage>(), new List<DeliveryReport>());
        foreach (var change in body.Each("entry").SelectMany(e => e.Each("changes")))
        {
            var value = change.At("value");
            // One app may serve several numbers: what is for another one is that one's account's.
            if (value.At("metadata").Text("phone_number_id") is { } number && account.Secrets.AccountId is { } ours && number != ours) continue;
            if (change.Is("field", "messages"))
            {
                messages.AddRange(value.Each("messages").Select(Message).OfType<IncomingMessage>());
                reports.AddRange(value.Each("statuses").Where(s => !s.Is("recipient_type", "group")).Select(Report).OfType<DeliveryReport>());
            }
            else if (change.Is("field", "calls"))
                messages.AddRange(value.Each("calls").Where(c => c.Is("event", "connect") && c.Is("direction", "USER_INITIATED")).Select(c =>
                    c.Text("id") is { } id && c.Text("from") is { } from ? new IncomingMessage(id, from, Phone(from), "", c.Number("timestamp"), Kind: IncomingKind.Call) : null).OfType<IncomingMessage>());
        }
        return new(messages, reports);
    }

    private static IncomingMessage? Message(JsonElement message)
    {
        if (message.Text("id") is not { } id || message.Text("from") is not { } from) return null;
        var type = message.Text("type") ?? "unsupported";
        var (content, media) = (message.At(type), new List<Medium>());
        var text = type switch
        {
            "text" => content.Text("body"),
            "button" => content.Text("text"),
            "interactive" => Tapped(content),
            "image" or "video" or "audio" or "document" or "sticker" => Medium(type, content, media),
            "location" => GatewayWords.Place(content.Text("latitude"), content.Text("longitude"), content.Text("name"), content.Text("address")),
            "contacts" => GatewayWords.Line("contact-card"),
            "reaction" => content.Text("emoji"),
            "order" => content.Text("text") ?? GatewayWords.Line("unreadable"),
            "revoke" => GatewayWords.Line("took-back"),
            "edit" => GatewayWords.Line("changed") + " " + (Edited(content.At("message"), media) ?? ""),
            "system" => message.At("system").Is("type", "user_changed_number") ? GatewayWords.Line("new-number") : null,
            _ => GatewayWords.Line("unreadable"),
        };
        // That a reaction was taken back, or that her phone was set up anew, says nothing that somebody must read.
        return text is null && media.Count == 0 ? null : new IncomingMessage(id, from, Phone(from), text?.Trim() ?? "", message.Number("timestamp")) { Media = media };
    }

    private static string? Tapped(JsonElement content) => content.Text("type") switch
    {
        "button_reply" => content.At("button_reply").Text("title"),
        "list_reply" => content.At("list_reply").Text("title"),
        "nfm_reply" => content.At("nfm_reply").Text("response_json"),
        "call_permission_reply" => null,
        _ => GatewayWords.Line("unreadable"),
    };

    private static string? Edited(JsonElement message, List<Medium> media) => message.Text("type") switch
    {
        "text" => message.At("text").Text("body"),
        { } type => Medium(type, message.At(type), media),
        null => null,
    };

    private static string? Medium(string type, JsonElement content, List<Medium> media)
    {
        media.Add(new Medium(type, content.Text("id") ?? ""));
        return content.Text("caption");
    }

    private static DeliveryReport? Report(JsonElement status)
    {
        DeliveryState? state = status.Text("status") switch { "sent" => DeliveryState.Sent, "delivered" => DeliveryState.Delivered, "read" or "played" => DeliveryState.Read, "failed" => DeliveryState.Failed, _ => null };
        return state is null ? null : new DeliveryReport(Guid.TryParse(status.Text("biz_opaque_callback_data"), out var ours) ? ours : null, status.Text("id"), state.Value,
            state is DeliveryState.Failed ? FaultOf(status.Each("errors").Select(e => e.Text("code")).FirstOrDefault()) : null);
    }

    public Task<SendResult> Send(GatewayAccount account, OutgoingMessage message, CancellationToken cancelled) =>
        ProviderHttp.Send(http, Signed(account, HttpMethod.Post, "/messages", JsonContent.Create(new
        {
            messaging_product = "whatsapp", recipient_type = "individual", to = message.To, type = "text", text = new { body = message.Text, preview_url = false }, biz_opaque_callback_data = message.Id.ToString(),
        })), (status, answer) => answer.Each("messages").Select(m => m.Text("id")).FirstOrDefault() is { } id ? new(SendOutcome.Accepted, id)
            : answer.At("error").Text("code") switch
            {
                null => null,
                "190" or "10" or "200" => new(SendOutcome.Later, Fault: "credentials"),
                "4" or "80007" or "130429" or "131048" or "131056" or "2" => new(SendOutcome.Later, Fault: "busy"),
                { } code when (int)status is >= 400 and < 500 => new(SendOutcome.Refused, Fault: FaultOf(code)),
                _ => null,
            }, cancelled);

    public async Task<Fetched> Fetch(GatewayAccount account, Medium medium, CancellationToken cancelled)
    {
        if (!medium.Id.All(char.IsAsciiLetterOrDigit)) return new Fetched(null, "gone");
        var (answer, over) = await MediaHttp.Ask(http, Bearing(account, new HttpRequestMessage(HttpMethod.Get, $"{Version}/{medium.Id}")), cancelled);
        if (over is not null) return over;
        if (!Uri.TryCreate(answer.Text("url"), UriKind.Absolute, out var url) || !MediaHttp.IsOfProvider(http, url, media)) return new Fetched(null, "elsewhere");
        return await MediaHttp.Fetch(http, Bearing(account, new HttpRequestMessage(HttpMethod.Get, url)), media, cancelled);
    }

    public Task<TestState> Test(GatewayAccount account, string webhook, CancellationToken cancelled) =>
        ProviderHttp.Test(http, Signed(account, HttpMethod.Get, "?fields=id", null), a => a.Is("id", account.Secrets.AccountId!), cancelled);

    private static HttpRequestMessage Signed(GatewayAccount account, HttpMethod method, string path, HttpContent? content) =>
        Bearing(account, new(method, $"{Version}/{Uri.EscapeDataString(account.Secrets.AccountId ?? "")}{path}") { Content = content });

    private static HttpRequestMessage Bearing(GatewayAccount account, HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.Secrets.Token);
        return request;
    }

    private static string? Phone(string from) => PhoneNumbers.ToE164("+" + from.TrimStart('+'));

    private static string FaultOf(string? code) => code switch
    {
        "131047" => "window",
        "131026" or "131030" or "131021" => "no-such-phone",
        "131050" => "blocked",
        _ => "refused",
    };
}
