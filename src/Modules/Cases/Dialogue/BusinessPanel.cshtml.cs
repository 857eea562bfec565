using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What waits on the business side of a case, beside its file: loads after it.</summary>
[Needs(CasesPermissions.Read)]
public sealed class BusinessPanelModel(Work work) : WorkspacePage(work)
{
    /// <summary>What there is, in numbers.</summary>
    public sealed record CountsView(
        [property: Field(FieldClass.C1)] int Inquiries, [property: Field(FieldClass.C1)] int Accounts, [property: Field(FieldClass.C1)] int Shown, [property: Field(FieldClass.C1)] bool Mechanism) : IView<Handlers>;

    /// <summary>The case.</summary>
    public Guid Id { get; private set; }
    /// <summary>What there is.</summary>
    public CountsView Counts { get; private set; } = null!;

    /// <summary>Counts.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Work.FirstOrNone<CountsView>("""
            select (select count(*)::integer from cases.inquiry q join cases.share s on s.id = q.share_id where s.case_id = c.id and q.state = 'Asked') as inquiries,
                   (select count(*)::integer from cases.account a join cases.share s on s.id = a.share_id where s.case_id = c.id and a.state = 'Given') as accounts,
                   (select count(*)::integer from cases.account a join cases.share s on s.id = a.share_id where s.case_id = c.id and a.state = 'Shown') as shown,
                   exists (select 1 from cases.mechanism m where m.site_id = c.site_id) as mechanism
              from cases."case" c where c.id = $1 and c.org_id = access.org()
            """, id) is not { } counts) return NotFound();
        (Id, Counts) = (id, counts);
        return Page();
    }
}
