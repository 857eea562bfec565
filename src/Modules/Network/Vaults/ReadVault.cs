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
        [property: Field(FieldClass.C1)] IReadOnlyList<MemberView> Members,
        [property: Field(FieldClass.C1)] int Version,
        [property: Field(FieldClass.C1)] KeyChangeView? KeyChange) : IView<SignedIn>;

    /// <summary>A change of the vault's key that is under way: what was sealed under the old key is sealed to the new one.</summary>
    /// <param name="StartedAt">When somebody left.</param>
    /// <param name="Total">Pieces to move; null until a member who is unlocked came by.</param>
    /// <param name="Moved">Pieces moved.</param>
    /// <param name="Broken">Pieces that neither key opens.</param>
    public sealed record KeyChangeView(
        [property: Field(FieldClass.C1)] DateTimeOffset StartedAt,
        [property: Field(FieldClass.C1)] int? Total,
        [property: Field(FieldClass.C1)] int Moved,
        [property: Field(FieldClass.C1)] int Broken) : IView<SignedIn>;

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
            select p.id, p.name, coalesce((select array_agg(distinct g.role) from access.role_grant g where g.person_id = p.id and g.org_id = access.org() and g.from_day <= $1 and (g.until_day is null or g.until_day >= $1)), '{}') as roles,
                   (select min(k.given_on) from access.vault_key k where k.person_id = p.id and k.org_id = access.org()) as holds_since, p.confined
              from access.member p where p.active order by p.name
            """, work.Today);
        var change = await work.FirstOrNone<KeyChangeView>("select started_at, total, moved, broken from access.rekeying where org_id = access.org() and finished_at is null order by started_at limit 1");
        return new VaultView(door is not null, door is not null && work.Keys.Holds(door.Id, door.Version), door?.Holders ?? 0, members, door?.Version ?? 0, change);
    }
}
