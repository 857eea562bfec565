using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A case on one page: facts, issues and what happened, what can be done next with the reason beside what cannot be done yet.</summary>
[Needs(CasesPermissions.Read)]
public sealed class CasePageModel(Work work, ReadCase reading, Words words) : WorkspacePage(work)
{
    /// <summary>The case.</summary>
    public CaseView Case { get; private set; } = null!;
    /// <summary>What happened, newest first.</summary>
    public IReadOnlyList<Happened> Stream { get; private set; } = [];
    /// <summary>What can be done with the case as a whole.</summary>
    public IReadOnlyList<CaseAct> Acts { get; private set; } = [];
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;
    /// <summary>Whether she can be answered by her receipt.</summary>
    public bool CanBeAnswered => Case.Contacts.Any(c => c.CanBeAnswered);

    /// <summary>Reads it; the reading is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Clocks = await ReadClocks.Clocks(Work, id);
        var outcome = await reading.Handle(id, Work);
        if (outcome.Value is not { } view) return NotFound();
        Case = view;
        Stream = CaseStream.Of(view, words);
        Acts = CaseActs.Of(view);
        return Page();
    }

    /// <summary>Every clock of the case.</summary>
    public IReadOnlyList<ClockView> Clocks { get; private set; } = [];

    /// <summary>The clocks of an issue that wait for something, in words.</summary>
    public IEnumerable<(ClockView Clock, string What)> ClocksOf(IssueView issue) =>
        Clocks.Where(c => c.Open && c.IssueId == issue.Id && c.Kind is not ClockKind.Resolution).Select(c => (c, ClockWords.Say(c, words)));
}
