using System.Net;
using System.Text.Json;

namespace OpenIlm.Voice;

/// <summary>How a try to fetch a medium ended: its bytes still on the wire, or a code of what is wrong; never the provider's own words.</summary>
/// <param name="Response">The answer, read to its headers; null when there is none.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Again">Whether a later try may end otherwise.</param>
internal sealed record Fetched(HttpResponseMessage? Response, string? Fault = null, bool Again = false) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Response?.Dispose();
}

/// <summary>Requests for media. An address comes out of a provider's answer, so it is followed only to hosts that are the provider's: nobody makes this server ask
/// another for anything.</summary>
internal static class MediaHttp
{
    /// <summary>Sends a request and leaves the body on the wire. A redirect is followed once, without the credentials.</summary>
    /// <param name="http">The provider's client.</param>
    /// <param name="request">The request; disposed here.</param>
    /// <param name="hosts">Hosts of the provider beside its own address, with all names below them.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async Task<Fetched> Fetch(HttpClient http, HttpRequestMessage request, IReadOnlyList<string> hosts, CancellationToken cancelled)
    {
        try
        {
            using var first = request;
            var response = await http.SendAsync(first, HttpCompletionOption.ResponseHeadersRead, cancelled);
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                response.Dispose();
                var to = new Uri(new Uri(http.BaseAddress!, first.RequestUri!), location);
                if (!IsOfProvider(http, to, hosts)) return new Fetched(null, "elsewhere");
                using var second = new HttpRequestMessage(HttpMethod.Get, to);
                response = await http.SendAsync(second, HttpCompletionOption.ResponseHeadersRead, cancelled);
            }
            // 202: it is still being prepared.
            if (response.IsSuccessStatusCode && response.StatusCode is not HttpStatusCode.Accepted) return new Fetched(response);
            using (response) return Judge(response.StatusCode);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException) { return new Fetched(null, "not-reached", Again: true); }
    }

    /// <summary>Asks for a few words in JSON on the way to a medium; over when the provider does not give them.</summary>
    public static async Task<(JsonElement Answer, Fetched? Over)> Ask(HttpClient http, HttpRequestMessage request, CancellationToken cancelled)
    {
        try
        {
            using var asked = request;
            using var response = await http.SendAsync(asked, cancelled);
            if (!response.IsSuccessStatusCode) return (default, Judge(response.StatusCode));
            return (Loose.Parse(await response.Content.ReadAsByteArrayAsync(cancelled)) ?? default, null);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException) { return (default, new Fetched(null, "not-reached", Again: true)); }
    }

    /// <summary>Whether an address is the provider's: where it is configured to be, or under one of its own names by https.</summary>
    public static bool IsOfProvider(HttpClient http, Uri address, IReadOnlyList<string> hosts) =>
        address.Scheme == http.BaseAddress!.Scheme && address.Authority == http.BaseAddress.Authority
        || address is { Scheme: "https", IsDefaultPort: true } && hosts.Any(h => address.Host.Equals(h, StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith("." + h, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a status says of a medium.</summary>
    public static Fetched Judge(HttpStatusCode status) => (int)status switch
    {
        401 or 403 => new(null, "credentials", Again: true),
        202 or 408 or 429 or >= 500 => new(null, "busy", Again: true),
        _ => new(null, "gone"),
    };
}
