using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>
/// Makes the organization's vault: its private half is sealed to the person who makes it and to the recovery key, whose own private
/// half leaves on three printed sheets, any two of which open it, and is never kept here (security design, section 2.2).
/// </summary>
public static class MakeVault
{
    /// <summary>There is one already.</summary>
    public sealed record AlreadyThere() : Refusal("vault.already-there");

    /// <summary>The three sheets, shown once.</summary>
    public sealed record Made(
        [property: Field(FieldClass.C1)] Guid Vault,
        [property: Field(FieldClass.C1, "shown once to whoever makes the vault; kept nowhere")] IReadOnlyList<string> Sheets) : IView<SignedIn>;

    /// <summary>Makes the vault.</summary>
    public static async Task<Outcome<Made>> Handle(Work work)
    {
        if (work.Keys.IsLocked) return Outcome<Made>.Refused(new SessionLocked());
        var organization = work.Actor.OrganizationId;
        if (await VaultDoor.Of(work, organization) is not null) return Outcome<Made>.Refused(new AlreadyThere());
        var (vault, recovery, id) = (KeyPair.Generate(), KeyPair.Generate(), Guid.NewGuid());
        work.Write("update access.organization set recovery_pub = $2 where id = $1", organization, recovery.Public);
        work.Write("insert into access.vault (id, org_id, version, pub, created_on) values ($1, $2, 1, $3, $4)", id, organization, vault.Public, work.Today);
        work.Write("insert into access.vault_version (vault_id, org_id, version, pub, made_on) values ($1, $2, 1, $3, $4)", id, organization, vault.Public, work.Today);
        work.Write("insert into access.vault_key (id, org_id, vault_id, version, person_id, sealed_sk, given_by, given_on) values ($1, $2, $3, 1, $4, $5, $4, $6), ($7, $2, $3, 1, null, $8, $4, $6)",
            Guid.NewGuid(), organization, id, work.Actor.PersonId, SealedBox.Seal(work.Keys.Person.Public, vault.Private), work.Today,
            Guid.NewGuid(), SealedBox.Seal(recovery.Public, vault.Private));
        work.Audit("vault.made", "vault", id);
        var sheets = RecoverySheets.Split(recovery.Private);
        var outcome = await work.Commit();
        return outcome.IsDone ? new Made(id, sheets) : Outcome<Made>.From(outcome);
    }
}
