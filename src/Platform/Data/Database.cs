using Npgsql;

namespace OpenIlm.Platform;

/// <summary>Where the two databases are: the data, and the keystore with its own role and its own backups.</summary>
/// <param name="Data">Connection string of the application role (not the owner, no BYPASSRLS) to the data.</param>
/// <param name="Keystore">Connection string of the keystore role to the keystore.</param>
/// <param name="DataOwner">Connection string of the owner, for migrations only; null on nodes that never migrate.</param>
/// <param name="KeystoreOwner">Connection string of the keystore's owner, for migrations only.</param>
public sealed record DatabaseAddresses(string Data, string Keystore, string? DataOwner, string? KeystoreOwner);

/// <summary>The pools. Bounded: when they are full a caller is told to come again instead of queueing without end.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>Opens the pools; no connection is made yet.</summary>
    public Database(DatabaseAddresses addresses)
    {
        Addresses = addresses;
        Data = Build(addresses.Data, 40);
        Keystore = Build(addresses.Keystore, 10);
    }

    /// <summary>The addresses the pools were made from.</summary>
    public DatabaseAddresses Addresses { get; }
    /// <summary>Application role on the data.</summary>
    public NpgsqlDataSource Data { get; }
    /// <summary>Keystore role on the keystore.</summary>
    public NpgsqlDataSource Keystore { get; }

    /// <summary>Told after each commit whose rows it reached, so that open lists can look again.</summary>
    public event Action<IReadOnlyCollection<Guid>>? Changed;

    internal void Tell(IReadOnlyCollection<Guid> organizations)
    {
        if (organizations.Count > 0) Changed?.Invoke(organizations);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Data.DisposeAsync();
        await Keystore.DisposeAsync();
    }

    private static NpgsqlDataSource Build(string address, int most)
    {
        var settings = new NpgsqlConnectionStringBuilder(address)
        {
            MaxPoolSize = most,
            Timeout = 5,
            CommandTimeout = 15,
            // The statements of this program are few and repeat: prepare them once a connection.
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            // A value that belongs to a person must not reach an exception message or a log.
            IncludeErrorDetail = false,
            NoResetOnClose = true,
            ApplicationName = "openilm",
        };
        return new NpgsqlSlimDataSourceBuilder(settings.ConnectionString).EnableArrays().Build();
    }
}
