using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.WebUtilities;
using OpenIlm.Voice;

namespace OpenIlm.Web.Demonstration;

/// <summary>How a simulated provider is today.</summary>
public enum ProviderMood
{
    /// <summary>Takes what comes.</summary>
    Up,
    /// <summary>Answers 503.</summary>
    Down,
    /// <summary>Takes the message and breaks the connection before it says so.</summary>
    SwallowsAnswers,
    /// <summary>Takes the message and answers 500.</summary>
    FailsAfterTaking,
    /// <summary>Takes its time.</summary>
    Slow,
    /// <summary>Says that the phone does not take messages from this account.</summary>
    Blocked,
    /// <summary>Does not take the credentials.</summary>
    Suspicious,
}

/// <summary>A message on a simulated phone.</summary>
/// <param name="Provider">Through whom.</param>
/// <param name="To">Whose phone.</param>
/// <param name="Text">The words.</param>
/// <param name="Id">The provider's id.</param>
/// <param name="StatusUrl">Where the sender wants to know what becomes of it.</param>
/// <param name="Reference">The sender's reference, where the provider carries one.</param>
public sealed record OnPhone(GatewayProvider Provider, string To, string Text, string Id, string? StatusUrl, string? Reference)
{
    /// <summary>Says nothing of it.</summary>
    public override string ToString() => "message on a phone";
}

/// <summary>
/// Messaging providers in a box, for tests and the demonstration: takes what is sent in the shape of each, delivers what a phone writes with the signature of each, and can be
/// down, slow, or unsure. It speaks to loopback only and knows invented phones only.
/// </summary>
public sealed class ProviderSimulator : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<OnPhone> taken = new();
    private readonly ConcurrentDictionary<(GatewayProvider, string), string> once = new();
    private readonly ConcurrentDictionary<GatewayProvider, ProviderMood> moods = new();
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string Type)> media = new();
    private readonly ConcurrentDictionary<GatewayProvider, (Uri Hook, GatewaySecrets Secrets)> accounts = new();
    private int counter, tries;

    private ProviderSimulator(WebApplication app) => this.app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;
    /// <summary>Options under which this program speaks with it.</summary>
    public GatewayOptions Options => new() { Addresses = Enum.GetValues<GatewayProvider>().ToDictionary(p => p, p => new Uri(Address, p.ToString().ToLowerInvariant() + "/")), Patience = TimeSpan.FromSeconds(3) };
    /// <summary>What reached phones, in order.</summary>
    public IReadOnlyList<OnPhone> Phones => [.. taken];
    /// <summary>How often anybody tried to send.</summary>
    public int Tries => tries;

    /// <summary>Starts it.</summary>
    /// <param name="port">Port on loopback; 0, or one that is taken, for any.</param>
    public static async Task<ProviderSimulator> Start(int port = 0)
    {
        try { return await StartAt(port); }
        catch (IOException) when (port != 0) { return await StartAt(0); }
    }

    private static async Task<ProviderSimulator> StartAt(int port)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        builder.Services.AddHttpClient("hooks").RemoveAllLoggers();
        var app = builder.Build();
        var simulator = new ProviderSimulator(app);
        app.MapPost("/{provider}/{**path}", simulator.Take);
        app.MapGet("/{provider}/{**path}", simulator.Know);
        app.MapPut("/{provider}/{**path}", simulator.Know);
        app.MapDelete("/{provider}/{**path}", simulator.Delete);
        PhonePage.Map(app, simulator);
        await app.StartAsync();
        simulator.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return simulator;
    }

    /// <summary>The provider's clock.</summary>
    public Func<DateTimeOffset> Time { get; set; } = TimeProvider.System.GetUtcNow;

    /// <summary>Says how a provider is from now on.</summary>
    public void Is(GatewayProvider provider, ProviderMood mood) => moods[provider] = mood;

    /// <summary>Tells it where an account is delivered to and with what it signs.</summary>
    public void Connect(GatewayProvider provider, Uri hook, GatewaySecrets secrets) => accounts[provider] = (hook, secrets);

    /// <summary>The accounts that are connected.</summary>
    public IEnumerable<GatewayProvider> Connected => accounts.Keys.Order();

    /// <summary>A phone writes.</summary>
    /// <param name="provider">Through whom.</param>
    /// <param name="from">Its number or name.</param>
    /// <param name="text">The words.</param>
    /// <param name="id">The provider's id; drawn when null.</param>
    /// <param name="at">The provider's instant; the next one when null.</param>
    /// <param name="forged">Signs with another secret.</param>
    public Task<HttpStatusCode> Write(GatewayProvider provider, string from, string text, string? id = null, long? at = null, bool forged = false)
    {
        var number = Interlocked.Increment(ref counter);
        var (message, when) = (id ?? $"in-{number}-{Guid.NewGuid():N}", at ?? 1_760_000_000 + number);
        return provider switch
        {
            GatewayProvider.Twilio => Form("", [new("MessageSid", message), new("From", from), new("To", "+15550100"), new("Body", text), new("NumMedia", "0")], forged),
            GatewayProvider.WhatsApp => Json(provider, WhatsAppBody(new JsonObject { ["from"] = from.TrimStart('+'), ["id"] = message, ["timestamp"] = when.ToString(CultureInfo.InvariantCulture), ["type"] = "text", ["text"] = new JsonObject { ["body"] = text } }, "messages"), forged),
            GatewayProvider.Line => Json(provider, new JsonObject
            {
                ["destination"] = "U0", ["events"] = new JsonArray(new JsonObject
                {
                    ["type"] = "message", ["webhookEventId"] = message, ["timestamp"] = when, ["source"] = new JsonObject { ["type"] = "user", ["userId"] = from }, ["deliveryContext"] = new JsonObject { ["isRedelivery"] = false },
                    ["message"] = new JsonObject { ["type"] = "text", ["id"] = message, ["text"] = text },
                }),
            }, forged),
            GatewayProvider.Telegram => Json(provider, new JsonObject
            {
                ["update_id"] = id is null ? JsonValue.Create(700_000 + number) : JsonValue.Create(id), ["message"] = new JsonObject { ["message_id"] = when, ["date"] = when, ["from"] = new JsonObject { ["id"] = from, ["language_code"] = "en" }, ["chat"] = new JsonObject { ["id"] = from, ["type"] = "private" }, ["text"] = text },
            }, forged),
            GatewayProvider.Viber => Json(provider, new JsonObject
            {
                ["event"] = "message", ["timestamp"] = when, ["message_token"] = message, ["sender"] = new JsonObject { ["id"] = from }, ["message"] = new JsonObject { ["type"] = "text", ["text"] = text },
            }, forged),
            _ => Json(provider, new JsonObject { ["id"] = message, ["from"] = from, ["subject"] = "", ["text"] = text, ["sentAt"] = when }, forged),
        };
    }

    /// <summary>A phone sends a picture, a voice message or a file: the delivery names it, and the bytes stay here until they are fetched.</summary>
    /// <param name="provider">Through whom.</param>
    /// <param name="from">Its number or name.</param>
    /// <param name="kind">image, audio, video or document.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="type">The media type that the provider says.</param>
    public Task<HttpStatusCode> SendFile(GatewayProvider provider, string from, string kind, byte[] bytes, string type)
    {
        var number = Interlocked.Increment(ref counter);
        var (id, when) = ((7_000_000_000_000L + number).ToString(CultureInfo.InvariantCulture), 1_760_000_000 + number);
        if (provider is GatewayProvider.Twilio) id = "ME" + id;
        media[id] = (bytes, type);
        return provider switch
        {
            GatewayProvider.Twilio => Form("", [new("MessageSid", "MM" + id), new("From", from), new("To", "+15550100"), new("Body", ""), new("NumMedia", "1"), new("MediaContentType0", type),
                new("MediaUrl0", $"https://api.twilio.com/2010-04-01/Accounts/{accounts[provider].Secrets.AccountId}/Messages/MM{id}/Media/{id}")], false),
            GatewayProvider.WhatsApp => Json(provider, WhatsAppBody(new JsonObject { ["from"] = from.TrimStart('+'), ["id"] = "in-" + id, ["timestamp"] = when.ToString(CultureInfo.InvariantCulture), ["type"] = kind, [kind] = new JsonObject { ["id"] = id, ["mime_type"] = type } }, "messages"), false),
            GatewayProvider.Line => Json(provider, new JsonObject
            {
                ["destination"] = "U0", ["events"] = new JsonArray(new JsonObject
                {
                    ["type"] = "message", ["webhookEventId"] = "in-" + id, ["timestamp"] = when, ["source"] = new JsonObject { ["type"] = "user", ["userId"] = from },
                    ["message"] = new JsonObject { ["type"] = kind is "document" ? "file" : kind, ["id"] = id },
                }),
            }, false),
            GatewayProvider.Telegram => Json(provider, new JsonObject
            {
                ["update_id"] = 700_000 + number, ["message"] = new JsonObject
                {
                    ["message_id"] = when, ["date"] = when, ["from"] = new JsonObject { ["id"] = from, ["language_code"] = "en" }, ["chat"] = new JsonObject { ["id"] = from, ["type"] = "private" },
                    [kind switch { "image" => "photo", "audio" => "voice", _ => kind }] = kind is "image" ? new JsonArray(new JsonObject { ["file_id"] = id }) : new JsonObject { ["file_id"] = id },
                },
            }, false),
            _ => Json(provider, new JsonObject
            {
                ["event"] = "message", ["timestamp"] = when, ["message_token"] = "in-" + id, ["sender"] = new JsonObject { ["id"] = from },
                ["message"] = new JsonObject { ["type"] = kind is "image" ? "picture" : "file", ["media"] = new Uri(Address, $"viber/content/{id}").ToString() },
            }, false),
        };
    }

    /// <summary>What was recorded after the tone lies here under its name.</summary>
    public void Recorded(string recording, byte[] bytes) => media[recording] = (bytes, "audio/mpeg");

    /// <summary>Whether the provider still has it.</summary>
    public bool Keeps(byte[] bytes) => media.Values.Any(m => ReferenceEquals(m.Bytes, bytes));

    // The name of a medium is somewhere in the path, whichever way the provider has of asking for it.
    private string? MediumIn(HttpContext http) => http.Request.Path.Value!.Split('/').Select(p => p.Split('.')[0]).FirstOrDefault(media.ContainsKey);

    private Task<IResult> Delete(string provider, HttpContext http)
    {
        if (MediumIn(http) is not { } id) return Task.FromResult(Results.NotFound());
        media.TryRemove(id, out _);
        return Task.FromResult(Results.NoContent());
    }

    private IResult Medium(GatewayProvider kind, string id, HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (kind is GatewayProvider.WhatsApp && !path.Contains("/content/", StringComparison.Ordinal)) return Results.Json(new { url = new Uri(Address, $"whatsapp/content/{id}").ToString(), mime_type = media[id].Type, id });
        // As the real one does: the bytes lie with somebody else.
        if (kind is GatewayProvider.Twilio && path.Contains("/Media/", StringComparison.Ordinal)) return Results.Redirect(new Uri(Address, $"twilio/content/{id}").ToString(), preserveMethod: true);
        return Results.Bytes(media[id].Bytes, media[id].Type);
    }

    /// <summary>A phone calls: what the provider asks for first, or one of the steps after.</summary>
    public Task<(HttpStatusCode Status, string Answer)> Call(string door, params KeyValuePair<string, string>[] fields) => Posted("/" + door, fields, false);

    /// <summary>The provider says what became of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="status">In the provider's words: sent, delivered, read, failed.</param>
    /// <param name="fault">The provider's code of a failure.</param>
    public async Task<HttpStatusCode> Report(OnPhone message, string status, string? fault = null)
    {
        switch (message.Provider)
        {
            case GatewayProvider.Twilio:
                var url = new Uri(message.StatusUrl!);
                List<KeyValuePair<string, string>> fields = [new("MessageSid", message.Id), new("MessageStatus", status), new("To", message.To)];
                if (fault is not null) fields.Add(new("ErrorCode", fault));
                return (await Post(url, new FormUrlEncodedContent(fields), ("X-Twilio-Signature", Signatures.Twilio(accounts[GatewayProvider.Twilio].Secrets.Secret!, message.StatusUrl!, fields)))).Status;
            case GatewayProvider.WhatsApp:
                var told = new JsonObject { ["id"] = message.Id, ["status"] = status, ["timestamp"] = "1760000000", ["recipient_id"] = message.To, ["biz_opaque_callback_data"] = message.Reference };
                if (fault is not null) told["errors"] = new JsonArray(new JsonObject { ["code"] = int.Parse(fault, CultureInfo.InvariantCulture), ["title"] = "failed" });
                return await Json(message.Provider, WhatsAppBody(told, "statuses"), false);
            case GatewayProvider.Viber:
                return await Json(message.Provider, new JsonObject { ["event"] = status is "read" ? "seen" : status, ["timestamp"] = 1_760_000_000, ["message_token"] = message.Id, ["user_id"] = message.To }, false);
            default: throw new NotSupportedException($"{message.Provider} does not report.");
        }
    }

    /// <summary>Delivers any body of a provider, signed.</summary>
    public Task<HttpStatusCode> Deliver(GatewayProvider provider, string body) => Signed(provider, Encoding.UTF8.GetBytes(body), forged: false);

    private JsonObject WhatsAppBody(JsonObject content, string member) => new()
    {
        ["object"] = "whatsapp_business_account", ["entry"] = new JsonArray(new JsonObject
        {
            ["id"] = "0", ["changes"] = new JsonArray(new JsonObject
            {
                ["field"] = "messages", ["value"] = new JsonObject { ["messaging_product"] = "whatsapp", ["metadata"] = new JsonObject { ["phone_number_id"] = accounts[GatewayProvider.WhatsApp].Secrets.AccountId }, [member] = new JsonArray(content) },
            }),
        }),
    };

    private async Task<HttpStatusCode> Form(string door, KeyValuePair<string, string>[] fields, bool forged) => (await Posted(door, fields, forged)).Status;

    private Task<(HttpStatusCode Status, string Answer)> Posted(string door, KeyValuePair<string, string>[] fields, bool forged)
    {
        var (hook, secrets) = accounts[GatewayProvider.Twilio];
        var url = hook + door;
        return Post(new Uri(url), new FormUrlEncodedContent(fields), ("X-Twilio-Signature", Signatures.Twilio(forged ? "another" : secrets.Secret!, url, fields)));
    }

    private Task<HttpStatusCode> Json(GatewayProvider provider, JsonObject body, bool forged) => Signed(provider, JsonSerializer.SerializeToUtf8Bytes(body), forged);

    private async Task<HttpStatusCode> Signed(GatewayProvider provider, byte[] body, bool forged)
    {
        var (hook, secrets) = accounts[provider];
        var secret = forged ? "another secret of a stranger" : secrets.Secret ?? "";
        var instant = Time().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        (string, string)[] headers = provider switch
        {
            GatewayProvider.WhatsApp => [("X-Hub-Signature-256", Signatures.WhatsApp(secret, body))],
            GatewayProvider.Line => [("X-Line-Signature", Signatures.Line(secret, body))],
            GatewayProvider.Telegram => [("X-Telegram-Bot-Api-Secret-Token", forged ? secret : secrets.VerifyToken ?? "")],
            GatewayProvider.Viber => [("X-Viber-Content-Signature", Signatures.Viber(secret, body))],
            _ => [("X-OpenILM-Timestamp", instant), ("X-OpenILM-Signature", Signatures.Email(secret, instant, body))],
        };
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        return (await Post(hook, content, headers)).Status;
    }

    private async Task<(HttpStatusCode Status, string Answer)> Post(Uri to, HttpContent content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("hooks").SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private Task<IResult> Know(string provider, HttpContext http)
    {
        var path = http.Request.Path.Value!.TrimEnd('/').Split('/')[^1];
        return Task.FromResult(Of(provider) is not { } kind ? Results.NotFound() : moods.GetValueOrDefault(kind) switch
        {
            ProviderMood.Down => Results.StatusCode(503),
            ProviderMood.Suspicious => Results.Json(new { error = new { code = 190 } }, statusCode: 401),
            _ when MediumIn(http) is { } id => Medium(kind, id, http),
            _ when path.StartsWith("ME", StringComparison.Ordinal) || http.Request.Path.Value!.Contains("content", StringComparison.Ordinal) => Results.NotFound(),
            _ => kind switch
            {
                GatewayProvider.Twilio => Results.Json(new { sid = path[..^".json".Length] }),
                GatewayProvider.WhatsApp => Results.Json(new { id = path }),
                _ => Results.Json(new { userId = "U0" }),
            },
        });
    }

    private async Task<IResult> Take(string provider, HttpContext http)
    {
        if (Of(provider) is not { } kind) return Results.NotFound();
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = http.Request.Path.Value!;
        if (path.EndsWith("/getMe", StringComparison.Ordinal)) return await Known(kind, new { ok = true, result = new { id = 1 } });
        if (path.EndsWith("/getFile", StringComparison.Ordinal))
            return JsonNode.Parse(body)?["file_id"]?.GetValue<string>() is { } file && media.ContainsKey(file) ? await Known(kind, new { ok = true, result = new { file_id = file, file_path = "photos/" + file } }) : Results.Json(new { ok = false }, statusCode: 400);
        if (path.EndsWith("/setWebhook", StringComparison.Ordinal)) return await Known(kind, new { ok = true, result = true });
        if (path.EndsWith("/get_account_info", StringComparison.Ordinal) || path.EndsWith("/set_webhook", StringComparison.Ordinal)) return await Known(kind, new { status = 0 });
        Interlocked.Increment(ref tries);
        var mood = moods.GetValueOrDefault(kind);
        switch (mood)
        {
            case ProviderMood.Down: return Results.StatusCode(503);
            case ProviderMood.Suspicious: return kind is GatewayProvider.Telegram ? Results.NotFound() : kind is GatewayProvider.Viber ? Results.Json(new { status = 2 }) : Results.Json(new { error = new { code = 190 } }, statusCode: 401);
            case ProviderMood.Blocked: return Blocked(kind);
            case ProviderMood.Slow: await Task.Delay(TimeSpan.FromSeconds(1)); break;
        }
        var message = Read(kind, body, http);
        if (message is null) return Results.BadRequest();
        // LINE takes the same reference once.
        if (kind is GatewayProvider.Line && !once.TryAdd((kind, message.Reference!), message.Id)) return Results.StatusCode(409);
        taken.Enqueue(message);
        if (mood is ProviderMood.SwallowsAnswers) { http.Abort(); return Results.Empty; }
        if (mood is ProviderMood.FailsAfterTaking) return Results.StatusCode(500);
        return kind switch
        {
            GatewayProvider.Twilio => Results.Json(new { sid = message.Id, status = "queued" }, statusCode: 201),
            GatewayProvider.WhatsApp => Results.Json(new { messaging_product = "whatsapp", messages = new[] { new { id = message.Id } } }),
            GatewayProvider.Line => Results.Json(new { sentMessages = new[] { new { id = message.Id } } }),
            GatewayProvider.Telegram => Results.Json(new { ok = true, result = new { message_id = message.Id } }),
            _ => Results.Json(new { status = 0, status_message = "ok", message_token = message.Id }),
        };
    }

    private Task<IResult> Known(GatewayProvider kind, object answer) =>
        Task.FromResult(moods.GetValueOrDefault(kind) switch { ProviderMood.Down => Results.StatusCode(503), ProviderMood.Suspicious => Results.Json(new { ok = false, status = 2 }, statusCode: 401), _ => Results.Json(answer) });

    private static IResult Blocked(GatewayProvider kind) => kind switch
    {
        GatewayProvider.Twilio => Results.Json(new { code = 21610 }, statusCode: 400),
        GatewayProvider.WhatsApp => Results.Json(new { error = new { code = 131050 } }, statusCode: 400),
        GatewayProvider.Telegram => Results.Json(new { ok = false, error_code = 403 }, statusCode: 403),
        GatewayProvider.Viber => Results.Json(new { status = 6 }),
        _ => Results.StatusCode(400),
    };

    private OnPhone? Read(GatewayProvider kind, string body, HttpContext http)
    {
        var id = $"out-{Interlocked.Increment(ref counter)}";
        if (kind is GatewayProvider.Twilio)
        {
            var form = QueryHelpers.ParseQuery(body);
            return form.TryGetValue("To", out var to) ? new OnPhone(kind, to.ToString(), form["Body"].ToString(), "SM" + id, form.TryGetValue("StatusCallback", out var url) ? url.ToString() : null, null) : null;
        }
        if (JsonNode.Parse(body) is not { } json) return null;
        return kind switch
        {
            GatewayProvider.WhatsApp => new OnPhone(kind, json["to"]!.GetValue<string>(), json["text"]!["body"]!.GetValue<string>(), "wamid." + id, null, json["biz_opaque_callback_data"]?.GetValue<string>()),
            GatewayProvider.Line => new OnPhone(kind, json["to"]!.GetValue<string>(), json["messages"]![0]!["text"]!.GetValue<string>(), id, null, http.Request.Headers["X-Line-Retry-Key"].ToString()),
            GatewayProvider.Telegram => new OnPhone(kind, json["chat_id"]!.GetValue<string>(), json["text"]!.GetValue<string>(), id, null, null),
            _ => new OnPhone(kind, json["receiver"]!.GetValue<string>(), json["text"]!.GetValue<string>(), id, null, json["tracking_data"]?.GetValue<string>()),
        };
    }

    private static GatewayProvider? Of(string name) => Enum.TryParse<GatewayProvider>(name, ignoreCase: true, out var provider) && provider is not GatewayProvider.Email ? provider : null;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
