using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The vault of the caller's organization with its members: who holds a key, who waits for one.</summary>
public static class ReadVault
{
    /// <summary>The vault.</summary>
    public sealed record VaultView(
        [property: Field(FieldClass.C1)] bool Exists,
        [property: Field(FieldClass.C1)] bool HeldByYou,
        [property: Field(FieldClass.C1)] int Holders,
        [property: Field(FieldClass.C1)] IReadOnlyList<MemberView> Members) : IView<SignedIn>;

    /// <summary>A colleague and the key.</summary>
    public sealed record MemberView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Roles,
        [property: Field(FieldClass.C1)] DateOnly? HoldsSince,
        [property: Field(FieldClass.C1)] bool Confined) : IView<SignedIn>;

    /// <summary>Reads it.</summary>
    public static async Task<VaultView> Handle(Work work)
    {
        var door = await VaultDoor.Of(work, work.Actor.OrganizationId);
        var members = await work.All<MemberView>("""
            select p.id, p.name, coalesce((select array_agg(distinct g.role) from access.role_grant g where g.person_id = p.id and (g.until_day is null or g.until_day >= $1)), '{}') as roles,
                   (select k.given_on from access.vault_key k where k.person_id = p.id limit 1) as holds_since, p.confined
              from access.person p where p.active and p.org_id = $2 order by p.name
            """, work.Today, work.Actor.OrganizationId);
        return new VaultView(door is not null, door is not null && work.Keys.Holds(door.Id, door.Version), door?.Holders ?? 0, members);
    }
}
