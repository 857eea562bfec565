using System.Security.Cryptography;
using Npgsql;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>A key that turns senders into hashes for some hours.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">32 bytes.</param>
/// <param name="ExpiresAt">When it is thrown away.</param>
public sealed record RoutingKey(Guid Id, byte[] Key, DateTimeOffset ExpiresAt)
{
    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => "routing key";
}

/// <summary>
/// Keys that live for hours, in the keystore database. What they seal or hash stands in the data: without them it is noise in every copy of it. Each is
/// committed before the row that needs it, and a key whose row never came is noise until it expires.
/// </summary>
public sealed class ShortKeys(Database database, InstallationSecrets secrets)
{
    /// <summary>A new routing key begins every so many hours; each lives as long as a conversation and this.</summary>
    private static readonly TimeSpan epoch = TimeSpan.FromHours(6);

    /// <summary>Makes the key of one outgoing message.</summary>
    public async Task<byte[]> MakeTransport(Guid message, DateTimeOffset expires, CancellationToken cancelled)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        await Run("insert into keystore.transport_key (id, wrapped, expires_at) values ($1, $2, $3)", cancelled, message,
            Blob.Seal(secrets.Store, key, new Aad(SealedColumns.TransportKey, message, message), pad: false), expires);
        return key;
    }

    /// <summary>The key of an outgoing message; null when it is gone.</summary>
    public async Task<byte[]?> Transport(Guid message, CancellationToken cancelled)
    {
        await using var command = Command("select wrapped from keystore.transport_key where id = $1", message);
        return await command.ExecuteScalarAsync(cancelled) is byte[] wrapped ? Blob.Open(secrets.Store, wrapped, new Aad(SealedColumns.TransportKey, message, message)) : null;
    }

    /// <summary>Deletes the key of an outgoing message: its words are noise from now on.</summary>
    public Task EndTransport(Guid message, CancellationToken cancelled) => Run("delete from keystore.transport_key where id = $1", cancelled, message);

    /// <summary>The routing keys of an organization that live, the newest first; the newest is made when there is none for this time.</summary>
    /// <param name="organization">Whose.</param>
    /// <param name="now">The instant.</param>
    /// <param name="life">How long a conversation is to be found again.</param>
    /// <param name="cancelled">Cancels.</param>
    public async Task<IReadOnlyList<RoutingKey>> Routing(Guid organization, DateTimeOffset now, TimeSpan life, CancellationToken cancelled)
    {
        var current = now.UtcTicks / epoch.Ticks;
        var keys = await Living(organization, now, cancelled);
        if (keys.Any(k => k.Epoch == current)) return [.. keys.Select(k => k.Key)];
        var id = Guid.NewGuid();
        // Another node may have made it in this moment: the first counts.
        await Run("insert into keystore.routing_key (id, org_id, epoch, wrapped, expires_at) values ($1, $2, $3, $4, $5) on conflict do nothing", cancelled, id, organization, current,
            Blob.Seal(secrets.Store, RandomNumberGenerator.GetBytes(32), new Aad(SealedColumns.RoutingKey, id, organization), pad: false), new DateTimeOffset((current + 1) * epoch.Ticks, TimeSpan.Zero) + life);
        return [.. (await Living(organization, now, cancelled)).Select(k => k.Key)];
    }

    /// <summary>Throws away what has expired.</summary>
    public async Task Tidy(DateTimeOffset now, CancellationToken cancelled)
    {
        await Run("delete from keystore.routing_key where expires_at <= $1", cancelled, now);
        // The job ends a message at its hour and deletes its key; this is for keys whose row never came.
        await Run("delete from keystore.transport_key where expires_at <= $1", cancelled, now.AddDays(-1));
    }

    private async Task<List<(long Epoch, RoutingKey Key)>> Living(Guid organization, DateTimeOffset now, CancellationToken cancelled)
    {
        await using var command = Command("select id, epoch, wrapped, expires_at from keystore.routing_key where org_id = $1 and expires_at > $2 order by epoch desc", organization, now);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var keys = new List<(long, RoutingKey)>();
        while (await reader.ReadAsync(cancelled))
            keys.Add((reader.GetInt64(1), new RoutingKey(reader.GetGuid(0), Blob.Open(secrets.Store, reader.GetFieldValue<byte[]>(2), new Aad(SealedColumns.RoutingKey, reader.GetGuid(0), organization)), reader.GetFieldValue<DateTimeOffset>(3))));
        return keys;
    }

    private async Task Run(string sql, CancellationToken cancelled, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(cancelled);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = database.Keystore.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value switch
            {
                Guid id => new NpgsqlParameter<Guid>("", id),
                DateTimeOffset at => new NpgsqlParameter<DateTimeOffset>("", at.ToUniversalTime()),
                long number => new NpgsqlParameter<long>("", number),
                _ => new NpgsqlParameter { Value = value },
            });
        return command;
    }
}
