using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>One referral: where it stands, and what is done next.</summary>
[Needs(ReferralsPermissions.Refer)]
public sealed class ReferralPageModel(Work work, IDirectory directory, Dossiers dossiers, Keystore keystore) : ReferralActPage(work)
{
    /// <summary>What can have happened, from here.</summary>
    public IReadOnlyList<ReferralAct> Happened => [.. Referral.Acts.Where(MoveReferral.Acts.Contains)];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid referral)
    {
        Asked = referral;
        return Whole(await Show(id));
    }

    /// <summary>Records what happened.</summary>
    public Task<IActionResult> OnPostMoveAsync(Guid id, Guid referral, IFormCollection form) => Do(id, referral, form,
        said => new MoveReferral.Input(said.Choice<ReferralAct>("act"), said.Text("reason"), said.All("services"), said.Text("helped"), said.Number("satisfaction"), said.Day("followUpOn"), said.Text("note")),
        async input => await MoveReferral.Handle(referral, Said.Version, input, Work, directory, dossiers));

    /// <summary>A second person agrees to the letter.</summary>
    public Task<IActionResult> OnPostApproveAsync(Guid id, Guid referral, IFormCollection form) => Do(id, referral, form, _ => true, async _ => await ApproveLetter.Handle(referral, Said.Version, Work, directory));

    /// <summary>Sends it.</summary>
    public Task<IActionResult> OnPostSendAsync(Guid id, Guid referral, IFormCollection form) => Do(id, referral, form,
        said => new SendReferral.Input(said.Words("how"), WaiverQuestion.Read(said), said.Day("followUpOn")), async input => await SendReferral.Handle(referral, Said.Version, input, Work, directory, keystore));

    /// <summary>Takes it back.</summary>
    public Task<IActionResult> OnPostRevokeAsync(Guid id, Guid referral, IFormCollection form) => Do(id, referral, form,
        said => new RevokeReferral.Input(said.Words("revokeReason")), async input => await RevokeReferral.Handle(referral, Said.Version, input, Work));

    private async Task<IActionResult> Do<T>(Guid id, Guid referral, IFormCollection form, Func<Filled, T> read, Func<T, Task<Outcome>> handle)
    {
        Asked = referral;
        return Whole(await Act(id, form, read, handle, () => $"/app/cases/{id}/referrals/{referral}"));
    }
}
