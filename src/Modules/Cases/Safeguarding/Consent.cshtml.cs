using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Records what the worker lets a business know.</summary>
[Needs(CasesPermissions.Consent)]
public sealed class ConsentModel(Work work, IDirectory directory) : ActPage(work)
{
    /// <summary>Whoever buys from the site, whatever their names: one choice of the picker.</summary>
    public const string Buyers = "buyers";
    /// <summary>A business outside the network.</summary>
    public const string Outside = "outside";

    /// <summary>Businesses that a packet about the site may go to.</summary>
    public IReadOnlyList<OrganizationFacts> Recipients { get; private set; } = [];

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Records the consent.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form, Read, async input => await RecordConsent.Handle(id, Said.Version, input, Work, directory));

    /// <inheritdoc />
    protected override async Task Load() => Recipients = Head.SiteId is { } site ? await directory.RecipientsFor(Work, site) : [];

    private static RecordConsent.Input Read(Filled said)
    {
        var recipient = said.Words("recipientOrganizationId");
        var kind = recipient switch { Buyers => RecipientKind.BuyersOfThisSite, Outside => RecipientKind.Outside, _ => RecipientKind.Organization };
        return new(said.Choice<ConsentLevel>("level"), said.Words("purpose"), said.All("fields"), said.Words("how"), said.Words("language"),
            kind is RecipientKind.Organization ? said.Id("recipientOrganizationId") : null, kind, kind is RecipientKind.Outside ? said.Text("recipientName") : null, null, said.Day("expiresOn"));
    }
}
