using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>Takes files for contacts: whoever they come through, the same limits, the same rows, the same line of the case.</summary>
public sealed class FileDesk(FileIntake intake, FilePreparation preparation, IFileStore store, WorkFactory works, ICaseFiles cases)
{
    /// <summary>Whose contact a file comes to.</summary>
    internal sealed record Contact(Guid Id, Guid Organization, Guid Dossier, byte[] ErasureKey);

    /// <summary>A file that was taken.</summary>
    /// <param name="Format">What it is.</param>
    /// <param name="Files">Files of this report, with it.</param>
    /// <param name="Before">It was there before.</param>
    internal sealed record Taken(FileFormat Format, int Files, bool Before);

    /// <summary>Every reason why no file can be taken now.</summary>
    public Refusal? WhyNotNow() => intake.WhyNotNow();

    /// <summary>Every reason against one more file of a report.</summary>
    /// <param name="files">Files there are.</param>
    /// <param name="chunks">Their size together, in chunks of the store.</param>
    /// <param name="more">Size of the one more; 0 while it is not known.</param>
    public static IEnumerable<Refusal> WhyNot(int files, int chunks, int more)
    {
        if (files >= FileSettings.MostFiles) yield return new FileRefusals.TooMany(FileSettings.MostFiles);
        if (chunks + more > FileSettings.MostChunksTogether || more == 0 && chunks >= FileSettings.MostChunksTogether) yield return new FileRefusals.TooMuch(FileSettings.MostMegabytesTogether);
    }

    /// <summary>Takes a file. No connection of the database is held while it comes in.</summary>
    /// <param name="contact">Whose.</param>
    /// <param name="file">The file.</param>
    /// <param name="origin">The way it comes.</param>
    /// <param name="mark">Tells it from other files of the contact, by the digest of its bytes.</param>
    /// <param name="cancelled">The sender went away.</param>
    internal async Task<Outcome<Taken>> Take(Contact contact, IncomingFile file, FileOrigin origin, Func<byte[], byte[]> mark, CancellationToken cancelled)
    {
        await using (var before = await Begin(contact, cancelled))
            if (WhyNot(await Count(before, contact), 0) is { Count: > 0 } reasons) return Outcome<Taken>.Refused(reasons);
        var sealedFile = await intake.Take(file, new FileOwnerDoor(contact.Organization, contact.Dossier, contact.ErasureKey), cancelled);
        if (sealedFile.Value is not { } upload) return Outcome<Taken>.From(sealedFile);
        await using var work = await Begin(contact, cancelled);
        var kept = await Keep(work, contact, upload, origin, mark(upload.Digest));
        if (kept.Value is { Before: false }) preparation.Offer(upload.ToPrepare());
        else await upload.Drop(store);
        return kept;
    }

    private async Task<Outcome<Taken>> Keep(Work work, Contact contact, SealedUpload upload, FileOrigin origin, byte[] mark)
    {
        // One after the other: two uploads at once must not both be the tenth.
        var closed = await work.FirstOrNone<bool?>("select closed_by_worker from voice.contact where id = $1 for update", contact.Id);
        if (closed is null or true) return Outcome<Taken>.Missing;
        var there = await Count(work, contact);
        if (await work.FirstOrNone<int>("select 1 from voice.attachment where contact_id = $1 and content_mark = $2", contact.Id, mark) == 1) return new Taken(upload.Format, there.Files, true);
        if (WhyNot(there, upload.Size) is { Count: > 0 } reasons) return Outcome<Taken>.Refused(reasons);
        var vault = await VaultDoor.Of(work, contact.Organization) ?? throw new InvalidOperationException("A contact without a vault.");
        upload.Queue(work, origin, vault);
        work.Write("insert into voice.attachment (file_id, org_id, contact_id, content_mark) values ($1, $2, $3, $4)", upload.Id, contact.Organization, contact.Id, mark);
        await cases.FileCame(work, contact.Id, upload.Id, upload.Format.Kind);
        work.Audit("contact.attached", "contact", contact.Id, new { file = upload.Id, upload.Format.Kind });
        return await work.Commit(new Taken(upload.Format, there.Files + 1, false));
    }

    private async Task<Work> Begin(Contact contact, CancellationToken cancelled)
    {
        var work = works.Begin(cancelled);
        await work.ActAnonymously(contact.Organization);
        return work;
    }

    private static async Task<Counted> Count(Work work, Contact contact) => (await work.FirstOrNone<Counted>("""
        select count(*)::integer as files, coalesce(sum(size), 0)::integer as chunks from dossier.file
         where dossier_id = $1 and origin in ('Worker', 'Gateway') and removed_on is null
        """, contact.Dossier))!;

    private static List<Refusal> WhyNot(Counted there, int more) => [.. WhyNot(there.Files, there.Chunks, more)];

    private sealed record Counted(int Files, int Chunks);
}
