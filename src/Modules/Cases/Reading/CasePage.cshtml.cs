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
        var outcome = await reading.Handle(id, Work);
        if (outcome.Value is not { } view) return NotFound();
        Case = view;
        Stream = CaseStream.Of(view, words);
        Acts = CaseActs.Of(view);
        return Page();
    }

    /// <summary>The clocks of an issue: the day, what is due, in its order.</summary>
    public IEnumerable<(DateOnly Day, string What)> ClocksOf(IssueView issue)
    {
        if (issue.State is IssueState.SharedWithBusiness)
            foreach (var share in issue.Shares.Where(s => s is { State: ShareState.Released, DueOn: not null })) yield return (share.DueOn!.Value, words.Format("clock.answer", ("Recipient", share.Recipient), ("Day", share.DueOn)));
        if (issue.State is IssueState.ActionAgreed)
            foreach (var action in issue.Actions.Where(a => a is { State: ActionState.Agreed, DueOn: not null })) yield return (action.DueOn!.Value, words.Format("clock.action", ("Day", action.DueOn)));
        if (issue.State is IssueState.ActionReported or IssueState.AwaitingValidation)
            yield return (ValidationReminder.DueOn(issue.StateOn), words.Format("clock.validation", ("Day", issue.StateOn)));
    }
}
