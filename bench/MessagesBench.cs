using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.VisualBasic.FileIO;

namespace OpenIlm.Bench;

/// <summary>Real messages of people in need through the worker's door; each must come back to the case worker byte for byte.</summary>
public static class MessagesBench
{
    /// <summary>Runs it on a folder shaped like the message sets: <c>disaster_response/*.csv</c>, <c>tico19/*.tsv</c>, <c>wisesight_thai/*.txt</c>.</summary>
    public static async Task<Report> Run(string[] args)
    {
        if (args is not [var folder, ..] || !Directory.Exists(folder)) throw new InvalidOperationException("Name the folder of messages: openilm bench messages FOLDER");
        var sets = Read(folder).Where(s => s.Texts.Count > 0).ToList();
        await using var server = await BenchServer.Start(organizations: 1);
        var organization = server.Network.Organizations[0];
        var rows = new List<IReadOnlyDictionary<string, object>>();
        var (sent, back, wrong) = (0, 0, 0);
        var seen = new HashSet<string>();
        foreach (var (name, language, texts) in sets)
        {
            var refused = new ConcurrentBag<string>();
            var queue = new ConcurrentQueue<string>(texts);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                using var wire = new Wire(server.Network.Port);
                while (queue.TryDequeue(out var text))
                {
                    if (await wire.Send(Samples.Form(organization)) != 201) throw new InvalidOperationException("No form: " + wire.Body);
                    using var form = JsonDocument.Parse(wire.Body);
                    if (await wire.Send(Samples.Report(form.RootElement.GetProperty("receipt").GetString()!, form.RootElement.GetProperty("formState").GetString()!, text, language)) != 201) refused.Add(wire.Body);
                }
            })));
            if (!refused.IsEmpty) throw new InvalidOperationException($"{name}: {refused.Count} were refused, the first: {refused.First()}");
            var returned = await Returned(server, organization, seen);
            var expected = texts.GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
            var matched = 0;
            foreach (var text in returned)
                if (expected.TryGetValue(text, out var left) && left > 0) { expected[text] = left - 1; matched++; }
            sent += texts.Count; back += matched; wrong += returned.Count - matched;
            rows.Add(new Dictionary<string, object> { ["set"] = name, ["language"] = language, ["messages"] = texts.Count, ["bytes"] = texts.Sum(t => Encoding.UTF8.GetByteCount(t)), ["longest"] = texts.Max(t => Encoding.UTF8.GetByteCount(t)), ["back byte for byte"] = matched });
        }
        return new Report("messages",
        [
            new Check("messages that came back byte for byte", $"all {sent:N0}", back, "messages", back == sent),
            new Check("texts that nobody sent", "none", wrong, "messages", wrong == 0),
        ], rows);
    }

    private static async Task<List<string>> Returned(BenchServer server, BenchOrganization organization, HashSet<string> seen)
    {
        using var wire = new Wire(server.Network.Port);
        var texts = new List<string>();
        string? cursor = null;
        do
        {
            if (await wire.Send(Wire.Request("GET", $"/cases?limit=200{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", organization.Token, null)) != 200) throw new InvalidOperationException(wire.Body);
            using var page = JsonDocument.Parse(wire.Body);
            foreach (var id in page.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!).Where(seen.Add))
            {
                if (await wire.Send(Wire.Request("GET", $"/cases/{id}", organization.Token, null)) != 200) throw new InvalidOperationException(wire.Body);
                using var read = JsonDocument.Parse(wire.Body);
                texts.AddRange(read.RootElement.GetProperty("texts").EnumerateArray().Where(n => n.GetProperty("kind").GetString() == "report").Select(n => n.GetProperty("text").GetString()!));
            }
            cursor = page.RootElement.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return texts;
    }

    private static IEnumerable<(string Name, string Language, IReadOnlyList<string> Texts)> Read(string folder)
    {
        var direct = new List<string>();
        foreach (var file in Files(folder, "disaster_response", "*.csv"))
        {
            using var csv = new TextFieldParser(file, Encoding.UTF8) { HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
            csv.SetDelimiters(",");
            var header = csv.ReadFields()!.ToList();
            var (genre, message, original) = (header.IndexOf("genre"), header.IndexOf("message"), header.IndexOf("original"));
            while (csv.ReadFields() is { } row)
                if (row[genre] == "direct") direct.AddRange(new[] { row[message], row[original] }.Where(t => t.Length > 0));
        }
        yield return ("disaster response, direct", "en", Whole(direct));
        foreach (var language in (string[])["my", "km", "ne", "bn", "hi"])
            yield return ($"tico19 {language}", language, Whole(Files(folder, "tico19", $"*en-{language}.tsv").SelectMany(f => File.ReadLines(f).Skip(1).Select(l => l.Split('\t')[^1]))));
        yield return ("wisesight thai", "th", Whole(Files(folder, "wisesight_thai", "*.txt").SelectMany(File.ReadLines)));
    }

    private static IEnumerable<string> Files(string folder, string set, string pattern) =>
        Directory.Exists(Path.Combine(folder, set)) ? Directory.GetFiles(Path.Combine(folder, set), pattern).Order(StringComparer.Ordinal) : [];

    // An empty text is no report: the door refuses it, as it must.
    private static List<string> Whole(IEnumerable<string> texts) => [.. texts.Where(t => !string.IsNullOrWhiteSpace(t))];
}
