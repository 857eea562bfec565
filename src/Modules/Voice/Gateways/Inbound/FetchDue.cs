using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>
/// Pictures, voice messages and files that came through a messaging provider. The message says that they exist and is acknowledged at once; here they are fetched, sealed while they
/// are read, and deleted at the provider where it can be told. Fetched twice is kept once. What cannot be had or kept is told to the handler: nothing she sent is lost in silence.
/// </summary>
public static class FetchDue
{
    private const int Batch = 10, SideBySide = 3;
    /// <summary>How long a medium is tried for: the address that a provider names may last an hour, its name for the file some days.</summary>
    private static readonly TimeSpan good = TimeSpan.FromHours(48);
    /// <summary>How long one may take to come over.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(5);

    /// <summary>Lays down where a medium is, under a key that lasts as long as it is tried for. Committed with the message that brought it.</summary>
    internal static async Task Lay(Work work, GatewayAccount account, Guid contact, Medium medium, ShortKeys keys)
    {
        var (id, until) = (Guid.NewGuid(), work.Now + good);
        var key = await keys.MakeTransport(id, until, work.Cancelled);
        work.Write("insert into voice.medium (id, org_id, gateway_id, contact_id, ct, state, next_at, good_until, state_on) values ($1, $2, $3, $4, $5, 'Waiting', $6, $7, $8)", id, account.OrganizationId,
            account.Id, contact, Blob.SealText(key, JsonSerializer.Serialize(medium, Json.Compact), new Aad(SealedColumns.Medium, id, id)), work.Now, until, work.Today);
    }

    /// <summary>Fetches everything that is due in every organization; returns how many are here now. Safe to repeat, on every node.</summary>
    public static async Task<int> Handle(WorkFactory works, Gateways gateways, IMediaIntake intake, ShortKeys keys, ICaseFiles cases, CancellationToken cancelled)
    {
        var here = 0;
        while (true)
        {
            IReadOnlyList<Taken> batch;
            await using (var work = works.Begin(cancelled))
            {
                // Whoever took one and died: it is taken again, and kept once.
                batch = await work.All<Taken>("select * from voice.take_media($1, $2, $3)", work.Now, work.Now - 2 * patience, Batch);
                await work.Commit();
            }
            await Parallel.ForEachAsync(batch, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancelled }, async (taken, stop) =>
            {
                if (await One(taken, works, gateways, intake, keys, cases, stop)) Interlocked.Increment(ref here);
            });
            if (batch.Count < Batch) return here;
        }
    }

    private static async Task<bool> One(Taken taken, WorkFactory works, Gateways gateways, IMediaIntake intake, ShortKeys keys, ICaseFiles cases, CancellationToken cancelled)
    {
        GatewayAccount? account;
        bool on, late;
        await using (var work = works.Begin(cancelled))
        {
            await work.ActAsSystem(taken.OrgId);
            account = await gateways.Own(work, taken.GatewayId);
            on = await work.FirstOrNone<bool>("select is_on from voice.gateway where id = $1", taken.GatewayId);
            late = work.Now > taken.GoodUntil;
        }
        var medium = taken.Ct is { } ct && await keys.Transport(taken.Id, cancelled) is { } key ? JsonSerializer.Deserialize<Medium>(Blob.OpenText(key, ct, new Aad(SealedColumns.Medium, taken.Id, taken.Id)), Json.Compact) : null;
        if (late || account is null || medium is null) return await End(taken, "Lost", late ? "too-late" : "key-gone", medium, works, keys, cases);
        if (!on) return await Later(taken, "off", works);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limit.CancelAfter(patience);
        var provider = gateways.Of(account.Provider);
        Outcome<MediaTaken> outcome;
        try
        {
            using var fetched = await provider.Fetch(account, medium, limit.Token);
            if (fetched.Response is not { } response) return fetched.Again ? await Later(taken, fetched.Fault, works) : await End(taken, "Lost", fetched.Fault, medium, works, keys, cases);
            await using var content = await response.Content.ReadAsStreamAsync(limit.Token);
            // Its own name here is the mark: the same bytes fetched again are the same file.
            outcome = await intake.Take(new IncomingMedia(taken.OrgId, taken.ContactId, content, response.Content.Headers.ContentType?.MediaType, null, taken.Id.ToString()), limit.Token);
        }
        catch (Exception broken) when (!cancelled.IsCancellationRequested && broken is HttpRequestException or IOException or OperationCanceledException) { return await Later(taken, "not-reached", works); }
        if (outcome.IsDone)
        {
            await End(taken, "Taken", null, medium, works, keys, cases);
            await provider.Forget(account, medium, CancellationToken.None);
            return true;
        }
        if (MediaEnds.MayComeAgain(outcome)) return await Later(taken, "busy", works);
        return await End(taken, "Refused", outcome.Refusals[0].Code, medium, works, keys, cases);
    }

    private static async Task<bool> Later(Taken taken, string? fault, WorkFactory works)
    {
        await using var work = works.Begin(CancellationToken.None);
        await work.FirstOrNone<int>("select 1 from voice.put_back_medium($1, $2, $3, $4)", taken.Id, taken.Attempts, work.Now + DeliveryStates.Wait(taken.Attempts), fault);
        await work.Commit();
        return false;
    }

    // The number of the attempt is the lease: who was slower than another changes nothing.
    private static async Task<bool> End(Taken taken, string state, string? fault, Medium? medium, WorkFactory works, ShortKeys keys, ICaseFiles cases)
    {
        await using (var work = works.Begin(CancellationToken.None))
        {
            await work.ActAsSystem(taken.OrgId);
            if (await work.Change("update voice.medium set state = $3, fault = $4, ct = null, next_at = null, taken_at = null, state_on = $5 where id = $1 and state = 'Fetching' and attempts = $2", taken.Id,
                    taken.Attempts, state, fault, work.Today) == 0) return false;
            if (state != "Taken") await cases.FileNotTaken(work, taken.ContactId, medium?.Kind, fault);
            work.Audit("medium." + state.ToLowerInvariant(), "contact", taken.ContactId, new { medium = taken.Id, fault });
            await work.Commit();
        }
        await keys.EndTransport(taken.Id, CancellationToken.None);
        return false;
    }

    private sealed record Taken(Guid Id, Guid OrgId, Guid GatewayId, Guid ContactId, byte[]? Ct, int Attempts, DateTimeOffset GoodUntil);
}

/// <summary>Runs <see cref="FetchDue"/> while the node lives.</summary>
public sealed class MediaFetcher(WorkFactory works, Gateways gateways, IMediaIntake intake, ShortKeys keys, ICaseFiles cases, TimeProvider time, ILogger<MediaFetcher> log) : Sweep(TimeSpan.FromSeconds(2), time, log)
{
    /// <summary>One round.</summary>
    public Task<int> Fetch(CancellationToken cancelled) => FetchDue.Handle(works, gateways, intake, keys, cases, cancelled);

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => Fetch(cancelled);
}
