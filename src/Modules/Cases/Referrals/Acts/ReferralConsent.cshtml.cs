using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Asks her what this recipient may be told, and writes her answer down.</summary>
[Needs(ReferralsPermissions.Refer)]
public sealed class ReferralConsentModel(Work work, IDirectory directory) : ReferralActPage(work)
{
    /// <summary>The form.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid referral)
    {
        Asked = referral;
        return Whole(await Show(id));
    }

    /// <summary>Records it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, Guid referral, IFormCollection form)
    {
        Asked = referral;
        return Whole(await Act(id, form, said => new RecordReferralConsent.Input(said.Choice<ConsentLevel>("level"), said.All("fields"), said.Words("how"), said.Words("language"), said.Day("expiresOn")),
            async input => await RecordReferralConsent.Handle(referral, Said.Version, input, Work, directory), () => $"/app/cases/{id}/referrals/{referral}"));
    }
}
