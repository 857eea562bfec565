using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>How many are affected, reached, confirm, dispute and left, beside the case file. A fragment that loads after it.</summary>
[Needs(CollectivePermissions.Read)]
public sealed class WorkersPanelModel(Work work) : WorkspacePage(work)
{
    /// <summary>How many stand where, over all issues of the case.</summary>
    public IReadOnlyList<LedgerCountView> Counts { get; private set; } = [];
    /// <summary>The case.</summary>
    public Guid Case { get; private set; }

    /// <summary>Reads them.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Work.FirstOrNone<Guid?>("select id from cases.\"case\" where id = $1", id) is null) return NotFound();
        Case = id;
        Counts = await Work.All<LedgerCountView>("select state, count(*)::integer as workers from cases.affected_worker where case_id = $1 group by state", id);
        return Page();
    }

    /// <summary>How many stand at one of the states.</summary>
    public int Count(params LedgerState[] states) => Counts.Where(c => states.Contains(c.State)).Sum(c => c.Workers);
}
