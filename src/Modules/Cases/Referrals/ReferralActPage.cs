using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A page about one referral of a case. Coded facts; what is sealed has pages of its own.</summary>
public abstract class ReferralActPage(Work work) : ActPage(work)
{
    /// <summary>The referral.</summary>
    public ReferralView Referral { get; private set; } = null!;
    /// <summary>Which one the address names.</summary>
    protected Guid Asked { get; set; }
    /// <summary>Its page.</summary>
    public string Href => $"{Head.CaseHref}/referrals/{Asked}";
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;

    /// <inheritdoc />
    protected override async Task Load() => Referral = (await ReadReferrals.One(Work, Head.CaseId, Asked))!;

    /// <summary>404 where the case has no such referral.</summary>
    protected IActionResult Whole(IActionResult shown) => shown is PageResult && Referral is null ? NotFound() : shown;
}
