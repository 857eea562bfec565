using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>Who gave a file.</summary>
public enum FileOrigin
{
    /// <summary>The worker, with her receipt.</summary>
    Worker,
    /// <summary>The worker, through a messenger or a telephone line.</summary>
    Gateway,
    /// <summary>Somebody who runs the case.</summary>
    Handler,
    /// <summary>A business, as evidence of what it did.</summary>
    Business,
}

/// <summary>What a scanner found.</summary>
public enum FileScan
{
    /// <summary>None has looked.</summary>
    Unscanned,
    /// <summary>Nothing.</summary>
    Clean,
    /// <summary>Something harmful.</summary>
    Infected,
}

/// <summary>How far the cleaning is.</summary>
public enum FileCleaning
{
    /// <summary>Nobody tried yet, or not where the tools are.</summary>
    Waiting,
    /// <summary>There is a cleaned copy.</summary>
    Cleaned,
    /// <summary>It cannot be cleaned.</summary>
    Failed,
}

/// <summary>How a file stands for whoever would open it.</summary>
public enum FileState
{
    /// <summary>Its cleaned copy opens.</summary>
    Cleaned,
    /// <summary>It is cleaned when it is first opened, or in a moment.</summary>
    Waiting,
    /// <summary>It opens when a scanner has looked at it.</summary>
    Unscanned,
    /// <summary>It opens only as it came, with identity.read and a reason.</summary>
    Uncleaned,
    /// <summary>It never opens.</summary>
    Quarantined,
    /// <summary>It was deleted.</summary>
    Removed,
}

/// <summary>A row of <c>dossier.file</c>.</summary>
public sealed record StoredFile(Guid Id, Guid OrgId, Guid DossierId, FileKind Kind, FileMedia Media, FileOrigin Origin, DateOnly GivenOn, string? GivenBy, int Size, FileScan Scan, FileCleaning Cleaning,
    string? Original, string? Cleaned, FileMedia? CleanedMedia, DateOnly? RemovedOn, Guid? VaultId, int VaultVersion, byte[] WrapI, byte[] WrapN, byte[]? NameCt)
{
    /// <summary>The columns, from <c>dossier.file f</c>.</summary>
    public const string Query = """
        select f.id, f.org_id, f.dossier_id, f.kind, f.media, f.origin, f.given_on, p.name as given_by, f.size, f.scan, f.cleaning, f.original, f.cleaned, f.cleaned_media, f.removed_on,
               v.id as vault_id, f.vault_version, f.wrap_i, f.wrap_n, f.name_ct
          from dossier.file f left join access.person p on p.id = f.given_by left join access.vault v on v.org_id = f.org_id
        """;

    /// <summary>How it stands.</summary>
    /// <param name="scannerIsAsked">Whether the network works with a scanner.</param>
    public FileState State(bool scannerIsAsked) => StateOf(RemovedOn is not null, Scan, Cleaning, scannerIsAsked);

    /// <summary>The table behind <see cref="State"/>: what is deleted, what is harmful, what nobody looked at, and only then what there is to see.</summary>
    public static FileState StateOf(bool removed, FileScan scan, FileCleaning cleaning, bool scannerIsAsked) =>
        removed ? FileState.Removed
        : scan is FileScan.Infected ? FileState.Quarantined
        : scan is FileScan.Unscanned && scannerIsAsked ? FileState.Unscanned
        : cleaning switch { FileCleaning.Cleaned => FileState.Cleaned, FileCleaning.Failed => FileState.Uncleaned, _ => FileState.Waiting };

    /// <summary>Rough size in bytes: what lies in the store.</summary>
    public long Bytes => (long)Size * SealedFile.ChunkBytes;

    /// <summary>Where the original is bound to.</summary>
    public Aad PlaceOfOriginal => new(SealedColumns.FileKeyI, Id, DossierId);
    /// <summary>Where the cleaned copy is bound to.</summary>
    public Aad PlaceOfCleaned => new(SealedColumns.FileKeyN, Id, DossierId);

    /// <summary>The key of the original; null when this session does not hold the vault's.</summary>
    public byte[]? OpenOriginalKey(Work work, byte[] erasureKey) => Open(work, erasureKey, WrapI, PlaceOfOriginal);
    /// <summary>The key of the cleaned copy; null when this session does not hold the vault's.</summary>
    public byte[]? OpenCleanedKey(Work work, byte[] erasureKey) => Open(work, erasureKey, WrapN, PlaceOfCleaned);

    /// <summary>The name that a colleague or a business gave it; null when it has none.</summary>
    /// <param name="cleanedKey">The key of its cleaned copy.</param>
    public string? OpenName(byte[] cleanedKey) => NameCt is null ? null : Blob.OpenText(cleanedKey, NameCt, new Aad(SealedColumns.FileName, Id, DossierId));

    private byte[]? Open(Work work, byte[] erasureKey, byte[] wrap, in Aad place) =>
        VaultId is { } vault && work.Keys.Vault(vault, VaultVersion) is { } pair ? Wrap.OpenKey(erasureKey, pair, wrap, place, VaultVersion) : null;
}
