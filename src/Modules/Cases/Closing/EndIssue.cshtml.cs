using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The acts on an issue that ask for a reason or a word of confirmation and nothing else. The name of the act stands in the address.</summary>
[Needs(CasesPermissions.Close)]
public sealed class EndIssueModel(Work work, Dossiers dossiers, IDirectory directory, EscalationPost post) : ActPage(work)
{
    /// <summary>The acts of this page.</summary>
    public static readonly IReadOnlyList<string> Acts = ["close", "reopen", "return", "withdraw", "dismiss", "contact-lost", "contact-regained", "escalate"];

    /// <summary>Which of them.</summary>
    public string ActName { get; private set; } = "";
    /// <summary>Whether another person asked for the dismissal and this one would agree to it.</summary>
    public bool IsSecondPerson => Head.DismissAskedBy is { } first && first != Actor.PersonId;
    /// <summary>The level that comes next; null when all were told.</summary>
    public EscalationLevel? NextLevel { get; private set; }
    /// <inheritdoc />
    protected override bool IsAboutIssue => true;

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, string act)
    {
        ActName = act;
        return Acts.Contains(act) ? Show(id) : Task.FromResult<IActionResult>(NotFound());
    }

    /// <summary>Does it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, string act, IFormCollection form)
    {
        ActName = act;
        return act switch
        {
            "close" => Act(id, form, said => 0, async _ => await CloseIssue.Handle(id, Said.Version, Work)),
            "reopen" => Act(id, form, Reason, async input => await MoveWithReason.Reopen(id, Said.Version, input, Work, dossiers)),
            "return" => Act(id, form, Reason, async input => await MoveWithReason.ReturnToAction(id, Said.Version, input, Work, dossiers)),
            "withdraw" => Act(id, form, Reason, async input => await MoveWithReason.Withdraw(id, Said.Version, input, Work, dossiers)),
            "dismiss" => Act(id, form, said => new DismissIssue.Input(said.Words("reason"), said.Words("note")), async input => await DismissIssue.Handle(id, Said.Version, input, Work, dossiers)),
            "contact-lost" => Act(id, form, said => 0, async _ => await MarkContact.Lost(id, Said.Version, Work)),
            "contact-regained" => Act(id, form, said => 0, async _ => await MarkContact.Regained(id, Said.Version, Work)),
            "escalate" => Act(id, form, said => new EscalateCase.Input(said.Choice<EscalationLevel>("level"), said.Words("reason"), id), async input => await EscalateCase.Handle(Head.CaseId, null, input, Work, directory, post)),
            _ => Task.FromResult<IActionResult>(NotFound()),
        };
    }

    /// <inheritdoc />
    protected override async Task Load()
    {
        if (ActName != "escalate") return;
        var reached = await Work.FirstOrNone<string>("select escalated_to from cases.labor_issue where id = $1", Head.IssueId);
        NextLevel = EscalationOrder.Next(reached is null ? null : Enum.Parse<EscalationLevel>(reached), EscalationOrder.IsSerious(Head.Severity ?? Severity.Low, Head.Critical,
            await Work.FirstOrNone<bool>("select exists (select 1 from cases.voice_suppression where case_id = $1)", Head.CaseId)));
    }

    private static WrittenReason Reason(Filled said) => new(said.Text("reason"));
}
