using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>Grants a role to a member of an organization: on all of it, a site, the vault or one case, from a day until a day.</summary>
public static class GrantRole
{
    /// <summary>What is granted.</summary>
    /// <param name="Role">Role (<see cref="Roles"/>).</param>
    /// <param name="ScopeKind">org, site, vault or case.</param>
    /// <param name="ScopeId">The site or case; none for the organization and the vault, of which there is one.</param>
    /// <param name="From">First day; today when none is given.</param>
    /// <param name="Until">Last day; open when none is given.</param>
    /// <param name="OrganizationId">For an operator: in which organization.</param>
    public sealed record Input(string Role, string ScopeKind = GrantScopes.Organization, Guid? ScopeId = null, DateOnly? From = null, DateOnly? Until = null, Guid? OrganizationId = null);

    /// <summary>Grants it.</summary>
    public static async Task<Outcome<CreatedView>> Handle(Guid person, Input input, Work work, ICaseHandover cases)
    {
        if (await Reach.Of(work, input.OrganizationId) is not { } place) return Outcome<CreatedView>.Missing;
        var outcome = Outcome<CreatedView>.Missing;
        await work.InRowsOf(place.Id, async () => outcome = await Queue(person, input, place, work, cases));
        return outcome.IsDone ? await work.Commit(outcome.Value!) : outcome;
    }

    private static async Task<Outcome<CreatedView>> Queue(Guid person, Input input, Reach.Place place, Work work, ICaseHandover cases)
    {
        if (!await work.FirstOrNone<bool>("select exists (select 1 from access.member where id = $1 and active)", person)) return Outcome<CreatedView>.Missing;
        var reasons = GrantRules.WhyNot(input.Role, input.ScopeKind, input.From, input.Until, new GrantFacts(place.Kind, work.Today, person == work.Actor.PersonId)).ToList();
        if (reasons.Count > 0) return Outcome<CreatedView>.Refused(reasons);
        if (await Scope(input, place, work, cases) is not { } scope) return Outcome<CreatedView>.Refused(new GrantRules.ScopeOfOthers());
        await Reach.Hold(work, place.Id);
        var from = input.From ?? work.Today;
        if ((await Reach.Grants(work)).Any(g => g.Person == person && GrantRules.Meet(g, input.Role, input.ScopeKind, scope, from, input.Until))) return Outcome<CreatedView>.Refused(new GrantRules.AlreadyGranted());
        var id = Guid.NewGuid();
        work.Write("insert into access.role_grant (id, org_id, person_id, role, scope_kind, scope_id, from_day, until_day, granted_by, granted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id, place.Id, person, input.Role, input.ScopeKind, scope, from, input.Until, work.Actor.PersonId, work.Now);
        work.Audit("grant.given", "person", person, new { grant = id, input.Role, input.ScopeKind, scope, from, input.Until });
        work.Notify("grant.given", "person", person, person: person);
        return new CreatedView(id);
    }

    // A case is a fact of the organization that runs it: nobody from outside may even ask whether there is one.
    private static async Task<Guid?> Scope(Input input, Reach.Place place, Work work, ICaseHandover cases) => input.ScopeKind switch
    {
        GrantScopes.Organization => input.ScopeId is null || input.ScopeId == place.Id ? place.Id : null,
        GrantScopes.Vault => await work.FirstOrNone<Guid?>("select id from access.vault where org_id = $1", place.Id) is { } vault && (input.ScopeId ?? vault) == vault ? vault : null,
        GrantScopes.Site => input.ScopeId is { } site ? await work.FirstOrNone<Guid?>("select id from network.site where id = $1 and org_id = $2", site, place.Id) : null,
        _ => input.ScopeId is { } one && place.Id == work.Actor.OrganizationId ? (await cases.Find(work, one.ToString()))?.Id : null,
    };
}
