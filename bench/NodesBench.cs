using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using OpenIlm.Platform;

namespace OpenIlm.Bench;

/// <summary>
/// Several nodes on one database. First: how long after a report was sent to one node the stream of the other tells it, idle and under load. Then: packets are
/// due, businesses are to be reminded, handovers begin, mail is due and the outbox fills, while two nodes do all of it and one after the other is killed with SIGKILL: each thing happens once.
/// </summary>
public static class NodesBench
{
    private const int Organizations = 8, Rounds = 100, Packets = 640, Reminders = 80, CasesOfDesk = 12, Writers = 4, OfWriters = 2;

    /// <summary>Runs it.</summary>
    public static async Task<Report> Run(string[] args)
    {
        await using var first = await BenchServer.Start(Organizations);
        List<IReadOnlyDictionary<string, object>> rows;
        List<Check> checks;
        await using (var second = await BenchServer.Join(first)) (rows, checks) = await Streams(first, second);
        var (row, more) = await Kills(first);
        return new Report("nodes", [.. checks, .. more], [.. rows, row]);
    }

    private static async Task<(List<IReadOnlyDictionary<string, object>>, List<Check>)> Streams(BenchServer first, BenchServer second)
    {
        var organization = first.Network.Organizations[0];
        using var here = await Ear.Open(first.Network.Port, organization.Token);
        using var there = await Ear.Open(second.Network.Port, organization.Token);
        var rows = new List<IReadOnlyDictionary<string, object>>();
        var checks = new List<Check>();
        var number = 1_000_000;
        foreach (var load in new[] { false, true })
        {
            using var stop = new CancellationTokenSource();
            // Others of other organizations work meanwhile, on both nodes.
            var writers = load ? Enumerable.Range(0, Writers).Select(w => Task.Run(() => Log(w % 2 == 0 ? first : second, first.Network.Organizations[1 + w], () => Interlocked.Increment(ref number), null, stop.Token))).ToList() : [];
            var times = new List<double>();
            var lost = 0;
            using var a = new Wire(first.Network.Port);
            using var b = new Wire(second.Network.Port);
            // The first few warm both nodes up.
            for (var i = -10; i < Rounds; i++)
            {
                var (wire, ear) = i % 2 == 0 ? (a, there) : (b, here);
                var clock = Stopwatch.StartNew();
                if (await wire.Send(Samples.Contact(organization, Interlocked.Increment(ref number))) != 201) throw new InvalidOperationException(wire.Body);
                using var answer = JsonDocument.Parse(wire.Body);
                var heard = await ear.Hears(answer.RootElement.GetProperty("caseId").GetGuid(), TimeSpan.FromSeconds(15));
                if (i < 0) continue;
                if (heard) times.Add(clock.Elapsed.TotalMilliseconds); else lost++;
            }
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            times.Sort();
            double At(double share) => times[Math.Min(times.Count - 1, (int)(times.Count * share))];
            rows.Add(new Dictionary<string, object> { ["report at one node, told by the other"] = load ? $"{Writers} others log calls" : "idle", ["reports"] = Rounds, ["p50 ms"] = At(0.5), ["p95 ms"] = At(0.95), ["longest ms"] = times[^1], ["not told"] = lost });
            checks.Add(new Check($"p95 from sending to the other node's stream{(load ? ", under load" : "")}", "at most 1,000", At(0.95), "ms", At(0.95) <= 1000 && lost == 0));
        }
        return (rows, checks);
    }

    private static async Task Log(BenchServer server, BenchOrganization organization, Func<int> next, ConcurrentBag<Guid>? danger, CancellationToken stop)
    {
        using var wire = new Wire(server.Network.Port);
        while (!stop.IsCancellationRequested)
            try
            {
                // Every fiftieth is danger; where danger is counted each one is.
                if (await wire.Send(Samples.Contact(organization, danger is null ? next() : next() * 50), stop) != 201 || danger is null) continue;
                using var answer = JsonDocument.Parse(wire.Body);
                danger.Add(answer.RootElement.GetProperty("caseId").GetGuid());
            }
            catch (Exception over) when (over is OperationCanceledException or IOException) { return; }
    }

    private static async Task<(IReadOnlyDictionary<string, object>, IReadOnlyList<Check>)> Kills(BenchServer first)
    {
        await using var data = NpgsqlDataSource.Create(EmbeddedPostgres.RunningSuperConnectionString(Path.Combine(first.Folder, "postgres"), "openilm")!);
        async Task<long> Ask(string sql)
        {
            await using var command = data.CreateCommand(sql);
            return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
        }
        await Prepare(first);
        // One act makes all of it due at once.
        await Ask("""
            with p as (update cases.share set release_on = current_date where release_on is not null and state in ('Draft', 'Approved') returning 1),
                 r as (update cases.clock set remind_on = current_date where kind = 'Response' and is_open returning 1),
                 h as (update cases.handover set from_day = current_date where state = 'Planned' returning 1),
                 m as (insert into platform.mail_choice (org_id, person_id, danger, digest, hour, zone) select p.org_id, p.id, false, true, 0, 'UTC' from access.person p
                        where p.email like 'handler%' or p.email like 'supervisor%' on conflict do nothing returning 1)
            select (select count(*) from p) + (select count(*) from r) + (select count(*) from h) + (select count(*) from m)
            """);
        var (packets, handovers, people) = (await Ask("select count(*) from cases.share where release_on is not null"), await Ask("select count(*) from cases.handover where state = 'Planned'"), await Ask("select count(*) from platform.mail_choice"));
        // Clocks that begin with a packet of this bench are reminded of on another day.
        const string dueClocks = "select count(*) from cases.clock k where k.kind = 'Response' and k.is_open and k.remind_on <= current_date";
        var reminders = await Ask(dueClocks);
        var handed = await Ask("select count(*) from cases.\"case\" c join cases.handover h on h.from_person = c.assigned_to where c.state <> 'Closed'");
        const string left = "select (select count(*) from cases.share where release_on is not null and state in ('Draft', 'Approved')) + (select count(*) from cases.handover where state = 'Planned') + (select count(*) from cases.clock k where k.kind = 'Response' and k.is_open and k.remind_on <= current_date and not exists (select 1 from cases.escalation e where e.clock_id = k.id and e.step = 'Remind')) + (select count(*) from platform.mail_choice c where not exists (select 1 from platform.mail_mark m where m.person_id = c.person_id and m.digest_on is not null))";

        var danger = new ConcurrentBag<Guid>();
        using var stop = new CancellationTokenSource();
        var number = 2_000_000;
        var writers = Enumerable.Range(0, OfWriters).Select(w => Task.Run(() => Log(first, first.Network.Organizations[w], () => Interlocked.Increment(ref number), danger, stop.Token))).ToList();
        var nodes = new[] { await BenchServer.Join(first), await BenchServer.Join(first) };
        var (kills, inTheMiddle) = (0, 0);
        var clock = Stopwatch.StartNew();
        while (await Ask(left) > 0 && clock.Elapsed < TimeSpan.FromMinutes(4))
        {
            // Both, so that whoever comes back finds what they held; then one alone, so that the other goes on with it.
            var victims = kills % 3 == 0 ? nodes : [nodes[kills % 2]];
            await Task.Delay(40 + RandomNumberGenerator.GetInt32(160));
            foreach (var victim in victims)
            {
                await victim.Kill(database: false, application: true);
                kills++;
                if (await Ask(left) > 0) inTheMiddle++;
            }
            await Task.WhenAll(victims.Select(v => v.Up()));
        }
        await Task.Delay(500);
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        for (var i = 0; i < 200 && await Ask("select count(*) from platform.outbox") > 0; i++) await Task.Delay(50);
        foreach (var node in nodes) await node.DisposeAsync();

        var released = await Ask("select count(*) from cases.share where state = 'Released'") - reminders;
        var reminded = await Ask("select count(*) from cases.escalation where step = 'Remind'");
        var twice = await Ask("""
            select (select count(*) from (select object from audit.entry where action = 'share.released' group by object having count(*) > 1) x)
                 + (select count(*) from (select e.detail from cases.event e where e.kind = 'share.released' group by e.case_id, e.detail having count(*) > 1) x)
                 + (select count(*) from (select subject from platform.notification where kind = 'shared-issue.received' group by subject having count(*) > 1) x)
                 + (select count(*) from (select clock_id from cases.escalation where step = 'Remind' group by clock_id having count(*) > 1) x)
                 + (select count(*) from (select subject from platform.notification where kind = 'shared-issue.reminder' group by subject, person_id having count(*) > 1) x)
                 + (select count(*) from (select case_id from cases.event where kind = 'case.handed-over' group by case_id having count(*) > 1) x)
                 + (select count(*) from (select object from audit.entry where action = 'handover.begun' group by object having count(*) > 1) x)
                 + (select count(*) from (select address from platform.mail where subject like 'OpenILM:%' group by address having count(*) > 1) x)
                 + (select count(*) from (select subject from platform.notification where kind = 'case.danger' group by subject having count(*) > 1) x)
            """);
        var begun = await Ask("select count(*) from audit.entry where action = 'handover.begun'");
        var given = await Ask("select count(*) from cases.event where kind = 'case.handed-over'");
        var mails = await Ask("select count(*) from platform.mail where subject like 'OpenILM:%'");
        var told = await Ask("select count(*) from platform.notification where kind = 'shared-issue.received'") - reminders;
        var remindedOf = await Ask("select count(distinct subject) from platform.notification where kind = 'shared-issue.reminder'");
        await using var ask = data.CreateCommand("select count(*) from platform.notification where kind = 'case.danger' and subject = any ($1)");
        ask.Parameters.AddWithValue(danger.ToArray());
        var alarms = (long)(await ask.ExecuteScalarAsync())!;
        var faults = (await AuditLog.VerifyAll(data, (_, _) => true, default)).Faults.Count;
        return (new Dictionary<string, object>
        {
            ["two nodes do what is due, one is killed"] = $"{kills} kills, {inTheMiddle} in the middle", ["packets"] = $"{released} of {packets}", ["told of them"] = told, ["businesses reminded"] = $"{remindedOf} of {reminders}", ["handovers"] = $"{begun} of {handovers}",
            ["cases handed over"] = $"{given} of {handed}", ["daily mails"] = $"{mails} of {people}", ["alarms"] = $"{alarms} of {danger.Count}", ["twice"] = twice, ["audit faults"] = faults,
        },
        [
            new Check("kills in the middle of the work", "at least 3", inTheMiddle, "kills", inTheMiddle >= 3),
            new Check("packets released, each told once", $"all {packets}", released, "packets", released == packets && told == packets),
            new Check("businesses reminded, each once", $"all {reminders}", reminded, "reminders", reminded == reminders && remindedOf == reminders && reminders == Reminders),
            new Check("handovers begun, each case once", $"all {handovers}, {handed} cases", begun, "handovers", begun == handovers && given == handed),
            new Check("daily mails, each person one", $"all {people}", mails, "mails", mails == people),
            new Check("alarms of the outbox, each acknowledged report one", $"all {danger.Count}", alarms, "notifications", alarms == danger.Count),
            new Check("anything twice", "none", twice, "things", twice == 0),
            new Check("audit chains", "no fault", faults, "faults", faults == 0),
        ]);
    }

    // Packets that wait for the weekly release, and a handover of each handler that is planned for tomorrow: through the same doors as any other.
    private static async Task Prepare(BenchServer server)
    {
        await Task.WhenAll(server.Network.Organizations.Select(async (organization, at) =>
        {
            using var wire = new Wire(server.Network.Port);
            async Task<JsonElement> Post(string path, object body)
            {
                if (await wire.Send(Wire.Request("POST", path, organization.Token, JsonSerializer.Serialize(body))) is not (200 or 201)) throw new InvalidOperationException(path + ": " + wire.Body);
                using var answer = JsonDocument.Parse(wire.Body);
                return answer.RootElement.Clone();
            }
            async Task<JsonElement> Get(string path)
            {
                if (await wire.Send(Wire.Request("GET", path, organization.Token, null)) != 200) throw new InvalidOperationException(path + ": " + wire.Body);
                using var answer = JsonDocument.Parse(wire.Body);
                return answer.RootElement.Clone();
            }
            string[] fields = ["site", "category", "affectedWorkers", "severity"];
            for (var n = 0; n < (Packets + Reminders) / Organizations; n++)
            {
                if (await wire.Send(Samples.Contact(organization, 3_000_001 + at * 1000 + n)) != 201) throw new InvalidOperationException(wire.Body);
                string id;
                using (var logged = JsonDocument.Parse(wire.Body)) id = logged.RootElement.GetProperty("caseId").GetString()!;
                await Post($"/cases/{id}/triage", new { siteId = organization.Site, severity = "medium", issues = new[] { new { code = "WAG-02", affectedWorkers = 20 } } });
                await Post($"/cases/{id}/safety-reviews", new { risk = "low", decision = "proceed", measures = new[] { "quietContact" }, timingIdentifiesNobody = n >= Packets / Organizations });
                await Post($"/cases/{id}/consents", new { level = "summary", recipientOrganizationId = organization.Supplier.Id, purpose = "remedy", fields, how = "verbal", language = "my" });
                var issue = (await Get($"/cases/{id}")).GetProperty("issues")[0].GetProperty("id").GetString();
                var share = (await Post($"/issues/{issue}/shares", new { recipientOrganizationId = organization.Supplier.Id, purpose = "remedy", fields, summary = "Several workers say that wages have not been paid." })).GetProperty("id").GetString();
                // The last ones go out at once: their clocks are to be due.
                await Post($"/shares/{share}/release", new { now = n >= Packets / Organizations });
            }
            for (var n = 0; n < CasesOfDesk; n++)
                if (await wire.Send(Samples.Contact(organization, 4_000_001 + at * 1000 + n)) != 201) throw new InvalidOperationException(wire.Body);
            // Where calls come in all the while, nobody could say how many cases there were on the day.
            if (at < OfWriters) return;
            // Whoever stands second: the handler hands over to the supervisor of the same organization.
            await using var data = NpgsqlDataSource.Create(EmbeddedPostgres.RunningSuperConnectionString(Path.Combine(server.Folder, "postgres"), "openilm")!);
            await using var command = data.CreateCommand("select id from access.person where org_id = $1 and email like 'supervisor%'");
            command.Parameters.AddWithValue(organization.Id);
            var tomorrow = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            await Post("/handovers", new { to = (Guid)(await command.ExecuteScalarAsync())!, fromDay = tomorrow });
        }));
    }

    /// <summary>A stream of a session.</summary>
    private sealed class Ear(HttpClient http, Stream stream) : IDisposable
    {
        private readonly ConcurrentDictionary<Guid, byte> ids = new();
        private readonly SemaphoreSlim news = new(0);

        public static async Task<Ear> Open(int port, string token)
        {
            var http = new HttpClient(new SocketsHttpHandler()) { Timeout = Timeout.InfiniteTimeSpan };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/api/v1/live"), HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"No stream: {answer.StatusCode}");
            var ear = new Ear(http, await answer.Content.ReadAsStreamAsync());
            _ = ear.Listen();
            await ear.news.WaitAsync(TimeSpan.FromSeconds(10));
            return ear;
        }

        private async Task Listen()
        {
            try
            {
                using var reader = new StreamReader(stream);
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (line.StartsWith("event: here", StringComparison.Ordinal)) news.Release();
                    if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
                    using var told = JsonDocument.Parse(line[6..]);
                    foreach (var id in told.RootElement.GetProperty("ids").EnumerateArray()) ids.TryAdd(id.GetGuid(), 0);
                    news.Release();
                }
            }
            catch (Exception over) when (over is IOException or HttpRequestException or ObjectDisposedException) { }
        }

        public async Task<bool> Hears(Guid id, TimeSpan most)
        {
            var clock = Stopwatch.StartNew();
            while (!ids.ContainsKey(id))
            {
                if (clock.Elapsed > most) return false;
                await news.WaitAsync(TimeSpan.FromMilliseconds(200));
            }
            return true;
        }

        public void Dispose() => http.Dispose();
    }
}
