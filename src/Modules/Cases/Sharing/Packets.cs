using System.Security.Cryptography;
using System.Text.Json;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>What a packet tells: coded facts, made coarse, and the summary typed for it. Sealed under a key of its own.</summary>
/// <param name="Facts">Field of <see cref="PacketFields"/> to its value.</param>
/// <param name="Summary">The freshly typed text; null without one.</param>
internal sealed record PacketContent(IReadOnlyDictionary<string, string> Facts, string? Summary);

/// <summary>The wrap of a packet's key for one vault.</summary>
internal sealed record PacketWrap(Guid ShareId, Guid DossierId, Guid VaultId, int Version, byte[] Wrap);

/// <summary>Keys of packets: never any key of the case. Each wrap stands inside the erasure key, so erasing the case erases its packets.</summary>
internal static class Packets
{
    /// <summary>A new key.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(32);

    /// <summary>Queues the wrap of a packet's key for a vault, held until the release.</summary>
    public static void Keep(Work work, Guid share, Guid author, Guid holder, Guid dossier, byte[] erasureKey, Guid vault, int version, byte[] pub, byte[] key, string state) =>
        work.Write("""
            insert into cases.packet_key (share_id, org_id, recipient_org, vault_id, version, state, wrap) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (share_id, vault_id, version) do nothing
            """, share, author, holder, vault, version, state, Wrap.Key(erasureKey, pub, key, new Aad(SealedColumns.PacketKey, share, dossier), version));

    /// <summary>The keys, by packet, of those that the session can open.</summary>
    public static async Task<IReadOnlyDictionary<Guid, byte[]>> Open(Work work, Keystore keystore, IReadOnlyCollection<Guid> shares)
    {
        var keys = new Dictionary<Guid, byte[]>(shares.Count);
        if (work.Keys.IsLocked || shares.Count == 0) return keys;
        var wraps = await work.All<PacketWrap>("""
            select k.share_id, s.dossier_id, k.vault_id, k.version, k.wrap from cases.packet_key k join cases.share s on s.id = k.share_id
             where k.share_id = any($1) and k.recipient_org = access.org() and octet_length(k.wrap) > 0
            """, shares.ToArray());
        var erasure = await keystore.Find([.. wraps.Select(w => w.DossierId).Distinct()], work.Cancelled);
        foreach (var wrap in wraps)
            if (erasure.TryGetValue(wrap.DossierId, out var ek) && Open(work, wrap, ek) is { } key) keys[wrap.ShareId] = key;
        return keys;
    }

    /// <summary>The key of one wrap; null when the session does not hold its vault.</summary>
    public static byte[]? Open(Work work, PacketWrap wrap, byte[] erasureKey) => work.Keys.Vault(wrap.VaultId, wrap.Version) is { } vault
        ? Wrap.OpenKey(erasureKey, vault, wrap.Wrap, new Aad(SealedColumns.PacketKey, wrap.ShareId, wrap.DossierId), wrap.Version) : null;

    /// <summary>Seals what a packet tells.</summary>
    public static byte[] Seal(byte[] key, Guid share, Guid dossier, PacketContent content) =>
        Blob.Seal(key, JsonSerializer.SerializeToUtf8Bytes(content, Json.Compact), new Aad(SealedColumns.ShareContent, share, dossier));

    /// <summary>Opens what a packet tells.</summary>
    public static PacketContent Read(byte[] key, Guid share, Guid dossier, byte[] ct) =>
        JsonSerializer.Deserialize<PacketContent>(Blob.Open(key, ct, new Aad(SealedColumns.ShareContent, share, dossier)), Json.Compact)!;
}
