using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>For whoever signs in and holds no role today: what is so, since when or from when it is otherwise, and whom to ask.</summary>
[OwnAccount]
public sealed class NoAccessModel(Work work) : WorkspacePage(work)
{
    /// <summary>A role that begins.</summary>
    public sealed record Coming(string Role, DateOnly FromDay);

    /// <summary>Roles that begin later.</summary>
    public IReadOnlyList<Coming> Later { get; private set; } = [];
    /// <summary>Colleagues who grant roles.</summary>
    public IReadOnlyList<string> Ask { get; private set; } = [];

    /// <summary>Shows it; whoever has a role has no business here.</summary>
    public async Task<IActionResult> OnGet()
    {
        if (Actor.Roles.Count > 0) return Redirect("/app");
        Later = await Work.All<Coming>("select role, from_day from access.role_grant where person_id = $1 and org_id = access.org() and from_day > $2 and (until_day is null or until_day >= from_day) order by from_day, role", Actor.PersonId, Work.Today);
        Ask = await Work.All<string>("""
            select distinct m.name from access.member m join access.role_grant g on g.person_id = m.id and g.org_id = access.org()
             where m.active and g.role in ('Supervisor', 'Operator') and g.from_day <= $1 and (g.until_day is null or g.until_day >= $1) order by m.name limit 5
            """, Work.Today);
        return Page();
    }
}
