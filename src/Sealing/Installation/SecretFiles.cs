using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>Files of secrets: readable by the owner only (0400, folder 0700), complete or absent, on the disk before anything is sealed with them.</summary>
internal static partial class SecretFiles
{
    const string New = ".new", Lock = ".lock";

    /// <summary>
    /// Writes the files when the folder holds none of them. Where it holds some and not others, one was lost, and a fresh one
    /// would make every receipt or dossier unreadable: that is refused.
    /// </summary>
    public static void Ensure(string folder, IReadOnlyDictionary<string, Func<byte[]>> contents)
    {
        if (OperatingSystem.IsWindows()) throw new SealingUnavailableException("Installation secrets need the file rights of Linux.");
        if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Missing(folder, contents.Keys).Count == 0) return;

        using var alone = TakeLock(folder);
        var missing = Missing(folder, contents.Keys);
        // All of them stand beside their places before the first is moved: a start that is cut short is taken up again here.
        if (missing.Count == contents.Count)
            foreach (var (name, content) in contents) Write(Path.Combine(folder, name + New), content());
        foreach (var name in missing)
            if (!File.Exists(Path.Combine(folder, name + New)))
                throw new SealingUnavailableException(
                    $"The installation secret {name} is missing from {folder} while others are there. A new one would make what was sealed "
                    + "unreadable: restore the file from its offline copy.");
        foreach (var name in missing) File.Move(Path.Combine(folder, name + New), Path.Combine(folder, name));
        SyncFolder(folder);
    }

    /// <summary>The content of one file.</summary>
    /// <exception cref="SealingUnavailableException">It is missing, unreadable or not of the expected length.</exception>
    public static byte[] Read(string folder, string name, int? length)
    {
        byte[] content;
        try { content = File.ReadAllBytes(Path.Combine(folder, name)); }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SealingUnavailableException($"The installation secret {name} is missing from {folder}.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SealingUnavailableException($"The installation secret {name} in {folder} may not be read by this user.", e);
        }
        return length is null || content.Length == length
            ? content
            : throw new SealingUnavailableException($"The installation secret {name} in {folder} has {content.Length} bytes instead of {length}.");
    }

    static List<string> Missing(string folder, IEnumerable<string> names) =>
        [.. names.Where(name => !File.Exists(Path.Combine(folder, name)))];

    static FileStream TakeLock(string folder)
    {
        // Two nodes may start at the same moment; the second waits and then finds the files.
        for (var tries = 0; ; tries++)
            try { return new(Path.Combine(folder, Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException) when (tries < 100) { Thread.Sleep(50); }
    }

    static void Write(string path, byte[] content)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead };
        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
        CryptographicOperations.ZeroMemory(content);
    }

    // The framework cannot open a folder, and without this the names may be lost when the power is.
    static void SyncFolder(string folder)
    {
        var descriptor = Open(folder, 0);
        if (descriptor < 0) return;
        FSync(descriptor);
        Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
