using System.Security.Cryptography;
using System.Text;

namespace OpenIlm.Platform;

/// <summary>The folder of the server's socket: always the same for the same data folder, short enough for a socket's
/// name, and nobody else's.</summary>
internal static class SocketFolder
{
    // A socket's whole name may have 107 bytes (sun_path); the file is ".s.PGSQL.5432", its lock five more.
    private const int LongestFolder = 107 - 5 - 14;

    /// <summary>Makes the folder, or takes the one of an earlier run, after making sure that it is the server's own.</summary>
    internal static string Prepare(string dataFolder, PostgresUser user)
    {
        var folder = Place(dataFolder, user);
        if (FileOwner.Of(folder) is null)
        {
            PrivateFiles.MakeFolder(folder);
            FileOwner.Give(folder, user);
        }
        // In a temporary folder somebody else could have been there first, and would be told the password.
        if (FileOwner.Of(folder) is not { IsFolder: true, Mode: 0x1c0 } found || found.Owner != user.Id)
            throw new EmbeddedPostgresException($"{folder} is not a folder of {user.Name} alone (mode 0700). Look who made it, and remove it.");

        // A socket's lock names a process by number; after a crash the number may be somebody else's and would block the
        // start for ever. The caller holds the data folder and has seen that no server of it is alive.
        File.Delete(Path.Combine(folder, ".s.PGSQL." + PostgresSettings.Port));
        File.Delete(Path.Combine(folder, ".s.PGSQL." + PostgresSettings.Port + ".lock"));
        return folder;
    }

    private static string Place(string dataFolder, PostgresUser user)
    {
        var beside = Path.Combine(dataFolder, "run");
        if (Encoding.UTF8.GetByteCount(beside) <= LongestFolder && user.CanReach(dataFolder)) return beside;

        var name = "openilm-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..16];
        if (FileOwner.IsRoot && FileOwner.Of("/run") is { IsFolder: true, Owner: 0 } && user.CanReach("/run")) return "/run/" + name;
        var ownRuntime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        if (!FileOwner.IsRoot && ownRuntime is { Length: > 0 and < 60 } && FileOwner.Of(ownRuntime) is { IsFolder: true } found && found.Owner == user.Id)
            return Path.Combine(ownRuntime, name);
        // Not Path.GetTempPath(): the folder must not change with a variable of the environment, and may not be long.
        return "/tmp/" + name;
    }
}
