using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpenIlm.Platform;

// Linux and macOS alone, like the rest of the server.
#pragma warning disable CA1416

/// <summary>
/// A folder, for its owner alone: <c>tmp/</c> holds what is being written, <c>a0/a0…</c> what is kept. Written, synced, renamed, the folder synced,
/// and only then does a row name it (security design, section 5).
/// </summary>
public sealed partial class DiskFileStore : IFileStore
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string folder, drafts;

    /// <summary>Opens or makes the folder.</summary>
    public DiskFileStore(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        drafts = Path.Combine(this.folder, "tmp");
        PrivateFiles.MakeFolder(this.folder);
        PrivateFiles.MakeFolder(drafts);
    }

    /// <inheritdoc />
    public Task<FileDraft> Begin(CancellationToken cancelled) => Task.FromResult<FileDraft>(new Draft(this, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20))));

    /// <inheritdoc />
    public Task<Stream?> Open(string name, CancellationToken cancelled)
    {
        try { return Task.FromResult<Stream?>(new FileStream(PathOf(name), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, BufferSize = 0, Options = FileOptions.Asynchronous | FileOptions.SequentialScan })); }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException) { return Task.FromResult<Stream?>(null); }
    }

    /// <inheritdoc />
    public Task Delete(string name, CancellationToken cancelled)
    {
        foreach (var path in new[] { PathOf(name), Path.Combine(drafts, name) })
            try { File.Delete(path); }
            catch (DirectoryNotFoundException) { }
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredBody> All([EnumeratorCancellation] CancellationToken cancelled)
    {
        await Task.CompletedTask;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            cancelled.ThrowIfCancellationRequested();
            yield return new StoredBody(Path.GetFileName(file), File.GetLastWriteTimeUtc(file), Path.GetDirectoryName(file) == drafts);
        }
    }

    /// <inheritdoc />
    public double FreeShare()
    {
        var drive = new DriveInfo(folder);
        return drive.TotalSize == 0 ? 1 : (double)drive.AvailableFreeSpace / drive.TotalSize;
    }

    private string PathOf(string name) =>
        name.Length >= 16 && name.All(char.IsAsciiHexDigitLower) ? Path.Combine(folder, name[..2], name) : throw new ArgumentException("No name of a body.", nameof(name));

    // .NET opens no folder, so it cannot sync one.
    private static void SyncFolder(string path)
    {
        var descriptor = OpenFolder(path, 0);
        if (descriptor < 0) throw new IOException($"A folder of the file store could not be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        try
        {
            if (Sync(descriptor) != 0) throw new IOException($"A folder of the file store could not be synced: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        finally { _ = Close(descriptor); }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenFolder(string path, int flags);
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);
    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    private sealed class Draft : FileDraft
    {
        private readonly DiskFileStore store;
        private readonly string path;
        private readonly FileStream body;
        private bool kept;

        public Draft(DiskFileStore store, string name) : base(name)
        {
            this.store = store;
            path = Path.Combine(store.drafts, name);
            body = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous, UnixCreateMode = OwnerAlone });
        }

        public override Stream Body => body;

        public override async Task Keep(CancellationToken cancelled)
        {
            await body.FlushAsync(cancelled);
            RandomAccess.FlushToDisk(body.SafeFileHandle);
            await body.DisposeAsync();
            var to = store.PathOf(Name);
            var room = Path.GetDirectoryName(to)!;
            if (!Directory.Exists(room))
            {
                PrivateFiles.MakeFolder(room);
                SyncFolder(store.folder);
            }
            File.Move(path, to);
            kept = true;
            SyncFolder(room);
        }

        public override async ValueTask DisposeAsync()
        {
            await body.DisposeAsync();
            if (!kept) File.Delete(path);
        }
    }
}
