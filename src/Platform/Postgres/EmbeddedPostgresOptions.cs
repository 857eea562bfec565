namespace OpenIlm.Platform;

/// <summary>How a private PostgreSQL is started.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The folder of one installation; made when it is absent. Its <c>postgres</c>, <c>run</c>, <c>logs</c> and
    /// <c>secrets</c> are used here. Where the program runs as root the folder itself can be passed through by others
    /// (mode 0711), because PostgreSQL does not run as root: whatever else lies in it needs modes of its own.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Folder that holds <c>postgres</c> and <c>initdb</c>; null searches (<see cref="PostgresBinaries"/>).</summary>
    public string? BinariesFolder { get; init; }

    /// <summary>Server settings beside those of <see cref="PostgresSettings"/>. Durability and logging can be changed
    /// only with <see cref="Bench"/>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A folder of measurements that holds nobody's report: durability may be switched off in it, so that the
    /// crash measurement can show that it would notice.</summary>
    public bool Bench { get; init; }

    /// <summary>Told, in a sentence, what takes time or happens outside the data folder.</summary>
    public Action<string>? Say { get; init; }
}
