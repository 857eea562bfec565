using Microsoft.Extensions.Logging;
using Npgsql;

namespace OpenIlm.Platform;

/// <summary>
/// Deletes what lies in the store and no row names: uploads that broke off, copies that came second, bodies of files that were deleted. Only what is
/// older than a day and was found unnamed twice, in two rounds: a clock that jumps must not take a body whose row is just being written.
/// </summary>
public sealed class FileSweeper(IFileStore store, Database database, FileSettings settings, TimeProvider time, ILogger<FileSweeper> log) : Sweep(TimeSpan.FromHours(1), time, log)
{
    private const int Batch = 500;
    private HashSet<string> suspects = [];

    /// <summary>One round; returns how many bodies were deleted.</summary>
    public async Task<int> Sweep(CancellationToken cancelled)
    {
        var before = Time.GetUtcNow() - settings.SweptAfter;
        var (found, deleted, batch) = (new HashSet<string>(), 0, new List<string>(Batch));
        await foreach (var body in store.All(cancelled))
        {
            if (body.At > before) continue;
            batch.Add(body.Name);
            if (batch.Count < Batch) continue;
            deleted += await Sweep(batch, found, cancelled);
            batch.Clear();
        }
        if (batch.Count > 0) deleted += await Sweep(batch, found, cancelled);
        suspects = found;
        return deleted;
    }

    private async Task<int> Sweep(List<string> names, HashSet<string> found, CancellationToken cancelled)
    {
        var named = new HashSet<string>();
        await using (var command = database.Data.CreateCommand("select * from dossier.named_bodies($1)"))
        {
            command.Parameters.Add(new NpgsqlParameter<string[]>("", [.. names]));
            await using var reader = await command.ExecuteReaderAsync(cancelled);
            while (await reader.ReadAsync(cancelled)) named.Add(reader.GetString(0));
        }
        var deleted = 0;
        foreach (var name in names.Where(n => !named.Contains(n)))
            if (suspects.Contains(name))
            {
                await store.Delete(name, cancelled);
                deleted++;
            }
            else found.Add(name);
        return deleted;
    }

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => Sweep(cancelled);
}
