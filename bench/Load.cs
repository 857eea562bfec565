using System.Diagnostics;

namespace OpenIlm.Bench;

/// <summary>What a round of load measured.</summary>
public sealed record Round(string What, int Clients, int Done, int Failed, double Seconds, double P50, double P95, double P99, double ServerCpu, double DatabaseCpu)
{
    /// <summary>Requests a second.</summary>
    public double Rate => Done / Seconds;

    /// <summary>As a row of the report.</summary>
    public IReadOnlyDictionary<string, object> Row(params (string Name, object Value)[] more) => new Dictionary<string, object>(
    [
        new("what", What), .. more.Select(m => new KeyValuePair<string, object>(m.Name, m.Value)), new("clients", Clients), new("requests/s", Rate), new("p50 ms", P50), new("p95 ms", P95), new("p99 ms", P99),
        new("server CPU ms", ServerCpu), new("database CPU ms", DatabaseCpu), new("failed", Failed),
    ]);
}

/// <summary>Runs a number of clients against the server, each waiting for its answer before the next request.</summary>
public static class Load
{
    /// <summary>Runs for a time, or until the requests run out.</summary>
    /// <param name="server">The server.</param>
    /// <param name="what">Name of the round.</param>
    /// <param name="clients">How many at once.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="next">The request number n of a client; null ends it.</param>
    /// <param name="good">Status that counts as done.</param>
    public static async Task<Round> Run(BenchServer server, string what, int clients, double seconds, Func<int, int, byte[]?> next, int good)
    {
        var times = new List<double>[clients];
        var failed = 0;
        var (cpu, database) = (server.ServerCpu, server.DatabaseCpu);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            using var wire = new Wire(server.Network.Port);
            var mine = times[client] = new List<double>(10_000);
            for (var n = 0; clock.Elapsed.TotalSeconds < seconds && next(client, n) is { } request; n++)
            {
                var start = Stopwatch.GetTimestamp();
                var status = await wire.Send(request);
                if (status == good) mine.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                else Interlocked.Increment(ref failed);
            }
        })));
        var elapsed = clock.Elapsed.TotalSeconds;
        var all = times.SelectMany(t => t).Order().ToArray();
        double At(double share) => all.Length == 0 ? 0 : all[Math.Min(all.Length - 1, (int)(all.Length * share))];
        return new Round(what, clients, all.Length, failed, elapsed, At(0.5), At(0.95), At(0.99), (server.ServerCpu - cpu) / Math.Max(1, all.Length), (server.DatabaseCpu - database) / Math.Max(1, all.Length));
    }
}
