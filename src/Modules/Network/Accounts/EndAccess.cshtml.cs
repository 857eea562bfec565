using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Asks once more before somebody's access ends.</summary>
[Needs(NetworkPermissions.InvitePeople)]
public sealed class EndAccessModel(Work work) : WorkspacePage(work)
{
    /// <summary>Whose access.</summary>
    public ListPeople.PersonView Person { get; private set; } = null!;
    /// <summary>In which organization.</summary>
    public Guid OrganizationId { get; private set; }
    /// <summary>People who still hold a key of the vault afterwards.</summary>
    public int HoldersLeft { get; private set; }

    /// <summary>Asks.</summary>
    public Task<IActionResult> OnGet(Guid? organization, Guid person) => Show(organization, person);

    /// <summary>Ends it.</summary>
    public async Task<IActionResult> OnPost([FromForm] Guid? organization, [FromForm] Guid person) =>
        await After(await EndAccess.Handle(person, Work, organization), $"/app/people?organization={organization}&ended=true", () => Show(organization, person));

    private async Task<IActionResult> Show(Guid? organization, Guid person)
    {
        OrganizationId = organization ?? Actor.OrganizationId;
        var people = await ListPeople.Handle(OrganizationId, Work);
        if (!people.IsDone || people.Value!.People.FirstOrDefault(p => p.Id == person && p.Active) is not { } found) return NotFound();
        Person = found;
        HoldersLeft = people.Value.People.Count(p => p is { Active: true, HoldsKey: true } && p.Id != person);
        return Page();
    }
}
