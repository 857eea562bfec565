using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>A holder gives the vault's key to a colleague who waits for it: sealed to the colleague's public key, audited, shown to all members.</summary>
public static class AdmitToVault
{
    /// <summary>The colleague holds a key already.</summary>
    public sealed record AlreadyAdmitted() : Refusal("vault.already-admitted");

    /// <summary>Whoever runs the installation or audits it never holds a key.</summary>
    public sealed record RoleHoldsNoKey() : Refusal("vault.role-holds-no-key");

    /// <summary>What is asked by the API.</summary>
    public sealed record Input(Guid PersonId);

    /// <summary>Whether somebody with these roles may hold a key: one role with content is enough.</summary>
    public static bool MayHold(IReadOnlyList<string> roles) => roles.Any(r => r is not (Roles.Operator or Roles.Auditor));

    /// <summary>Admits a colleague of the caller's organization.</summary>
    public static async Task<Outcome> Handle(Guid person, Work work)
    {
        var door = await VaultDoor.Of(work, work.Actor.OrganizationId);
        if (door is null) return Outcome.Missing;
        if (work.Keys.IsLocked) return Outcome.Refused(new SessionLocked());
        if (work.Keys.Vault(door.Id, door.Version) is not { } vault) return Outcome.Refused(new NotAdmittedToVault());
        var pub = await work.FirstOrNone<byte[]>("select pub from access.member where id = $1 and active", person);
        if (pub is null) return Outcome.Missing;
        if (await work.FirstOrNone<int>("select 1 from access.vault_key where vault_id = $1 and version = $2 and person_id = $3", door.Id, door.Version, person) == 1)
            return Outcome.Refused(new AlreadyAdmitted());
        if (!MayHold(await work.All<string>("select distinct role from access.role_grant where person_id = $1 and org_id = access.org() and from_day <= $2 and (until_day is null or until_day >= $2)", person, work.Today)))
            return Outcome.Refused(new RoleHoldsNoKey());
        // While the key changes, older things still stand under the old one: the colleague gets what the giver holds.
        foreach (var version in work.Keys.VersionsOf(door.Id).ToList())
            work.Write("insert into access.vault_key (id, org_id, vault_id, version, person_id, sealed_sk, given_by, given_on) select $1, $2, v.vault_id, v.version, $5, $6, $7, $8 from access.vault_version v where v.vault_id = $3 and v.version = $4",
                Guid.NewGuid(), work.Actor.OrganizationId, door.Id, version, person, SealedBox.Seal(pub, version == door.Version ? vault.Private : work.Keys.Vault(door.Id, version)!.Private), work.Actor.PersonId, work.Today);
        work.Notify("vault.admitted", "person", person, person: person);
        work.Audit("vault.admitted", "person", person);
        return await work.Commit();
    }
}
