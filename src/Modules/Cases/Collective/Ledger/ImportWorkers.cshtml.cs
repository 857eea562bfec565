using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Takes a list of affected workers and says what became of every row.</summary>
[Needs(CollectivePermissions.Keep)]
[RequestSizeLimit(WorkerList.LargestFile + Upload.AroundTheFile)]
[FormIsStreamed]
public sealed class ImportWorkersModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <inheritdoc />
    protected override bool IsAboutIssue => true;
    /// <summary>What became of the list; null before.</summary>
    public ImportedView? Done { get; private set; }

    /// <inheritdoc />
    // The base reads the form whole to find its token; a file is read part by part, and its token is asked in the handler.
    public override Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next) => next();

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Takes the list.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await Show(id) is var shown && shown is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult) return shown;
        var received = await Upload.Receive(Request, WorkerList.LargestFile, Work.Cancelled);
        if (!received.IsDone) return await After(received, "", () => Show(id));
        var upload = received.Value!;
        if (Work.FormToken.Length == 0 || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(upload["_token"]), Encoding.UTF8.GetBytes(Work.FormToken))) return StatusCode(StatusCodes.Status400BadRequest);
        // The same form twice needs no key of its own: the same list again changes nothing.
        var outcome = await ImportWorkers.Handle(id, null, upload, Work, dossiers);
        if (!outcome.IsDone) return await After(outcome, "", () => Show(id));
        Done = outcome.Value;
        return shown;
    }
}
