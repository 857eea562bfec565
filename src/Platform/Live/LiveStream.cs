using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>
/// The stream of a session (server-sent events): <c>changed</c> says which lists to read again, <c>over</c> that the session ended. Whoever comes back with the
/// id of the last message is told what changed meanwhile. Each look opens the session anew, so a session that ended, a role that was taken or a conflict that
/// was declared counts at the next message; it is no use of the session, which ends idle as it would without a stream.
/// </summary>
public sealed class LiveStream(LiveNews news, WorkFactory works, IEnumerable<LiveKind> kinds, IHostApplicationLifetime life)
{
    /// <summary>How often a stream says that it is there (a proxy ends what is silent for a minute) and looks by itself.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    // What one act changes arrives together.
    private static readonly TimeSpan gather = TimeSpan.FromMilliseconds(40);

    /// <summary>Too many streams of one person.</summary>
    /// <param name="Most">How many there may be.</param>
    public sealed record TooMany(int Most) : Refusal("live.too-many");

    /// <summary>Streams until the caller goes or the session ends.</summary>
    /// <param name="http">The request: <c>Last-Event-ID</c>, or <c>since</c> in the query, says where the caller was.</param>
    /// <param name="work">The request's unit of work; it is given back at once, a stream holds no connection.</param>
    public async Task Run(HttpContext http, Work work)
    {
        var (actor, token) = (work.Actor, Pipeline.TokenOf(http)!);
        await work.DisposeAsync();
        if (actor.Confined) { await Answers.Missing(http); return; }
        using var place = news.Enter(actor.PersonId);
        if (place is null)
        {
            http.Response.Headers.RetryAfter = "60";
            await Answers.Refused(http, [new TooMany(LiveNews.MostStreams)], StatusCodes.Status429TooManyRequests);
            return;
        }
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        // A proxy that gathers answers before it passes them on is told not to.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var since = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : http.Request.Query["since"].ToString() is { Length: > 0 } given ? given : null;
        try { await Stream(http, token, actor.OrganizationId, since, ending.Token); }
        // The caller went, or the node stops: she comes back to another with the id she has.
        catch (OperationCanceledException) { }
        catch (IOException) { }
    }

    private async Task Stream(HttpContext http, string token, Guid organization, string? since, CancellationToken ending)
    {
        // Listening begins before the first look: what happens between is heard.
        using var ear = news.Listen(organization);
        await Say(http, "retry: 1500\n\n", ending);
        var told = new Dictionary<long, ulong>();
        while (true)
        {
            var said = false;
            try
            {
                await using var work = await works.Begin(token, ending, isUse: false);
                if (work is null || work.Actor.OrganizationId != organization) { await Say(http, "event: over\ndata:\n\n", ending); return; }
                var look = await LiveChanges.Find(work, since, kinds, told);
                var isFirst = since is null;
                since = look.Since;
                if (look.Changed is { } changed)
                {
                    await Say(http, $"id: {since}\nevent: changed\ndata: {JsonSerializer.Serialize(changed, Json.Api)}\n\n", ending);
                    said = true;
                }
                // The place without news: whoever loses the line now comes back to it.
                else if (isFirst) { await Say(http, $"id: {since}\nevent: here\ndata:\n\n", ending); said = true; }
            }
            // The database is away; the place is kept and the next look finds what was missed.
            catch (NpgsqlException) { }
            catch (TimeoutException) { }
            if (await ear.Next(Beat, ending)) await Task.Delay(gather, ending);
            else if (!said) await Say(http, ": beat\n\n", ending);
        }
    }

    private static async Task Say(HttpContext http, string words, CancellationToken ending)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(words), ending);
        await http.Response.Body.FlushAsync(ending);
    }
}
