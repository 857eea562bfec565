using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using OpenIlm.Platform;

namespace OpenIlm.Bench;

/// <summary>A graph of 20,000 organizations, 50,000 sites and 200,000 relations: how fast a buyer's chain of 5,000 sites is found, and whether lists
/// that have nothing to do with it are as fast as without it.</summary>
public static class NetworkBench
{
    private const int organizations = 20_000, sites = 50_000, relations = 200_000, chain = 500, chainSites = 10, cases = 5_000, packets = 1_000;

    /// <summary>Runs it.</summary>
    public static async Task<Report> Run(string[] args)
    {
        await using var server = await BenchServer.Start(organizations: 1);
        var bench = server.Network.Organizations[0];
        await using var super = NpgsqlDataSource.Create(EmbeddedPostgres.RunningSuperConnectionString(Path.Combine(server.Folder, "postgres"), "openilm")!);
        var rows = new List<IReadOnlyDictionary<string, object>>();
        var rounds = new Dictionary<(string What, bool Graph), Round>();

        var number = 0;
        await Load.Run(server, $"{cases:N0} cases", 16, 600, (_, _) => Interlocked.Increment(ref number) <= cases ? Samples.Contact(bench, number) : null, 201);
        await Packets(super, bench.Id, bench.Supplier.Id, [bench.Site], packets / 5);
        async Task Measure(string what, string token, string path, bool graph)
        {
            var request = Wire.Request("GET", path, token, null);
            await Load.Run(server, "warm up", 1, 2, (_, _) => request, 200);
            var round = rounds[(what, graph)] = await Load.Run(server, what, 1, 4, (_, _) => request, 200);
            if (round.Failed > 0) throw new InvalidOperationException($"{what}: {round.Failed} of {round.Done} failed.");
            rows.Add(round.Row(("graph", graph ? "with" : "without")));
        }
        async Task Lists(bool graph)
        {
            await Measure("handler: list of cases", bench.Token, "/cases?limit=50", graph);
            await Measure("handler: list of sites", bench.Token, "/sites?limit=50", graph);
            await Measure("supplier: shared issues", bench.Supplier.Token, "/shared-issues?limit=50", graph);
        }
        await Lists(false);

        var (filled, ofChain) = await Fill(super, bench);
        await Packets(super, bench.Id, bench.Buyer.Id, ofChain, packets);
        await using (var analyze = super.CreateCommand("analyze")) { analyze.CommandTimeout = 300; await analyze.ExecuteNonQueryAsync(); }
        await Lists(true);
        await Measure("buyer: shared issues", bench.Buyer.Token, "/shared-issues?limit=50", true);
        await Measure("buyer: supply chain, first page", bench.Buyer.Token, "/supply-chain?limit=50", true);
        await Measure("buyer: sites of the chain, first page", bench.Buyer.Token, "/supply-chain/sites?limit=50", true);
        await Measure("buyer: a step of the walk", bench.Buyer.Token, "/supply-chain/branches", true);
        await Measure("buyer: the map", bench.Buyer.Token, "/supply-chain/places", true);
        await Measure("buyer: list of sites", bench.Buyer.Token, "/sites?limit=50", true);
        await Measure("buyer: list of organizations", bench.Buyer.Token, "/organizations?limit=50", true);
        var found = await Asked(super, bench.Buyer.Id, "select count(*) from network.chain_sites(access.org())");
        var concerned = await Asked(super, bench.Buyer.Id, "select count(*) from network.concerned_sites()");
        var seen = await Asked(super, bench.Buyer.Id, "select count(*) from network.seen()");
        foreach (var (what, asked) in new[] { ("sites of the chain", found), ("sites that concern the buyer", concerned), ("organizations the buyer sees", seen) })
            rows.Add(new Dictionary<string, object> { ["query"] = what, ["rows"] = asked.Rows, ["p50 ms"] = asked.P50, ["p95 ms"] = asked.P95 });
        rows.Add(new Dictionary<string, object> { ["made"] = "organizations, sites, relations", ["count"] = $"{organizations:N0}, {sites:N0}, {relations:N0}", ["seconds"] = filled });

        double Against(string what) => rounds[(what, true)].P50 / rounds[(what, false)].P50;
        var page = rounds[("buyer: supply chain, first page", true)];
        return new Report("network",
        [
            new Check("sites of the buyer's chain", "5,000", found.Rows, "sites", found.Rows == chain * chainSites),
            new Check("the chain, in the database, p95", "under 50 ms", found.P95, "ms", found.P95 < 50),
            new Check("GET /supply-chain, first page, p95", "under 50 ms", page.P95, "ms", page.P95 < 50),
            new Check("list of cases with the graph against without (p50)", "at most 1.2 times", Against("handler: list of cases"), "times", Against("handler: list of cases") <= 1.2),
            new Check("supplier's shared issues with the graph against without (p50)", "at most 1.2 times", Against("supplier: shared issues"), "times", Against("supplier: shared issues") <= 1.2),
            new Check("buyer's shared issues, p95", "under 50 ms", rounds[("buyer: shared issues", true)].P95, "ms", rounds[("buyer: shared issues", true)].P95 < 50),
        ], rows);
    }

    // The buyer's chain: a hundred direct suppliers, each of which buys from four more. The rest of the world in tiers beside it, some of it buying from
    // the same suppliers, so that the chain is found among others and not alone.
    private static async Task<(double Seconds, Guid[] Sites)> Fill(NpgsqlDataSource super, BenchOrganization bench)
    {
        var watch = Stopwatch.StartNew();
        await using var connection = await super.OpenConnectionAsync();
        string[] countries = ["TH", "MM", "KH", "LA", "NP", "BD", "MY", "VN", "ID", "IN"];
        var all = Enumerable.Range(0, organizations).Select(_ => Guid.NewGuid()).ToArray();
        // 0..499 the chain; then 2,000 buyers, 7,000 first tier, 9,500 second tier, 500 agencies, 500 sub-agents.
        var (ours, buyers, first, second, agencies, agents) = (all[..chain], all[500..2_500], all[2_500..9_500], all[9_500..19_000], all[19_000..19_500], all[19_500..]);
        string Kind(int i) => i < 500 ? "Supplier" : i < 2_500 ? "Buyer" : i < 19_000 ? "Supplier" : i < 19_500 ? "RecruitmentAgency" : "SubAgent";
        await using (var copy = await connection.BeginBinaryImportAsync("copy access.organization (id, kind, name, country) from stdin (format binary)"))
        {
            for (var i = 0; i < all.Length; i++) await copy.WriteRowAsync(default, all[i], Kind(i), $"Organization {i:D5} Limited", countries[i % 10]);
            await copy.CompleteAsync();
        }
        var ofChain = new List<Guid>();
        await using (var copy = await connection.BeginBinaryImportAsync("copy network.site (id, org_id, name, country, place, time_zone, sector, headcount, latitude, longitude) from stdin (format binary)"))
        {
            for (var i = 0; i < sites; i++)
            {
                var id = Guid.NewGuid();
                var owner = i < chain * chainSites ? ours[i / chainSites] : second.Length > 0 && i % 3 == 0 ? second[i % second.Length] : first[i % first.Length];
                if (i < chain * chainSites) ofChain.Add(id);
                await copy.WriteRowAsync(default, id, owner, $"Site {i:D5}", countries[i % 10], $"Town {i % 700}", "Asia/Bangkok", "Garments", 50 + i % 3000, 5 + i % 200 / 10d, 90 + i % 300 / 10d);
            }
            await copy.CompleteAsync();
        }
        var edges = new HashSet<(Guid From, Guid To, string Role)>();
        for (var i = 0; i < 100; i++)
        {
            edges.Add((bench.Buyer.Id, ours[i], "buysFrom"));
            for (var j = 0; j < 4; j++) edges.Add((ours[i], ours[100 + i * 4 + j], "buysFrom"));
        }
        for (var i = 0; i < buyers.Length; i++)
            for (var j = 0; j < 40; j++) edges.Add((buyers[i], j == 0 ? ours[i % 100] : first[(i * 37 + j * 173) % first.Length], "buysFrom"));
        for (var i = 0; i < first.Length; i++)
            for (var j = 0; j < 6; j++) edges.Add((first[i], second[(i * 53 + j * 611) % second.Length], "buysFrom"));
        for (var i = 0; i < agencies.Length; i++)
            for (var j = 0; j < 90; j++) edges.Add((agencies[i], j < 2 ? ours[(i + j * 251) % chain] : first[(i * 97 + j * 71) % first.Length], "recruitsFor"));
        for (var i = 0; i < agents.Length; i++)
            for (var j = 0; j < 10; j++) edges.Add((agents[i], agencies[(i + j * 47) % agencies.Length], "subAgentOf"));
        for (var i = 0; edges.Count < relations; i++) edges.Add((second[i % second.Length], first[(i * 31 + i / second.Length) % first.Length], "providesServiceTo"));
        await using (var copy = await connection.BeginBinaryImportAsync("copy network.relation (id, org_id, to_org, role, from_day, until_day, ended) from stdin (format binary)"))
        {
            var n = 0;
            foreach (var (from, to, role) in edges.Take(relations))
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(Guid.NewGuid());
                await copy.WriteAsync(from);
                await copy.WriteAsync(to);
                await copy.WriteAsync(role);
                await copy.WriteAsync(new DateOnly(2020, 1, 1), NpgsqlDbType.Date);
                // Every tenth relation outside the chain is history.
                if (n++ > 500 && n % 10 == 0) { await copy.WriteAsync(new DateOnly(2023, 1, 1), NpgsqlDbType.Date); await copy.WriteAsync(true); }
                else { await copy.WriteNullAsync(); await copy.WriteAsync(false); }
            }
            await copy.CompleteAsync();
        }
        return (watch.Elapsed.TotalSeconds, [.. ofChain]);
    }

    // Rows of packets as they lie in the table: whether they are visible is what is measured, not what they say.
    private static async Task Packets(NpgsqlDataSource super, Guid author, Guid recipient, Guid[] at, int count)
    {
        await using var connection = await super.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("""
            set session_replication_role = replica;
            insert into cases.share (id, org_id, recipient_org, case_id, issue_id, dossier_id, site_id, consent_id, state, purpose, fields, has_summary, identifies, checks, needs_second, author, made_on, released_on, released_week, due_on, ct)
            select gen_random_uuid(), '@author', '@recipient', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), (array[@sites]::uuid[])[1 + n % @count], gen_random_uuid(), 'Released', 'remedy', '{site}', true, false, '[]', false,
                   gen_random_uuid(), current_date, current_date, current_date, current_date - n % 200, '\x00' from generate_series(1, @packets) n;
            set session_replication_role = default;
            """.Replace("@author", author.ToString(), StringComparison.Ordinal).Replace("@recipient", recipient.ToString(), StringComparison.Ordinal)
            .Replace("@sites", string.Join(',', at.Select(s => $"'{s}'")), StringComparison.Ordinal).Replace("@count", at.Length.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("@packets", count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(long Rows, double P50, double P95)> Asked(NpgsqlDataSource super, Guid organization, string sql)
    {
        await using var connection = await super.OpenConnectionAsync();
        await using (var become = new NpgsqlCommand($"set role openilm_app; select set_config('app.org', '{organization}', false), set_config('app.person', '{Guid.NewGuid()}', false), set_config('app.roles', 'BuyerUser', false)", connection)) await become.ExecuteNonQueryAsync();
        var times = new List<double>();
        long rows = 0;
        for (var i = 0; i < 110; i++)
        {
            var at = Stopwatch.GetTimestamp();
            await using var command = new NpgsqlCommand(sql, connection);
            rows = (long)(await command.ExecuteScalarAsync())!;
            if (i >= 10) times.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        }
        times.Sort();
        return (rows, times[times.Count / 2], times[times.Count * 95 / 100]);
    }
}
