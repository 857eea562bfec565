using System.Diagnostics;
using System.Globalization;

namespace OpenIlm.Platform;

/// <summary>What an earlier run left of a cluster: processes that still work on it, and the file that names one.</summary>
internal static class ClusterProcesses
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), LastPatience = TimeSpan.FromSeconds(5);

    /// <summary>Stops a server that outlived its program, cleanly where it can be. Two servers on one cluster would
    /// destroy it, so this ends only when none is left. The caller holds the data folder's lock.</summary>
    internal static async Task StopOrphans(string clusterFolder, Action<string>? say, CancellationToken ct)
    {
        if (Alive(clusterFolder).Count == 0) return;
        say?.Invoke("Stopping the PostgreSQL that an earlier run left behind.");
        foreach (var (signal, patience) in new[] { (FileOwner.Interrupt, Patience), (FileOwner.Quit, LastPatience), (FileOwner.KillNow, LastPatience) })
        {
            var waited = Stopwatch.StartNew();
            // Backends end by themselves when their server is gone; at the last resort every one is stopped.
            var server = NamedByFile(clusterFolder);
            foreach (var process in Alive(clusterFolder))
                if (signal == FileOwner.KillNow || process == server) FileOwner.Signal(process, signal);
            while (waited.Elapsed < patience)
            {
                if (Alive(clusterFolder).Count == 0) return;
                await Task.Delay(20, ct);
            }
        }
        throw new EmbeddedPostgresException($"PostgreSQL processes of an earlier run still work on {clusterFolder} and could not be stopped: {string.Join(", ", Alive(clusterFolder))}.");
    }

    /// <summary>After a crash the process number in <c>postmaster.pid</c> may belong to something else by now, and
    /// PostgreSQL would refuse to start for ever. The number is made one that cannot live, and the file stays: its other
    /// lines let PostgreSQL see whether old shared memory is still in use.</summary>
    internal static void DisarmPidFile(string clusterFolder)
    {
        var file = Path.Combine(clusterFolder, "postmaster.pid");
        if (!File.Exists(file)) return;
        var lines = File.ReadAllLines(file);
        if (lines.Length < 7) File.Delete(file);   // cut off while it was written: says nothing about memory either
        else File.WriteAllLines(file, ["2147483646", .. lines[1..]]);
    }

    /// <summary>The process number in <c>postmaster.pid</c> and the state in its eighth line; null when there is none.</summary>
    internal static (int Process, string State)? ReadPidFile(string clusterFolder)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(clusterFolder, "postmaster.pid"));
            return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process)
                ? (process, lines.Length >= 8 ? lines[7].Trim() : "") : null;
        }
        catch (IOException) { return null; }   // not there yet, or being replaced
    }

    /// <summary>Socket folder of the server that runs on the cluster; null when none does.</summary>
    internal static string? ServerOf(string clusterFolder)
    {
        if (ReadPidFile(clusterFolder) is not { State: "ready" } file || !Alive(clusterFolder).Contains(file.Process)) return null;
        return File.ReadAllLines(Path.Combine(clusterFolder, "postmaster.pid"))[4];
    }

    private static int? NamedByFile(string clusterFolder) => ReadPidFile(clusterFolder)?.Process;

    // Every process of a server has the cluster as its working folder. Processes of other users cannot be looked into,
    // and cannot be ours.
    private static List<int> Alive(string clusterFolder)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var process)) continue;
            try
            {
                if (new FileInfo(folder + "/cwd").LinkTarget == clusterFolder
                    && Path.GetFileName(new FileInfo(folder + "/exe").LinkTarget)?.StartsWith("postgres", StringComparison.Ordinal) == true) found.Add(process);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException) { }
        }
        return found;
    }
}
