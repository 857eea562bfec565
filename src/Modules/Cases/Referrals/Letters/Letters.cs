using System.Security.Cryptography;
using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>What a letter tells. Sealed under a key of its own; printed, it is the paper that goes out.</summary>
/// <param name="Facts">Field of <see cref="LetterFields"/> to its value: codes where there are some, her own words else.</param>
/// <param name="Words">What is written to the recipient; null without words.</param>
internal sealed record LetterContent(IReadOnlyDictionary<string, string> Facts, string? Words);

/// <summary>Keys of letters, as those of packets: never a key of the case; each wrap stands inside the erasure key, so erasing the case erases its letters.</summary>
internal static class Letters
{
    /// <summary>Queues the wrap of a letter's key for a vault.</summary>
    public static void Keep(Work work, ReferralFile file, Guid holder, byte[] erasureKey, Guid vault, int version, byte[] pub, byte[] key) => work.Write("""
        insert into cases.referral_key (referral_id, org_id, case_id, holder_org, vault_id, version, wrap) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (referral_id, vault_id, version) do update set wrap = excluded.wrap
        """, file.Row.Id, file.Row.OrgId, file.Row.CaseId, holder, vault, version, Wrap.Key(erasureKey, pub, key, new Aad(SealedColumns.ReferralKey, file.Row.Id, file.Case.DossierId), version));

    /// <summary>The letters among the ids that the session can open.</summary>
    public static async Task<IReadOnlyDictionary<Guid, LetterContent>> Open(Work work, Keystore keystore, IReadOnlyCollection<Guid> referrals)
    {
        var letters = new Dictionary<Guid, LetterContent>();
        foreach (var (row, key) in await Keys(work, keystore, referrals))
            letters[row.ReferralId] = JsonSerializer.Deserialize<LetterContent>(Blob.Open(key, row.Ct, new Aad(SealedColumns.ReferralLetter, row.ReferralId, row.DossierId)), Json.Compact)!;
        return letters;
    }

    /// <summary>The key of one letter; null when the session cannot open it.</summary>
    public static async Task<byte[]?> KeyOf(Work work, Keystore keystore, Guid referral) => (await Keys(work, keystore, [referral])).Select(k => k.Key).FirstOrDefault();

    /// <summary>A new key, and the content sealed under it.</summary>
    public static (byte[] Key, byte[] Ct) Seal(Guid referral, Guid dossier, LetterContent content)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return (key, Blob.Seal(key, JsonSerializer.SerializeToUtf8Bytes(content, Json.Compact), new Aad(SealedColumns.ReferralLetter, referral, dossier)));
    }

    private static async Task<List<(Row Row, byte[] Key)>> Keys(Work work, Keystore keystore, IReadOnlyCollection<Guid> referrals)
    {
        var keys = new List<(Row, byte[])>();
        if (work.Keys.IsLocked || referrals.Count == 0) return keys;
        var rows = await work.All<Row>("""
            select l.referral_id, l.dossier_id, l.ct, k.vault_id, k.version, k.wrap from cases.referral_key k join cases.referral_letter l on l.referral_id = k.referral_id
             where k.referral_id = any ($1) and k.holder_org = access.org() and octet_length(k.wrap) > 0
            """, referrals.ToArray());
        var erasure = await keystore.Find([.. rows.Select(r => r.DossierId).Distinct()], work.Cancelled);
        foreach (var row in rows.DistinctBy(r => r.ReferralId))
            if (erasure.TryGetValue(row.DossierId, out var ek) && work.Keys.Vault(row.VaultId, row.Version) is { } vault)
                keys.Add((row, Wrap.OpenKey(ek, vault, row.Wrap, new Aad(SealedColumns.ReferralKey, row.ReferralId, row.DossierId), row.Version)));
        return keys;
    }

    private sealed record Row(Guid ReferralId, Guid DossierId, byte[] Ct, Guid VaultId, int Version, byte[] Wrap);
}

/// <summary>Keys of letters.</summary>
public sealed class LettersInVault(Keystore keystore) : WrapsInVault(keystore, SealedColumns.ReferralKey, "referral", "referral_id");
