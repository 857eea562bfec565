namespace OpenIlm.Platform;

/// <summary>Where root puts what an unprivileged PostgreSQL must reach when the program or its data lie under a closed
/// folder (a checkout in root's home). Opening that folder to everyone would not be ours to do.</summary>
internal static class PublicFolder
{
    private const string Place = "/var/lib/openilm";

    /// <summary>Whether something lies there.</summary>
    internal static bool Holds(string path) => path.StartsWith(Place + "/", StringComparison.Ordinal);

    /// <summary>Makes the folder, or a folder in it, that only root writes and everyone can pass through.</summary>
    internal static string Make(string within = "")
    {
        var folder = Path.Combine(Place, within);
        foreach (var step in within.Length == 0 ? new[] { Place } : [Place, folder])
        {
            PrivateFiles.MakePassage(step);
            if (FileOwner.Of(step) is not { IsFolder: true, Owner: 0 } found || (found.Mode & 0x12) != 0)
                throw new EmbeddedPostgresException($"{step} must be a folder that belongs to root and that nobody else can write to.");
        }
        return folder;
    }
}
