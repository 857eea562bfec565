using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using OpenIlm.Sealing;

namespace OpenIlm.Bench;

/// <summary>Hotline logging without Argon2 and web intake with it, at 1, 8 and 32 clients.</summary>
public static class IntakeBench
{
    /// <summary>Runs it.</summary>
    public static async Task<Report> Run(string[] args)
    {
        await using var server = await BenchServer.Start(organizations: 8, BenchServer.Settings(args));
        var organizations = server.Network.Organizations;
        var rows = new List<IReadOnlyDictionary<string, object>>();
        var number = 0;
        byte[] Next(int client) => Samples.Contact(organizations[client % organizations.Count], Interlocked.Increment(ref number));
        await Load.Run(server, "warm up", 8, 4, (c, _) => Next(c), 201);

        var logging = new List<Round>();
        foreach (var clients in (int[])[1, 8, 32])
        {
            var round = await Load.Run(server, "hotline logging", clients, 8, (c, _) => Next(c), 201);
            logging.Add(round);
            rows.Add(round.Row());
        }

        var bare = BareArgon2(TimeSpan.FromSeconds(4));
        var intake = new List<Round>();
        foreach (var clients in (int[])[1, 8, 32])
        {
            var forms = new ConcurrentQueue<byte[]>(await Forms(server, 1600));
            await Load.Run(server, "warm up", clients, 1, (_, _) => forms.TryDequeue(out var request) ? request : null, 201);
            var round = await Load.Run(server, "web intake", clients, 7, (_, _) => forms.TryDequeue(out var request) ? request : null, 201);
            intake.Add(round);
            rows.Add(round.Row());
        }
        var memory = server.ServerMemory;
        var best = logging.MaxBy(r => r.Rate)!;
        var most = intake.MaxBy(r => r.Rate)!;
        return new Report("intake",
        [
            new Check("hotline logging", "at least 1,500/s", best.Rate, "requests/s", best.Rate >= 1500),
            new Check("server CPU of one logged case", "at most 0.8 ms", best.ServerCpu, "ms", best.ServerCpu <= 0.8),
            new Check("web intake against bare Argon2 on all cores", "at least 80 %", 100 * most.Rate / bare, "%", most.Rate >= 0.8 * bare),
            new Check("bare Argon2 on all cores", "(reference)", bare, "derivations/s", true),
            new Check("server memory", "under 400 MB", memory, "MB", memory < 400),
            new Check("refused or failed", "none", logging.Sum(r => r.Failed) + intake.Sum(r => r.Failed), "requests", logging.Sum(r => r.Failed) + intake.Sum(r => r.Failed) == 0),
        ], rows);
    }

    /// <summary>Forms filled in and ready to send.</summary>
    public static async Task<IReadOnlyList<byte[]>> Forms(BenchServer server, int count)
    {
        using var wire = new Wire(server.Network.Port);
        var ready = new List<byte[]>(count);
        for (var i = 0; i < count; i++)
        {
            var organization = server.Network.Organizations[i % server.Network.Organizations.Count];
            if (await wire.Send(Samples.Form(organization)) != 201) throw new InvalidOperationException("No form: " + wire.Body);
            using var form = JsonDocument.Parse(wire.Body);
            ready.Add(Samples.Report(form.RootElement.GetProperty("receipt").GetString()!, form.RootElement.GetProperty("formState").GetString()!, Samples.Text(i)));
        }
        return ready;
    }

    private static double BareArgon2(TimeSpan time)
    {
        var done = 0;
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            var salt = new byte[16];
            while (clock.Elapsed < time) { Argon2.Derive("123456789012345678"u8, salt); Interlocked.Increment(ref done); }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return done / clock.Elapsed.TotalSeconds;
    }
}
