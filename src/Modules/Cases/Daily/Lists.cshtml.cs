using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Lists of cases that people put together.</summary>
[Needs(DailyPermissions.KeepLists)]
public sealed class ListsModel(Work work) : WorkspacePage(work)
{
    /// <summary>The lists.</summary>
    public IReadOnlyList<WorkLists.WorkListView> All { get; private set; } = [];
    /// <summary>What was typed.</summary>
    public string? Typed { get; private set; }

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGetAsync() => Show();

    /// <summary>Makes one.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string? name, [FromForm] bool shared)
    {
        Typed = name;
        return await After(await WorkLists.Make(new WorkLists.Input(name, shared), Work), "/app/work/lists", Show);
    }

    /// <summary>Ends one.</summary>
    public async Task<IActionResult> OnPostEndAsync([FromForm] Guid id) => await After(await WorkLists.End(id, Work), "/app/work/lists", Show);

    private async Task<IActionResult> Show()
    {
        All = await WorkLists.Read(Work);
        return Page();
    }
}
