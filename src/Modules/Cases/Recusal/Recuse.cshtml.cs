using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Declares a conflict of interest from a case: for it alone, or for everything that concerns its employer.</summary>
[Needs(DailyPermissions.Recuse)]
public sealed class RecuseModel(Work work, IDirectory directory) : ActPage(work)
{
    /// <summary>The employer of the site; null where the case names none of the directory.</summary>
    public OrganizationFacts? Employer { get; private set; }

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Declares it; the case is out of sight afterwards.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form,
        said => said.Id("what") is { } organization ? new Recusals.Input(null, organization, said.Text("reason")) : new Recusals.Input(id, null, said.Text("reason")),
        async input => await Recusals.Declare(input, Work, directory), () => "/app/work/conflicts?done=declared");

    /// <inheritdoc />
    protected override async Task Load()
    {
        if (Head.SiteId is { } site && await directory.Site(Work, site) is { } facts) Employer = await directory.Organization(Work, facts.OrganizationId);
    }
}
