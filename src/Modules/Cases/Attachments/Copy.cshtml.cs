using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The cleaned copy of a file, for the pages of this house; or the page that says why not.</summary>
[Needs(CasesPermissions.Read, Unlocked = true)]
public sealed class CopyModel(Work work, FileOpening opening) : WorkspacePage(work)
{
    /// <summary>The case.</summary>
    public ActHead Head { get; private set; } = null!;

    /// <summary>Sends it. The reading is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid fileId)
    {
        if (await ActHead.OfCase(Work, id) is not { } head) return NotFound();
        Head = head;
        var outcome = await OpenCaseFile.Copy(id, fileId, Work, opening);
        return outcome.Value is { } file ? new Sent(new SealedDownload(file, Work)) : await After(outcome, "", () => Task.FromResult<IActionResult>(Page()));
    }
}

/// <summary>A download as the answer of a page.</summary>
internal sealed class Sent(SealedDownload download) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => download.ExecuteAsync(context.HttpContext);
}
