using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Adds an organization.</summary>
[Needs(NetworkPermissions.KeepDirectory)]
public sealed class AddOrganizationModel(Work work, ITexts texts) : WorkspacePage(work)
{
    /// <summary>Name as typed.</summary>
    public string? Name { get; private set; }
    /// <summary>Kind as chosen.</summary>
    public string? Kind { get; private set; }
    /// <summary>Country as chosen.</summary>
    public string? Country { get; private set; }
    /// <summary>Kinds of organizations.</summary>
    public IEnumerable<Choice> Kinds => OrganizationKinds.Choices(texts, Actor.Language);
    /// <summary>Countries.</summary>
    public IEnumerable<Choice> CountryChoices => Countries.Choices(texts, Actor.Language);

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Adds it.</summary>
    public async Task<IActionResult> OnPost([FromForm] string? name, [FromForm] string? kind, [FromForm] string? country)
    {
        (Name, Kind, Country) = (name, kind, country);
        var outcome = await AddOrganization.Handle(new AddOrganization.Input(name ?? "", kind ?? "", country), Work);
        return await After(outcome, $"/app/directory/{outcome.Value}", () => Task.FromResult<IActionResult>(Page()));
    }
}
