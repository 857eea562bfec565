using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenIlm.Tests.Service;

/// <summary>The strongest single test (security design, section 3.3.5; security tests 13 and 55): everybody asks for everything, and what was told
/// comes only to those it was told to; nothing of it lies on the disk.</summary>
public sealed partial class CanaryCrawlTest(Canaries canaries) : IClassFixture<Canaries>
{
    private static readonly string[] identity = ["name", "phone", "employer", "safeChannel", "safeHours", "codeWord", "affectedName", "affectedKey", "affectedNote", "sayInstead", "otherPerson"];
    private static readonly string[] packet = ["summary", "response", "action", "report", "evidenceName", "question", "questionAnswer", "account"];
    private static readonly string[] narrative = ["text", "messageFromHer", "messageToHer", "note", "safetyNote", "claim", "herAnswer", "retaliation", "fileName",
        "riskNote", "helper", "safeguardNote", "checkInNote", "screeningNote", "conclusionReasons", "wishes", "suppressionNote", "delayReason", "secondNote",
        "referralNote", "waiverNote", "remedyWaiver", "letterWords", "rendering", "ownQuestion", "ownChoice", "plannedWords"];

    /// <summary>Who may ever receive what. Whoever is not here receives nothing.</summary>
    private static readonly Dictionary<string, string[]> told = new()
    {
        ["handler"] = [.. narrative, .. packet, .. identity], ["supervisor"] = [.. narrative, .. packet, .. identity], ["hr"] = packet,
    };

    [Fact]
    public async Task What_was_told_comes_only_to_those_it_was_told_to()
    {
        var ids = await EveryId();
        var received = new ConcurrentDictionary<string, HashSet<string>>();
        var (faults, foreign, failed) = (new ConcurrentBag<string>(), new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var requests = 0;
        var everybody = canaries.People.Select(p => (Who: p.Key, p.Value.Http)).Append(("nobody", canaries.Network.Anonymous));
        await Parallel.ForEachAsync(everybody, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (one, _) =>
        {
            var (who, http) = one;
            var heard = received[who] = [];
            foreach (var (path, answer) in await Crawl(http, ids, failed))
            {
                Interlocked.Increment(ref requests);
                foreach (Match id in Uuid().Matches(answer)) if (id.Value[14] != '4' && id.Value != Guid.Empty.ToString()) foreign.Add($"{who} {path}: {id.Value}");
                if (!answer.Contains(canaries.Mark, StringComparison.OrdinalIgnoreCase) && !answer.Contains(canaries.Phone[^7..], StringComparison.Ordinal) && !answer.Contains(canaries.Words["receipt"], StringComparison.Ordinal)) continue;
                foreach (var (what, word) in canaries.Words.Where(w => answer.Contains(w.Value, StringComparison.OrdinalIgnoreCase)))
                {
                    heard.Add(what);
                    var may = told.GetValueOrDefault(who) ?? [];
                    if (!may.Contains(what) || identity.Contains(what) && !path.EndsWith("/identity", StringComparison.Ordinal) && !IsHerLetter(path, what)) faults.Add($"{who} received {what} from {path}");
                }
            }
        });
        faults.Distinct().ShouldBeEmpty();
        foreign.ShouldBeEmpty("an id of version 7 would tell when");
        requests.ShouldBeGreaterThan(3000);
        failed.Distinct().ShouldBeEmpty("no door breaks on an id of another thing");

        // The control: the crawl finds each word where it may be.
        received["handler"].Order().ShouldBe(told["handler"].Order());
        received["hr"].Order().ShouldBe(told["hr"].Order());
    }

    // The letter of a referral says who she is because she wants this recipient to know: its author looks at what goes out, and each look is kept as a look at her identity.
    private static bool IsHerLetter(string path, string what) => what is "name" or "phone" && LetterPath().IsMatch(path);

    [GeneratedRegex(@"/referrals/[0-9a-f-]{36}/(letter|preview)$")]
    private static partial Regex LetterPath();

    [Fact]
    public async Task The_receipt_opens_what_was_said_to_her_and_nothing_of_what_she_said()
    {
        var status = (await canaries.Story.Worker.Follows()).Text;
        canaries.Words.Where(w => status.Contains(w.Value, StringComparison.OrdinalIgnoreCase)).Select(w => w.Key).Order().ShouldBeSubsetOf(["claim", "messageToHer", "ownQuestion", "ownChoice"]);
        status.ShouldContain(canaries.Words["messageToHer"]);
    }

    [Fact]
    public async Task Every_id_in_the_database_is_random()
    {
        var columns = await Column("select format('%I.%I|%I', table_schema, table_name, column_name) from information_schema.columns where data_type = 'uuid' and table_schema not in ('pg_catalog', 'information_schema')");
        columns.Count.ShouldBeGreaterThan(40);
        var faults = new List<string>();
        foreach (var column in columns)
        {
            var (table, name) = (column.Split('|')[0], column.Split('|')[1]);
            faults.AddRange((await Column($"select {name}::text from {table} where substr({name}::text, 15, 1) <> '4' and {name} <> '00000000-0000-0000-0000-000000000000' limit 1")).Select(id => $"{column} {id}"));
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_that_was_told_lies_on_the_disk()
    {
        var reference = (await canaries.Story.CaseFile())["reference"]!.GetValue<string>();
        foreach (var database in new[] { "openilm", "openilm_keystore" })
        {
            await using var connection = await canaries.Network.Super(database);
            await using var checkpoint = new Npgsql.NpgsqlCommand("checkpoint", connection);
            await checkpoint.ExecuteNonQueryAsync();
        }
        var cluster = (string)(await canaries.Network.Ask("show data_directory"))!;
        var wanted = canaries.Words.Values.Where(w => !w.StartsWith(canaries.Mark, StringComparison.Ordinal)).Append(canaries.Mark).Append(canaries.Phone[1..]).Append(reference).Append(TestNetwork.Passphrase)
            .Append(canaries.Story.Handler.Token).Select(w => (Word: w, Bytes: Encoding.UTF8.GetBytes(w))).ToList();

        var (found, files) = Grep([cluster, canaries.Network.Folder], wanted);
        files.ShouldBeGreaterThan(300);
        found.Where(f => f.Word != reference).ShouldBeEmpty();
        found.ShouldContain(f => f.Word == reference, "the control: a coded fact is there to be read");
        found.ShouldContain(f => f.Word == reference && f.File.Contains("pg_wal"), "the control: the log was read too");

        canaries.Spilled.ShouldBeEmpty("nothing was buffered on disk");
        var (spilled, _) = Grep(Directory.GetFiles(Path.GetTempPath()).Where(f => File.GetLastWriteTime(f) >= canaries.StartedAt), wanted);
        spilled.ShouldBeEmpty();
        await File.WriteAllTextAsync(Path.Combine(canaries.Spill, "control"), canaries.Words["text"]);
        Grep([canaries.Spill], wanted).Found.ShouldHaveSingleItem();
        for (var waited = 0; canaries.Spilled.Count == 0 && waited < 100; waited++) await Task.Delay(20);
        canaries.Spilled.ShouldBe(["control"]);
    }

    private async Task<IReadOnlyList<(string Path, string Answer)>> Crawl(HttpClient http, IReadOnlyList<Guid> ids, ConcurrentBag<string> failed)
    {
        var (doors, answers) = (Doors.All(canaries.Network), new List<(string, string)>());
        var paths = new List<(string Path, string? Body)>();
        foreach (var door in doors.Where(d => d.Method == "GET" && !d.IsStream))
            if (door.Ids == 0) paths.Add((door.Path(), null));
            else paths.AddRange(ids.Select(id => (door.Path(id), (string?)null)));
        foreach (var query in new[] { "/api/v1/cases?limit=200", "/api/v1/shared-issues?limit=200", "/api/v1/notifications?limit=200", $"/api/v1/cases/headlines?ids={string.Join(',', ids.Take(150))}", $"/api/v1/cases/headlines?ids={canaries.Story.Case}" })
            paths.Add((query, null));
        foreach (var door in doors.Where(d => d.Method == "POST" && d.Pattern.RawText!.EndsWith("/identity", StringComparison.Ordinal) && d.Pattern.RawText.TrimStart('/').StartsWith("api/", StringComparison.Ordinal)))
            paths.AddRange(ids.Select(id => (door.Path(id), (string?)"""{"reason":"safety"}""")));

        foreach (var (path, body) in paths)
            foreach (var format in body is null && path.StartsWith("/api", StringComparison.Ordinal) && !ids.Any(id => path.EndsWith(id.ToString(), StringComparison.Ordinal)) ? new[] { "application/json", "text/csv" } : ["*/*"])
            {
                using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
                request.Headers.TryAddWithoutValidation("Accept", format);
                if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                using var response = await http.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.InternalServerError) failed.Add(string.Join('/', path.Split('/').Select(s => Guid.TryParse(s, out _) ? "{id}" : s)));
                answers.Add((path, string.Join('\n', response.Headers.Select(h => string.Join(',', h.Value))) + "\n" + await response.Content.ReadAsStringAsync()));
            }
        return answers;
    }

    private async Task<IReadOnlyList<Guid>> EveryId()
    {
        var columns = await Column("select format('select distinct %I::text from %I.%I where %I is not null', column_name, table_schema, table_name, column_name) from information_schema.columns where data_type = 'uuid' and table_schema in ('access', 'cases', 'voice', 'network', 'dossier', 'identity')");
        var ids = new HashSet<Guid>();
        foreach (var sql in columns) foreach (var id in await Column(sql)) ids.Add(Guid.Parse(id));
        ids.Count.ShouldBeGreaterThan(60);
        return [.. ids];
    }

    private async Task<IReadOnlyList<string>> Column(string sql)
    {
        await using var connection = await canaries.Network.Super();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        return values;
    }

    private static (IReadOnlyList<(string File, string Word)> Found, int Files) Grep(IEnumerable<string> places, IReadOnlyList<(string Word, byte[] Bytes)> wanted)
    {
        var (found, files) = (new List<(string, string)>(), 0);
        foreach (var file in places.SelectMany(p => File.Exists(p) ? [p] : Directory.EnumerateFiles(p, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })).Distinct())
        {
            // A pipe that another program left in the temporary folder holds no bytes, and reading it would wait for ever.
            if (new FileInfo(file) is not { Exists: true, Length: > 0 }) continue;
            byte[] bytes;
            try { bytes = File.ReadAllBytes(file); }
            catch (IOException) { continue; }
            files++;
            foreach (var (word, sought) in wanted) if (bytes.AsSpan().IndexOf(sought) >= 0) found.Add((file, word));
        }
        return (found, files);
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex Uuid();
}
