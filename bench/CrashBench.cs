using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using OpenIlm.Platform;

namespace OpenIlm.Bench;

/// <summary>
/// Kills PostgreSQL and the application with SIGKILL while sixteen writers report, several times; then every acknowledged report must be
/// there, whole: its case, its key, its audit entry, and its text as sent. The control runs with <c>synchronous_commit</c> off and must
/// lose something, or the bench proves nothing.
/// </summary>
public static class CrashBench
{
    private const int Writers = 16;
    private const int WebWriters = 4;

    private sealed record Acknowledged(Guid Contact, Guid Case, string Text, string Token);

    private sealed record Result(int Acknowledged, int Receipts, int Lost, int Torn, int Orphans, int AuditFaults, int Kills, double SlowestStart);

    /// <summary>Runs it.</summary>
    public static async Task<Report> Run(string[] args)
    {
        var safe = await Rounds(6);
        var control = await Rounds(6, "synchronous_commit=off", "wal_writer_delay=2000ms");
        IReadOnlyDictionary<string, object> Row(string what, Result r) => new Dictionary<string, object>
        {
            ["run"] = what, ["kills"] = r.Kills, ["acknowledged"] = r.Acknowledged, ["of them by receipt"] = r.Receipts, ["lost"] = r.Lost, ["torn"] = r.Torn,
            ["unacknowledged but whole"] = r.Orphans, ["audit faults"] = r.AuditFaults, ["slowest start s"] = r.SlowestStart,
        };
        return new Report("crash",
        [
            new Check("acknowledged reports lost", "none", safe.Lost, "reports", safe.Lost == 0),
            new Check("reports torn (without key, case, text or audit entry)", "none", safe.Torn, "reports", safe.Torn == 0),
            new Check("audit chains", "whole", safe.AuditFaults, "faults", safe.AuditFaults == 0),
            new Check("acknowledged in the safe run", "at least 500", safe.Acknowledged, "reports", safe.Acknowledged >= 500),
            new Check("control with synchronous_commit off loses something", "at least 1", control.Lost, "reports", control.Lost > 0),
        ], [Row("synchronous_commit on", safe), Row("off (control, must lose)", control)]);
    }

    private static async Task<Result> Rounds(int kills, params string[] settings)
    {
        await using var server = await BenchServer.Start(organizations: 8, settings);
        var acknowledged = new ConcurrentBag<Acknowledged>();
        var receipts = new ConcurrentBag<(string Receipt, string Text)>();
        var number = 0;
        var slowest = 0.0;
        for (var kill = 0; kill < kills; kill++)
        {
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, Writers).Select(w => Task.Run(() => w < WebWriters
                ? Report(server, w, receipts, () => Interlocked.Increment(ref number), stop.Token)
                : Log(server, w, acknowledged, () => Interlocked.Increment(ref number), stop.Token))).ToList();
            await Task.Delay(TimeSpan.FromSeconds(2.5) + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1500)));
            // Alternately the database first, the application first, both at once: each leaves other things half done.
            await server.Kill(database: kill % 3 != 1, application: true);
            if (kill % 3 == 1) await server.Kill(database: true, application: false);
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            var clock = Stopwatch.StartNew();
            await server.Up();
            slowest = Math.Max(slowest, clock.Elapsed.TotalSeconds);
        }
        return await Count(server, [.. acknowledged], [.. receipts], kills, slowest);
    }

    private static async Task Log(BenchServer server, int writer, ConcurrentBag<Acknowledged> done, Func<int> next, CancellationToken stop)
    {
        var organization = server.Network.Organizations[writer % server.Network.Organizations.Count];
        using var wire = new Wire(server.Network.Port);
        while (!stop.IsCancellationRequested)
        {
            var n = next();
            try
            {
                if (await wire.Send(Samples.Contact(organization, n), stop) != 201) continue;
                using var answer = JsonDocument.Parse(wire.Body);
                done.Add(new Acknowledged(answer.RootElement.GetProperty("id").GetGuid(), answer.RootElement.GetProperty("caseId").GetGuid(), Samples.Text(n), organization.Token));
            }
            catch (IOException) { return; }
            catch (OperationCanceledException) { return; }
        }
    }

    private static async Task Report(BenchServer server, int writer, ConcurrentBag<(string, string)> done, Func<int> next, CancellationToken stop)
    {
        var organization = server.Network.Organizations[writer % server.Network.Organizations.Count];
        using var wire = new Wire(server.Network.Port);
        while (!stop.IsCancellationRequested)
        {
            var text = Samples.Text(next());
            try
            {
                if (await wire.Send(Samples.Form(organization), stop) != 201) continue;
                using var form = JsonDocument.Parse(wire.Body);
                var receipt = form.RootElement.GetProperty("receipt").GetString()!;
                if (await wire.Send(Samples.Report(receipt, form.RootElement.GetProperty("formState").GetString()!, text), stop) == 201) done.Add((receipt, text));
            }
            catch (IOException) { return; }
            catch (OperationCanceledException) { return; }
        }
    }

    private static async Task<Result> Count(BenchServer server, IReadOnlyList<Acknowledged> acknowledged, IReadOnlyList<(string Receipt, string Text)> receipts, int kills, double slowest)
    {
        using var wire = new Wire(server.Network.Port);
        var (lost, torn) = (0, 0);
        foreach (var report in acknowledged)
        {
            // Reading opens the erasure key, the wraps and the text: what is readable is whole.
            if (await wire.Send(Wire.Request("GET", $"/cases/{report.Case}", report.Token, null)) != 200) { lost++; continue; }
            using var read = JsonDocument.Parse(wire.Body);
            if (!read.RootElement.GetProperty("texts").EnumerateArray().Any(n => n.GetProperty("text").GetString() == report.Text)) torn++;
        }
        foreach (var (receipt, _) in receipts)
            if (await wire.Send(Wire.Request("POST", "/voice/status", null, JsonSerializer.Serialize(new { receipt }))) != 200) lost++;

        await using var data = NpgsqlDataSource.Create(EmbeddedPostgres.RunningSuperConnectionString(Path.Combine(server.Folder, "postgres"), "openilm")!);
        await using var keys = NpgsqlDataSource.Create(EmbeddedPostgres.RunningSuperConnectionString(Path.Combine(server.Folder, "postgres"), "openilm_keystore")!);
        async Task<HashSet<Guid>> Ids(NpgsqlDataSource source, string sql)
        {
            await using var command = source.CreateCommand(sql);
            await using var reader = await command.ExecuteReaderAsync();
            var ids = new HashSet<Guid>();
            while (await reader.ReadAsync()) ids.Add(reader.GetGuid(0));
            return ids;
        }
        var contacts = await Ids(data, "select id from voice.contact");
        var whole = await Ids(data, """
            select c.id from voice.contact c
             where exists (select 1 from cases.file f where f.contact_id = c.id) and exists (select 1 from dossier.narrative n where n.dossier_id = c.dossier_id)
               and (select count(*) from dossier.key k where k.dossier_id = c.dossier_id) = 2
               and exists (select 1 from audit.entry a where a.org_id = c.org_id and a.object = c.id and a.action in ('contact.logged', 'contact.received'))
            """);
        torn += contacts.Count(c => !whole.Contains(c));
        var erasure = await Ids(keys, "select dossier_id from keystore.erasure_key");
        torn += (await Ids(data, "select dossier_id from voice.contact")).Count(d => !erasure.Contains(d));
        var orphans = contacts.Count - (acknowledged.Count + receipts.Count - lost);
        return new Result(acknowledged.Count + receipts.Count, receipts.Count, lost, torn, Math.Max(0, orphans), await AuditFaults(data), kills, slowest);
    }

    private static async Task<int> AuditFaults(NpgsqlDataSource data) => (await AuditLog.VerifyAll(data, (_, _) => true, default)).Faults.Count;
}
