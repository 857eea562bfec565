using System.Globalization;

namespace OpenIlm.Platform;

/// <summary>What whoever runs the server may set about files. Limits that a worker is told of are the same everywhere.</summary>
public sealed record FileSettings
{
    /// <summary>Largest file, in MB of 2^20 bytes.</summary>
    public const int MostMegabytes = 25;
    /// <summary>Largest file, in bytes.</summary>
    public const long MostBytes = MostMegabytes * 1024L * 1024;
    /// <summary>Files that a report takes from its worker.</summary>
    public const int MostFiles = 10;
    /// <summary>Largest sum of them, in MB: two of the largest.</summary>
    public const int MostMegabytesTogether = 50;
    /// <summary>The same as it stands in the database, where sizes are known in steps only.</summary>
    public static readonly int MostChunksTogether = 2 * Sealing.SealedFile.Bucket(Sealing.SealedFile.Chunks(MostBytes));
    /// <summary>Largest body of a request that brings a file. More than a file may have: whoever sends too much is told so, and a browser whose
    /// connection is cut while it sends shows no answer at all.</summary>
    public const long MostBody = 64L << 20;

    /// <summary>Where sealed files lie; null: <c>files</c> in the data folder.</summary>
    public string? Folder { get; init; }
    /// <summary>Socket of clamd; null: none is there.</summary>
    public string? Scanner { get; init; }
    /// <summary>Whoever runs the network decided to go without a scanner. Else what was not scanned does not open.</summary>
    public bool WithoutScanner { get; init; }
    /// <summary>Free share of the disk below which no file is taken, 0 to 1.</summary>
    public double LeastFree { get; init; } = 0.10;
    /// <summary>Uploads at a time on this node.</summary>
    public int Uploads { get; init; } = 32;
    /// <summary>Files that are scanned and cleaned at a time on this node; each may use 512 MB.</summary>
    public int Cleanings { get; init; } = 2;
    /// <summary>Files that wait for it in memory; more wait until somebody opens them.</summary>
    public int Waiting { get; init; } = 32;
    /// <summary>How long a tool may work on one file.</summary>
    public TimeSpan CleaningTime { get; init; } = TimeSpan.FromSeconds(20);
    /// <summary>Memory that a tool may have, in bytes.</summary>
    public long CleaningMemory { get; init; } = 512L << 20;
    /// <summary>How old a body without a row must be before it is swept away.</summary>
    public TimeSpan SweptAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Where Debian's clamd listens.</summary>
    public const string UsualSocket = "/run/clamav/clamd.ctl";

    /// <summary>From <c>OPENILM_FILES</c> (folder), <c>OPENILM_CLAMD</c> (socket, or <c>none</c> for a network without a scanner), <c>OPENILM_FILES_FREE</c> (percent).</summary>
    public static FileSettings FromEnvironment()
    {
        var scanner = Environment.GetEnvironmentVariable("OPENILM_CLAMD") is { Length: > 0 } named ? named : null;
        var free = Environment.GetEnvironmentVariable("OPENILM_FILES_FREE") is { Length: > 0 } percent ? double.Parse(percent, CultureInfo.InvariantCulture) / 100 : 0.10;
        return new FileSettings
        {
            Folder = Environment.GetEnvironmentVariable("OPENILM_FILES") is { Length: > 0 } folder ? folder : null,
            WithoutScanner = scanner == "none", LeastFree = free,
            Scanner = scanner is "none" ? null : scanner ?? (File.Exists(UsualSocket) ? UsualSocket : null),
        };
    }
}
