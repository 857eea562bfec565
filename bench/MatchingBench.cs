using System.Diagnostics;
using System.Text.Json;
using OpenIlm.Network;

namespace OpenIlm.Bench;

/// <summary>How well duplicates are told from neighbors on labelled pairs, and how fast candidates are found in a large list.</summary>
public static class MatchingBench
{
    private const int Many = 200_000;
    private static readonly string[] starts = ["Golden", "Star", "Lotus", "Sun", "Ocean", "River", "Silver", "Dragon", "Green", "Royal", "Mekong", "Delta", "Pearl", "Orient", "Crystal", "Summit", "Unity", "Everest", "Phoenix", "Jade"];
    private static readonly string[] middles = ["wa", "li", "man", "tex", "ko", "ran", "shi", "do", "lan", "ver", "mi", "ta", "no", "ri", "sen", "pha", "bo", "ka", "ne", "zu"];
    private static readonly string[] trades = ["Garment", "Textile", "Seafood", "Footwear", "Knitting", "Apparel", "Packaging", "Electronics"];
    private static readonly string[] forms = ["Co., Ltd.", "Company Limited", "Ltd", "(Pvt) Limited", "Sdn Bhd", "Inc."];
    private static readonly string[] countries = ["BD", "CN", "IN", "KH", "MM", "PK", "TH", "VN"];

    /// <summary>Runs it on a file shaped like <c>dedupe_training.json</c>.</summary>
    public static Task<Report> Run(string[] args)
    {
        if (args is not [var file, ..] || !File.Exists(file)) throw new InvalidOperationException("Name the file of labelled pairs: openilm bench matching FILE");
        using var read = JsonDocument.Parse(File.ReadAllText(file));
        var pairs = new[] { ("match", true), ("distinct", false) }.SelectMany(k => read.RootElement.GetProperty(k.Item1).EnumerateArray().Select(p => (Pair: TrainingPair.Of(p), Same: k.Item2)))
            .Select(p => (p.Pair, p.Same, Matcher.Compare(p.Pair.First, p.Pair.Second).Score)).ToList();
        var rows = new List<IReadOnlyDictionary<string, object>>();
        foreach (var threshold in (double[])[0.3, 0.4, Matcher.Suggest, 0.6, 0.7, 0.8, Matcher.Sure])
        {
            var (p, r, right, wrong) = Quality(pairs.Select(x => (x.Same, x.Score)), threshold);
            rows.Add(new Dictionary<string, object> { ["threshold"] = threshold.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) + (threshold == Matcher.Suggest ? " (suggest)" : threshold == Matcher.Sure ? " (sure)" : ""), ["precision"] = p, ["recall"] = r, ["right"] = right, ["wrong"] = wrong });
        }
        var (precision, recall, _, _) = Quality(pairs.Select(x => (x.Same, x.Score)), Matcher.Suggest);
        var left = LeaveOneOut([.. pairs.Select(x => (x.Same, x.Score))]);
        var abroad = pairs.Count(p => p.Pair.First.Country != p.Pair.Second.Country && p.Score > 0);
        var unfound = pairs.Count(p => p.Same && !Matcher.Blocks(p.Pair.First).Intersect(Matcher.Blocks(p.Pair.Second)).Any());

        var prepared = pairs.Select(p => (A: new PreparedFacility(p.Pair.First), B: new PreparedFacility(p.Pair.Second))).ToList();
        var clock = Stopwatch.StartNew();
        var compared = 0;
        while (clock.Elapsed < TimeSpan.FromSeconds(1)) foreach (var (a, b) in prepared) { Matcher.Compare(a, b); compared++; }
        var perPair = clock.Elapsed.TotalMicroseconds / compared;

        var (index, asked) = Large();
        var build = asked.Build;
        clock.Restart();
        var (found, candidates, times) = (0, 0L, new List<double>());
        foreach (var (place, again) in asked.Again)
        {
            var start = clock.Elapsed;
            var hits = index.Find(new PreparedFacility(again));
            times.Add((clock.Elapsed - start).TotalMilliseconds);
            candidates += index.Candidates(new PreparedFacility(again)).Count;
            if (hits.Any(h => h.Place == place)) found++;
        }
        times.Sort();
        var foreign = asked.Again.Sum(a => index.Candidates(new PreparedFacility(a.Again)).Count(c => index[c].Country != a.Again.Country));
        rows.Add(new Dictionary<string, object> { ["list"] = $"{Many:N0} synthetic", ["indexed in s"] = build, ["median ms"] = times[times.Count / 2], ["p99 ms"] = times[times.Count * 99 / 100], ["candidates each"] = candidates / (double)asked.Again.Count, ["found again %"] = 100.0 * found / asked.Again.Count });
        return Task.FromResult(new Report("matching",
        [
            new Check("precision where a pair is suggested", "0.95 and more", precision, "", precision >= 0.95),
            new Check("recall", "0.85 and more", recall, "", recall >= 0.85),
            new Check("precision with the threshold chosen without the pair (leave one out)", "for information", left.Precision, "", true),
            new Check("recall with the threshold chosen without the pair", "for information", left.Recall, "", true),
            new Check("pairs of different countries with any score", "none", abroad + foreign, "pairs", abroad + foreign == 0),
            new Check("pairs that are one and share no key", "none", unfound, "pairs", unfound == 0),
            new Check("comparing two prepared facilities", "under 100", perPair, "µs", perPair < 100),
            new Check($"one facility looked for among {Many:N0}, median", "under 20", times[times.Count / 2], "ms", times[times.Count / 2] < 20),
        ], rows));
    }

    private static (double Precision, double Recall, int Right, int Wrong) Quality(IEnumerable<(bool Same, double Score)> pairs, double threshold)
    {
        var all = pairs.ToList();
        var (right, wrong) = (all.Count(p => p.Same && p.Score >= threshold), all.Count(p => !p.Same && p.Score >= threshold));
        return (right + wrong == 0 ? 1 : right / (double)(right + wrong), right / (double)Math.Max(1, all.Count(p => p.Same)), right, wrong);
    }

    // The threshold that does best (F1) on all other pairs judges each pair: what the figure would be had this pair never been seen.
    private static (double Precision, double Recall) LeaveOneOut(IReadOnlyList<(bool Same, double Score)> pairs)
    {
        var judged = pairs.Select((p, i) =>
        {
            var others = pairs.Where((_, j) => j != i).ToList();
            var best = others.Select(o => o.Score).Append(1).Distinct().MaxBy(t => Quality(others, t) is var q && q.Precision + q.Recall > 0 ? 2 * q.Precision * q.Recall / (q.Precision + q.Recall) : 0);
            return (p.Same, Said: p.Score >= best);
        }).ToList();
        var right = judged.Count(j => j is { Same: true, Said: true });
        return (right / (double)Math.Max(1, judged.Count(j => j.Said)), right / (double)Math.Max(1, judged.Count(j => j.Same)));
    }

    // A seeded list, and 2,000 of its facilities as another source would write them.
    private static (FacilityIndex Index, (double Build, IReadOnlyList<(int Place, Facility Again)> Again) Asked) Large()
    {
        var draw = new Draws(20_260);
        var facilities = Enumerable.Range(0, Many).Select(_ => new Facility(
            $"{draw.Of(starts)} {draw.Of(starts)[..2]}{draw.Of(middles)}{draw.Of(middles)}{draw.Of(middles)} {draw.Of(trades)} {draw.Of(forms)}", draw.Of(countries),
            $"No. {draw.Below(400) + 1}, {draw.Of(middles)}{draw.Of(middles)}{draw.Of(middles)} Road, {draw.Of(starts)} Industrial Zone, {draw.Of(middles)}{draw.Of(middles)} {10_000 + draw.Below(80_000)}")).ToList();
        var clock = Stopwatch.StartNew();
        var index = new FacilityIndex();
        foreach (var facility in facilities) index.Add(new PreparedFacility(facility));
        var build = clock.Elapsed.TotalSeconds;
        var again = Enumerable.Range(0, 2000).Select(_ =>
        {
            var place = draw.Below(Many);
            var f = facilities[place];
            var words = f.Name.Split(' ');
            // A letter of the second word is lost, the legal form is another, the address is short and in capitals.
            var second = words[1].Remove(2 + draw.Below(words[1].Length - 2), 1);
            return (place, f with { Name = $"{words[0]} {second} {words[2]} {draw.Of(forms)}".ToUpperInvariant(), Address = f.Address.Replace("No. ", "#", StringComparison.Ordinal).Replace(" Road", " RD", StringComparison.Ordinal).ToUpperInvariant()[..^6] });
        }).ToList();
        return (index, (build, again));
    }

    // Reproducible draws (SplitMix64): the list is the same on every machine.
    private sealed class Draws(ulong seed)
    {
        public int Below(int limit)
        {
            seed += 0x9E3779B97F4A7C15;
            var z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)limit);
        }

        public string Of(string[] words) => words[Below(words.Length)];
    }
}
