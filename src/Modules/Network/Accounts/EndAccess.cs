using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Ends a person's access at once: sessions, grants and vault keys go in the same act.</summary>
public static class EndAccess
{
    /// <summary>Nobody ends the own access: somebody else must be there.</summary>
    public sealed record NotYourself() : Refusal("person.not-yourself");

    /// <summary>Ends the access of a person of the caller's organization; an operator reaches any organization.</summary>
    public static async Task<Outcome> Handle(Guid person, Work work, Guid? organization = null)
    {
        var where = organization ?? work.Actor.OrganizationId;
        if (person == work.Actor.PersonId) return Outcome.Refused(new NotYourself());
        if (where != work.Actor.OrganizationId && !work.Actor.Roles.Contains(Roles.Operator)) return Outcome.Missing;
        var met = 0;
        await work.InRowsOf(where, async () =>
        {
            met = await work.Change("update access.person set active = false, version = version + 1 where id = $1 and org_id = $2 and active", person, where);
            if (met == 0) return;
            work.Write("delete from access.session where person_id = $1", person);
            work.Write("update access.role_grant set until_day = $2 where person_id = $1 and (until_day is null or until_day > $2)", person, work.Today.AddDays(-1));
            work.Write("delete from access.vault_key where person_id = $1", person);
            work.Audit("person.access-ended", "person", person);
        });
        return met == 0 ? Outcome.Missing : await work.Commit();
    }
}
