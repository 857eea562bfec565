using System.Text.Json;

namespace OpenIlm.Bench;

/// <summary>Reading one case and listing fifty, at 1,000 and at 100,000 cases of one organization.</summary>
public static class CasesBench
{
    /// <summary>Runs it; numbers among the words take the place of the two sizes.</summary>
    public static async Task<Report> Run(string[] args)
    {
        await using var server = await BenchServer.Start(organizations: 1, BenchServer.Settings(args));
        var organization = server.Network.Organizations[0];
        var rows = new List<IReadOnlyDictionary<string, object>>();
        var number = 0;
        var lists = new Dictionary<(int Cases, int Clients), Round>();
        var reads = new Dictionary<(int Cases, int Clients), Round>();
        var sizes = args.Select(a => int.TryParse(a, out var size) ? size : 0).Where(n => n > 0).DefaultIfEmpty(100_000).Prepend(1_000).Distinct().ToList();
        foreach (var cases in sizes)
        {
            var fill = await Load.Run(server, $"filling to {cases:N0}", 16, 600, (_, _) => Interlocked.Increment(ref number) <= cases ? Samples.Contact(organization, number) : null, 201);
            if (fill.Failed > 0) throw new InvalidOperationException($"{fill.Failed} contacts were refused.");
            rows.Add(fill.Row(("cases", cases)));
            // As autovacuum does within a minute; a real network does not grow to this size in two.
            await using (var super = Npgsql.NpgsqlDataSource.Create(Platform.EmbeddedPostgres.RunningSuperConnectionString(Path.Combine(server.Folder, "postgres"), "openilm")!))
            await using (var analyze = super.CreateCommand("analyze")) await analyze.ExecuteNonQueryAsync();
            var ids = await Ids(server, organization);
            var list = Wire.Request("GET", "/cases?limit=50", organization.Token, null);
            await Load.Run(server, "warm up", 8, 2, (_, _) => list, 200);
            await Load.Run(server, "warm up", 8, 2, (c, n) => Read(organization, ids, c, n), 200);
            foreach (var clients in (int[])[1, 8, 32])
            {
                lists[(cases, clients)] = await Load.Run(server, "listing 50", clients, 5, (_, _) => list, 200);
                rows.Add(lists[(cases, clients)].Row(("cases", cases)));
                reads[(cases, clients)] = await Load.Run(server, "reading one", clients, 5, (c, n) => Read(organization, ids, c, n), 200);
                rows.Add(reads[(cases, clients)].Row(("cases", cases)));
            }
        }
        var (few, many) = (lists[(1_000, 8)], lists[(sizes[^1], 8)]);
        var calm = lists[(sizes[^1], 1)];
        var memory = server.ServerMemory;
        return new Report("cases",
        [
            new Check($"case list p95 at {sizes[^1]:N0} cases, 1 client", "under 30 ms", calm.P95, "ms", calm.P95 < 30),
            new Check($"case list p95 at {sizes[^1]:N0} cases, 8 clients", "under 30 ms", many.P95, "ms", many.P95 < 30),
            new Check($"case list at {sizes[^1]:N0} against 1,000 (p50, 8 clients)", "at most 2 times", many.P50 / few.P50, "times", many.P50 <= 2 * few.P50),
            new Check("server CPU of one case read", "at most 0.5 ms", reads[(sizes[^1], 8)].ServerCpu, "ms", reads[(sizes[^1], 8)].ServerCpu <= 0.5),
            new Check("server CPU of one list", "at most 1 ms", many.ServerCpu, "ms", many.ServerCpu <= 1),
            new Check("server memory", "under 400 MB", memory, "MB", memory < 400),
        ], rows);
    }

    private static byte[] Read(BenchOrganization organization, IReadOnlyList<string> ids, int client, int n) =>
        Wire.Request("GET", $"/cases/{ids[(client * 31 + n) % ids.Count]}", organization.Token, null);

    private static async Task<IReadOnlyList<string>> Ids(BenchServer server, BenchOrganization organization)
    {
        using var wire = new Wire(server.Network.Port);
        var ids = new List<string>();
        string? cursor = null;
        for (var page = 0; page < 5 && (page == 0 || cursor is not null); page++)
        {
            await wire.Send(Wire.Request("GET", $"/cases?limit=200{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", organization.Token, null));
            using var answer = JsonDocument.Parse(wire.Body);
            ids.AddRange(answer.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            cursor = answer.RootElement.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        return ids;
    }
}
