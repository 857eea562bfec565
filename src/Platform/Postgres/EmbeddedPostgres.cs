using System.Diagnostics;
using Npgsql;

namespace OpenIlm.Platform;

/// <summary>
/// A PostgreSQL of this program's own: its cluster lies in the data folder, it listens on a socket that only its owner
/// can open, and it ends with the program, however the program ends. Linux only; elsewhere, and for an installation of
/// several machines, configure a connection string.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan CleanStop = TimeSpan.FromSeconds(60), HardStop = TimeSpan.FromSeconds(5);

    private readonly DataFolderLock _folder;
    private readonly PostgresProcess _process;
    private readonly string _password;

    private EmbeddedPostgres(DataFolderLock folder, PostgresProcess process, string socketFolder, string password, PostgresBinaries binaries) =>
        (_folder, _process, SocketFolder, _password, Version) = (folder, process, socketFolder, password, binaries.Version);

    /// <summary>Folder of the server's socket; <c>Host</c> of a connection string.</summary>
    public string SocketFolder { get; }

    /// <summary>Version of the server, for example <c>18.4</c>.</summary>
    public string Version { get; }

    /// <summary>Process id of the server.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether the server has ended, by <see cref="DisposeAsync"/> or by itself.</summary>
    public bool Exited => _process.Ended.IsCompleted;

    /// <summary>Done when the server has ended.</summary>
    public Task Ended => _process.Ended;

    /// <summary>Starts the server, after making its cluster where there is none, stopping what an earlier run left behind
    /// and waiting for the recovery after a crash. It accepts connections when this returns.</summary>
    /// <exception cref="EmbeddedPostgresException">It could not be started; the message says why and what to do.</exception>
    public static async Task<EmbeddedPostgres> Start(EmbeddedPostgresOptions o, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
            throw new EmbeddedPostgresException("The embedded PostgreSQL runs on Linux. Elsewhere configure the connection string of a PostgreSQL server.");
        var settings = PostgresSettings.For(o);
        var dataFolder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(o.DataFolder));
        var folder = DataFolderLock.Take(dataFolder);
        try
        {
            dataFolder = FileOwner.RealPath(dataFolder);
            var cluster = Cluster.Locate(dataFolder, o.Say);
            var binaries = PostgresBinaries.Find(o.BinariesFolder, cluster.Major).ReachableBy(cluster.User, o.Say);
            await ClusterProcesses.StopOrphans(cluster.Folder, o.Say, ct);
            await cluster.Make(binaries, dataFolder, o.Say, ct);
            ClusterProcesses.DisarmPidFile(cluster.Folder);
            var password = Cluster.SuperPassword(dataFolder);
            var socket = Platform.SocketFolder.Prepare(dataFolder, cluster.User);

            var process = PostgresProcess.Start(binaries, cluster, socket, ServerLog.Open(dataFolder), settings);
            try { await process.Ready(ct); }
            catch
            {
                await process.Stop(HardStop, HardStop);
                throw;
            }
            return new(folder, process, socket, password, binaries);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Connection string of the superuser, for migrations and tests; the application has roles of its own.</summary>
    public string SuperConnectionString(string database) => ConnectionString(SocketFolder, _password, database);

    /// <summary>Connection string of the superuser of a server that another process of this program runs on the data
    /// folder; null when none runs. For commands beside a running <c>openilm serve</c>.</summary>
    public static string? RunningSuperConnectionString(string dataFolder, string database)
    {
        var real = FileOwner.RealPath(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder)));
        var cluster = FileOwner.RealPath(Path.Combine(real, "postgres"));
        return ClusterProcesses.ServerOf(cluster) is { } socketFolder
            ? ConnectionString(socketFolder, Cluster.SuperPassword(real), database) : null;
    }

    /// <summary>Removes a data folder for good, with the files that had to go elsewhere because PostgreSQL could not reach
    /// it. For folders of tests and measurements.</summary>
    /// <exception cref="EmbeddedPostgresException">A program still uses it.</exception>
    public static void Discard(string dataFolder)
    {
        if (!Directory.Exists(dataFolder)) return;
        using var held = DataFolderLock.Take(dataFolder);
        var usual = Path.Combine(dataFolder, "postgres");
        if (new FileInfo(usual).LinkTarget is { } elsewhere && PublicFolder.Holds(elsewhere)) Directory.Delete(elsewhere, recursive: true);
        Directory.Delete(dataFolder, recursive: true);
    }

    /// <summary>Stops the server cleanly (it ends open connections), the hard way when it does not follow.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.Stop(CleanStop, HardStop);
        // After a clean stop it is empty, and it may lie outside the data folder.
        if (Directory.Exists(SocketFolder) && !Directory.EnumerateFileSystemEntries(SocketFolder).Any()) Directory.Delete(SocketFolder);
        _folder.Dispose();
    }

    private static string ConnectionString(string socketFolder, string password, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = socketFolder,
            Port = int.Parse(PostgresSettings.Port, System.Globalization.CultureInfo.InvariantCulture),
            Username = Cluster.SuperUser,
            Password = password,
            Database = database,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
}
