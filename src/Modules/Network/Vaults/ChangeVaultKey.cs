using System.Security.Cryptography;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>
/// Gives a vault a new key in the act in which somebody lost the old one: from its commit on, everything new is sealed to the new key. It needs no key
/// of anybody, only the public halves of those who stay. What is sealed under the old key is moved in the background (<see cref="Rekeying"/>).
/// </summary>
internal static class ChangeVaultKey
{
    /// <summary>Queues the change, in the rows of the organization; false where nobody holds a key any more: then only the recovery sheets open the vault, and a new key would help nobody.</summary>
    public static async Task<bool> Queue(Work work, Guid organization)
    {
        var vault = await work.FirstOrNone<Vault>("select id, version from access.vault where org_id = $1 for update", organization);
        if (vault is null) return false;
        var holders = await work.All<Holder>("select k.person_id as id, m.pub from access.vault_key k join access.member m on m.id = k.person_id where k.vault_id = $1 and k.version = $2 and m.active", vault.Id, vault.Version);
        if (holders.Count == 0) return false;
        var recovery = await work.FirstOrNone<byte[]>("select recovery_pub from access.organization where id = $1", organization);
        var (pair, next) = (KeyPair.Generate(), vault.Version + 1);
        work.Write("insert into access.vault_version (vault_id, org_id, version, pub, made_on) values ($1, $2, $3, $4, $5)", vault.Id, organization, next, pair.Public, work.Today);
        work.Write("update access.vault set version = $2, pub = $3 where id = $1", vault.Id, next, pair.Public);
        foreach (var holder in holders) Give(holder.Id, holder.Pub);
        if (recovery is not null) Give(null, recovery);
        // Every older version that is not finished yet ends in the new one too.
        work.Write("update access.rekeying set to_version = $2 where vault_id = $1 and finished_at is null", vault.Id, next);
        work.Write("insert into access.rekeying (id, org_id, vault_id, from_version, to_version, started_at) values ($1, $2, $3, $4, $5, $6)", Guid.NewGuid(), organization, vault.Id, vault.Version, next, work.Now);
        work.Audit("vault.key-changed", "vault", vault.Id, new { version = next, holders = holders.Count });
        CryptographicOperations.ZeroMemory(pair.Private);
        return true;

        void Give(Guid? to, byte[] pub) => work.Write(
            "insert into access.vault_key (id, org_id, vault_id, version, person_id, sealed_sk, given_by, given_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            Guid.NewGuid(), organization, vault.Id, next, to, SealedBox.Seal(pub, pair.Private), work.Actor.PersonId, work.Today);
    }

    private sealed record Vault(Guid Id, int Version);
    private sealed record Holder(Guid Id, byte[] Pub);
}
