using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Writes the letter of a referral, then shows it as the recipient reads it.</summary>
[Needs(ReferralsPermissions.Refer)]
public sealed class LetterFormModel(Work work, IDirectory directory, Dossiers dossiers) : ReferralActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;

    /// <summary>The form.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid referral)
    {
        Asked = referral;
        return Whole(await Show(id));
    }

    /// <summary>Writes it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, Guid referral, IFormCollection form)
    {
        Asked = referral;
        return Whole(await Act(id, form, said => new WriteLetter.Input(said.All("fields"), said.Text("words"), said.Words("language"), WaiverQuestion.Read(said)),
            async input => await WriteLetter.Handle(referral, Said.Version, input, Work, directory, dossiers), () => $"/app/cases/{id}/referrals/{referral}/preview"));
    }
}
