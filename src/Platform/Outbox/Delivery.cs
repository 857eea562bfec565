using Microsoft.Extensions.Logging;
using Npgsql;

namespace OpenIlm.Platform;

/// <summary>Drains the outbox into notifications, exactly once, whichever node comes first. Waits longer while there is nothing to do.</summary>
public sealed class Delivery(Database database, TimeProvider time, ILogger<Delivery> log) : Sweep(TimeSpan.FromMilliseconds(500), time, log)
{
    private const int Batch = 500;

    /// <summary>Delivers everything that is due; returns how many.</summary>
    public async Task<int> DeliverAll(CancellationToken cancelled)
    {
        var total = 0;
        while (true)
        {
            int taken;
            await using (var command = database.Data.CreateCommand("select taken, orgs from platform.deliver($1)"))
            {
                command.Parameters.Add(new NpgsqlParameter<int>("", Batch));
                await using var reader = await command.ExecuteReaderAsync(cancelled);
                await reader.ReadAsync(cancelled);
                taken = reader.GetInt32(0);
                database.Tell(reader.GetFieldValue<Guid[]>(1));
            }
            total += taken;
            if (taken < Batch) return total;
        }
    }

    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => DeliverAll(cancelled);
}
