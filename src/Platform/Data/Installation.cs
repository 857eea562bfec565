using System.Security.Cryptography;

namespace OpenIlm.Platform;

/// <summary>What kind of network a data folder holds. Written once; the other kind is refused for ever.</summary>
public enum NetworkKind
{
    /// <summary>A real network, made by <c>serve</c>.</summary>
    Real,
    /// <summary>A demonstration, made by <c>demo</c>: loopback only, invented people.</summary>
    Demonstration,
    /// <summary>A bench folder: made and thrown away by <c>bench</c>.</summary>
    Bench,
}

/// <summary>The folder that holds one installation: database, secrets, what kind of network it is.</summary>
public sealed class Installation
{
    private readonly string mark;

    /// <summary>Opens or makes the folder.</summary>
    /// <exception cref="InvalidOperationException">The folder holds a network of another kind.</exception>
    public Installation(string folder, NetworkKind kind)
    {
        Folder = Path.GetFullPath(folder);
        Kind = kind;
        Directory.CreateDirectory(Folder);
        mark = Path.Combine(Folder, "network");
        if (!File.Exists(mark)) File.WriteAllText(mark, kind.ToString() + "\n");
        else if (File.ReadAllText(mark).Trim() is var there && there != kind.ToString())
            throw new InvalidOperationException($"{Folder} holds a {there.ToLowerInvariant()} network, not a {kind.ToString().ToLowerInvariant()} one. Choose another folder with --data.");
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }
    /// <summary>What it holds.</summary>
    public NetworkKind Kind { get; }
    /// <summary>Whether pages carry the demonstration banner.</summary>
    public bool Demonstration => Kind == NetworkKind.Demonstration;
    /// <summary>The database cluster.</summary>
    public string DatabaseFolder => Path.Combine(Folder, "postgres");
    /// <summary>Installation secrets.</summary>
    public string SecretsFolder => Path.Combine(Folder, "secrets");
    /// <summary>Signed heads of the audit chains.</summary>
    public string AnchorFile => Path.Combine(Folder, "audit-anchors");

    /// <summary>What kind of network a folder holds; null when it holds none.</summary>
    public static NetworkKind? KindOf(string folder) =>
        Path.Combine(folder, "network") is var file && File.Exists(file) && Enum.TryParse<NetworkKind>(File.ReadAllText(file).Trim(), out var kind) ? kind : null;

    /// <summary>A secret word kept 0400 in the secrets folder, drawn at first use.</summary>
    public string Word(string name)
    {
        var file = Path.Combine(SecretsFolder, name);
        if (File.Exists(file)) return File.ReadAllText(file);
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("The server runs on Linux or macOS.");
        Directory.CreateDirectory(SecretsFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var word = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 40);
        File.WriteAllText(file, word);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        return word;
    }
}
