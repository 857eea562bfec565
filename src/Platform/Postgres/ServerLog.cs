namespace OpenIlm.Platform;

/// <summary>The server's log: starts, stops, checkpoints and crashes; never a statement (<see cref="PostgresSettings"/>).</summary>
internal static class ServerLog
{
    private const long Full = 8 * 1024 * 1024;

    /// <summary>Path of the log, made for its owner alone; a full one is put aside, in place of the one before.</summary>
    internal static string Open(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "logs");
        PrivateFiles.MakeFolder(folder);
        var log = Path.Combine(folder, "postgres.log");
        if (new FileInfo(log) is { Exists: true, Length: > Full }) File.Move(log, log + ".1", overwrite: true);
        PrivateFiles.MakeLog(log);
        return log;
    }

    /// <summary>What was written after a position, at most the last twelve lines.</summary>
    internal static string Since(string log, long position)
    {
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = Math.Min(position, file.Length);
        using var reader = new StreamReader(file);
        return string.Join('\n', reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(12));
    }
}
