using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What stands beside a form: what she told, or what a business says it did about one issue. A fragment that loads after the form.</summary>
[Needs(CasesPermissions.Read)]
public sealed class BesideModel(Work work, ReadCase reading) : WorkspacePage(work)
{
    /// <summary>The case.</summary>
    public CaseView Case { get; private set; } = null!;
    /// <summary>The issue; null for what she told.</summary>
    public IssueView? Issue { get; private set; }

    /// <summary>Reads it; the reading is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, Guid? issue)
    {
        var outcome = await reading.Handle(id, Work);
        if (outcome.Value is not { } view) return NotFound();
        Case = view;
        Issue = view.Issues.FirstOrDefault(i => i.Id == issue);
        return Page();
    }
}
