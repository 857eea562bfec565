using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Composes what one business would be told. The form starts from a consent that is live.</summary>
[Needs(CasesPermissions.DraftShare)]
public sealed class ComposeShareModel(Work work, IDirectory directory, Dossiers dossiers, Keystore keystore) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>A business outside the network.</summary>
    public const string Outside = "outside";

    /// <summary>A consent of the case that is live today.</summary>
    public sealed record LiveConsent(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] ConsentLevel Level, [property: Field(FieldClass.C1)] RecipientKind RecipientKind,
        [property: Field(FieldClass.C1)] Guid? RecipientOrg, [property: Field(FieldClass.C1)] string? Recipient, [property: Field(FieldClass.C1)] string Purpose,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Fields, [property: Field(FieldClass.C1)] DateOnly GivenOn) : IView<Handlers>;

    /// <summary>Businesses that a packet about the site may go to.</summary>
    public IReadOnlyList<OrganizationFacts> Recipients { get; private set; } = [];
    /// <summary>What the worker allows today.</summary>
    public IReadOnlyList<LiveConsent> Consents { get; private set; } = [];
    /// <summary>Where people come from, for the form: regions first, then countries by their name.</summary>
    public IEnumerable<Choice> Nationalities(Words words) =>
        Regions.All.Select(r => new Choice(r, words["region." + r])).OrderBy(c => c.Label, StringComparer.CurrentCulture)
            .Concat(Regions.Countries.Select(c => new Choice(c, FactWords.Country(c, words))).OrderBy(c => c.Label, StringComparer.CurrentCulture));
    /// <inheritdoc />
    protected override bool IsAboutIssue => true;

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Composes and checks it, then shows it as the business would see it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        var made = Guid.Empty;
        return Act(id, form, Read, async input =>
        {
            var outcome = await DraftShare.Handle(id, Said.Version, input, Work, directory, dossiers, keystore);
            made = outcome.Value?.Id ?? Guid.Empty;
            return outcome;
        }, () => $"/app/shares/{made}");
    }

    /// <inheritdoc />
    protected override async Task Load()
    {
        Recipients = Head.SiteId is { } site ? await directory.RecipientsFor(Work, site) : [];
        Consents = await Work.All<LiveConsent>("""
            select k.id, k.level, k.recipient_kind, k.recipient_org, coalesce(k.recipient_name, (select o.name from access.organization o where o.id = k.recipient_org)) as recipient,
                   k.purpose, k.fields, k.given_on
              from cases.consent k where k.case_id = $1 and k.level <> 'None' and k.withdrawn_on is null and k.given_on <= $2 and (k.expires_on is null or k.expires_on >= $2) and k.purpose = any ($3) order by k.given_on desc, k.id
            """, Head.CaseId, Work.Today, CaseCodes.Purposes.ToArray());
    }

    // What the handler filled in is told; a field that stays empty is not.
    private static DraftShare.Input Read(Filled said)
    {
        var values = PacketFields.Said.Where(f => said.Text(f) is not null).ToDictionary(f => f, f => said.Words(f).Trim());
        return new(said.Words("purpose"), [.. said.All("fields"), .. values.Keys], said.Text("summary"),
            said.Id("recipientOrganizationId"), said.Words("recipientOrganizationId") == Outside ? said.Text("recipientName") : null, said.Ticked("identifies"), values, WaiverQuestion.Read(said));
    }
}
