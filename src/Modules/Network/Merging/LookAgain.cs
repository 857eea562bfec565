using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Looks over the whole directory again, in the background.</summary>
public static class LookAgain
{
    /// <summary>A look is under way.</summary>
    public sealed record UnderWay() : Refusal("match.look-under-way");

    /// <summary>How far a look is.</summary>
    /// <param name="Total">Sites and organizations to go through.</param>
    /// <param name="Done">Gone through.</param>
    /// <param name="Found">Pairs that are new or scored anew.</param>
    /// <param name="EndedAt">Null while it goes on.</param>
    public sealed record LookView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] DateTimeOffset AskedAt,
        [property: Field(FieldClass.C1)] int Total,
        [property: Field(FieldClass.C1)] int Done,
        [property: Field(FieldClass.C1)] int Found,
        [property: Field(FieldClass.C1)] DateTimeOffset? EndedAt) : IView<SignedIn>;

    /// <summary>The newest look; null when there was none.</summary>
    public static Task<LookView?> Newest(Work work) => work.FirstOrNone<LookView>("select id, asked_at, total, done, found, ended_at from network.match_look order by asked_at desc limit 1");

    /// <summary>Asks for one.</summary>
    public static async Task<Outcome<CreatedView>> Handle(Work work, LookThroughDirectory looking)
    {
        if (await work.FirstOrNone<int>("select 1 from network.match_look where ended_at is null") == 1) return Outcome<CreatedView>.Refused(new UnderWay());
        var id = Guid.NewGuid();
        work.Write("""
            insert into network.match_look (id, org_id, asked_by, asked_at, total)
            select $1, $2, $3, $4, (select count(*) from network.site where merged_into is null) + (select count(*) from access.organization where merged_into is null)
            """, id, work.Actor.OrganizationId, work.Actor.PersonId, work.Now);
        work.Audit("match.looked-again", "match_look", id);
        Outcome<CreatedView> outcome;
        try { outcome = await work.Commit(new CreatedView(id)); }
        catch (PostgresException twice) when (twice is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "match_look_one" }) { return Outcome<CreatedView>.Refused(new UnderWay()); }
        looking.Wake();
        return outcome;
    }
}

/// <summary>Goes through the directory in steps, each committed, so that a node that dies goes on where it stood.</summary>
public sealed class LookThroughDirectory(WorkFactory works, TimeProvider time) : BackgroundService
{
    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that there is something to look through.</summary>
    public void Wake() => calls.Writer.TryWrite(true);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var call = calls.Reader.ReadAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Step(stoppingToken)) { }
                await Task.WhenAny(tick, call);
                if (tick.IsCompleted) { await tick; tick = timer.WaitForNextTickAsync(stoppingToken).AsTask(); }
                if (call.IsCompleted) { await call; call = calls.Reader.ReadAsync(stoppingToken).AsTask(); }
            }
            // The database is away: the look goes on when it is back.
            catch (NpgsqlException) { await Task.Delay(TimeSpan.FromSeconds(5), time, stoppingToken); }
        }
    }

    // One step: the next subjects by id, sites first. False when nothing is left to do.
    private async Task<bool> Step(CancellationToken cancelled)
    {
        await using var work = works.Begin(cancelled);
        await work.ActAsSystem(Guid.Empty);
        if (await work.FirstOrNone<Guid?>("select org_id from network.match_look where ended_at is null") is not { } asker) return false;
        await work.ActAsSystem(asker);
        // Another node may be at it.
        var look = await work.FirstOrNone<Row>("select id, done from network.match_look where ended_at is null for update skip locked");
        if (look is null) return false;
        var next = await work.All<Subject>("""
            select x.id, x.kind from (
                select s.id, 'site' as kind, 0 as rank from network.site s where s.merged_into is null
                union all select o.id, 'organization', 1 from access.organization o where o.merged_into is null) x
             order by x.rank, x.id offset $1 limit $2
            """, look.Done, FindMatches.Step);
        var found = 0;
        foreach (var kind in next.GroupBy(n => n.Kind)) found += await FindMatches.Of(work, kind.Key, [.. kind.Select(k => k.Id)]);
        var over = next.Count < FindMatches.Step;
        work.Write("update network.match_look set done = done + $2, found = found + $3, total = greatest(total, done + $2), ended_at = $4 where id = $1", look.Id, next.Count, found, over ? work.Now : null);
        work.Audit(over ? "match.look-ended" : "match.look-went-on", "match_look", look.Id, new { found });
        await work.Commit();
        return !over;
    }

    private sealed record Row(Guid Id, int Done);
    private sealed record Subject(Guid Id, string Kind);
}
