using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace OpenIlm.Voice;

/// <summary>One request to a provider, and what its end means for the message: sent, again later, never, or nobody knows.</summary>
internal static class ProviderHttp
{
    private static readonly TimeSpan connecting = TimeSpan.FromSeconds(5);

    /// <summary>A handler that tells "not reached" from "no answer": only the first may be tried again by itself.</summary>
    public static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = async (context, cancelled) =>
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            limit.CancelAfter(connecting);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, limit.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
            {
                socket.Dispose();
                throw new SocketException((int)SocketError.TimedOut);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>Sends and judges. <paramref name="read"/> looks at every answer that came; null leaves it to the status.</summary>
    public static async Task<SendResult> Send(HttpClient http, HttpRequestMessage request, Func<HttpStatusCode, JsonElement, SendResult?> read, CancellationToken cancelled)
    {
        try
        {
            using var response = await http.SendAsync(request, cancelled);
            var answer = await Body(response, cancelled);
            return read(response.StatusCode, answer) ?? Judge(response.StatusCode);
        }
        catch (HttpRequestException away) when (IsNotReached(away)) { return new(SendOutcome.Later, Fault: "not-reached"); }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException) { return new(SendOutcome.Unsure, Fault: "no-answer"); }
        finally { request.Dispose(); }
    }

    /// <summary>What a status alone says. A server that failed may have taken the message before.</summary>
    public static SendResult Judge(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => new(SendOutcome.Unsure, Fault: "no-answer"),
        401 or 403 => new(SendOutcome.Later, Fault: "credentials"),
        429 or 503 => new(SendOutcome.Later, Fault: "busy"),
        408 or >= 500 => new(SendOutcome.Unsure, Fault: "no-answer"),
        _ => new(SendOutcome.Refused, Fault: "refused"),
    };

    /// <summary>Asks the provider who we are.</summary>
    public static async Task<TestState> Test(HttpClient http, HttpRequestMessage request, Func<JsonElement, bool> good, CancellationToken cancelled)
    {
        try
        {
            using var response = await http.SendAsync(request, cancelled);
            if ((int)response.StatusCode is 429 or >= 500) return TestState.NotReached;
            return response.IsSuccessStatusCode && good(await Body(response, cancelled)) ? TestState.Good : TestState.Refused;
        }
        catch (Exception away) when (away is HttpRequestException or IOException or OperationCanceledException) { return TestState.NotReached; }
        finally { request.Dispose(); }
    }

    private static bool IsNotReached(HttpRequestException away) => away.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private static async Task<JsonElement> Body(HttpResponseMessage response, CancellationToken cancelled)
    {
        await response.Content.LoadIntoBufferAsync(1 << 20, cancelled);
        try { return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancelled)).RootElement; }
        catch (JsonException) { return default; }
    }
}

/// <summary>Reads JSON that others write: what is missing or of another kind is nothing, never a fault.</summary>
internal static class Loose
{
    /// <summary>The document; null when it is none.</summary>
    public static JsonElement? Parse(byte[] body)
    {
        try { return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 }).RootElement; }
        catch (JsonException) { return null; }
    }

    /// <summary>The member; undefined when absent.</summary>
    public static JsonElement At(this JsonElement element, string member) => element.ValueKind is JsonValueKind.Object && element.TryGetProperty(member, out var value) ? value : default;

    /// <summary>A text, or a number as it is written; null for everything else and for nothing.</summary>
    public static string? Text(this JsonElement element, string member) => element.At(member) switch
    {
        { ValueKind: JsonValueKind.String } value when Readable(value) is { Length: > 0 } text => text,
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        _ => null,
    };

    /// <summary>A whole number; null for everything else.</summary>
    public static long? Number(this JsonElement element, string member) => element.Text(member) is { } text && long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The elements of a list; none for everything else.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement element, string member) => element.At(member) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>Whether the member is there with this text.</summary>
    public static bool Is(this JsonElement element, string member, string text) => element.Text(member) == text;

    // Half of a character has no text.
    private static string? Readable(JsonElement value)
    {
        try { return value.GetString(); }
        catch (InvalidOperationException) { return null; }
    }
}
