using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>
/// Signs the head of every chain each hour and keeps it in the database and in a file beside the secrets, so that cutting off the end of
/// a chain shows.
/// </summary>
public sealed class Anchors(Database database, InstallationSecrets secrets, TimeProvider time, Installation installation, ILogger<Anchors> log) : Sweep(TimeSpan.FromHours(1), time, log)
{
    /// <summary>The bytes that are signed.</summary>
    public static byte[] Signed(Guid organization, long seq, byte[] hash)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, seq);
        return [.. Encoding.UTF8.GetBytes("openilm audit anchor v1"), .. organization.ToByteArray(bigEndian: true), .. number, .. hash];
    }

    /// <summary>Signs every head now; returns how many.</summary>
    public async Task<int> DropAll(CancellationToken cancelled)
    {
        var heads = new List<(Guid Organization, long Seq, byte[] Hash)>();
        await using (var command = database.Data.CreateCommand("select org_id, seq, hash from audit.heads()"))
        await using (var reader = await command.ExecuteReaderAsync(cancelled))
            while (await reader.ReadAsync(cancelled)) heads.Add((reader.GetGuid(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)));
        var lines = new StringBuilder();
        foreach (var (organization, seq, hash) in heads)
        {
            var signature = secrets.Sign(Signed(organization, seq, hash));
            await using var put = database.Data.CreateCommand("select audit.put_anchor($1, $2, $3, $4, $5)");
            put.Parameters.Add(new NpgsqlParameter<Guid>("", organization));
            put.Parameters.Add(new NpgsqlParameter<long>("", seq));
            put.Parameters.Add(new NpgsqlParameter<byte[]>("", hash));
            put.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("", Time.GetUtcNow()));
            put.Parameters.Add(new NpgsqlParameter<byte[]>("", signature));
            await put.ExecuteNonQueryAsync(cancelled);
            lines.Append(organization).Append(' ').Append(seq).Append(' ').Append(Convert.ToHexStringLower(hash)).Append(' ').AppendLine(Convert.ToBase64String(signature));
        }
        if (heads.Count > 0) await File.AppendAllTextAsync(installation.AnchorFile, lines.ToString(), cancelled);
        return heads.Count;
    }

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => DropAll(cancelled);
}
