using System.Runtime.InteropServices;

namespace OpenIlm.Platform;

/// <summary>The few calls of the C library that .NET has no word for: who owns a file, giving it away, signals.</summary>
internal static partial class FileOwner
{
    private const int AtCurrentFolder = -100, NoFollow = 0x100, BasicStats = 0x7ff;
    private const int FolderType = 0x4000, TypeMask = 0xf000;

    internal const int Interrupt = 2, Quit = 3, KillNow = 9;

    /// <summary>Owner and mode of what lies at the path itself, a link not followed.</summary>
    internal readonly record struct Facts(uint Owner, int Mode, bool IsFolder);

    internal static bool IsRoot => EffectiveUser() == 0;

    /// <summary>Null when there is nothing, or nothing that may be looked at.</summary>
    internal static Facts? Of(string path)
    {
        // struct statx is laid out alike on every architecture (linux/stat.h): uid at 20, mode at 28, 256 bytes in all.
        Span<byte> found = stackalloc byte[256];
        if (Statx(AtCurrentFolder, path, NoFollow, BasicStats, ref MemoryMarshal.GetReference(found)) != 0) return null;
        var mode = BitConverter.ToUInt16(found[28..]);
        return new(BitConverter.ToUInt32(found[20..]), mode & 0xfff, (mode & TypeMask) == FolderType);
    }

    internal static void Give(string path, PostgresUser to)
    {
        if (!IsRoot || Of(path)?.Owner == to.Id) return;
        if (ChangeOwner(path, to.Id, to.Group) != 0)
            throw new EmbeddedPostgresException($"{path} could not be given to the user {to.Name}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>The path with every link on it followed, as the system itself names it in /proc.</summary>
    internal static unsafe string RealPath(string path)
    {
        var buffer = stackalloc byte[4097];   // PATH_MAX
        return Resolve(path, buffer) == null ? path : Marshal.PtrToStringUTF8((nint)buffer)!;
    }

    internal static bool Signal(int process, int signal) => Kill(process, signal) == 0;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte result);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial byte* Resolve(string path, byte* result);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
