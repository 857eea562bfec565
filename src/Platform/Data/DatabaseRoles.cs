using Npgsql;

namespace OpenIlm.Platform;

/// <summary>
/// Makes the roles and the two databases, once, with the rights of an administrator of the server:
/// <c>openilm_owner</c> owns the tables and migrates; <c>openilm_app</c> reads and writes under row-level security;
/// <c>openilm_door</c> and <c>openilm_identity</c> own the functions that are doors and cannot sign in;
/// <c>openilm_keystore_owner</c> and <c>openilm_keystore</c> do the same for the keystore.
/// </summary>
public static class DatabaseRoles
{
    /// <summary>Passwords of the roles that sign in.</summary>
    public sealed record Passwords(string Owner, string App, string KeystoreOwner, string Keystore);

    /// <summary>Makes what is missing and sets the passwords; safe to repeat.</summary>
    /// <param name="administrator">Makes a connection string of the administrator to a database.</param>
    /// <param name="passwords">Passwords to set.</param>
    /// <param name="data">Name of the data database.</param>
    /// <param name="keystore">Name of the keystore database.</param>
    /// <param name="cancelled">Cancels.</param>
    public static async Task Ensure(Func<string, string> administrator, Passwords passwords, string data, string keystore, CancellationToken cancelled)
    {
        await using var server = new NpgsqlConnection(administrator("postgres"));
        await server.OpenAsync(cancelled);
        await Role(server, "openilm_owner", passwords.Owner, cancelled);
        await Role(server, "openilm_app", passwords.App, cancelled);
        await Role(server, "openilm_keystore_owner", passwords.KeystoreOwner, cancelled);
        await Role(server, "openilm_keystore", passwords.Keystore, cancelled);
        await Role(server, "openilm_door", null, cancelled);
        await Role(server, "openilm_identity", null, cancelled);
        await Run(server, "grant openilm_door, openilm_identity to openilm_owner", cancelled);
        await Base(server, data, "openilm_owner", "openilm_app", cancelled);
        await Base(server, keystore, "openilm_keystore_owner", "openilm_keystore", cancelled);
    }

    private static async Task Role(NpgsqlConnection server, string name, string? password, CancellationToken cancelled)
    {
        if (!await Exists(server, "select 1 from pg_roles where rolname = $1", name, cancelled)) await Run(server, $"create role {name}", cancelled);
        await Run(server, password is null
            ? $"alter role {name} nologin nosuperuser nobypassrls"
            : $"alter role {name} login nosuperuser nobypassrls password '{password.Replace("'", "''", StringComparison.Ordinal)}'", cancelled);
    }

    private static async Task Base(NpgsqlConnection server, string name, string owner, string user, CancellationToken cancelled)
    {
        if (await Exists(server, "select 1 from pg_database where datname = $1", name, cancelled)) return;
        await Run(server, $"create database {name} owner {owner} template template0", cancelled);
        await Run(server, $"revoke all on database {name} from public", cancelled);
        await Run(server, $"grant connect on database {name} to {user}", cancelled);
    }

    private static async Task<bool> Exists(NpgsqlConnection server, string sql, string name, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand(sql, server) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(cancelled) is not null;
    }

    private static async Task Run(NpgsqlConnection server, string sql, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand(sql, server);
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
