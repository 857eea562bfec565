using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Puts files of the case beside a packet that is being composed, each looked at first.</summary>
[Needs(CasesPermissions.DraftShare)]
public sealed class ShareFilesModel(Work work, IDirectory directory, Keystore keystore, FileOpening opening) : WorkspacePage(work)
{
    /// <summary>The packet.</summary>
    public ShareView Share { get; private set; } = null!;
    /// <summary>Files of the case whose copies are ready.</summary>
    public IReadOnlyList<ListCaseFiles.FileView> Ready { get; private set; } = [];
    /// <summary>Those that stand beside the packet already.</summary>
    public IReadOnlySet<Guid> Chosen { get; private set; } = new HashSet<Guid>();

    /// <summary>Shows what could be added.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Adds what was ticked.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        var said = new Filled(form);
        var input = new AddFilesToShare.Input([.. said.All("fileIds").Select(f => Guid.TryParse(f, out var file) ? file : Guid.Empty)]);
        return await After(await AddFilesToShare.Handle(id, said.Version, input, Work, directory, keystore, opening), $"/app/shares/{id}", () => Show(id));
    }

    private async Task<IActionResult> Show(Guid id)
    {
        if (await ReadShare.View(Work, id, null) is not { } share) return NotFound();
        Share = share;
        Ready = [.. ((await ListCaseFiles.Handle(share.CaseId, Work, opening, keystore)).Value ?? []).Where(f => f is { State: FileState.Cleaned, Origin: not FileOrigin.Business })];
        Chosen = (await SharedFiles.Of(Work, id, opening, keystore)).Select(f => f.Id).ToHashSet();
        return Page();
    }
}

/// <summary>The files of a packet, beside its preview.</summary>
[Needs(CasesPermissions.Read)]
public sealed class ShareFilesPanelModel(Work work, Keystore keystore, FileOpening opening) : WorkspacePage(work)
{
    /// <summary>The packet.</summary>
    public ShareView Share { get; private set; } = null!;
    /// <summary>Its files.</summary>
    public IReadOnlyList<SharedFiles.SharedFileView> Files { get; private set; } = [];
    /// <summary>Whether this person may add some now.</summary>
    public bool MayAdd => Share.State is ShareState.Draft && Actor.May(CasesPermissions.DraftShare);

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await ReadShare.View(Work, id, null) is not { } share) return NotFound();
        Share = share;
        Files = [.. (await SharedFiles.Of(Work, id, opening, keystore)).Where(f => f.ActionId is null)];
        return Page();
    }
}
