using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace OpenIlm.Platform;

/// <summary>Numbered SQL files, hashed, applied in one transaction under a lock, never at the start of a node that serves.</summary>
public static class Migrations
{
    /// <summary>Applies what is missing; returns the ids that were applied.</summary>
    /// <param name="ownerAddress">Connection string of the role that owns the tables.</param>
    /// <param name="rooms">Assemblies in the order of the house, each with its folder name (<c>platform</c>, <c>network</c>, …).</param>
    /// <param name="cancelled">Cancels the wait.</param>
    /// <exception cref="InvalidOperationException">A file that was applied has changed since.</exception>
    public static async Task<IReadOnlyList<string>> Apply(string ownerAddress, IEnumerable<(Assembly Assembly, string Folder)> rooms, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(ownerAddress);
        await connection.OpenAsync(cancelled);
        await using var transaction = await connection.BeginTransactionAsync(cancelled);
        await Run(connection, """
            set local lock_timeout = '3s';
            select pg_advisory_xact_lock(7041001);
            create table if not exists public.schema_migration (id text primary key, sha256 text not null, applied_at timestamptz not null default now());
            """, cancelled);
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var command = new NpgsqlCommand("select id, sha256 from public.schema_migration", connection))
        await using (var reader = await command.ExecuteReaderAsync(cancelled))
            while (await reader.ReadAsync(cancelled)) applied[reader.GetString(0)] = reader.GetString(1);

        var done = new List<string>();
        foreach (var (id, sql) in rooms.SelectMany(r => Files(r.Assembly, r.Folder)))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (applied.TryGetValue(id, out var before))
            {
                if (before != hash) throw new InvalidOperationException($"Migration {id} was changed after it was applied. Write a new file instead.");
                continue;
            }
            await Run(connection, sql, cancelled);
            await using var note = new NpgsqlCommand("insert into public.schema_migration (id, sha256) values ($1, $2)", connection) { Parameters = { new() { Value = id }, new() { Value = hash } } };
            await note.ExecuteNonQueryAsync(cancelled);
            done.Add(id);
        }
        await transaction.CommitAsync(cancelled);
        return done;
    }

    private static IEnumerable<(string Id, string Sql)> Files(Assembly assembly, string folder)
    {
        var start = $"sql/{folder}/";
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name["sql/".Length..], reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
