using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>A file on its way in.</summary>
/// <param name="Content">Its bytes, read once.</param>
/// <param name="Name">The name it came with. Where the file lies has nothing to do with it.</param>
/// <param name="Claimed">The media type it came with; hardly believed.</param>
public sealed record IncomingFile(Stream Content, string? Name, string? Claimed);

/// <summary>Whose file it becomes.</summary>
/// <param name="Organization">Who reads it.</param>
/// <param name="Dossier">The dossier it belongs to.</param>
/// <param name="ErasureKey">The erasure key of that dossier.</param>
public sealed record FileOwnerDoor(Guid Organization, Guid Dossier, byte[] ErasureKey);

/// <summary>
/// Takes a file: looks at its first bytes, and seals it while it comes in. The plaintext is in memory a chunk at a time and on no disk. What comes
/// back lies in the store; the caller queues its row and commits, and offers it to <see cref="FilePreparation"/>.
/// </summary>
public sealed class FileIntake(IFileStore store, FileSettings settings) : IDisposable
{
    private readonly SemaphoreSlim slots = new(settings.Uploads);

    /// <summary>Why no file can be taken now, whatever it is. Asked before the upload begins, so that nobody's data is spent for nothing.</summary>
    public Refusal? WhyNotNow() => store.FreeShare() < settings.LeastFree ? new FileRefusals.NoRoom() : null;

    /// <summary>Takes it; busy when too many come in at once.</summary>
    public async Task<Outcome<SealedUpload>> Take(IncomingFile file, FileOwnerDoor owner, CancellationToken cancelled)
    {
        if (WhyNotNow() is { } full) return Outcome<SealedUpload>.Refused(full);
        if (!await slots.WaitAsync(0, cancelled)) return Outcome<SealedUpload>.Busy;
        var head = ArrayPool<byte>.Shared.Rent(FileSniffer.HeadBytes);
        try { return await Take(file, owner, head, cancelled); }
        // What Kestrel cuts off at the limit of the request is too large; what it gives up waiting for stays its own fault.
        catch (BadHttpRequestException bad) when (bad.StatusCode == StatusCodes.Status413PayloadTooLarge) { return Outcome<SealedUpload>.Refused(FileRefusals.TooLarge(FileSettings.MostMegabytes)); }
        catch (IOException cut) when (cut is not BadHttpRequestException && IsOfTheSender(cut)) { return Outcome<SealedUpload>.Refused(FileRefusals.CutOff()); }
        catch (IOException ours) when (ours is not BadHttpRequestException) { return Outcome<SealedUpload>.Refused(new FileRefusals.NoRoom()); }
        finally
        {
            CryptographicOperations.ZeroMemory(head);
            ArrayPool<byte>.Shared.Return(head);
            slots.Release();
        }
    }

    private async Task<Outcome<SealedUpload>> Take(IncomingFile file, FileOwnerDoor owner, byte[] head, CancellationToken cancelled)
    {
        var length = await Read(file.Content, head.AsMemory(0, FileSniffer.HeadBytes), cancelled);
        var judged = FileSniffer.Judge(head.AsSpan(0, length), file.Name, file.Claimed);
        if (judged.Value is not { } format) return Outcome<SealedUpload>.From(judged);

        var (id, originalKey, cleanedKey) = (Guid.NewGuid(), RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        var watch = new TwoThingsWatch(format.Media);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var draft = await store.Begin(cancelled);
        using var writer = new SealedFileWriter(draft.Body, originalKey, new Aad(SealedColumns.FileKeyI, id, owner.Dossier));
        for (long total = 0; length > 0; length = await Read(file.Content, head.AsMemory(0, SealedFile.ContentBytes), cancelled))
        {
            if ((total += length) > FileSettings.MostBytes) return Outcome<SealedUpload>.Refused(FileRefusals.TooLarge(FileSettings.MostMegabytes));
            watch.See(head.AsSpan(0, length));
            if (watch.Found) return Outcome<SealedUpload>.Refused(FileRefusals.TwoThings());
            digest.AppendData(head, 0, length);
            await writer.Write(head.AsMemory(0, length), cancelled);
        }
        if (watch.End()) return Outcome<SealedUpload>.Refused(FileRefusals.TwoThings());
        var size = await writer.Finish(cancelled);
        await draft.Keep(cancelled);
        return new SealedUpload(id, owner, format, draft.Name, size, originalKey, cleanedKey, file.Name, digest.GetHashAndReset());
    }

    // The sender's end of the wire: the store's own faults are told apart, because they are ours.
    private static async Task<int> Read(Stream content, Memory<byte> into, CancellationToken cancelled)
    {
        try { return await content.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancelled); }
        catch (IOException cut) when (cut is not BadHttpRequestException) { throw new SenderGone(cut); }
        catch (InvalidDataException cut) { throw new SenderGone(cut); }
    }

    private static bool IsOfTheSender(IOException fault) => fault is SenderGone;

    private sealed class SenderGone(Exception inner) : IOException("The upload ended early.", inner);

    /// <inheritdoc />
    public void Dispose() => slots.Dispose();
}

/// <summary>A file that lies sealed in the store and has no row yet.</summary>
public sealed class SealedUpload(Guid id, FileOwnerDoor owner, FileFormat format, string body, int size, byte[] originalKey, byte[] cleanedKey, string? name, byte[] digest)
{
    private const int LongestName = 200;

    /// <summary>Its id.</summary>
    public Guid Id => id;
    /// <summary>What it is.</summary>
    public FileFormat Format => format;
    /// <summary>Chunks in the store.</summary>
    public int Size => size;
    /// <summary>SHA-256 of the bytes that came in: for telling a second tap from a second file. Never stored as it is.</summary>
    public byte[] Digest => digest;
    /// <summary>The key of the cleaned copy that will be made, for packets.</summary>
    public byte[] CleanedKey => cleanedKey;

    /// <summary>Queues its row. Audits nothing: the act does.</summary>
    /// <param name="work">The unit of work, in the rows of the owner.</param>
    /// <param name="origin">Who gave it.</param>
    /// <param name="vault">The owner's vault as it is now: its key may have changed during a long upload.</param>
    public void Queue(Work work, FileOrigin origin, VaultDoor vault) =>
        work.Write("""
            insert into dossier.file (id, org_id, dossier_id, kind, media, origin, given_on, given_by, size, original, vault_version, wrap_i, wrap_n, name_ct)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """, id, owner.Organization, owner.Dossier, format.Kind, format.Media, origin, work.Today, work.Actor.PersonId == Guid.Empty ? null : work.Actor.PersonId, size, body, vault.Version,
            Wrap.Key(owner.ErasureKey, vault.Pub, originalKey, new Aad(SealedColumns.FileKeyI, id, owner.Dossier), vault.Version),
            Wrap.Key(owner.ErasureKey, vault.Pub, cleanedKey, new Aad(SealedColumns.FileKeyN, id, owner.Dossier), vault.Version), SealName(origin));

    /// <summary>The file as the preparation takes it.</summary>
    public FileToPrepare ToPrepare() => new(id, owner.Organization, owner.Dossier, format.Media, body, originalKey, cleanedKey);

    /// <summary>It shall not be kept after all, and no row was ever queued for it.</summary>
    public async Task Drop(IFileStore store)
    {
        CryptographicOperations.ZeroMemory(originalKey);
        CryptographicOperations.ZeroMemory(cleanedKey);
        await store.Delete(body, CancellationToken.None);
    }

    // What a worker's phone calls a file helps nobody and may name her: it is not kept. A colleague or a business names a file for whoever reads it.
    private byte[]? SealName(FileOrigin origin)
    {
        var kept = name?.Length > LongestName ? name[..LongestName] : name;
        if (string.IsNullOrWhiteSpace(kept) || origin is FileOrigin.Worker or FileOrigin.Gateway) return null;
        try { return Blob.SealText(cleanedKey, kept, new Aad(SealedColumns.FileName, id, owner.Dossier)); }
        // A name that is no text is worth nothing to anybody.
        catch (TextNotSealableException) { return null; }
    }
}
