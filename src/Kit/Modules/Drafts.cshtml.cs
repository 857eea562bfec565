using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Kit.Modules;

/// <summary>One's own drafts: what was begun and not sent, of every form.</summary>
[OwnAccount]
public sealed class DraftsModel(Work work, IEnumerable<DraftKind> kinds) : WorkspacePage(work)
{
    /// <summary>The drafts, newest first, unopened.</summary>
    public IReadOnlyList<ReadDraft.DraftItemView> Drafts { get; private set; } = [];

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync() => Drafts = await ReadDraft.List(Work, kinds);

    /// <summary>Throws one away.</summary>
    public async Task<IActionResult> OnPostAsync(string kind, Guid subject) => await After(await DropDraft.Handle(kind, subject, Work), "/app/drafts", async () => { await OnGetAsync(); return Page(); });
}
