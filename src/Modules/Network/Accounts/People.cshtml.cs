using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>People of an organization: who works here, who is invited, who may no longer come in.</summary>
[Needs(NetworkPermissions.InvitePeople)]
public sealed class PeopleModel(Work work, IDirectory directory, ITexts texts) : WorkspacePage(work)
{
    /// <summary>The people; null on the answer that shows a set-up code.</summary>
    public ListPeople.PeopleView? People { get; private set; }
    /// <summary>An invitation with its code, shown on this answer only.</summary>
    public InvitePerson.Invited? Invited { get; private set; }
    /// <summary>Organizations an operator chooses from.</summary>
    public IReadOnlyList<Choice> Organizations { get; private set; } = [];
    /// <summary>Roles that fit the organization.</summary>
    public IReadOnlyList<Choice> RoleChoices { get; private set; } = [];
    /// <summary>Sites a business user can be bound to.</summary>
    public IReadOnlyList<Choice> SiteChoices { get; private set; } = [];
    /// <summary>Organization shown.</summary>
    public Guid OrganizationId { get; private set; }
    /// <summary>Name as typed.</summary>
    public string? Name { get; private set; }
    /// <summary>Address as typed.</summary>
    public string? Email { get; private set; }
    /// <summary>Role as chosen.</summary>
    public string? Role { get; private set; }
    /// <summary>Site as chosen.</summary>
    public string? Site { get; private set; }
    /// <summary>Whether somebody's access was just ended.</summary>
    public bool Ended { get; private set; }
    /// <summary>Whether the actor reaches every organization.</summary>
    public bool IsOperator => Actor.Roles.Contains(Roles.Operator);

    /// <summary>Shows the people.</summary>
    public async Task<IActionResult> OnGet(Guid? organization, bool ended)
    {
        (OrganizationId, Ended) = (organization ?? Actor.OrganizationId, ended);
        return await Show();
    }

    /// <summary>Invites somebody and shows the code.</summary>
    public async Task<IActionResult> OnPostInvite([FromForm] Guid? organization, [FromForm] string? name, [FromForm] string? email, [FromForm] string? role, [FromForm] string? site)
    {
        OrganizationId = organization ?? Actor.OrganizationId;
        (Name, Email, Role, Site) = (name, email, role, site);
        var outcome = await InvitePerson.Handle(new InvitePerson.Input(OrganizationId, email ?? "", name ?? "", role ?? "", Guid.TryParse(site, out var one) ? one : null), Work);
        if (!outcome.IsDone) return await After(outcome, "/app/people", Show);
        Invited = outcome.Value;
        return Page();
    }

    private async Task<IActionResult> Show()
    {
        var people = await ListPeople.Handle(OrganizationId, Work);
        if (!people.IsDone) return NotFound();
        People = people.Value!;
        if (IsOperator) Organizations = [.. (await Work.All<OrganizationFacts>("select id, name, kind, country, active from access.organization order by name")).Select(o => new Choice(o.Id.ToString(), o.Name))];
        RoleChoices = InvitePerson.RolesByKind.TryGetValue(People.OrganizationKind, out var roles) ? [.. roles.Select(r => new Choice(r, texts[Actor.Language, "role-name." + r]))] : [];
        if (roles is not null && roles.Any(r => r is Roles.SupplierUser or Roles.AgencyUser))
            SiteChoices = [.. (await directory.FindSites(Work, null, null, OrganizationId, 200)).Select(s => new Choice(s.Id.ToString(), s.Name))];
        return Page();
    }
}
