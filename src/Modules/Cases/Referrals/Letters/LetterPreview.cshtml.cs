using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The letter as the recipient reads it: to look at before it is sent, and to print.</summary>
[Needs(ReferralsPermissions.Refer)]
public sealed class LetterPreviewModel(Work work, Keystore keystore) : ReferralActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>The letter.</summary>
    public LetterView Letter { get; private set; } = null!;

    /// <summary>Opens it; that it was opened is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid referral)
    {
        Asked = referral;
        var shown = Whole(await Show(id));
        if (shown is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult) return shown;
        if ((await ReadLetter.Handle(referral, Work, keystore)).Value is not { } letter) return NotFound();
        Letter = letter;
        return shown;
    }
}
