using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OpenIlm.Bench;

/// <summary>A collective issue of 5,000 workers: importing the list, opening the ledger, drawing the sample.</summary>
public static class CollectiveBench
{
    private const int workers = 5_000, draws = 12;

    /// <summary>Runs it.</summary>
    public static async Task<Report> Run(string[] args)
    {
        await using var server = await BenchServer.Start(organizations: 1, BenchServer.Settings(args));
        var organization = server.Network.Organizations[0];
        using var wire = new Wire(server.Network.Port);
        async Task<JsonElement> Post(string path, object body, int status = 201)
        {
            var got = await wire.Send(Wire.Request("POST", path, organization.Token, JsonSerializer.Serialize(body)));
            if (got != status) throw new InvalidOperationException($"{path}: {got} {wire.Body}");
            return JsonDocument.Parse(wire.Body).RootElement.Clone();
        }
        var contact = await wire.Send(Samples.Contact(organization, 1));
        if (contact != 201) throw new InvalidOperationException(wire.Body);
        await wire.Send(Wire.Request("GET", "/cases", organization.Token, null));
        var @case = JsonDocument.Parse(wire.Body).RootElement.GetProperty("items")[0].GetProperty("id").GetString()!;
        await Post($"/cases/{@case}/triage", new { siteId = organization.Site, severity = "medium", issues = new[] { new { code = "WAG-02", affectedWorkers = workers } } });
        await Post($"/cases/{@case}/safety-reviews", new { risk = "low", decision = "proceed", measures = (string[])["quietContact"] });
        await wire.Send(Wire.Request("GET", $"/cases/{@case}", organization.Token, null));
        var issue = JsonDocument.Parse(wire.Body).RootElement.GetProperty("issues")[0].GetProperty("id").GetString()!;

        var rows = new List<IReadOnlyDictionary<string, object>>();
        async Task<double> Import(string what, int added)
        {
            var at = Stopwatch.GetTimestamp();
            var status = await wire.Send(Multipart($"/issues/{issue}/workers/import", organization.Token, List()));
            var seconds = Stopwatch.GetElapsedTime(at).TotalSeconds;
            var answer = JsonDocument.Parse(wire.Body).RootElement;
            if (status != 201 || answer.GetProperty("added").GetInt32() != added) throw new InvalidOperationException($"{what}: {status} {wire.Body[..Math.Min(400, wire.Body.Length)]}");
            rows.Add(new Dictionary<string, object> { ["import"] = what, ["rows"] = workers, ["seconds"] = seconds });
            return seconds;
        }
        var first = await Import("a new list", workers);
        var again = await Import("the same list again", 0);

        var times = new List<double>();
        await Post($"/issues/{issue}/collective", new { collective = true });
        for (var i = 0; i < draws; i++)
        {
            await Post($"/issues/{issue}/remedies", new { text = "Paid." });
            var at = Stopwatch.GetTimestamp();
            await Post($"/issues/{issue}/sample", new { });
            times.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            if (i < draws - 1) await Post($"/issues/{issue}/return-to-action", new { reason = "Once more." });
        }
        times.Sort();
        rows.Add(new Dictionary<string, object> { ["draw"] = $"from {workers:N0}", ["times"] = draws, ["p50 ms"] = times[draws / 2], ["p95 ms"] = times[^1] });

        var api = Wire.Request("GET", $"/issues/{issue}/workers?limit=50", organization.Token, null);
        var page = Page($"/app/cases/{@case}/workers?issue={issue}", organization.Token);
        var (opened, shown) = (default(Round)!, default(Round)!);
        foreach (var (what, request) in new[] { ("ledger, API", api), ("ledger, page", page), ("case file, API", Wire.Request("GET", $"/cases/{@case}", organization.Token, null)) })
        {
            await Load.Run(server, "warm up", 1, 2, (_, _) => request, 200);
            var round = await Load.Run(server, what, 1, 5, (_, _) => request, 200);
            if (round.Failed > 0) throw new InvalidOperationException($"{what}: {round.Failed} failed.");
            rows.Add(round.Row(("workers", workers)));
            if (request == api) opened = round;
            if (request == page) shown = round;
        }
        return new Report("collective",
        [
            new Check("the ledger of 5,000 workers opens, API, p95", "under 200 ms", opened.P95, "ms", opened.P95 < 200),
            new Check("the page of the ledger, p95", "under 200 ms", shown.P95, "ms", shown.P95 < 200),
            new Check("drawing the sample, slowest of twelve", "under 1,000 ms", times[^1], "ms", times[^1] < 1000),
            new Check("importing 5,000 rows", "under 10 s", first, "s", first < 10),
            new Check("the same list again", "under 10 s", again, "s", again < 10),
        ], rows);
    }

    private static byte[] List()
    {
        string[] nations = ["MM", "MM", "MM", "KH", "LA", "NP"];
        string[] contracts = ["permanent", "daily", "agency", "fixedTerm"];
        var list = new StringBuilder("no,name,mobile,gender,nationality,contract,agency,line,building\r\n");
        for (var n = 1; n <= workers; n++)
            list.Append(CultureInfo.InvariantCulture, $"E-{n:D5},Worker Number {n},+6681{n:D7},{(n % 5 < 3 ? "f" : "m")},{nations[n % 6]},{contracts[n % 4]},Agency {(char)('A' + n % 7)},Line {n % 18 + 1},Building {n % 3 + 1}\r\n");
        return Encoding.UTF8.GetBytes(list.ToString());
    }

    private static byte[] Multipart(string path, string token, byte[] file)
    {
        const string boundary = "----bench";
        byte[] body = [.. Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\n"), .. file, .. Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")];
        return [.. Encoding.ASCII.GetBytes($"POST /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; boundary={boundary}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
    }

    private static byte[] Page(string path, string token) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Length: 0\r\n\r\n");
}
