using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The room of a case in which she is led to others who can help: referrals, texts that may ask her to give up a claim, and every other way to remedy.</summary>
[Needs(CasesPermissions.Read)]
public sealed class ReferralsModel(Work work, Dossiers dossiers) : WorkspacePage(work)
{
    /// <summary>The head of the page.</summary>
    public ActHead Head { get; private set; } = null!;
    /// <summary>What there is.</summary>
    public ReferralsView View { get; private set; } = null!;
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;

    /// <summary>Reads it; the reading is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await ActHead.OfCase(Work, id) is not { } head) return NotFound();
        Head = head;
        if ((await ReadReferrals.Handle(id, Work, dossiers)).Value is not { } view) return NotFound();
        View = view;
        return Page();
    }

    /// <summary>How a state looks.</summary>
    public static string Tone(ReferralState state) => state switch
    {
        ReferralState.Offered or ReferralState.Consented => "wait",
        ReferralState.Sent => "away",
        ReferralState.Accepted or ReferralState.InService => "worker",
        ReferralState.Completed or ReferralState.FeedbackTaken => "good",
        _ => "done",
    };
}
