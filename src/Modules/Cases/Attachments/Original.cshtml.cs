using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Asks for the reason, and sends a file as it came.</summary>
[Needs(CasesPermissions.ReadIdentity)]
public sealed class OriginalModel(Work work, FileOpening opening) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;

    /// <summary>Asks for the reason.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid fileId) => await ListCaseFiles.Find(Work, id, fileId) is null ? NotFound() : await Show(id);

    /// <summary>Sends it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, Guid fileId, IFormCollection form)
    {
        var outcome = await OpenCaseFile.Original(id, fileId, new OpenCaseFile.Input(new Filled(form).Words("reason")), Work, opening);
        return outcome.Value is { } file ? new Sent(new SealedDownload(file, Work)) : await After(outcome, "", () => Show(id));
    }
}
