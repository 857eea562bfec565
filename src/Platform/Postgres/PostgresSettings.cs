namespace OpenIlm.Platform;

/// <summary>The settings of the private server. Given on its command line, so that neither the configuration file nor
/// <c>ALTER SYSTEM</c> can weaken them.</summary>
public static class PostgresSettings
{
    // What a worker was told is stored must survive the loss of power.
    private static readonly Dictionary<string, string> Durable = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fsync"] = "on",
        ["synchronous_commit"] = "on",
        ["full_page_writes"] = "on",
    };

    // Nothing of a statement, a parameter or a row may reach the log. An error's own text can quote a value
    // ("invalid input syntax for ..."), so errors of statements are not logged at all: the program is told of them.
    // "log" keeps what concerns the server (start, stop, crash, PANIC).
    private static readonly Dictionary<string, string> Silent = new(StringComparer.OrdinalIgnoreCase)
    {
        ["log_statement"] = "none",
        ["log_min_messages"] = "log",
        ["log_min_error_statement"] = "panic",
        ["log_error_verbosity"] = "terse",
        ["log_parameter_max_length"] = "0",
        ["log_parameter_max_length_on_error"] = "0",
        ["log_min_duration_statement"] = "-1",
        ["log_min_duration_sample"] = "-1",
        ["log_transaction_sample_rate"] = "0",
        ["log_line_prefix"] = "%m [%p] ",
        // The time of each commit would tell when a worker reported.
        ["track_commit_timestamp"] = "off",
    };

    private static readonly Dictionary<string, string> SmallServer = new()
    {
        ["listen_addresses"] = "",
        ["port"] = Port,
        ["unix_socket_permissions"] = "0700",
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        ["max_connections"] = "100",
        ["shared_buffers"] = "256MB",
        ["effective_cache_size"] = "1GB",
        ["work_mem"] = "8MB",
        ["maintenance_work_mem"] = "64MB",
        ["wal_buffers"] = "16MB",
        ["min_wal_size"] = "256MB",
        ["max_wal_size"] = "4GB",
        ["checkpoint_timeout"] = "15min",
        ["random_page_cost"] = "1.1",
        ["jit"] = "off",
    };

    /// <summary>Part of the socket's name; no network port is opened.</summary>
    public const string Port = "5432";

    /// <summary>All settings of a server, the caller's last.</summary>
    /// <exception cref="EmbeddedPostgresException">The caller's settings touch durability or logging, and this is no
    /// bench folder.</exception>
    public static IReadOnlyDictionary<string, string> For(EmbeddedPostgresOptions options)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Durable.Concat(Silent).Concat(SmallServer)) all[name] = value;
        foreach (var (name, value) in options.Settings)
        {
            if (!options.Bench && (Durable.ContainsKey(name) || Silent.ContainsKey(name)))
                throw new EmbeddedPostgresException($"The setting {name} protects reports and cannot be changed outside a bench folder.");
            all[name] = value;
        }
        return all;
    }
}
