using System.Diagnostics;

namespace OpenIlm.Platform;

/// <summary>The running server. It is a session of its own, so that Ctrl-C in the terminal reaches the program alone,
/// which then stops the server in order.</summary>
internal sealed class PostgresProcess
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly Process _process;
    private readonly ManualResetEventSlim _release;
    private readonly string _clusterFolder, _log;
    private readonly long _logStart;

    private PostgresProcess(Process process, ManualResetEventSlim release, string clusterFolder, string log, long logStart)
    {
        (_process, _release, _clusterFolder, _log, _logStart) = (process, release, clusterFolder, log, logStart);
        (Id, Ended) = (process.Id, process.WaitForExitAsync());
    }

    internal int Id { get; }

    internal Task Ended { get; }

    internal static PostgresProcess Start(
        PostgresBinaries binaries, Cluster cluster, string socketFolder, string log, IReadOnlyDictionary<string, string> settings)
    {
        // setpriv: the kernel interrupts the server when this program dies; without root's rights where there are such.
        string[] become = ["setpriv", "--pdeathsig", "INT", .. cluster.User.Before.Skip(1)];
        string[] server = [Path.Combine(binaries.Folder, "postgres"), "-D", cluster.Folder, "-c", $"unix_socket_directories={socketFolder}"];
        // Each step replaces the one before, so the process id is the server's. No memory image: it would hold rows.
        var start = new ProcessStartInfo("sh",
        [
            "-c", "ulimit -c 0; umask 077; log=$1; shift; exec \"$@\" </dev/null >>\"$log\" 2>&1", "sh", log,
            "setsid", .. become, .. server, .. settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" }),
        ]) { WorkingDirectory = "/" };
        Cluster.OnlyNeededEnvironment(start);

        var logStart = new FileInfo(log).Length;
        var process = StartOnLastingThread(start, out var release);
        return new(process, release, cluster.Folder, log, logStart);
    }

    /// <summary>Waits until the server accepts connections. Recovery after a crash may take its time.</summary>
    internal async Task Ready(CancellationToken ct)
    {
        // The server itself writes the state there, as pg_ctl reads it.
        while (ClusterProcesses.ReadPidFile(_clusterFolder) is not { State: "ready" } file || file.Process != Id)
        {
            if (Ended.IsCompleted) throw new EmbeddedPostgresException($"PostgreSQL did not start. The end of {_log}:\n{ServerLog.Since(_log, _logStart)}");
            await Task.Delay(Poll, ct);
        }
    }

    /// <summary>Interrupts the server (a clean stop that ends open connections), then each time harder.</summary>
    internal async Task Stop(TimeSpan clean, TimeSpan hard)
    {
        foreach (var (signal, patience) in new[] { (FileOwner.Interrupt, clean), (FileOwner.Quit, hard), (FileOwner.KillNow, hard) })
        {
            if (Ended.IsCompleted) break;
            FileOwner.Signal(Id, signal);
            await Task.WhenAny(Ended, Task.Delay(patience));
        }
        _release.Set();
    }

    // The kernel takes the death of the thread that started a process for the death of its parent. A thread of the pool
    // ends when it has been idle for a while, and would take the database with it: so one thread waits for the server's end.
    private static Process StartOnLastingThread(ProcessStartInfo start, out ManualResetEventSlim release)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopped = release = new ManualResetEventSlim();
        new Thread(() =>
        {
            try { started.SetResult(Process.Start(start)!); }
            catch (Exception refused)
            {
                started.SetException(new EmbeddedPostgresException($"PostgreSQL could not be started: {refused.Message}", refused));
                return;
            }
            stopped.Wait();
        }) { IsBackground = true, Name = "PostgreSQL's parent" }.Start();
        return started.Task.GetAwaiter().GetResult();
    }
}
