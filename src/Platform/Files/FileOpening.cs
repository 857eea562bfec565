using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>Opens files for whoever may see them. Who may, the caller has asked; the audit entry the caller commits before it answers.</summary>
public sealed class FileOpening(IFileStore store, FilePreparation preparation, MalwareScanner scanner, Keystore keystore)
{
    /// <summary>How a file stands in this network.</summary>
    public FileState StateOf(StoredFile row) => row.State(scanner.IsAsked);

    /// <summary>The same, by its coded facts.</summary>
    public FileState StateOf(bool removed, FileScan scan, FileCleaning cleaning) => StoredFile.StateOf(removed, scan, cleaning, scanner.IsAsked);

    /// <summary>The cleaned copy, for a member of the vault. What is still to be scanned or cleaned is, first.</summary>
    public async Task<Outcome<OpenedFile>> Cleaned(Work work, StoredFile row)
    {
        if (WhyNever(row) is { } never) return Outcome<OpenedFile>.Refused(never);
        if (work.Keys.IsLocked) return Outcome<OpenedFile>.Refused(new SessionLocked());
        if (await keystore.Find(row.DossierId, work.Cancelled) is not { } erasure) return Outcome<OpenedFile>.Refused(new FileRefusals.Gone());
        if (row.OpenCleanedKey(work, erasure) is not { } key) return Outcome<OpenedFile>.Refused(new NotAdmittedToVault());
        if (StateOf(row) is FileState.Waiting or FileState.Unscanned)
        {
            await preparation.Prepare(new FileToPrepare(row.Id, row.OrgId, row.DossierId, row.Media, row.Original!, row.OpenOriginalKey(work, erasure)!, key), row.Scan, row.Cleaning, work.Cancelled);
            // It was written by a work of its own, or by somebody else's meanwhile.
            row = (await work.FirstOrNone<StoredFile>(StoredFile.Query + " where f.id = $1", row.Id))!;
        }
        return await CopyUnder(key, row, work.Cancelled);
    }

    /// <summary>The cleaned copy under its key: a business reads with that of a packet.</summary>
    public async Task<Outcome<OpenedFile>> CopyUnder(byte[] key, StoredFile row, CancellationToken cancelled) => StateOf(row) switch
    {
        FileState.Cleaned => await Open(row.Cleaned, key, row.PlaceOfCleaned, row, FileFormats.Of(row.CleanedMedia!.Value), cancelled),
        FileState.Unscanned => Outcome<OpenedFile>.Refused(new FileRefusals.Unscanned()),
        FileState.Quarantined or FileState.Removed => Outcome<OpenedFile>.Refused(WhyNever(row)!),
        _ => Outcome<OpenedFile>.Refused(new FileRefusals.Uncleaned()),
    };

    /// <summary>The file as it came, with the name it came with. The caller holds identity.read and keeps the reason.</summary>
    public async Task<Outcome<OpenedFile>> Original(Work work, StoredFile row)
    {
        if (WhyNever(row) is { } never) return Outcome<OpenedFile>.Refused(never);
        if (work.Keys.IsLocked) return Outcome<OpenedFile>.Refused(new SessionLocked());
        if (await keystore.Find(row.DossierId, work.Cancelled) is not { } erasure) return Outcome<OpenedFile>.Refused(new FileRefusals.Gone());
        if (row.OpenOriginalKey(work, erasure) is not { } key || row.OpenCleanedKey(work, erasure) is not { } cleanedKey) return Outcome<OpenedFile>.Refused(new NotAdmittedToVault());
        if (StateOf(row) is FileState.Unscanned)
        {
            var (scan, _) = await preparation.Prepare(new FileToPrepare(row.Id, row.OrgId, row.DossierId, row.Media, row.Original!, key, cleanedKey), row.Scan, FileCleaning.Failed, work.Cancelled);
            if (scan is FileScan.Infected) return Outcome<OpenedFile>.Refused(new FileRefusals.Quarantined());
            if (scan is FileScan.Unscanned) return Outcome<OpenedFile>.Refused(new FileRefusals.Unscanned());
        }
        return await Open(row.Original, key, row.PlaceOfOriginal, row, FileFormats.Of(row.Media), work.Cancelled);
    }

    private Refusal? WhyNever(StoredFile row) => StateOf(row) switch
    {
        FileState.Quarantined => new FileRefusals.Quarantined(),
        FileState.Removed => new FileRefusals.Removed(),
        _ => null,
    };

    // Read to the end once before a byte goes out: half of a broken file is worse than none.
    private async Task<Outcome<OpenedFile>> Open(string? body, byte[] key, Aad place, StoredFile row, FileFormat format, CancellationToken cancelled)
    {
        if (body is null || await store.Open(body, cancelled) is not { } stored) return Outcome<OpenedFile>.Refused(new FileRefusals.Gone());
        try
        {
            await using var whole = new SealedFileReader(stored, key, place);
            var length = await whole.Check(cancelled);
            var name = string.Create(CultureInfo.InvariantCulture, $"{row.Kind.ToString().ToLowerInvariant()}-{row.Id.ToString("N")[..6]}.{format.Ending}");
            return new OpenedFile(name, format, length, async stopped => await store.Open(body, stopped) is { } again ? new SealedFileReader(again, key, place) : throw new IOException("The body is gone."));
        }
        catch (SealBrokenException) { return Outcome<OpenedFile>.Refused(new FileRefusals.Gone()); }
    }
}

/// <summary>A file that was opened and found whole.</summary>
/// <param name="Name">A name that says nothing of anybody.</param>
/// <param name="Format">What it is.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Read">Opens it once more, to send it.</param>
public sealed record OpenedFile(string Name, FileFormat Format, long Length, Func<CancellationToken, Task<Stream>> Read);

/// <summary>
/// Sends a file so that a browser keeps nothing of it and runs nothing in it: to be saved and not shown, never sniffed, in a sandbox without rights.
/// Pictures and sound of the same house still show inside its own pages.
/// </summary>
public sealed class SealedDownload(OpenedFile file, Work work) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext http)
    {
        // What had to be written is committed: a slow reader holds no connection.
        await work.DisposeAsync();
        var headers = http.Response.Headers;
        http.Response.ContentType = file.Format.ContentType;
        http.Response.ContentLength = file.Length;
        headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        await using var content = await file.Read(http.RequestAborted);
        await content.CopyToAsync(http.Response.Body, SealedFile.ContentBytes, http.RequestAborted);
    }
}
