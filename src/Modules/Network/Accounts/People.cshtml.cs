using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>People of an organization: who works here, who is invited, who may no longer come in.</summary>
[Needs(NetworkPermissions.InvitePeople)]
public sealed class PeopleModel(Work work, IDirectory directory, ITexts texts, InvitationPost post, AccessSettings settings) : WorkspacePage(work)
{
    /// <summary>The people; null on the answer that shows a link.</summary>
    public ListPeople.PeopleView? People { get; private set; }
    /// <summary>An invitation with its link, shown on this answer only.</summary>
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
    /// <summary>Last day as typed.</summary>
    public string? Until { get; private set; }
    /// <summary>What was just done, for the notice.</summary>
    public string? Done { get; private set; }
    /// <summary>Whether the vault gets a new key because somebody left.</summary>
    public bool Rekeying { get; private set; }
    /// <summary>Whether the actor reaches every organization.</summary>
    public bool IsOperator => Actor.Roles.Contains(Roles.Operator);
    /// <summary>Whether invitations go out by mail.</summary>
    public bool CanMail => post.CanSend;
    /// <summary>Days an invitation lasts.</summary>
    public int Lasts => settings.InvitationDays;
    /// <summary>Grants that wait for their review, of everybody but the reader.</summary>
    public int ReviewsDue => People?.People.Where(p => p.Active && p.Id != Actor.PersonId).Sum(p => p.ReviewsDue) ?? 0;
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;

    /// <summary>Shows the people.</summary>
    public async Task<IActionResult> OnGet(Guid? organization, bool ended, bool rekeying, string? done)
    {
        (OrganizationId, Rekeying) = (organization ?? Actor.OrganizationId, rekeying);
        Done = ended ? "ended" : done is "revoked" or "reviewed" or "sent" ? done : null;
        return await Show();
    }

    /// <summary>Invites somebody.</summary>
    public async Task<IActionResult> OnPostInvite([FromForm] Guid? organization, [FromForm] string? name, [FromForm] string? email, [FromForm] string? role, [FromForm] string? site, [FromForm] string? until)
    {
        OrganizationId = organization ?? Actor.OrganizationId;
        (Name, Email, Role, Site, Until) = (name, email, role, site, until);
        if (!Typed.TryDay(until, out var last)) return await After(Outcome.Refused(new BadInput("input.not-a-day", "until")), "/app/people", Show);
        return await Shown(await InvitePerson.Handle(new InvitePerson.Input(OrganizationId, email ?? "", name ?? "", role ?? "", Guid.TryParse(site, out var one) ? one : null, Until: last), Work, post));
    }

    /// <summary>Sends an invitation again, with a new link.</summary>
    public async Task<IActionResult> OnPostResend([FromForm] Guid? organization, [FromForm] Guid invitation, [FromForm] string? name, [FromForm] string? email)
    {
        OrganizationId = organization ?? Actor.OrganizationId;
        var outcome = await ResendInvitation.Handle(invitation, OrganizationId, Work, post);
        if (outcome.IsDone) (Name, Email) = (name, email);
        return await Shown(outcome);
    }

    /// <summary>Takes an invitation back.</summary>
    public async Task<IActionResult> OnPostRevoke([FromForm] Guid? organization, [FromForm] Guid invitation)
    {
        OrganizationId = organization ?? Actor.OrganizationId;
        return await After(await ResendInvitation.Revoke(invitation, OrganizationId, Work), $"/app/people?organization={OrganizationId}&done=revoked", Show);
    }

    private async Task<IActionResult> Shown(Outcome<InvitePerson.Invited> outcome)
    {
        if (!outcome.IsDone || outcome.Value!.Mailed) return await After(outcome, $"/app/people?organization={OrganizationId}&done=sent", Show);
        Invited = outcome.Value;
        return Page();
    }

    private async Task<IActionResult> Show()
    {
        var people = await ListPeople.Handle(OrganizationId, Work, settings.ReviewDays);
        if (!people.IsDone) return NotFound();
        People = people.Value!;
        if (IsOperator) Organizations = [.. (await Work.All<OrganizationFacts>("select id, name, kind, country, active from access.organization where merged_into is null order by name")).Select(o => new Choice(o.Id.ToString(), o.Name))];
        RoleChoices = InvitePerson.RolesByKind.TryGetValue(People.OrganizationKind, out var roles) ? [.. roles.Select(r => new Choice(r, texts[Actor.Language, "role-name." + r]))] : [];
        if (roles is not null && roles.Any(r => GrantScopes.Fits(r, GrantScopes.Site)))
            SiteChoices = [.. (await directory.FindSites(Work, null, null, OrganizationId, 200)).Select(s => new Choice(s.Id.ToString(), s.Name))];
        return Page();
    }
}

/// <summary>What a form of this room brings as text.</summary>
internal static class Typed
{
    /// <summary>A day, or none; false for what is no day.</summary>
    public static bool TryDay(string? typed, out DateOnly? day)
    {
        day = null;
        if (string.IsNullOrWhiteSpace(typed)) return true;
        if (!DateOnly.TryParseExact(typed.Trim(), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var read)) return false;
        day = read;
        return true;
    }
}
