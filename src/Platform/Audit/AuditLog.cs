using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace OpenIlm.Platform;

/// <summary>One entry as it stands in the database.</summary>
public sealed record AuditRow(Guid OrgId, long Seq, DateOnly Day, DateTimeOffset? At, string ActorKind, Guid? Actor, string Action, string ObjectKind, Guid? Object, string Detail, byte[] Prev, byte[] Hash);

/// <summary>What is wrong with a chain.</summary>
/// <param name="Organization">Whose chain.</param>
/// <param name="Seq">Where.</param>
/// <param name="What">edited, gap, reordered, truncated, head.</param>
public sealed record AuditFault(Guid Organization, long Seq, string What);

/// <summary>
/// Checks the hash chains by recomputing them here, apart from the database that made them (security design, section 3.4).
/// </summary>
public static class AuditLog
{
    /// <summary>The bytes an entry is hashed over: every column, each with its length before it, null as length -1.</summary>
    public static byte[] Canonical(AuditRow row)
    {
        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var part in new[]
        {
            row.OrgId.ToString(), row.Seq.ToString(CultureInfo.InvariantCulture), row.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            row.At?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            row.ActorKind, row.Actor?.ToString(), row.Action, row.ObjectKind, row.Object?.ToString(), row.Detail,
        })
        {
            var text = part is null ? [] : Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, part is null ? -1 : text.Length);
            bytes.Write(length);
            bytes.Write(text);
        }
        return bytes.ToArray();
    }

    /// <summary>Walks one chain from its start. Order matters: entries come sorted by seq.</summary>
    /// <param name="organization">Whose chain.</param>
    /// <param name="rows">Its entries in order of seq.</param>
    /// <param name="head">Seq and hash of its head.</param>
    /// <param name="anchors">Signed earlier heads: what was anchored must still be there.</param>
    public static IEnumerable<AuditFault> Verify(Guid organization, IReadOnlyList<AuditRow> rows, (long Seq, byte[] Hash)? head, IReadOnlyList<(long Seq, byte[] Hash)> anchors)
    {
        var prev = SHA256.HashData(Encoding.UTF8.GetBytes(organization.ToString()));
        var expected = 1L;
        var hashes = new Dictionary<long, byte[]>(rows.Count);
        foreach (var row in rows)
        {
            while (expected < row.Seq) yield return new AuditFault(organization, expected++, "gap");
            expected = row.Seq + 1;
            if (!row.Prev.AsSpan().SequenceEqual(prev)) yield return new AuditFault(organization, row.Seq, "reordered");
            var hash = SHA256.HashData([.. Canonical(row), .. row.Prev]);
            if (!hash.AsSpan().SequenceEqual(row.Hash)) yield return new AuditFault(organization, row.Seq, "edited");
            prev = row.Hash;
            hashes[row.Seq] = row.Hash;
        }
        if (head is not var (seq, last)) { if (rows.Count > 0) yield return new AuditFault(organization, 0, "head"); yield break; }
        if (seq > expected - 1) yield return new AuditFault(organization, expected, "truncated");
        else if (seq != expected - 1 || !last.AsSpan().SequenceEqual(prev)) yield return new AuditFault(organization, seq, "head");
        foreach (var (at, anchored) in anchors)
            if (!hashes.TryGetValue(at, out var there)) yield return new AuditFault(organization, at, "truncated");
            else if (!there.AsSpan().SequenceEqual(anchored)) yield return new AuditFault(organization, at, "edited");
    }

    /// <summary>Verifies every chain that the connection may see.</summary>
    /// <returns>How many entries were read, and every fault.</returns>
    public static async Task<(long Entries, IReadOnlyList<AuditFault> Faults)> VerifyAll(NpgsqlDataSource data, Func<byte[], byte[], bool> signatureHolds, CancellationToken cancelled)
    {
        await using var connection = await data.OpenConnectionAsync(cancelled);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancelled);
        await using (var see = new NpgsqlCommand("select set_config('app.roles', 'Auditor', true)", connection)) await see.ExecuteNonQueryAsync(cancelled);

        var heads = new Dictionary<Guid, (long, byte[])>();
        await using (var command = new NpgsqlCommand("select org_id, seq, hash from audit.head", connection))
        await using (var reader = await command.ExecuteReaderAsync(cancelled))
            while (await reader.ReadAsync(cancelled)) heads[reader.GetGuid(0)] = (reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));

        var faults = new List<AuditFault>();
        var anchors = new Dictionary<Guid, List<(long, byte[])>>();
        await using (var command = new NpgsqlCommand("select org_id, seq, hash, signature from audit.anchor order by org_id, seq", connection))
        await using (var reader = await command.ExecuteReaderAsync(cancelled))
            while (await reader.ReadAsync(cancelled))
            {
                var (organization, seq, hash) = (reader.GetGuid(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
                if (!signatureHolds(Anchors.Signed(organization, seq, hash), reader.GetFieldValue<byte[]>(3))) faults.Add(new AuditFault(organization, seq, "anchor"));
                else (anchors.TryGetValue(organization, out var list) ? list : anchors[organization] = []).Add((seq, hash));
            }

        var entries = 0L;
        var owners = new HashSet<Guid>(heads.Keys);
        await using (var command = new NpgsqlCommand("select distinct org_id from audit.entry", connection))
        await using (var reader = await command.ExecuteReaderAsync(cancelled))
            while (await reader.ReadAsync(cancelled)) owners.Add(reader.GetGuid(0));
        const string sql = "select org_id, seq, day, at, actor_kind, actor, action, object_kind, object, detail, prev, hash from audit.entry where org_id = $1 order by seq";
        foreach (var organization in owners.Order())
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<Guid>("", organization) } };
            await using var reader = await command.ExecuteReaderAsync(cancelled);
            var rows = new List<AuditRow>();
            while (await reader.ReadAsync(cancelled)) rows.Add(Rows<AuditRow>.Read(reader, sql));
            entries += rows.Count;
            faults.AddRange(Verify(organization, rows, heads.TryGetValue(organization, out var head) ? head : null, anchors.GetValueOrDefault(organization) ?? []));
        }
        return (entries, faults);
    }
}
