using Npgsql;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Somebody who has an account accepts an invitation of another organization: one login, several organizations, each with its own roles and its own key.</summary>
public static class JoinOrganization
{
    /// <summary>The code of the invitation.</summary>
    public sealed record Input(string? Code);

    /// <summary>It was meant for another address: whoever found the link is not whom they invited.</summary>
    public sealed record ForSomebodyElse() : Refusal("invitation.for-somebody-else");

    /// <summary>Accepts it.</summary>
    /// <returns>The organization.</returns>
    public static async Task<Outcome<CreatedView>> Handle(Input input, Work work)
    {
        var found = await AcceptInvitation.Find(input.Code, work);
        if (AcceptInvitation.WhyNot(found) is { } against) return Outcome<CreatedView>.Refused(against);
        var email = await work.FirstOrNone<string>("select email from access.person where id = $1", work.Actor.PersonId);
        if (!string.Equals(email, found!.Email, StringComparison.OrdinalIgnoreCase)) return Outcome<CreatedView>.Refused(new ForSomebodyElse());
        var taken = true;
        var home = await work.FirstOrNone<Guid>("select org_id from access.person where id = $1", work.Actor.PersonId);
        await work.InRowsOf(found.OrgId, async () =>
        {
            if (home == found.OrgId) work.Write("update access.person set active = true, version = version + 1 where id = $1", work.Actor.PersonId);
            else work.Write("insert into access.membership (id, org_id, person_id, since) values ($1, $2, $3, $4) on conflict (org_id, person_id) where ended_on is null do nothing", Guid.NewGuid(), found.OrgId, work.Actor.PersonId, work.Today);
            taken = await AcceptInvitation.Take(found, work.Actor.PersonId, work);
            work.Audit("person.joined", "person", work.Actor.PersonId, new { found.Role, guest = home != found.OrgId });
        });
        return taken ? await work.Commit(new CreatedView(found.OrgId)) : Outcome<CreatedView>.Refused(new AcceptInvitation.Used());
    }
}
