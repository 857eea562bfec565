using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The worker takes a consent back. Afterwards the page says what was taken back with it, and whether it had been opened.</summary>
[Needs(CasesPermissions.Consent)]
public sealed class EndConsentModel(Work work) : WorkspacePage(work)
{
    /// <summary>The consent.</summary>
    public sealed record ConsentHead(
        [property: Field(FieldClass.C1)] Guid CaseId, [property: Field(FieldClass.C1)] string Reference, [property: Field(FieldClass.C1)] ConsentLevel Level,
        [property: Field(FieldClass.C1)] RecipientKind RecipientKind, [property: Field(FieldClass.C1)] string? Recipient, [property: Field(FieldClass.C1)] string Purpose,
        [property: Field(FieldClass.C1)] DateOnly GivenOn, [property: Field(FieldClass.C1)] DateOnly? WithdrawnOn, [property: Field(FieldClass.C1)] int Packets) : IView<Handlers>;

    /// <summary>The consent.</summary>
    public ConsentHead Consent { get; private set; } = null!;
    /// <summary>What was taken back; null before.</summary>
    public WithdrawConsent.WithdrawnView? Withdrawn { get; private set; }

    /// <summary>Says what will happen.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Ends it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Find(id) is not { } consent) return NotFound();
        Consent = consent;
        var outcome = await WithdrawConsent.Handle(id, Work);
        if (!outcome.IsDone) return await After(outcome, "", () => Show(id));
        Withdrawn = outcome.Value;
        return Page();
    }

    private async Task<IActionResult> Show(Guid id)
    {
        if (await Find(id) is not { } consent) return NotFound();
        Consent = consent;
        return Page();
    }

    private Task<ConsentHead?> Find(Guid id) => Work.FirstOrNone<ConsentHead>("""
        select k.case_id, c.reference, k.level, k.recipient_kind, coalesce(k.recipient_name, (select o.name from access.organization o where o.id = k.recipient_org)) as recipient, k.purpose,
               k.given_on, k.withdrawn_on, (select count(*) from cases.share s where s.consent_id = k.id and s.state <> 'Revoked')::integer as packets
          from cases.consent k join cases."case" c on c.id = k.case_id where k.id = $1
        """, id);
}
