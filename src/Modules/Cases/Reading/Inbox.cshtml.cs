using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>What waits for somebody to look at it: danger first, then the oldest.</summary>
[Needs(CasesPermissions.Read)]
public sealed class InboxModel(Work work, IDirectory directory, Dossiers dossiers) : WorkspacePage(work)
{
    /// <summary>A page of it.</summary>
    public Page<CaseItemView> Cases { get; private set; } = new([], null);
    /// <summary>The first words, where they were asked for with the page.</summary>
    public IReadOnlyList<ReadHeadlines.HeadlineView>? Headlines { get; private set; }
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;
    /// <summary>Where the page before ended.</summary>
    public string? From { get; private set; }

    /// <summary>Lists it; <c>words</c> reads the first words with it, for browsers without scripts.</summary>
    public async Task<IActionResult> OnGetAsync(string? cursor, bool words)
    {
        From = cursor;
        var outcome = await ListCases.Handle(new CaseFilter { Inbox = true, Cursor = cursor }, Work, directory);
        if (!outcome.IsDone) return NotFound();
        Cases = outcome.Value!;
        // Reading commits its audit entry, so it comes last.
        if (words && Cases.Items.Count > 0 && !Actor.Locked) Headlines = (await ReadHeadlines.Handle(string.Join(',', Cases.Items.Select(c => c.Id)), Work, dossiers)).Value;
        return Page();
    }
}
