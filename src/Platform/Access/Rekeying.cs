using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>
/// Seals what stands under an old version of a vault's key to the current one, in the background, a batch a transaction. The old private half comes
/// from the session of any member who is unlocked: the first of their requests after somebody left starts it, and after a restart the next one goes on
/// where it stopped, because each row says which version it stands under. When nothing is left, the old version and everybody's key to it are deleted.
/// </summary>
public sealed class Rekeying(WorkFactory factory, IEnumerable<IVaultContents> contents, ILogger<Rekeying> log) : BackgroundService
{
    private const int Batch = 200;
    private readonly Channel<KeyChange> waiting = Channel.CreateUnbounded<KeyChange>();
    private readonly ConcurrentDictionary<(Guid, int, int), bool> running = new();

    /// <summary>Takes the keys that this session opens, when a change is under way that nobody on this node works at yet. Called after the request was answered.</summary>
    public void Offer(Work work)
    {
        foreach (var (vault, version, current) in work.Keys.Outdated)
        {
            if (!running.TryAdd((vault, version, current), true)) continue;
            // A copy: the request's own keys end with it.
            if (work.Keys.Vault(vault, version) is { } old && work.Keys.Vault(vault, current) is { } now)
                waiting.Writer.TryWrite(new KeyChange(work.Actor.SessionOrganizationId, vault, version, current, Copy(old), Copy(now)));
            else running.TryRemove((vault, version, current), out _);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try { await Run(change, stoppingToken); }
            // The database went away, or another node finished first: the next request of a member goes on.
            catch (NpgsqlException away) when (Pipeline.IsAway(away)) { }
            // A bug must not stop the program, nor the next change. Its kind is told, never its message, which may carry data.
            catch (Exception wrong) when (wrong is not OperationCanceledException) { log.LogError("The change of a vault's key stopped: {Kind} {State}", wrong.GetType().Name, (wrong as PostgresException)?.SqlState ?? ""); }
            finally
            {
                CryptographicOperations.ZeroMemory(change.Old.Private);
                CryptographicOperations.ZeroMemory(change.New.Private);
                running.TryRemove((change.Vault, change.From, change.To), out _);
            }
        }
    }

    /// <summary>Moves everything there is, then ends the old version.</summary>
    public async Task Run(KeyChange change, CancellationToken cancelled)
    {
        await Count(change, cancelled);
        foreach (var content in contents)
            while (true)
            {
                await using var work = await Open(change, cancelled);
                var before = change.Broken.Count;
                var met = await content.Move(work, change, Batch);
                var moved = met - (change.Broken.Count - before);
                if (met == 0) break;
                work.Write("update access.rekeying set moved = moved + $4, broken = $5 where vault_id = $1 and from_version = $2 and to_version = $3 and finished_at is null", change.Vault, change.From, change.To, moved, change.Broken.Count);
                work.Audit("vault.re-sealed", "vault", change.Vault, new { from = change.From, to = change.To, moved });
                await work.Commit();
                if (met < Batch) break;
            }
        await End(change, cancelled);
    }

    private async Task Count(KeyChange change, CancellationToken cancelled)
    {
        await using var work = await Open(change, cancelled);
        var left = 0;
        foreach (var content in contents) left += await content.Left(work, change);
        // After a restart some of it is done: what was counted first stays the whole.
        work.Write("update access.rekeying set total = greatest(coalesce(total, 0), moved + $4) where vault_id = $1 and from_version = $2 and to_version = $3 and finished_at is null", change.Vault, change.From, change.To, left);
        work.Audit("vault.re-sealing", "vault", change.Vault, new { from = change.From, to = change.To, left });
        await work.Commit();
    }

    private async Task End(KeyChange change, CancellationToken cancelled)
    {
        await using var work = await Open(change, cancelled);
        // Whoever still writes under this version holds its row; whoever comes later finds it gone and tries again with the new key.
        await work.All<int>("select version from access.vault_version where vault_id = $1 and version = $2 for update", change.Vault, change.From);
        foreach (var content in contents)
            if (await content.Left(work, change) > 0) return;
        work.Write("delete from access.vault_key where vault_id = $1 and version = $2", change.Vault, change.From);
        work.Write("delete from access.vault_version where vault_id = $1 and version = $2", change.Vault, change.From);
        work.Write("update access.rekeying set finished_at = $3 where vault_id = $1 and from_version = $2 and finished_at is null", change.Vault, change.From, work.Now);
        work.Audit("vault.re-keyed", "vault", change.Vault, new { from = change.From, to = change.To });
        await work.Commit();
    }

    private async Task<Work> Open(KeyChange change, CancellationToken cancelled)
    {
        var work = factory.Begin(cancelled);
        await work.ActAsSystem(change.Organization);
        return work;
    }

    private static KeyPair Copy(KeyPair pair) => new([.. pair.Public], [.. pair.Private]);
}
