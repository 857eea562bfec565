using System.Globalization;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>How files are shown.</summary>
public static class FileWords
{
    /// <summary>The icon of a kind.</summary>
    public static string IconOf(FileKind kind) => kind switch { FileKind.Image => "eye", FileKind.Document => "list", FileKind.Audio => "chat", _ => "eye" };

    /// <summary>The tone of a state.</summary>
    public static string ToneOf(FileState state) => state switch { FileState.Cleaned => "good", FileState.Quarantined => "bad", FileState.Removed => "away", _ => "wait" };

    /// <summary>A rough size: what is kept is known in steps only.</summary>
    public static string Size(long bytes) => bytes < 1 << 20 ? $"{bytes / 1024} kB" : (bytes / (double)(1 << 20)).ToString("0.#", CultureInfo.InvariantCulture) + " MB";

    /// <summary>Whether a browser can play it.</summary>
    public static bool Plays(string? contentType) => contentType is "audio/mp4" or "audio/mpeg" or "audio/ogg" or "video/mp4";
}
