using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Kit;

/// <summary>The numbers of the frame, read again when something changed. A fragment; the frame is filled before the page runs.</summary>
[OwnAccount]
public sealed class CountsModel(Work work, Frame frame, FrameCounts counts) : WorkspacePage(work)
{
    /// <summary>Counts.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (frame.LiveSince.Length == 0) await counts.Fill(frame, Work);
        return Page();
    }
}
