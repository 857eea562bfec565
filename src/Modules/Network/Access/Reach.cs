using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Whom an administrator reaches: a supervisor the own organization, an operator every one.</summary>
internal static class Reach
{
    /// <summary>The organization asked for, when the actor reaches it.</summary>
    public static async Task<Place?> Of(Work work, Guid? organization)
    {
        var where = organization ?? work.Actor.OrganizationId;
        if (where != work.Actor.OrganizationId && !work.Actor.Roles.Contains(Roles.Operator)) return null;
        return await work.FirstOrNone<Place>("select id, name, kind from access.organization where id = $1", where);
    }

    /// <summary>Holds the organization's people against other acts on them, so that two administrators cannot end each other at one moment.</summary>
    public static Task Hold(Work work, Guid organization) => work.All<int>("select 1 from access.organization where id = $1 for update", organization);

    /// <summary>Every grant of active members that is not over; in the rows of the organization.</summary>
    public static Task<IReadOnlyList<GivenGrant>> Grants(Work work) => work.All<GivenGrant>("""
        select g.id, g.person_id as person, g.role, g.scope_kind, g.scope_id, g.from_day as "from", g.until_day as until
          from access.role_grant g join access.member m on m.id = g.person_id
         where m.active and g.org_id = access.org() and (g.until_day is null or g.until_day >= $1)
        """, work.Today);

    /// <summary>Takes the vault's key from somebody who may not hold one any more, and changes it; in the rows of the organization.</summary>
    public static async Task<bool> TakeKey(Work work, Guid organization, Guid person)
    {
        if (await work.Change("delete from access.vault_key where person_id = $1 and org_id = $2", person, organization) == 0) return false;
        return await ChangeVaultKey.Queue(work, organization);
    }

    /// <summary>An organization.</summary>
    public sealed record Place(Guid Id, string Name, string Kind);
}
