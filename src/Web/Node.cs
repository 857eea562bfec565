using Npgsql;
using OpenIlm.Platform;

namespace OpenIlm.Web;

/// <summary>Where a node finds its database.</summary>
/// <param name="Data">Data folder.</param>
/// <param name="Kind">What kind of network may be in it.</param>
/// <param name="Server">Connection strings of a server that others run; null: the embedded one.</param>
/// <param name="Settings">Extra settings of the embedded server (bench folders only).</param>
/// <param name="Say">Told what happens, for whoever started the command.</param>
public sealed record NodeOptions(string Data, NetworkKind Kind, DatabaseAddresses? Server = null, IReadOnlyDictionary<string, string>? Settings = null, Action<string>? Say = null);

/// <summary>One installation with its database running, migrated and checked; everything short of listening.</summary>
public sealed class Node : IAsyncDisposable
{
    private const string DataName = "openilm";
    private const string KeystoreName = "openilm_keystore";
    private readonly DataFolderLock? held;

    private Node(Installation installation, DatabaseAddresses databases, EmbeddedPostgres? postgres, DataFolderLock? held, IReadOnlyList<string> faults)
    {
        Installation = installation;
        Databases = databases;
        Postgres = postgres;
        this.held = held;
        DurabilityFaults = faults;
    }

    /// <summary>The folder.</summary>
    public Installation Installation { get; }
    /// <summary>The databases.</summary>
    public DatabaseAddresses Databases { get; }
    /// <summary>The embedded server; null when others run it.</summary>
    public EmbeddedPostgres? Postgres { get; }
    /// <summary>Settings that would lose acknowledged reports, or write a parameter to a log.</summary>
    public IReadOnlyList<string> DurabilityFaults { get; }

    /// <summary>Starts the database where it is embedded, makes roles, migrates, checks durability.</summary>
    public static async Task<Node> Start(NodeOptions options, CancellationToken cancelled)
    {
        var installation = new Installation(options.Data, options.Kind);
        if (options.Server is not null)
        {
            if (options.Server.DataOwner is not null) await Migrate(options.Server, cancelled);
            return new Node(installation, options.Server, null, null, await Check(options.Server, cancelled));
        }
        var held = DataFolderLock.Take(installation.Folder);
        EmbeddedPostgres? postgres = null;
        try
        {
            postgres = await EmbeddedPostgres.Start(new EmbeddedPostgresOptions
            {
                DataFolder = installation.DatabaseFolder, Bench = options.Kind == NetworkKind.Bench, Settings = options.Settings ?? new Dictionary<string, string>(), Say = options.Say,
            }, cancelled);
            var words = new DatabaseRoles.Passwords(installation.Word("db_owner"), installation.Word("db_app"), installation.Word("db_keystore_owner"), installation.Word("db_keystore"));
            await DatabaseRoles.Ensure(postgres.SuperConnectionString, words, DataName, KeystoreName, cancelled);
            var addresses = new DatabaseAddresses(
                As(postgres, DataName, "openilm_app", words.App), As(postgres, KeystoreName, "openilm_keystore", words.Keystore),
                As(postgres, DataName, "openilm_owner", words.Owner), As(postgres, KeystoreName, "openilm_keystore_owner", words.KeystoreOwner));
            await Migrate(addresses, cancelled);
            // Only a bench folder may run without durability, as the control that must lose something.
            return new Node(installation, addresses, postgres, held, options.Kind == NetworkKind.Bench ? [] : await Check(addresses, cancelled));
        }
        catch
        {
            if (postgres is not null) await postgres.DisposeAsync();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Applies what is missing in both databases.</summary>
    public static async Task<IReadOnlyList<string>> Migrate(DatabaseAddresses addresses, CancellationToken cancelled) =>
    [
        .. await Migrations.Apply(addresses.KeystoreOwner!, [(typeof(Work).Assembly, "keystore")], cancelled),
        .. await Migrations.Apply(addresses.DataOwner!, [(typeof(Work).Assembly, "platform"), .. OpenIlmHost.Modules.Select(m => (m.GetType().Assembly, m.Name))], cancelled),
    ];

    /// <summary>Builds the host of this node. The intake guard knows what the check found.</summary>
    public WebApplication Host(string urls, TimeProvider? time = null, Action<IServiceCollection>? configure = null)
    {
        var app = OpenIlmHost.Build(new HostOptions(Installation, Databases, urls, time, configure));
        app.Services.GetRequiredService<IntakeGuard>().Set(DurabilityFaults);
        return app;
    }

    private static async Task<IReadOnlyList<string>> Check(DatabaseAddresses addresses, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(addresses.Data);
        await connection.OpenAsync(cancelled);
        return await Durability.Check(connection, cancelled);
    }

    private static string As(EmbeddedPostgres postgres, string database, string role, string password) =>
        new NpgsqlConnectionStringBuilder(postgres.SuperConnectionString(database)) { Username = role, Password = password }.ConnectionString;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (Postgres is not null) await Postgres.DisposeAsync();
        held?.Dispose();
    }
}
