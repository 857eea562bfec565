using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Ends a person's access at once: sessions, grants and vault keys go in the same act.</summary>
public static class EndAccess
{
    /// <summary>Nobody ends the own access: somebody else must be there.</summary>
    public sealed record NotYourself() : Refusal("person.not-yourself");

    /// <summary>Ends the access of a person of the caller's organization.</summary>
    public static async Task<Outcome> Handle(Guid person, Work work)
    {
        if (person == work.Actor.PersonId) return Outcome.Refused(new NotYourself());
        if (await work.Change("update access.person set active = false, version = version + 1 where id = $1 and active", person) == 0) return Outcome.Missing;
        work.Write("delete from access.session where person_id = $1", person);
        work.Write("update access.role_grant set until_day = $2 where person_id = $1 and (until_day is null or until_day > $2)", person, work.Today.AddDays(-1));
        work.Write("delete from access.vault_key where person_id = $1", person);
        work.Audit("person.access-ended", "person", person);
        return await work.Commit();
    }
}
