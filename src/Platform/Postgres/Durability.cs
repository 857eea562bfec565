using Npgsql;

namespace OpenIlm.Platform;

/// <summary>Asks a server whether it keeps what it acknowledges, and keeps quiet about it. Works on any PostgreSQL 15 or
/// newer, embedded or not, and asks on the given connection: a role or a database can have settings of its own, so ask
/// on a connection of the application's role.</summary>
public static class Durability
{
    // Each row: the setting, and whether its value is good. Missing settings (older or compatible servers) are null.
    private static readonly (string Name, Func<string, bool> Holds)[] Keeps =
    [
        ("fsync", On),
        ("synchronous_commit", value => value is "on" or "remote_apply" or "remote_write" or "local"),
        ("full_page_writes", On),
        ("data_checksums", On),
    ];

    private static readonly (string Name, Func<string, bool> Holds)[] Quiet =
    [
        ("log_statement", value => value is "none"),
        ("log_min_error_statement", value => value is "panic"),
        ("log_min_duration_statement", Never),
        ("log_min_duration_sample", Never),
        ("log_transaction_sample_rate", value => value is "0"),
        ("log_parameter_max_length", value => value is "0"),
        ("log_parameter_max_length_on_error", value => value is "0"),
        // DETAIL lines of errors carry keys and whole rows.
        ("log_error_verbosity", value => value is "terse"),
        // The text of an error can quote the value it is about.
        ("log_min_messages", value => value is "log" or "fatal" or "panic"),
        // The time of each commit would tell when a worker reported.
        ("track_commit_timestamp", value => value is "off"),
    ];

    /// <summary>Both lists: what is off that keeps data, then what is on that could write it into a log. Empty means
    /// that intake may open.</summary>
    public static async Task<IReadOnlyList<string>> Check(NpgsqlConnection connection, CancellationToken ct = default) =>
        await Failing(connection, [.. Keeps, .. Quiet], ct);

    /// <summary>Names of the settings without which an acknowledged report could be lost.</summary>
    public static async Task<IReadOnlyList<string>> NotKeeping(NpgsqlConnection connection, CancellationToken ct = default) =>
        await Failing(connection, Keeps, ct);

    /// <summary>Names of the settings by which text or values of a statement could reach the server's log.</summary>
    public static async Task<IReadOnlyList<string>> NotQuiet(NpgsqlConnection connection, CancellationToken ct = default) =>
        await Failing(connection, Quiet, ct);

    private static async Task<List<string>> Failing(
        NpgsqlConnection connection, (string Name, Func<string, bool> Holds)[] checks, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select name, current_setting(name, true) from unnest($1::text[]) with ordinality as asked(name, nr) order by nr", connection);
        command.Parameters.Add(new() { Value = checks.Select(check => check.Name).ToArray() });
        var failing = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        foreach (var (name, holds) in checks)
        {
            await rows.ReadAsync(ct);
            // A setting that the server does not know can neither protect nor leak; one that protects is then missing.
            var unknown = await rows.IsDBNullAsync(1, ct);
            if (unknown ? Keeps.Any(keep => keep.Name == name) : !holds(rows.GetString(1))) failing.Add(name);
        }
        return failing;
    }

    private static bool On(string value) => value is "on";

    private static bool Never(string value) => value is "-1";
}
