using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace OpenIlm.Tests.Service;

/// <summary>Somebody who listens to the stream of her session, as a page does.</summary>
public sealed class Listener : IAsyncDisposable
{
    private readonly HttpClient http;
    private readonly CancellationTokenSource over = new();
    private readonly ConcurrentQueue<(string Id, string Event, string Data)> heard = new();
    private readonly TaskCompletionSource here = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task listening = Task.CompletedTask;

    private Listener(HttpClient http) => this.http = http;

    /// <summary>Everything that was heard.</summary>
    public IReadOnlyList<(string Id, string Event, string Data)> Heard => [.. heard];
    /// <summary>Everything that came, to the letter.</summary>
    public string Raw { get; private set; } = "";
    /// <summary>Where she was when the line broke.</summary>
    public string LastId => Heard.LastOrDefault(h => h.Id.Length > 0).Id ?? "";
    /// <summary>Whether the stream has ended.</summary>
    public bool IsOver => listening.IsCompleted;

    /// <summary>Begins to listen at the address, as the session.</summary>
    /// <param name="address">The node.</param>
    /// <param name="token">The session.</param>
    /// <param name="last">The id of the last message heard before; null: from now on.</param>
    public static async Task<Listener> To(Uri address, string token, string? last = null)
    {
        var http = TestNetwork.NewClient(address);
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var listener = new Listener(http);
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live");
        if (last is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        listener.listening = listener.Listen(response);
        // From here on she hears.
        await listener.here.Task.WaitAsync(TimeSpan.FromSeconds(10));
        return listener;
    }

    private async Task Listen(HttpResponseMessage response)
    {
        try
        {
            using (response)
            using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync(over.Token)))
            {
                var (id, name, data) = ("", "", "");
                while (await reader.ReadLineAsync(over.Token) is { } line)
                {
                    Raw += line + "\n";
                    if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
                    else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
                    else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
                    else if (line.Length == 0 && name.Length > 0)
                    {
                        heard.Enqueue((id, name, data));
                        here.TrySetResult();
                        (id, name, data) = ("", "", "");
                    }
                    // A stream that comes back to a known place has nothing to say until something changed.
                    else if (line.StartsWith("retry", StringComparison.Ordinal) && response.RequestMessage!.Headers.Contains("Last-Event-ID")) here.TrySetResult();
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or HttpRequestException) { }
        finally { here.TrySetResult(); }
    }

    /// <summary>Waits until news of the thing was heard; says after how long.</summary>
    public async Task<TimeSpan> Hears(string kind, Guid thing, TimeSpan? most = null) => await Until(() => Heard.Any(h => h.Event == "changed" && JsonNode.Parse(h.Data) is { } news
        && news["kinds"]!.AsArray().Any(k => k!.GetValue<string>() == kind) && news["ids"]!.AsArray().Any(i => i!.GetValue<Guid>() == thing)), $"{kind} {thing}", most);

    /// <summary>Waits until the stream is over.</summary>
    public Task<TimeSpan> Ends(TimeSpan? most = null) => Until(() => IsOver, "the end", most);

    private async Task<TimeSpan> Until(Func<bool> done, string what, TimeSpan? most)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!done())
        {
            var waited = TimeProvider.System.GetElapsedTime(began);
            if (waited > (most ?? TimeSpan.FromSeconds(15))) throw new TimeoutException($"Not heard after {waited}: {what}. Heard: {string.Join(" | ", Heard)}");
            await Task.Delay(5);
        }
        return TimeProvider.System.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await listening;
        http.Dispose();
        over.Dispose();
    }
}
