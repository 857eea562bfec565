using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The first words of each report of a list that has loaded already: a fragment that fills their places.</summary>
[Needs(CasesPermissions.Read)]
public sealed class HeadlinesModel(Work work, Dossiers dossiers) : WorkspacePage(work)
{
    /// <summary>The first words.</summary>
    public IReadOnlyList<ReadHeadlines.HeadlineView> Lines { get; private set; } = [];
    /// <summary>Cases that this session cannot open.</summary>
    public IReadOnlyList<Guid> Closed { get; private set; } = [];

    /// <summary>Reads them.</summary>
    public async Task<IActionResult> OnGetAsync(string? ids)
    {
        var outcome = await ReadHeadlines.Handle(ids, Work, dossiers);
        if (!outcome.IsDone) return NotFound();
        Lines = outcome.Value!;
        Closed = [.. (ids ?? "").Split(',').Where(i => Guid.TryParse(i, out _)).Select(Guid.Parse).Except(Lines.Select(l => l.CaseId))];
        return Page();
    }
}
