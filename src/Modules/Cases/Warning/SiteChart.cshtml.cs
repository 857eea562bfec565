using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The chart of one category at a site, with the table that says the same.</summary>
[Needs(WarningPermissions.Read)]
public sealed class SiteChartModel(Work work, IDirectory directory) : WorkspacePage(work)
{
    /// <summary>The site.</summary>
    public ReadSiteChart.SiteChartView It { get; private set; } = null!;
    /// <summary>The category that is drawn; null where none was reported within reach.</summary>
    public ReadSiteChart.CategoryChartView? Drawn { get; private set; }
    /// <summary>The warning of that category that is not over; null without one.</summary>
    public WarningView? Warns => It.Warnings.FirstOrDefault(w => w.Category == Drawn?.Category && w.EndedOn is null);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, string? category)
    {
        var outcome = await ReadSiteChart.Handle(id, Work, directory);
        if (!outcome.IsDone) return NotFound();
        It = outcome.Value!;
        Drawn = It.Categories.FirstOrDefault(c => c.Category == category) ?? It.Categories.FirstOrDefault();
        return Page();
    }
}
