using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The files of a case on one page: pictures as pictures, recordings to listen to, and what cannot be opened yet with the reason. A file is
/// added on the same page.</summary>
[Needs(CasesPermissions.Read)]
[StreamsBody]
[RequestSizeLimit(FileSettings.MostBody)]
public sealed class FilesModel(Work work, AddCaseFile.Room room, FileCleaner cleaner, IFileStore store) : WorkspacePage(work)
{
    /// <summary>The case.</summary>
    public ActHead Head { get; private set; } = null!;
    /// <summary>Its files.</summary>
    public IReadOnlyList<ListCaseFiles.FileView> Files { get; private set; } = [];
    /// <summary>Which of them was added just now.</summary>
    public bool Added { get; private set; }
    /// <summary>The tools that clean are on this machine.</summary>
    public bool Cleans { get; private set; } = true;
    /// <summary>Whether this person may add files.</summary>
    public bool MayAdd => Actor.May(AttachmentsPermissions.Add);
    /// <summary>Whether this person may delete what is harmful.</summary>
    public bool MayRemove => Actor.May(AttachmentsPermissions.Remove);
    /// <summary>Whether this person may open originals.</summary>
    public bool MayOpenOriginals => Actor.May(CasesPermissions.ReadIdentity);
    /// <summary>Nothing sealed opens in this session now.</summary>
    public bool Locked => Actor.Locked;

    /// <inheritdoc />
    protected override bool TakesFiles => true;

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, bool added = false)
    {
        Added = added;
        return Show(Work, id);
    }

    /// <summary>Adds one, or deletes a harmful one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var id = Guid.Parse((string)RouteData.Values["id"]!);
        if (!FormWithFile.IsThere(Request)) return await Remove(id);
        // The page is for reading; adding has a permission of its own.
        if (!MayAdd) return NotFound();
        var read = await FormWithFile.Read(Request, HttpContext.RequestAborted);
        if (read.Value is { } form && !IsFromHere(form)) return BadRequest();
        if (read.IsDone && await Work.AnsweredBefore() is not null) return Redirect($"/app/cases/{id}/files");
        var outcome = read.Value is { } whole ? await AddCaseFile.Handle(id, whole.File, HttpContext, Work, room) : Outcome<AddCaseFile.AddedView>.From(read);
        if (outcome.IsDone) return Redirect($"/app/cases/{id}/files?added=true");
        await FormWithFile.Drain(Request, HttpContext.RequestAborted);
        await using var again = await room.Works.Again(HttpContext, Work, CasesPermissions.Read);
        return again is null ? NotFound() : await After(outcome, "", () => Show(again, id));
    }

    private async Task<IActionResult> Remove(Guid id)
    {
        if (!MayRemove || !Guid.TryParse(Request.Form["file"].ToString(), out var file)) return NotFound();
        return await After(await RemoveCaseFile.Handle(id, file, Work, room.Opening, store), $"/app/cases/{id}/files", () => Show(Work, id));
    }

    private async Task<IActionResult> Show(Work reading, Guid id)
    {
        if (await ActHead.OfCase(reading, id) is not { } head) return NotFound();
        Head = head;
        Files = (await ListCaseFiles.Handle(id, reading, room.Opening, room.Keystore)).Value ?? [];
        Cleans = (await cleaner.Find(HttpContext.RequestAborted)).All;
        // Recordings of this house play on this page; nothing else changes in what the page may load.
        Response.Headers.ContentSecurityPolicy += "; media-src 'self'";
        return Page();
    }
}

/// <summary>How many files there are, beside the case.</summary>
[Needs(CasesPermissions.Read)]
public sealed class FilesPanelModel(Work work, FileOpening opening, Keystore keystore) : WorkspacePage(work)
{
    /// <summary>The case.</summary>
    public Guid Case { get; private set; }
    /// <summary>Its files.</summary>
    public IReadOnlyList<ListCaseFiles.FileView> Files { get; private set; } = [];

    /// <summary>Counts them.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Case = id;
        var outcome = await ListCaseFiles.Handle(id, Work, opening, keystore);
        if (outcome.Value is not { } files) return NotFound();
        Files = files;
        return Page();
    }
}
