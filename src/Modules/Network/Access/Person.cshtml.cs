using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>One person: what she may do here, since when and until when, and the acts on it.</summary>
[Needs(NetworkPermissions.InvitePeople)]
public sealed class PersonModel(Work work, ICaseHandover cases, IDirectory directory, ITexts texts, AccessSettings settings) : WorkspacePage(work)
{
    /// <summary>The person.</summary>
    public ReadPersonAccess.PersonAccessView Person { get; private set; } = null!;
    /// <summary>Roles that fit the organization.</summary>
    public IReadOnlyList<Choice> RoleChoices { get; private set; } = [];
    /// <summary>Scopes that fit at least one of its roles.</summary>
    public IReadOnlyList<Choice> ScopeChoices { get; private set; } = [];
    /// <summary>Sites of the organization.</summary>
    public IReadOnlyList<Choice> SiteChoices { get; private set; } = [];
    /// <summary>What was typed.</summary>
    public IReadOnlyDictionary<string, string?> Typed { get; private set; } = new Dictionary<string, string?>();
    /// <summary>What was just done, for the notice.</summary>
    public string? Done { get; private set; }
    /// <summary>Whether it is the reader.</summary>
    public bool IsYou => Person.Id == Actor.PersonId;
    /// <summary>Today.</summary>
    public DateOnly Day => Work.Today;
    /// <summary>Today, for the earliest day of a form.</summary>
    public string Today => Work.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The path of this page.</summary>
    public string Here(string? done = null) => $"/app/people/{Person?.Id}?organization={Person?.OrganizationId}{(done is null ? "" : "&done=" + done)}";

    /// <summary>Shows the person.</summary>
    public async Task<IActionResult> OnGet(Guid id, Guid? organization, string? done)
    {
        Done = done is "granted" or "changed" or "ended" ? done : null;
        return await Show(id, organization);
    }

    /// <summary>Grants a role.</summary>
    public async Task<IActionResult> OnPostGrant(Guid id, [FromForm] Guid? organization, [FromForm] string? role, [FromForm] string? scopeKind, [FromForm] string? site, [FromForm] string? reference, [FromForm] string? from, [FromForm] string? until)
    {
        Typed = new Dictionary<string, string?> { ["role"] = role, ["scopeKind"] = scopeKind, ["site"] = site, ["reference"] = reference, ["from"] = from, ["until"] = until };
        Outcome outcome;
        if (!Network.Typed.TryDay(from, out var first)) outcome = Outcome.Refused(new BadInput("input.not-a-day", "from"));
        else if (!Network.Typed.TryDay(until, out var last)) outcome = Outcome.Refused(new BadInput("input.not-a-day", "until"));
        else
        {
            var scope = scopeKind switch
            {
                GrantScopes.Site when Guid.TryParse(site, out var one) => one,
                GrantScopes.Case when !string.IsNullOrWhiteSpace(reference) => (await cases.Find(Work, reference))?.Id ?? Guid.Empty,
                _ => (Guid?)null,
            };
            outcome = await GrantRole.Handle(id, new GrantRole.Input(role ?? "", scopeKind ?? "", scope, first, last, organization), Work, cases);
        }
        return await After(outcome, $"/app/people/{id}?organization={organization}&done=granted", () => Show(id, organization));
    }

    /// <summary>Gives a grant another last day.</summary>
    public async Task<IActionResult> OnPostUntil(Guid id, [FromForm] Guid? organization, [FromForm] Guid grant, [FromForm] int version, [FromForm] string? until)
    {
        var outcome = Network.Typed.TryDay(until, out var last) ? await EndGrant.ChangeUntil(grant, version, new EndGrant.UntilInput(last, organization), Work) : Outcome.Refused(new BadInput("input.not-a-day", "until"));
        return await After(outcome, $"/app/people/{id}?organization={organization}&done=changed", () => Show(id, organization));
    }

    /// <summary>Ends a grant at once.</summary>
    public async Task<IActionResult> OnPostEnd(Guid id, [FromForm] Guid? organization, [FromForm] Guid grant, [FromForm] int version) =>
        await After(await EndGrant.Handle(grant, version, organization, Work), $"/app/people/{id}?organization={organization}&done=ended", () => Show(id, organization));

    private async Task<IActionResult> Show(Guid id, Guid? organization)
    {
        var found = await ReadPersonAccess.Handle(id, organization, Work, cases, settings.ReviewDays);
        if (!found.IsDone) return NotFound();
        Person = found.Value!;
        string Say(string key) => texts[Actor.Language, key];
        var roles = InvitePerson.RolesByKind.TryGetValue(Person.OrganizationKind, out var fitting) ? fitting : [];
        RoleChoices = [.. roles.Select(r => new Choice(r, Say("role-name." + r)))];
        ScopeChoices = [.. GrantScopes.All.Where(s => roles.Any(r => GrantScopes.Fits(r, s)) && (s != GrantScopes.Case || Person.OrganizationId == Actor.OrganizationId)).Select(s => new Choice(s, Say("grant.scope." + s)))];
        if (roles.Any(r => GrantScopes.Fits(r, GrantScopes.Site))) SiteChoices = [.. (await directory.FindSites(Work, null, null, Person.OrganizationId, 200)).Select(s => new Choice(s.Id.ToString(), s.Name))];
        return Page();
    }
}
