using System.CommandLine;
using OpenIlm.Platform;

namespace OpenIlm.Web.Commands;

/// <summary>Options that several commands share, and how a command ends when it cannot go on.</summary>
internal static class Shared
{
    public static Option<int> Port() => new("--port") { Description = "Port to listen on.", DefaultValueFactory = _ => 5080 };

    public static Option<string> Data(string folder) => new("--data") { Description = "Folder that holds the database and the secrets.", DefaultValueFactory = _ => Path.Combine(Environment.GetEnvironmentVariable("OPENILM_HOME") ?? ".", ".data", folder) };

    /// <summary>A server that others run: connection strings from the environment, so that no password stands in a process list.</summary>
    public static DatabaseAddresses? Server() =>
        Environment.GetEnvironmentVariable("OPENILM_DATABASE") is { Length: > 0 } data
            ? new DatabaseAddresses(data,
                Environment.GetEnvironmentVariable("OPENILM_KEYSTORE") ?? throw new InvalidOperationException("OPENILM_DATABASE is set, so OPENILM_KEYSTORE must be set too: the keystore is a database of its own."),
                Environment.GetEnvironmentVariable("OPENILM_DATABASE_OWNER"), Environment.GetEnvironmentVariable("OPENILM_KEYSTORE_OWNER"))
            : null;

    /// <summary>Runs a command; what went wrong is a sentence, not a stack.</summary>
    public static async Task<int> Run(Func<Task<int>> command)
    {
        try { return await command(); }
        catch (Exception wrong) when (wrong is InvalidOperationException or EmbeddedPostgresException or Sealing.SealingUnavailableException or IOException or PlatformNotSupportedException or Npgsql.NpgsqlException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
        catch (OperationCanceledException) { return 130; }
    }
}
