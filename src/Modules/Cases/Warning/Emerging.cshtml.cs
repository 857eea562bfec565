using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What emerges across the network, for its office.</summary>
[Needs(WarningPermissions.Network)]
public sealed class EmergingModel(Work work) : WorkspacePage(work)
{
    /// <summary>The sums.</summary>
    public ReadEmerging.EmergingView It { get; private set; } = null!;

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        It = (await ReadEmerging.Handle(Work)).Value!;
        return Page();
    }
}
