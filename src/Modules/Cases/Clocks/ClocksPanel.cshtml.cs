using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The clocks of a case that wait for something, beside its file: loads after it.</summary>
[Needs(CasesPermissions.Read)]
public sealed class ClocksPanelModel(Work work) : WorkspacePage(work)
{
    /// <summary>The case.</summary>
    public Guid Id { get; private set; }
    /// <summary>The clocks that wait for something.</summary>
    public IReadOnlyList<ClockView> Clocks { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Work.FirstOrNone<Guid?>("select id from cases.\"case\" where id = $1 and org_id = access.org()", id) is null) return NotFound();
        Id = id;
        Clocks = [.. (await ReadClocks.Clocks(Work, id)).Where(c => c.Open)];
        return Page();
    }
}
