using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Kernel;

namespace OpenIlm.Network;

/// <summary>Asks once more before somebody's access ends.</summary>
[Needs(NetworkPermissions.InvitePeople)]
public sealed class EndAccessModel(Work work, ICaseHandover cases, IDirectory directory, AccessSettings settings) : WorkspacePage(work)
{
    /// <summary>Whose access.</summary>
    public ListPeople.PersonView Person { get; private set; } = null!;
    /// <summary>In which organization.</summary>
    public Guid OrganizationId { get; private set; }
    /// <summary>People who still hold a key of the vault afterwards.</summary>
    public int HoldersLeft { get; private set; }

    /// <summary>Open cases that somebody must take over.</summary>
    public int OpenCases { get; private set; }
    /// <summary>Colleagues who could.</summary>
    public IReadOnlyList<Choice> Colleagues { get; private set; } = [];
    /// <summary>Colleague as chosen.</summary>
    public string? HandTo { get; private set; }

    /// <summary>Asks.</summary>
    public Task<IActionResult> OnGet(Guid? organization, Guid person) => Show(organization, person);

    /// <summary>Ends it.</summary>
    public async Task<IActionResult> OnPost([FromForm] Guid? organization, [FromForm] Guid person, [FromForm] string? handTo)
    {
        HandTo = handTo;
        var outcome = await EndAccess.Handle(person, Work, cases, directory, new EndAccess.Input(Guid.TryParse(handTo, out var to) ? to : null, organization));
        return await After(outcome, $"/app/people?organization={organization}&ended=true{(outcome.Value is { KeyChanges: true } ? "&rekeying=true" : "")}", () => Show(organization, person));
    }

    private async Task<IActionResult> Show(Guid? organization, Guid person)
    {
        OrganizationId = organization ?? Actor.OrganizationId;
        var people = await ListPeople.Handle(OrganizationId, Work, settings.ReviewDays);
        if (!people.IsDone || people.Value!.People.FirstOrDefault(p => p.Id == person && p.Active) is not { } found) return NotFound();
        Person = found;
        HoldersLeft = people.Value.People.Count(p => p is { Active: true, HoldsKey: true } && p.Id != person);
        await Work.InRowsOf(OrganizationId, async () =>
        {
            OpenCases = await cases.OpenCases(Work, person);
            if (OrganizationId == Actor.OrganizationId) Colleagues = [.. (await directory.CaseHandlers(Work)).Where(c => c.Id != person).Select(c => new Choice(c.Id.ToString(), c.Name))];
        });
        return Page();
    }
}
