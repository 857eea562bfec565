using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>The files that stand beside a packet: what the author shows, and what the business sends as evidence. Cleaned copies only, whoever looks.</summary>
public static class SharedFiles
{
    /// <summary>A file of a packet, as the business sees it.</summary>
    /// <param name="Id">File.</param>
    /// <param name="Kind">Image, document, audio, video.</param>
    /// <param name="ActionId">The action it is evidence of; null for what the author shows.</param>
    /// <param name="Day">The day the business sent it; null for what the author shows: it says nothing of when anything came in.</param>
    /// <param name="Name">The name the business gave its evidence; null for what the author shows, and while the session holds no key.</param>
    /// <param name="Ready">Whether its copy opens.</param>
    public sealed record SharedFileView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] FileKind Kind,
        [property: Field(FieldClass.C1)] Guid? ActionId,
        [property: Field(FieldClass.C1)] DateOnly? Day,
        [property: Field(FieldClass.C2, "own words of this business")] string? Name,
        [property: Field(FieldClass.C1)] bool Ready) : IView<Businesses>;

    /// <summary>The files of a packet that was released to the caller; missing when there is no such packet.</summary>
    public static async Task<Outcome<IReadOnlyList<SharedFileView>>> ForBusiness(Guid share, Work work, FileOpening opening, Keystore keystore)
    {
        if (await work.FirstOrNone<Guid?>(mine, share) is null) return Outcome<IReadOnlyList<SharedFileView>>.Missing;
        return Outcome(await Of(work, share, opening, keystore));
    }

    /// <summary>The files of a packet, for whoever sees the packet.</summary>
    internal static async Task<IReadOnlyList<SharedFileView>> Of(Work work, Guid share, FileOpening opening, Keystore keystore)
    {
        var rows = await work.All<Row>("""
            select f.id, f.kind, s.action_id, s.day, f.scan, f.cleaning, f.removed_on is not null as removed, s.dossier_id, s.key_ct, f.name_ct
              from cases.share_file s join dossier.file f on f.id = s.file_id where s.share_id = $1 order by s.day, f.seq
            """, share);
        var packet = rows.Any(r => r.NameCt is not null) ? (await Packets.Open(work, keystore, [share])).GetValueOrDefault(share) : null;
        return [.. rows.Select(r => new SharedFileView(r.Id, r.Kind, r.ActionId, r.ActionId is null ? null : r.Day, r.ActionId is null || packet is null ? null : NameOf(r, packet),
            opening.StateOf(r.Removed, r.Scan, r.Cleaning) is FileState.Cleaned))];
    }

    private static string? NameOf(Row row, byte[] packet) => row.NameCt is null ? null
        : Blob.OpenText(Blob.Open(packet, row.KeyCt, new Aad(SealedColumns.SharedFileKey, row.Id, row.DossierId)), row.NameCt, new Aad(SealedColumns.FileName, row.Id, row.DossierId));

    /// <summary>A cleaned copy, opened with the packet's key.</summary>
    public static async Task<Outcome<OpenedFile>> Open(Guid share, Guid file, Work work, Keystore keystore, FileOpening opening)
    {
        if (await work.FirstOrNone<Guid?>(mine, share) is null) return Outcome<OpenedFile>.Missing;
        var sealedKey = await work.FirstOrNone<KeyRow>("select key_ct, dossier_id from cases.share_file where share_id = $1 and file_id = $2", share, file);
        if (sealedKey is null || await work.FirstOrNone<StoredFile>(StoredFile.Query + " where f.id = $1", file) is not { } row) return Outcome<OpenedFile>.Missing;
        if (!(await Packets.Open(work, keystore, [share])).TryGetValue(share, out var packet)) return Outcome<OpenedFile>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        var opened = await opening.CopyUnder(Blob.Open(packet, sealedKey.KeyCt, new Aad(SealedColumns.SharedFileKey, file, sealedKey.DossierId)), row, work.Cancelled);
        if (!opened.IsDone) return opened;
        work.Audit("shared-issue.file-read", "share", share, new { file });
        var done = await work.Commit();
        return done.IsDone ? opened : Outcome<OpenedFile>.From(done);
    }

    /// <summary>Queues the line that puts a file beside a packet.</summary>
    internal static void Queue(Work work, Guid share, Guid organization, Guid? recipient, Guid dossier, Guid file, Guid? action, byte[] packetKey, byte[] cleanedKey) =>
        work.Write("insert into cases.share_file (share_id, file_id, org_id, recipient_org, dossier_id, action_id, day, key_ct) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            share, file, organization, recipient, dossier, action, work.Today, Blob.Seal(packetKey, cleanedKey, new Aad(SealedColumns.SharedFileKey, file, dossier), pad: false));

    private const string mine = "select id from cases.share where id = $1 and recipient_org = access.org() and state = 'Released'";

    private static Outcome<IReadOnlyList<SharedFileView>> Outcome(IReadOnlyList<SharedFileView> files) => new(OutcomeKind.Done, [], files);

    private sealed record Row(Guid Id, FileKind Kind, Guid? ActionId, DateOnly Day, FileScan Scan, FileCleaning Cleaning, bool Removed, Guid DossierId, byte[] KeyCt, byte[]? NameCt);
    private sealed record KeyRow(byte[] KeyCt, Guid DossierId);
}
