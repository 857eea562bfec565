using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace OpenIlm.Platform;

/// <summary>
/// Something that is done again and again while the node lives, on every node. What is due stands in the database: a round that fails leaves it there for the
/// next one, and no failure of a round ends the program. The first round begins at once.
/// </summary>
/// <param name="every">From one round to the next.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told the kind of a failure, never what it says: that may repeat what was being worked on.</param>
public abstract class Sweep(TimeSpan every, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; } = time;
    /// <summary>Told kinds of failures.</summary>
    protected ILogger Log { get; } = log;

    /// <summary>One round. Safe to repeat, and beside other nodes.</summary>
    protected abstract Task Round(CancellationToken cancelled);

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, Time);
        string? known = null;
        do
        {
            try
            {
                await Round(stoppingToken);
                known = null;
            }
            // The database or the disk is away: what is due waits.
            catch (Exception away) when (away is IOException or TimeoutException || away is NpgsqlException lost && Pipeline.IsAway(lost)) { }
            catch (Exception wrong) when (!stoppingToken.IsCancellationRequested)
            {
                // Said once, until a round succeeds or fails another way.
                var kind = $"{wrong.GetType().Name} {(wrong as PostgresException)?.SqlState}".TrimEnd();
                if (kind != known) Log.LogError("{Sweep} failed and will try again: {Kind}", GetType().Name, kind);
                known = kind;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
