using System.Security.Cryptography;
using System.Threading.Channels;
using Npgsql;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>The erasure key of one dossier. Deleting it from the keystore makes everything of the dossier unreadable, in every backup of the data.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Key">32 bytes.</param>
public sealed record ErasureKey(Guid Dossier, byte[] Key);

/// <summary>
/// The separate database of erasure keys. Keys are made and committed ahead of need, a batch at a time: a report never waits for a
/// second commit, its key is durable before its row, and a key that was never used is harmless.
/// </summary>
public sealed class Keystore(Database database, InstallationSecrets secrets) : IAsyncDisposable
{
    private const int BatchSize = 256;
    private readonly Channel<ErasureKey> ready = Channel.CreateUnbounded<ErasureKey>();
    private readonly SemaphoreSlim filling = new(1);

    /// <summary>A dossier id with its key, already committed.</summary>
    public async Task<ErasureKey> Take(CancellationToken cancelled)
    {
        while (true)
        {
            if (ready.Reader.TryRead(out var key))
            {
                if (ready.Reader.Count < BatchSize / 4 && filling.CurrentCount > 0) _ = RefillQuietly();
                return key;
            }
            await Refill(cancelled);
        }
    }

    /// <summary>The keys of dossiers, by dossier; an erased dossier has none.</summary>
    public Task<IReadOnlyDictionary<Guid, byte[]>> Find(IReadOnlyCollection<Guid> dossiers, CancellationToken cancelled) => Again(() => Read(dossiers, cancelled));

    /// <summary>The key of one dossier; null when it was erased.</summary>
    public Task<byte[]?> Find(Guid dossier, CancellationToken cancelled) => Again(() => Read(dossier, cancelled));

    // The server may have gone and come back since a pooled connection was last used. Nothing but reading is asked of it, so it is asked once more.
    private async Task<T> Again<T>(Func<Task<T>> read)
    {
        try { return await read(); }
        catch (NpgsqlException away) when (Pipeline.IsAway(away))
        {
            database.Keystore.Clear();
            return await read();
        }
    }

    /// <summary>Deletes keys: what stood under them can be read no more, in no backup of the data.</summary>
    public async Task Forget(IReadOnlyCollection<Guid> dossiers, CancellationToken cancelled)
    {
        await using var command = database.Keystore.CreateCommand("delete from keystore.erasure_key where dossier_id = any($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("", [.. dossiers]));
        await command.ExecuteNonQueryAsync(cancelled);
    }

    private async Task<IReadOnlyDictionary<Guid, byte[]>> Read(IReadOnlyCollection<Guid> dossiers, CancellationToken cancelled)
    {
        await using var command = database.Keystore.CreateCommand("select dossier_id, wrapped from keystore.erasure_key where dossier_id = any($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("", [.. dossiers]));
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var keys = new Dictionary<Guid, byte[]>(dossiers.Count);
        while (await reader.ReadAsync(cancelled))
        {
            var dossier = reader.GetGuid(0);
            keys[dossier] = ErasureKeys.Open(secrets.Store, reader.GetFieldValue<byte[]>(1), dossier);
        }
        return keys;
    }

    private async Task<byte[]?> Read(Guid dossier, CancellationToken cancelled)
    {
        await using var command = database.Keystore.CreateCommand("select wrapped from keystore.erasure_key where dossier_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid>("", dossier));
        return await command.ExecuteScalarAsync(cancelled) is byte[] wrapped ? ErasureKeys.Open(secrets.Store, wrapped, dossier) : null;
    }

    private async Task RefillQuietly()
    {
        // A keystore that is away shows at the next Take that finds the pool empty; that caller is told.
        try { await Refill(CancellationToken.None); }
        catch (NpgsqlException) { }
    }

    private async Task Refill(CancellationToken cancelled)
    {
        await filling.WaitAsync(cancelled);
        try
        {
            if (ready.Reader.Count >= BatchSize / 4) return;
            var made = Enumerable.Range(0, BatchSize).Select(_ => new ErasureKey(Guid.NewGuid(), RandomNumberGenerator.GetBytes(32))).ToList();
            await using var command = database.Keystore.CreateCommand(
                "insert into keystore.erasure_key (dossier_id, wrapped, kek_version) select d, w, 1 from unnest($1, $2) as x (d, w)");
            command.Parameters.Add(new NpgsqlParameter<Guid[]>("", [.. made.Select(k => k.Dossier)]));
            command.Parameters.Add(new NpgsqlParameter<byte[][]>("", [.. made.Select(k => ErasureKeys.Wrap(secrets.Store, k.Key, k.Dossier))]));
            await command.ExecuteNonQueryAsync(cancelled);
            foreach (var key in made) ready.Writer.TryWrite(key);
        }
        finally { filling.Release(); }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        filling.Dispose();
        return ValueTask.CompletedTask;
    }
}
