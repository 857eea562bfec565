using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>A file that waits for scanner and tools, with its keys. They live in memory, and only until it was its turn.</summary>
public sealed record FileToPrepare(Guid Id, Guid Organization, Guid Dossier, FileMedia Media, string Original, byte[] OriginalKey, byte[] CleanedKey);

/// <summary>
/// Scans and cleans files, a few at a time (ADR 0013). A file is offered when its row is committed, while the key that sealed it is still in memory:
/// nobody waits for it, and a slow upload holds no place. What does not get its turn, because too many wait, the program stopped or a tool was away,
/// is prepared when somebody who holds the vault's key first opens it.
/// </summary>
public sealed class FilePreparation(IFileStore store, FileCleaner cleaner, MalwareScanner scanner, WorkFactory works, FileSettings settings, ILogger<FilePreparation> log) : BackgroundService
{
    private readonly Channel<FileToPrepare> waiting = Channel.CreateBounded<FileToPrepare>(settings.Waiting);
    private readonly SemaphoreSlim places = new(settings.Cleanings);

    /// <summary>Puts a file in the line; when the line is full it is forgotten here, and its first opening does it.</summary>
    public void Offer(FileToPrepare file)
    {
        if (!waiting.Writer.TryWrite(file)) Wipe(file);
    }

    /// <summary>Does whatever is still to do for a file, and says how it stands. Safe to repeat, on several nodes at once.</summary>
    public async Task<(FileScan Scan, FileCleaning Cleaning)> Prepare(FileToPrepare file, FileScan scan, FileCleaning cleaning, CancellationToken cancelled)
    {
        await places.WaitAsync(cancelled);
        try
        {
            if (scan is FileScan.Unscanned) scan = await Scan(file, cancelled);
            if (scan is not FileScan.Infected && cleaning is FileCleaning.Waiting) cleaning = await Clean(file, cancelled);
            return (scan, cleaning);
        }
        finally { places.Release(); }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, settings.Cleanings).Select(_ => Serve(stoppingToken)));

    private async Task Serve(CancellationToken stopping)
    {
        await foreach (var file in waiting.Reader.ReadAllAsync(stopping))
            try { await Prepare(file, FileScan.Unscanned, FileCleaning.Waiting, stopping); }
            // The database or the disk is away: the first opening does it.
            catch (Exception away) when (away is NpgsqlException or IOException or TimeoutException) { }
            // A bug must not stop the line. Its kind is told, never its message, which may carry data.
            catch (Exception wrong) when (wrong is not OperationCanceledException) { log.LogError("A file could not be prepared: {Kind}", wrong.GetType().Name); }
            finally { Wipe(file); }
    }

    private async Task<FileScan> Scan(FileToPrepare file, CancellationToken cancelled)
    {
        await using var original = await OpenOriginal(file, cancelled);
        if (original is null) return FileScan.Unscanned;
        var said = await scanner.Scan(original, cancelled);
        if (said is ScanEnd.Away) return FileScan.Unscanned;
        var scan = said is ScanEnd.Infected ? FileScan.Infected : FileScan.Clean;
        await Keep(file, async work =>
        {
            if (await work.Change("update dossier.file set scan = $2 where id = $1 and scan = 'Unscanned'", file.Id, scan) == 0) return false;
            work.Audit(scan is FileScan.Infected ? "file.quarantined" : "file.scanned", "file", file.Id);
            return true;
        }, cancelled);
        return scan;
    }

    private async Task<FileCleaning> Clean(FileToPrepare file, CancellationToken cancelled)
    {
        await using var original = await OpenOriginal(file, cancelled);
        if (original is null) return FileCleaning.Waiting;
        await using var draft = await store.Begin(cancelled);
        using var writer = new SealedFileWriter(draft.Body, file.CleanedKey, new Aad(SealedColumns.FileKeyN, file.Id, file.Dossier));
        var (end, media) = await cleaner.Clean(FileFormats.Of(file.Media), original, writer, cancelled);
        if (end is CleaningEnd.NotHere) return FileCleaning.Waiting;
        var cleaned = end is CleaningEnd.Cleaned;
        var size = cleaned ? await writer.Finish(cancelled) : 0;
        if (cleaned) await draft.Keep(cancelled);
        var kept = await Keep(file, async work =>
        {
            if (await work.Change("""
                update dossier.file set cleaning = $2, cleaned = $3, cleaned_media = $4, cleaned_size = $5 where id = $1 and cleaning = 'Waiting' and removed_on is null
                """, file.Id, cleaned ? FileCleaning.Cleaned : FileCleaning.Failed, cleaned ? draft.Name : null, cleaned ? media.ToString() : null, cleaned ? (int?)size : null) == 0) return false;
            work.Audit(cleaned ? "file.cleaned" : "file.not-cleaned", "file", file.Id);
            return true;
        }, cancelled);
        // Another node was faster: its copy counts.
        if (!kept && cleaned) await store.Delete(draft.Name, CancellationToken.None);
        return cleaned ? FileCleaning.Cleaned : FileCleaning.Failed;
    }

    private async Task<bool> Keep(FileToPrepare file, Func<Work, Task<bool>> change, CancellationToken cancelled)
    {
        await using var work = works.Begin(cancelled);
        await work.ActAsSystem(file.Organization);
        if (!await change(work)) return false;
        await work.Commit();
        return true;
    }

    private async Task<SealedFileReader?> OpenOriginal(FileToPrepare file, CancellationToken cancelled) =>
        await store.Open(file.Original, cancelled) is { } body ? new SealedFileReader(body, file.OriginalKey, new Aad(SealedColumns.FileKeyI, file.Id, file.Dossier)) : null;

    private static void Wipe(FileToPrepare file)
    {
        CryptographicOperations.ZeroMemory(file.OriginalKey);
        CryptographicOperations.ZeroMemory(file.CleanedKey);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        places.Dispose();
        base.Dispose();
    }
}
