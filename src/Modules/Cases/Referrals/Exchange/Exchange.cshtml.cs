using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Hands a case over in the form of HTCDS, once her consent, a reason and a form are named.</summary>
[Needs(ReferralsPermissions.Exchange)]
public sealed class ExchangeModel(Work work, IDirectory directory, Dossiers dossiers) : ActPage(work)
{
    /// <summary>A consent for exchange of data that is live today.</summary>
    public sealed record LiveConsent(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] ConsentLevel Level, [property: Field(FieldClass.C1)] string? Recipient, [property: Field(FieldClass.C1)] IReadOnlyList<string> Fields,
        [property: Field(FieldClass.C1)] DateOnly GivenOn) : IView<Handlers>;

    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>What she allows.</summary>
    public IReadOnlyList<LiveConsent> Consents { get; private set; } = [];
    /// <summary>Organizations that a consent can name.</summary>
    public IReadOnlyList<Choice> Organizations { get; private set; } = [];

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Makes the file.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        if (await Show(id) is var shown && shown is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult) return shown;
        var said = new Filled(form);
        var input = new ExportHtcds.Input(said.Id("consentId"), said.Words("reason"), said.Words("format"));
        var outcome = await ExportHtcds.Handle(id, input, Work, directory, dossiers);
        if (outcome.Value is not { } export) return await After(outcome, "", () => Show(id));
        var (bytes, type, name) = ExportHtcds.File(export, input.Format, Work.Today);
        return File(bytes, type, name);
    }

    /// <summary>Records her consent for the exchange.</summary>
    public Task<IActionResult> OnPostConsentAsync(Guid id, IFormCollection form) => Act(id, form, said =>
    {
        var organization = said.Id("recipientOrganizationId");
        return new RecordConsent.Input(said.All("fields").Any(n => HtcdsFields.All.Any(f => f.Name == n && f.Identifies)) ? ConsentLevel.Identified : ConsentLevel.CodedFacts, HtcdsFields.Purpose, said.All("fields"), said.Words("how"), said.Words("language"),
            organization, organization is null ? RecipientKind.Outside : RecipientKind.Organization, organization is null ? said.Text("recipientName") : null, null, said.Day("expiresOn"));
    }, async input => Actor.May(CasesPermissions.Consent) ? await RecordConsent.Handle(id, Said.Version, input, Work, directory) : Outcome.Missing, () => $"/app/cases/{id}/exchange");

    /// <inheritdoc />
    protected override async Task Load()
    {
        Consents = await Work.All<LiveConsent>("""
            select k.id, k.level, coalesce(k.recipient_name, (select o.name from access.organization o where o.id = k.recipient_org)) as recipient, k.fields, k.given_on
              from cases.consent k where k.case_id = $1 and k.purpose = $3 and k.level <> 'None' and k.withdrawn_on is null and k.given_on <= $2 and (k.expires_on is null or k.expires_on >= $2) order by k.given_on desc, k.id
            """, Head.CaseId, Work.Today, HtcdsFields.Purpose);
        Organizations = [.. (await Work.All<Named>("select id, name from access.organization where active and kind = any ($1) and id <> access.org() order by name limit 200", (object)ReferralCodes.Helpers.ToArray())).Select(o => new Choice(o.Id.ToString(), o.Name))];
    }

    private sealed record Named(Guid Id, string Name);
}
