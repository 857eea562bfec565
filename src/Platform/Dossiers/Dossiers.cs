using System.Security.Cryptography;
using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>
/// The sealed working file of a contact or case: narrative under one key, identity under another, both wrapped for the vault and,
/// around that, for the erasure key in the keystore. Reading needs the keystore and an unlocked member of the vault.
/// </summary>
public sealed class Dossiers(Keystore keystore)
{
    /// <summary>Makes a dossier for a vault and queues its rows. The maker can seal into it until the request ends.</summary>
    public async Task<OpenDossier> Make(Work work, Guid organization, VaultDoor vault)
    {
        var erasure = await keystore.Take(work.Cancelled);
        var dossier = new OpenDossier(erasure.Dossier, organization, vault.Id, vault.Version, vault.Pub, erasure.Key, DossierKeys.Generate(), DossierKeys.Generate());
        work.Write("insert into dossier.dossier (id, org_id, vault_id) values ($1, $2, $3)", dossier.Id, organization, vault.Id);
        work.Write("insert into dossier.key (dossier_id, org_id, tier, vault_id, version, wrap) values ($1, $2, 'n', $3, $4, $5), ($1, $2, 'i', $3, $4, $6)",
            dossier.Id, organization, vault.Id, vault.Version,
            Wrap.Key(erasure.Key, vault.Pub, dossier.NarrativeKey!, new Aad(SealedColumns.DossierKeyN, vault.Id, dossier.Id), vault.Version),
            Wrap.Key(erasure.Key, vault.Pub, dossier.IdentityKey!, new Aad(SealedColumns.DossierKeyI, vault.Id, dossier.Id), vault.Version));
        return dossier;
    }

    /// <summary>Opens a dossier with the session's keys. Write the audit entry of the read first: what is not audited is not shown.</summary>
    /// <returns>The dossier, or why not: locked, not admitted, erased (missing).</returns>
    public async Task<Outcome<OpenDossier>> Open(Work work, Guid dossier)
    {
        var opened = await OpenAll(work, [dossier]);
        if (work.Keys.IsLocked) return Outcome<OpenDossier>.Refused(new SessionLocked());
        return opened.TryGetValue(dossier, out var found) ? found : opened.Count == 0 && await Exists(work, dossier) ? Outcome<OpenDossier>.Refused(new NotAdmittedToVault()) : Outcome<OpenDossier>.Missing;
    }

    /// <summary>Opens every one of the dossiers that the session can open.</summary>
    public async Task<IReadOnlyDictionary<Guid, OpenDossier>> OpenAll(Work work, IReadOnlyCollection<Guid> dossiers)
    {
        var keys = AskKeys(work, dossiers);
        if (!work.Keys.IsLocked && dossiers.Count > 0) await work.Ask(keys.Question);
        return await Open(work, keys);
    }

    /// <summary>Begins to look for the keys of dossiers: the keystore is asked at once, the wraps with whatever else the caller asks.</summary>
    public KeyQuestion AskKeys(Work work, IReadOnlyCollection<Guid> dossiers) => new(
        new Question<KeyRow>("""
            select k.dossier_id, k.org_id, k.vault_id, k.version, v.version as current, v.pub, k.wrap, i.version as identity_version, i.wrap as identity_wrap
              from dossier.key k
              join dossier.key i on i.dossier_id = k.dossier_id and i.vault_id = k.vault_id and i.tier = 'i'
              join access.vault v on v.id = k.vault_id
             where k.tier = 'n' and k.dossier_id = any($1)
            """, dossiers.ToArray()),
        work.Keys.IsLocked || dossiers.Count == 0 ? Task.FromResult<IReadOnlyDictionary<Guid, byte[]>>(new Dictionary<Guid, byte[]>()) : keystore.Find(dossiers, work.Cancelled));

    /// <summary>Opens every one of the dossiers asked for that the session can open.</summary>
    public async Task<IReadOnlyDictionary<Guid, OpenDossier>> Open(Work work, KeyQuestion asked)
    {
        var keys = await asked.Erasure;
        var result = new Dictionary<Guid, OpenDossier>(keys.Count);
        foreach (var row in asked.Wraps.Rows)
        {
            if (!keys.TryGetValue(row.DossierId, out var ek) || work.Keys.Vault(row.VaultId, row.Version) is not { } vault) continue;
            // What is sealed from now on goes to the vault's current key, whichever version this dossier's own keys still stand under.
            result[row.DossierId] = new OpenDossier(row.DossierId, row.OrgId, row.VaultId, row.Current, row.Pub, ek,
                Wrap.OpenKey(ek, vault, row.Wrap, new Aad(SealedColumns.DossierKeyN, row.VaultId, row.DossierId), row.Version),
                null) { OpenIdentity = () => Wrap.OpenKey(ek, work.Keys.Vault(row.VaultId, row.IdentityVersion) ?? throw new SealBrokenException(), row.IdentityWrap, new Aad(SealedColumns.DossierKeyI, row.VaultId, row.DossierId), row.IdentityVersion), VaultKeys = work.Keys };
        }
        return result;
    }

    private static async Task<bool> Exists(Work work, Guid dossier) =>
        await work.FirstOrNone<int>("select 1 from dossier.dossier where id = $1", dossier) == 1;

    internal sealed record KeyRow(Guid DossierId, Guid OrgId, Guid VaultId, int Version, int Current, byte[] Pub, byte[] Wrap, int IdentityVersion, byte[] IdentityWrap);
}

/// <summary>Keys that are being looked for. Ask <see cref="Question"/> with the others, then open.</summary>
public sealed class KeyQuestion
{
    internal KeyQuestion(Question<Dossiers.KeyRow> wraps, Task<IReadOnlyDictionary<Guid, byte[]>> erasure) => (Wraps, Erasure) = (wraps, erasure);

    /// <summary>What is put to the database.</summary>
    public Question Question => Wraps;
    internal Question<Dossiers.KeyRow> Wraps { get; }
    internal Task<IReadOnlyDictionary<Guid, byte[]>> Erasure { get; }
}

/// <summary>A dossier with its keys, for the length of one request.</summary>
public sealed class OpenDossier(Guid id, Guid organization, Guid vaultId, int vaultVersion, byte[] vaultPub, byte[] erasureKey, byte[] narrativeKey, byte[]? identityKey)
{
    private byte[]? identityKey = identityKey;

    /// <summary>The dossier.</summary>
    public Guid Id => id;
    /// <summary>The organization it belongs to.</summary>
    public Guid Organization => organization;
    /// <summary>The vault it is sealed to.</summary>
    public Guid VaultId => vaultId;
    /// <summary>Version of that vault's key that is sealed to now.</summary>
    public int VaultVersion => vaultVersion;
    /// <summary>Public key of that version.</summary>
    public byte[] VaultPub => vaultPub;
    /// <summary>The erasure key: every wrap made for this dossier stands inside it.</summary>
    public byte[] ErasureKey => erasureKey;
    /// <summary>The vault's pair of a version, for what is sealed to the vault itself; null when the session does not hold it, or while the dossier is only being made.</summary>
    public KeyPair? VaultAt(int version) => VaultKeys?.Vault(vaultId, version);
    internal Keyring? VaultKeys { get; init; }
    internal byte[]? NarrativeKey => narrativeKey;
    internal byte[]? IdentityKey => identityKey;
    internal Func<byte[]>? OpenIdentity { get; init; }

    /// <summary>Seals a text into the narrative and queues its row; returns its id.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="kind">What it is: report, note, contact, headline.</param>
    /// <param name="language">BCP 47 tag of the text.</param>
    /// <param name="text">The text.</param>
    public Guid AddNarrative(Work work, string kind, string language, string text)
    {
        var row = Guid.NewGuid();
        work.Write("insert into dossier.narrative (id, org_id, dossier_id, kind, language, day, person_id, ct) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            row, organization, id, kind, language, work.Today, work.Actor.PersonId == Guid.Empty ? null : work.Actor.PersonId,
            Blob.Seal(narrativeKey, Encoding.UTF8.GetBytes(text), new Aad(SealedColumns.Narrative, row, id)));
        return row;
    }

    /// <summary>Opens a sealed column of this dossier's narrative tier.</summary>
    public string Text(SealedColumn column, Guid row, byte[] ct) => Encoding.UTF8.GetString(Blob.Open(narrativeKey, ct, new Aad(column, row, id)));

    /// <summary>Seals a column of the narrative tier.</summary>
    public byte[] Seal(SealedColumn column, Guid row, string text) => Blob.Seal(narrativeKey, Encoding.UTF8.GetBytes(text), new Aad(column, row, id));

    /// <summary>Every narrative of the dossier, oldest first.</summary>
    public async Task<IReadOnlyList<Narrative>> Narratives(Work work)
    {
        var rows = await work.All<NarrativeRow>("""
            select n.id, n.kind, n.language, n.day, p.name, n.ct from dossier.narrative n left join access.person p on p.id = n.person_id
             where n.dossier_id = $1 order by n.day, n.kind desc, n.id
            """, id);
        return [.. rows.Select(r => new Narrative(r.Id, r.Kind, r.Language, r.Day, r.Name, Text(SealedColumns.Narrative, r.Id, r.Ct)))];
    }

    /// <summary>Seals who the person is and queues the row in its own schema.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="identity">Who.</param>
    /// <param name="phoneIndex">Blind index of the phone number, when a vault member is unlocked; else null.</param>
    public void PutIdentity(Work work, WorkerIdentity identity, byte[]? phoneIndex = null) =>
        work.Write("select identity.put($1, $2, $3)", id,
            Blob.Seal(identityKey ??= OpenIdentity!(), System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(identity, Json.Compact), new Aad(SealedColumns.Identity, id, id)), phoneIndex);

    /// <summary>Opens who the person is; null when nothing was said. The caller holds the permission and has given a reason.</summary>
    public async Task<WorkerIdentity?> Identity(Work work)
    {
        var row = await work.FirstOrNone<IdentityRow>("select ct, phone_bidx from identity.get($1)", id);
        if (row is null) return null;
        identityKey ??= OpenIdentity!();
        return System.Text.Json.JsonSerializer.Deserialize<WorkerIdentity>(Blob.Open(identityKey, row.Ct, new Aad(SealedColumns.Identity, id, id)), Json.Compact);
    }

    /// <summary>Seals a column of the identity tier.</summary>
    public byte[] SealIdentity(SealedColumn column, Guid row, string text) => Blob.Seal(identityKey ??= OpenIdentity!(), Encoding.UTF8.GetBytes(text), new Aad(column, row, id));

    /// <summary>Opens a sealed column of the identity tier. The caller holds the permission and has given a reason.</summary>
    public string IdentityText(SealedColumn column, Guid row, byte[] ct) => Encoding.UTF8.GetString(Blob.Open(identityKey ??= OpenIdentity!(), ct, new Aad(column, row, id)));

    /// <summary>The blind index of the people in this dossier's ledger.</summary>
    public LedgerIndex LedgerIndex() => new(identityKey ??= OpenIdentity!());

    private sealed record NarrativeRow(Guid Id, string Kind, string Language, DateOnly Day, string? Name, byte[] Ct);
    private sealed record IdentityRow(byte[] Ct, byte[]? PhoneBidx);
}

/// <summary>An opened narrative.</summary>
/// <param name="Id">Row.</param>
/// <param name="Kind">report, note, contact, headline.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Day">The day it was written.</param>
/// <param name="By">The colleague who wrote it; null for the worker.</param>
/// <param name="Text">The text.</param>
public sealed record Narrative(Guid Id, string Kind, string Language, DateOnly Day, string? By, string Text);

/// <summary>Who a worker is and how she may be reached, as far as she said. Lives sealed in a store of its own.</summary>
public sealed record WorkerIdentity
{
    /// <summary>Name she gave.</summary>
    public string? Name { get; init; }
    /// <summary>Phone number as given.</summary>
    public string? Phone { get; init; }
    /// <summary>Gender code (<c>gender_options.csv</c>).</summary>
    public string? Gender { get; init; }
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Nationality { get; init; }
    /// <summary>Age band, for example <c>18-24</c>.</summary>
    public string? AgeBand { get; init; }
    /// <summary>Employer or place as she wrote it.</summary>
    public string? EmployerName { get; init; }
    /// <summary>Safe channel.</summary>
    public string? SafeChannel { get; init; }
    /// <summary>Safe hours in her words.</summary>
    public string? SafeHours { get; init; }
    /// <summary>Code word.</summary>
    public string? CodeWord { get; init; }
    /// <summary>She asked never to be contacted.</summary>
    public bool NeverContact { get; init; }
    /// <summary>How she can be reached without harm, as somebody asked her and wrote it down; null while only her own words above are known.</summary>
    public SafeContactPlan? Plan { get; init; }
    /// <summary>How the messaging provider she wrote through names her, after the provider's name (<c>Line U4af…</c>); null where she did not write through one.</summary>
    public string? Handle { get; init; }

    /// <summary>The plan that holds: the one that was written down, else what she said herself when she made contact.</summary>
    public SafeContactPlan ContactPlan() => Plan is { } kept ? kept with { Never = kept.Never || NeverContact }
        : new() { Never = NeverContact, CodeWord = CodeWord, HoursInWords = SafeHours, WayInWords = SafeChannel };

    /// <summary>The blind index by which she is found again; null where she gave neither a number with its country nor a handle.</summary>
    /// <param name="vaultPrivate">Private half of the vault's current version.</param>
    public byte[]? Index(byte[] vaultPrivate) => PhoneNumbers.ToE164(Phone) is { } number ? PhoneIndex.Of(vaultPrivate, number)
        : Handle is not null ? PhoneIndex.OfHandle(vaultPrivate, Handle) : null;
}
