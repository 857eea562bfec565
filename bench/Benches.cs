namespace OpenIlm.Bench;

/// <summary>A bench by its name.</summary>
public sealed record BenchEntry(string What, Func<string[], Task<Report>> Run);

/// <summary>Every bench.</summary>
public static class Benches
{
    /// <summary>By name.</summary>
    public static readonly IReadOnlyDictionary<string, BenchEntry> All = new Dictionary<string, BenchEntry>
    {
        ["intake"] = new("hotline logging and web intake: requests, latency, CPU", IntakeBench.Run),
        ["cases"] = new("reading a case and listing fifty, at 1,000 and 100,000 cases", CasesBench.Run),
        ["collective"] = new("a collective issue of 5,000 workers: importing the list, opening the ledger, drawing the sample", CollectiveBench.Run),
        ["network"] = new("a graph of 20,000 organizations, 50,000 sites, 200,000 relations: a chain, and lists beside it", NetworkBench.Run),
        ["crash"] = new("SIGKILL under 16 writers: every acknowledged report is there, whole", CrashBench.Run),
        ["nodes"] = new("two nodes on one database: a report on the other's stream, and each thing once while one is killed", NodesBench.Run),
        ["matching"] = new("FILE: duplicates told apart on labelled pairs, and found in 200,000 facilities", MatchingBench.Run),
        ["import"] = new("FOLDER: facility lists, each twice, then 200,000 rows: what became of them, seconds, memory", ImportBench.Run),
        ["files"] = new("sealing, opening and cleaning files of 25 MB: seconds, MB/s, memory", FilesBench.Run),
        ["messages"] = new("FOLDER: real messages through the worker's door, back byte for byte", MessagesBench.Run),
    };
}
