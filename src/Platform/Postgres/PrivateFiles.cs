namespace OpenIlm.Platform;

// Everything here runs on Linux alone: EmbeddedPostgres.Start refuses elsewhere.
#pragma warning disable CA1416

/// <summary>Folders and files with the modes of a data folder, set as they are made, never afterwards.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode
        Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
        PassThrough = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>A folder for its owner alone (0700).</summary>
    internal static void MakeFolder(string folder) => Directory.CreateDirectory(folder, Owner);

    /// <summary>A folder that others can pass through without seeing what lies in it (0711).</summary>
    internal static void MakePassage(string folder) => Directory.CreateDirectory(folder, Owner | PassThrough);

    /// <summary>Lets others pass through a folder that is already there.</summary>
    internal static void OpenPassage(string folder) => File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | PassThrough);

    /// <summary>A secret: its owner can read it, nobody writes it again (0400). Replaces what a killed run left.</summary>
    internal static void WriteSecret(string file, string text)
    {
        File.Delete(file);
        using var writer = new StreamWriter(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead });
        writer.Write(text);
    }

    /// <summary>An empty file to be appended to by its owner alone (0600), when there is none.</summary>
    internal static void MakeLog(string file)
    {
        using var made = new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
    }
}
