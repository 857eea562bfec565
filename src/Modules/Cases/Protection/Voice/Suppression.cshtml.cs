using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Records that a business keeps workers from speaking.</summary>
[Needs(CasesPermissions.Safety)]
public sealed class SuppressionModel(Work work, Dossiers dossiers, IDirectory directory) : ActPage(work)
{
    /// <summary>The choice of a business outside the network.</summary>
    public const string Outside = "outside";

    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>Businesses that have to do with the site.</summary>
    public IReadOnlyList<OrganizationFacts> Businesses { get; private set; } = [];

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Records it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form,
        said => new RecordSuppression.Input(said.Words("kind"), said.Id("organizationId"), said.Id("organizationId") is null ? said.Text("organizationName") : null, said.Day("observedOn"), said.Text("note")),
        async input => await RecordSuppression.Handle(id, Said.Version, input, Work, dossiers, directory), () => $"/app/cases/{id}/protection#voice");

    /// <inheritdoc />
    protected override async Task Load()
    {
        if (Head.SiteId is { } site) Businesses = await directory.RecipientsFor(Work, site);
    }
}
