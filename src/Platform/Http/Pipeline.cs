using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>
/// Opens the unit of work of a request, finds the actor, asks the one permission the endpoint names, and turns what nobody caught into
/// an answer. Unknown and forbidden look the same; nothing about the caller's device is read.
/// </summary>
public sealed class Pipeline(RequestDelegate next, WorkFactory factory)
{
    /// <summary>Name of the session cookie of the workspace.</summary>
    public const string CookieName = "__Host-openilm";

    /// <summary>Name of the header by which a page says that it asks by itself, and not because somebody did something.</summary>
    public const string ByItself = "OpenILM-By-Itself";

    /// <summary>Runs one request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        var needs = endpoint?.Metadata.GetMetadata<NeedsAttribute>();
        var own = endpoint?.Metadata.GetMetadata<OwnAccountAttribute>();
        var open = endpoint?.Metadata.GetMetadata<OpenDoorAttribute>();
        if (endpoint is null || (needs is null && own is null && open is null)) { await next(http); return; }
        try
        {
            await using var work = await Open(http, open is not null);
            if (work is null) { await Answers.SignInFirst(http); return; }
            if (work.Actor.ViewingAs is not null && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && endpoint.Metadata.GetMetadata<WhilePreviewingAttribute>() is null)
            {
                await Answers.OnlyPreviewing(http);
                return;
            }
            if (needs is not null && !work.Actor.May(needs.Permission))
            {
                if (work.Actor.Confined) await Answers.FinishAccount(http);
                else await Answers.Missing(http);
                return;
            }
            if (needs is { Unlocked: true } && work.Keys.IsLocked) { await Answers.UnlockFirst(http); return; }
            if (!await TakeOnce(http, work)) return;
            http.RequestServices.GetRequiredService<WorkSlot>().Current = work;
            await next(http);
            // A colleague left and the vault's key changes: whoever is unlocked carries it on, after the own request was answered.
            if (work.Actor.Kind == ActorKind.Person && !work.Keys.IsLocked) http.RequestServices.GetService<Rekeying>()?.Offer(work);
        }
        catch (OnceMisusedException) when (!http.Response.HasStarted) { await Answers.Refused(http, [new BadInput("request.key-reused", "Idempotency-Key")]); }
        catch (PostgresException twice) when (twice is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "once_pkey" } && !http.Response.HasStarted)
        {
            await Answers.Refused(http, [new BadInput("request.in-flight", "Idempotency-Key")], StatusCodes.Status409Conflict);
        }
        // Two nodes drew the same random reference: a second try draws another. Or the same call was sent twice at once: a second try finds it.
        catch (PostgresException clash) when (clash is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "case_org_id_reference_key" or "contact_of_draft" } && !http.Response.HasStarted) { await Answers.Busy(http); }
        // The vault's key changed between the reading of it and the writing: a second try seals to the new one.
        catch (PostgresException changed) when (IsKeyChanged(changed) && !http.Response.HasStarted) { await Answers.Busy(http); }
        catch (NpgsqlException away) when (IsAway(away) && !http.Response.HasStarted) { await Answers.Busy(http); }
        catch (TimeoutException) when (!http.Response.HasStarted) { await Answers.Busy(http); }
    }

    /// <summary>Whether the exception says that the database is away or full, not that the statement is wrong.</summary>
    public static bool IsAway(NpgsqlException exception) =>
        exception is not PostgresException { SqlState: var state }
        || state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal);

    /// <summary>Whether a vault's key ended between the sealing and the writing.</summary>
    public static bool IsKeyChanged(NpgsqlException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation, ConstraintName: { } name } && name.EndsWith("_key_version", StringComparison.Ordinal);

    private async Task<Work?> Open(HttpContext http, bool anyone)
    {
        if (anyone) return factory.Begin(http.RequestAborted);
        // Whoever sends the header is only signed out the sooner.
        return TokenOf(http) is { } token ? await factory.Begin(token, http.RequestAborted, isUse: !http.Request.Headers.ContainsKey(ByItself)) : null;
    }

    /// <summary>The session's token of a request; null when there is none.</summary>
    internal static string? TokenOf(HttpContext http) => Bearer(http) ?? http.Request.Cookies[CookieName];

    /// <summary>The bearer token of the request; null when there is none.</summary>
    public static string? Bearer(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : null;
    }

    private static async Task<bool> TakeOnce(HttpContext http, Work work)
    {
        if (HttpMethods.IsGet(http.Request.Method) || work.Actor.Kind != ActorKind.Person) return true;
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0) return true;
        if (key.Length is < 8 or > 100) { await Answers.Refused(http, [new BadInput("request.key-length", "Idempotency-Key", 100)]); return false; }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path} {http.Request.Headers.IfMatch} "));
        // A file is never buffered to be compared: that would lay it on the disk.
        if (http.GetEndpoint()?.Metadata.GetMetadata<StreamsBodyAttribute>() is null) await Read(http, hash);
        work.Once = (key, hash.GetHashAndReset());
        if (await work.AnsweredBefore() is not { } answer) return true;
        await Answers.Again(http, answer);
        return false;
    }

    private static async Task Read(HttpContext http, IncrementalHash hash)
    {
        http.Request.EnableBuffering(bufferThreshold: 2 << 20);
        var buffer = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0) hash.AppendData(buffer, 0, read);
        http.Request.Body.Position = 0;
    }
}
