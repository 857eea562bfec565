using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace OpenIlm.Bench;

/// <summary>Starts the node in a process and a folder of its own, reads its CPU and memory, kills it, and cleans up.</summary>
public sealed class BenchServer : IAsyncDisposable
{
    private static readonly double tick = 1000.0 / 100; // USER_HZ is 100 on every Linux that .NET runs on
    private readonly string[] settings, flags;
    private readonly int organizations;
    private readonly bool owns;
    private Process process = null!;

    private BenchServer(string folder, int organizations, string[] settings, string[]? flags = null)
    {
        Folder = folder;
        this.flags = flags ?? [];
        owns = this.flags.Length == 0;
        this.organizations = organizations;
        this.settings = settings;
    }

    /// <summary>Its data folder.</summary>
    public string Folder { get; }
    /// <summary>What the load needs to know.</summary>
    public BenchNetwork Network { get; private set; } = null!;

    /// <summary>Makes a network of its own and starts it.</summary>
    public static async Task<BenchServer> Start(int organizations, params string[] settings)
    {
        var server = new BenchServer(Path.Combine(Path.GetTempPath(), "oilm-bench-" + Guid.NewGuid().ToString("N")[..8]), organizations, settings);
        await server.Up();
        return server;
    }

    /// <summary>Starts another node on the database that a server runs; it does what is due without waiting for its hour.</summary>
    public static async Task<BenchServer> Join(BenchServer first)
    {
        var server = new BenchServer(first.Folder, first.organizations, [], ["--join", "--busy"]);
        await server.Up();
        return server;
    }

    /// <summary>Settings of the database for an experiment, as <c>--set name=value</c> among the words of a bench.</summary>
    public static string[] Settings(string[] words) => [.. words.Where((_, i) => i > 0 && words[i - 1] == "--set")];

    /// <summary>Starts the process again on the same folder.</summary>
    public async Task Up()
    {
        var port = FreePort();
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in (string[])[typeof(BenchServer).Assembly.Location, "node", "--data", Folder, "--port", $"{port}", "--organizations", $"{organizations}", .. flags, .. settings.SelectMany(s => (string[])["--set", s])])
            info.ArgumentList.Add(word);
        process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith('{')) { Network = JsonSerializer.Deserialize<BenchNetwork>(line)!; _ = process.StandardOutput.ReadToEndAsync(); return; }
        throw new InvalidOperationException("The bench node did not start: " + await errors);
    }

    /// <summary>CPU the server process has used so far, in milliseconds.</summary>
    public double ServerCpu => Cpu(process.Id);

    /// <summary>CPU that PostgreSQL has used so far (its postmaster, living and waited-for children), in milliseconds.</summary>
    public double DatabaseCpu => Cpu(Network.PostgresId, withDead: true) + Children(Network.PostgresId).Sum(id => Cpu(id));

    /// <summary>Memory of the server process now, in MB.</summary>
    public double ServerMemory =>
        File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries) is var parts
            ? double.Parse(parts[1], CultureInfo.InvariantCulture) / 1024 : 0;

    /// <summary>SIGKILL to every PostgreSQL process and to the application, in the order asked.</summary>
    public async Task Kill(bool database, bool application)
    {
        if (database)
            foreach (var id in Children(Network.PostgresId).Append(Network.PostgresId)) Signal(id);
        if (application || database)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using (var stop = Process.Start("kill", ["-INT", $"{process.Id}"])) await stop.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try { await process.WaitForExitAsync(patience.Token); }
            catch (OperationCanceledException) { process.Kill(); }
        }
        if (!owns) return;
        try { Directory.Delete(Folder, true); } catch (IOException) { }
    }

    private static void Signal(int id)
    {
        try { using var target = Process.GetProcessById(id); target.Kill(); }
        catch (ArgumentException) { }
    }

    private static IEnumerable<int> Children(int parent) =>
        Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)).Select(n => int.Parse(n!, CultureInfo.InvariantCulture)).Where(id => Stat(id) is { } stat && stat[1] == parent.ToString(CultureInfo.InvariantCulture)).ToList();

    private static double Cpu(int id, bool withDead = false) => Stat(id) is { } s
        ? (double.Parse(s[11], CultureInfo.InvariantCulture) + double.Parse(s[12], CultureInfo.InvariantCulture)
            + (withDead ? double.Parse(s[13], CultureInfo.InvariantCulture) + double.Parse(s[14], CultureInfo.InvariantCulture) : 0)) * tick : 0;

    // Fields after the command, which may hold spaces: [0] state, [1] parent, [11] utime, [12] stime, [13] cutime, [14] cstime.
    private static string[]? Stat(int id)
    {
        try { return File.ReadAllText($"/proc/{id}/stat") is var text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : null; }
        catch (IOException) { return null; }
        catch (UnauthorizedAccessException) { return null; }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
