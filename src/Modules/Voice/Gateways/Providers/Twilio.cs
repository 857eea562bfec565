using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using OpenIlm.Kernel;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>SMS and calls in the shape of Twilio's interface. Credentials: account SID, auth token, the number.</summary>
internal sealed class Twilio(HttpClient http) : IProvider
{
    private const int LongestRecording = 180, Ringing = 25;
    private static readonly string[] media = ["twilio.com", "twiliocdn.com", "amazonaws.com"];
    /// <summary>Languages that the provider's voices speak; others need a recorded announcement.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Spoken = new Dictionary<string, string> { ["en"] = "en-GB", ["th"] = "th-TH" };

    public GatewayProvider Kind => GatewayProvider.Twilio;
    public bool SendsOnce => false;

    public bool IsGenuine(GatewayAccount account, WebhookRequest request) =>
        account.Secrets.Secret is { } token && Signatures.Same(request.Headers("X-Twilio-Signature"), Signatures.Twilio(token, request.Url, request.Form));

    public Delivered Read(GatewayAccount account, WebhookRequest request) => request.Door switch
    {
        "voice" => Call(account, request),
        "calls" => AfterCall(account, request),
        "status" => Status(request),
        _ => Message(request),
    };

    private static Delivered Message(WebhookRequest request)
    {
        if (request.Field("MessageSid") is not { } id || request.Field("From") is not { } from) return Delivered.Nothing;
        var media = Enumerable.Range(0, int.TryParse(request.Field("NumMedia"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, 20) : 0)
            .Select(i => new Medium((request.Field($"MediaContentType{i}") ?? "").Split('/')[0], request.Field($"MediaUrl{i}") ?? "")).ToList();
        return new([new IncomingMessage(id, from, PhoneNumbers.ToE164(from), request.Field("Body") ?? "") { Media = media }], [], "<Response/>", "text/xml");
    }

    private static Delivered Status(WebhookRequest request)
    {
        var id = Guid.TryParse(QueryHelpers.ParseQuery(request.Query).GetValueOrDefault("m").ToString(), out var ours) ? ours : (Guid?)null;
        DeliveryState? state = request.Field("MessageStatus") switch
        {
            "sent" => DeliveryState.Sent, "delivered" => DeliveryState.Delivered, "read" => DeliveryState.Read, "undelivered" or "failed" => DeliveryState.Failed, _ => null,
        };
        return state is null ? Delivered.Nothing : new([], [new DeliveryReport(id, request.Field("MessageSid"), state.Value, state is DeliveryState.Failed ? FaultOf(request.Field("ErrorCode")) : null)]);
    }

    // Without a number to hand over to, whoever calls is heard by a machine: that she called is kept at once, she may hang up before the tone.
    private static Delivered Call(GatewayAccount account, WebhookRequest request)
    {
        if (request.Field("CallSid") is not { } call) return Delivered.Nothing;
        var said = Announce(account, request, account.Secrets.ForwardTo is null ? "gateway.voice.machine" : "gateway.voice.welcome");
        return account.Secrets.ForwardTo is { } number
            ? new([], [], $"<Response>{said}<Dial action=\"{Escape(Sibling(request.Url))}\" timeout=\"{Ringing}\">{Escape(number)}</Dial></Response>", "text/xml")
            : new([Missed(call, request)], [], $"<Response>{said}{Record(request)}</Response>", "text/xml");
    }

    private static Delivered AfterCall(GatewayAccount account, WebhookRequest request)
    {
        if (request.Field("CallSid") is not { } call) return Delivered.Nothing;
        if (request.Field("RecordingSid") is { } recording)
            return new([new IncomingMessage(recording, request.Field("From") ?? "", PhoneNumbers.ToE164(request.Field("From")), "", Kind: IncomingKind.Call)
                { Media = [new Medium("voicemail", recording)] }], [], "<Response><Hangup/></Response>", "text/xml");
        return request.Field("DialCallStatus") is null or "completed" or "answered" ? new([], [], "<Response><Hangup/></Response>", "text/xml")
            : new([Missed(call, request)], [], $"<Response>{Announce(account, request, "gateway.voice.machine")}{Record(request)}</Response>", "text/xml");
    }

    private static IncomingMessage Missed(string call, WebhookRequest request) => new(call, request.Field("From") ?? "", PhoneNumbers.ToE164(request.Field("From")), "", Kind: IncomingKind.Call);

    private static string Record(WebhookRequest request) => $"<Record action=\"{Escape(Sibling(request.Url))}\" maxLength=\"{LongestRecording}\" playBeep=\"true\"/>";

    private static string Announce(GatewayAccount account, WebhookRequest request, string key) => string.Concat(
        new[] { account.Language }.Concat(Languages.All.Select(l => l.Code)).Distinct().Select(l =>
            account.Secrets.Announcements?.GetValueOrDefault(l) is { } recorded ? $"<Play>{Escape(recorded)}</Play>"
            // One language that the provider's voices do not speak would end the call.
            : Spoken.TryGetValue(l, out var voice) ? $"<Say language=\"{voice}\">{Escape(request.Words(l, key))}</Say>" : ""));

    private static string Sibling(string url) => url[..url.LastIndexOf('/')] + "/calls";
    private static string Escape(string text) => SecurityElement.Escape(text);

    public Task<SendResult> Send(GatewayAccount account, OutgoingMessage message, CancellationToken cancelled)
    {
        var form = new Dictionary<string, string> { ["To"] = message.To, ["From"] = account.Secrets.From ?? "", ["Body"] = message.Text };
        if (message.StatusUrl is { } status) form["StatusCallback"] = status;
        return ProviderHttp.Send(http, Signed(account, HttpMethod.Post, "/Messages.json", new FormUrlEncodedContent(form)), (status, answer) =>
            (int)status is >= 200 and < 300 && answer.Text("sid") is { } sid ? new(SendOutcome.Accepted, sid)
            : status is HttpStatusCode.BadRequest ? new(SendOutcome.Refused, Fault: FaultOf(answer.Text("code"))) : null, cancelled);
    }

    public Task<Fetched> Fetch(GatewayAccount account, Medium medium, CancellationToken cancelled) => PathOf(medium) is { } path
        ? MediaHttp.Fetch(http, Signed(account, HttpMethod.Get, medium.Kind is "voicemail" ? path + ".mp3" : path, null), media, cancelled) : Task.FromResult(new Fetched(null, "gone"));

    // It would keep pictures and recordings for as long as the account lives.
    public Task Forget(GatewayAccount account, Medium medium, CancellationToken cancelled) => PathOf(medium) is { } path
        ? MediaHttp.Ask(http, Signed(account, HttpMethod.Delete, medium.Kind is "voicemail" ? path + ".json" : path, null), cancelled) : Task.CompletedTask;

    // From the address that the provider names only the two ids are taken.
    private static string? PathOf(Medium medium)
    {
        if (medium.Kind is "voicemail") return IsSid(medium.Id) ? "/Recordings/" + medium.Id : null;
        var parts = medium.Id.Split('?')[0].Split('/');
        return parts.Length > 3 && parts[^4] == "Messages" && parts[^2] == "Media" && IsSid(parts[^3]) && IsSid(parts[^1]) ? $"/Messages/{parts[^3]}/Media/{parts[^1]}" : null;
    }

    private static bool IsSid(string id) => id.Length is > 2 and <= 64 && id.All(char.IsAsciiLetterOrDigit);

    public Task<TestState> Test(GatewayAccount account, string webhook, CancellationToken cancelled) =>
        ProviderHttp.Test(http, Signed(account, HttpMethod.Get, ".json", null), a => a.Is("sid", account.Secrets.AccountId!), cancelled);

    private static HttpRequestMessage Signed(GatewayAccount account, HttpMethod method, string path, HttpContent? content) =>
        new(method, $"2010-04-01/Accounts/{Uri.EscapeDataString(account.Secrets.AccountId ?? "")}{path}")
        {
            Content = content,
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Secrets.AccountId}:{account.Secrets.Secret}"))) },
        };

    private static string FaultOf(string? code) => code switch
    {
        "21610" => "blocked",
        "21211" or "21214" or "21217" or "21614" or "30003" or "30005" or "30006" => "no-such-phone",
        "30004" or "30007" or "30032" => "carrier",
        _ => "refused",
    };
}
