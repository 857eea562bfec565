using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>How many files stand beside a packet, for the page of the business.</summary>
[Needs(CasesPermissions.ReadShared)]
public sealed class EvidencePanelModel(Work work, FileOpening opening, Keystore keystore) : WorkspacePage(work)
{
    /// <summary>The packet.</summary>
    public Guid Share { get; private set; }
    /// <summary>Its files.</summary>
    public IReadOnlyList<SharedFiles.SharedFileView> Files { get; private set; } = [];
    /// <summary>Whether this person may send evidence.</summary>
    public bool MaySend => Actor.May(CasesPermissions.RespondToShared);

    /// <summary>Counts them.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Share = id;
        var outcome = await SharedFiles.ForBusiness(id, Work, opening, keystore);
        if (outcome.Value is not { } files) return NotFound();
        Files = files;
        return Page();
    }
}
