using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What of referrals stands beside the case: a few coded facts in one question. A fragment that loads after the file.</summary>
[Needs(CasesPermissions.Read)]
public sealed class ReferralsPanelModel(Work work) : WorkspacePage(work)
{
    /// <summary>The facts.</summary>
    public sealed record Facts(
        [property: Field(FieldClass.C1)] int Open,
        [property: Field(FieldClass.C1)] int Over,
        [property: Field(FieldClass.C1)] DateOnly? FollowUpOn,
        [property: Field(FieldClass.C1)] int Waivers) : IView<Handlers>;

    /// <summary>The case.</summary>
    public Guid Case { get; private set; }
    /// <summary>What there is.</summary>
    public Facts Found { get; private set; } = null!;
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;

    /// <summary>Reads it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Case = id;
        if (await Work.FirstOrNone<Facts>("""
            select (select count(*) from cases.referral where case_id = c.id and state in ('Offered', 'Consented', 'Sent', 'Accepted', 'InService', 'Completed'))::integer as open,
                   (select count(*) from cases.referral where case_id = c.id and state = 'FeedbackTaken')::integer as over,
                   (select min(follow_up_on) from cases.referral where case_id = c.id) as follow_up_on,
                   (select count(*) from cases.waiver_flag where case_id = c.id and (verdict is null or verdict = 'stands'))::integer as waivers
              from cases."case" c where c.id = $1
            """, id) is not { } found) return NotFound();
        Found = found;
        return Page();
    }
}
