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
              from cases.consent k where k.case_id = $1 and k.share_id is null and k.level <> 'None' and k.withdrawn_on is null and k.given_on <= $2 and (k.expires_on is null or k.expires_on >= $2) and k.purpose = any ($3) order by k.given_on desc, k.id
            """, Head.CaseId, Work.Today, CaseCodes.Purposes.ToArray());
    }

    private static DraftShare.Input Read(Filled said)
    {
        var (fields, values) = PacketForm.Read(said);
        return new(said.Words("purpose"), fields, said.Text("summary"),
            said.Id("recipientOrganizationId"), said.Words("recipientOrganizationId") == Outside ? said.Text("recipientName") : null, said.Ticked("identifies"), values, WaiverQuestion.Read(said));
    }
}
