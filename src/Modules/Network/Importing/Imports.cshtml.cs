using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Lists that came, and the form for the next one.</summary>
[Needs(NetworkPermissions.ImportLists)]
[RequestSizeLimit(StartImport.LargestRequest)]
[FormIsStreamed]
public sealed class ImportsModel(Work work) : WorkspacePage(work)
{
    /// <summary>The newest imports.</summary>
    public IReadOnlyList<ImportItemView> Imports { get; private set; } = [];
    /// <summary>Sources named before.</summary>
    public IReadOnlyList<string> Sources { get; private set; } = [];
    /// <summary>Source as typed.</summary>
    public string? Source { get; private set; }
    /// <summary>Whether the list is for the whole directory.</summary>
    public bool IsWide => Actor.May(NetworkPermissions.KeepDirectory);

    /// <inheritdoc />
    // The base reads the form whole to find its token; a file is read part by part, and its token is asked in the handler.
    public override Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next) => next();

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGet() => Show();

    /// <summary>Takes a file.</summary>
    public async Task<IActionResult> OnPost()
    {
        var received = await Upload.Receive(Request, TableFile.LargestFile, Work.Cancelled);
        if (!received.IsDone) return await After(received, "", Show);
        var upload = received.Value!;
        if (Work.FormToken.Length == 0 || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(upload["_token"]), Encoding.UTF8.GetBytes(Work.FormToken))) return StatusCode(StatusCodes.Status400BadRequest);
        if (upload["_once"] is { Length: >= 8 and <= 100 } once)
        {
            Work.Once = (once, SHA256.HashData(upload.Bytes.AsSpan(0, upload.Length)));
            if (await Work.AnsweredBefore() is not null) return Redirect("/app/imports");
        }
        Source = upload["source"];
        var outcome = await StartImport.Handle(upload, Work);
        return await After(outcome, $"/app/imports/{outcome.Value?.Id}", Show);
    }

    private async Task<IActionResult> Show()
    {
        (Imports, Sources) = (await ReadImport.List(Work), await ReadImport.Sources(Work));
        return Page();
    }
}
