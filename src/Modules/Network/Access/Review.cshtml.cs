using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>The access review: everything shown stays, but for what is ticked to end. One minute, every quarter.</summary>
[Needs(NetworkPermissions.ReviewAccess)]
public sealed class ReviewModel(Work work, ICaseHandover cases, AccessSettings settings) : WorkspacePage(work)
{
    /// <summary>The grants.</summary>
    public ReviewAccess.ReviewView Review { get; private set; } = null!;
    /// <summary>Grants that are asked for now.</summary>
    public IReadOnlyList<ReviewAccess.ReviewItem> Asked => [.. Review.Items.Where(i => i.State != "Later")];
    /// <summary>Grants that were confirmed lately.</summary>
    public IReadOnlyList<ReviewAccess.ReviewItem> Later => [.. Review.Items.Where(i => i.State == "Later")];
    /// <summary>Whether the reader decides, or only sees the numbers.</summary>
    public bool Decides => Actor.May(NetworkPermissions.InvitePeople);

    /// <summary>Shows the review.</summary>
    public Task<IActionResult> OnGet(Guid? organization) => Show(organization);

    /// <summary>Takes the decisions.</summary>
    public async Task<IActionResult> OnPost([FromForm] Guid? organization, [FromForm] Guid[]? shown, [FromForm] Guid[]? end)
    {
        if (!Decides) return NotFound();
        var ends = end ?? [];
        var outcome = await ReviewAccess.Decide(new ReviewAccess.Input([.. (shown ?? []).Except(ends)], ends, organization), Work);
        return await After(outcome, $"/app/people?organization={organization}&done=reviewed", () => Show(organization));
    }

    private async Task<IActionResult> Show(Guid? organization)
    {
        var review = await ReviewAccess.Read(organization, Work, cases, settings.ReviewDays);
        if (!review.IsDone) return NotFound();
        Review = review.Value!;
        return Page();
    }
}
