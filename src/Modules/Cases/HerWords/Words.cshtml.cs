using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The room of her words: packets as she saw them before they went, and questions that she answers by tapping.</summary>
[Needs(CasesPermissions.Read)]
public sealed class WordsModel(Work work, Dossiers dossiers, IWorkerChannels channels) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>What there is.</summary>
    public ReadWords.WordsView View { get; private set; } = null!;
    /// <summary>Which form was sent: its kind and its id.</summary>
    public string Scope { get; private set; } = "";
    /// <summary>She can answer by her receipt.</summary>
    public bool BehindReceipt { get; private set; }
    /// <summary>Questions of the table that do not wait for her already.</summary>
    public IEnumerable<string> CanAsk => QuestionTable.All.Select(q => q.Code).Except(View.Questions.Where(q => q.State == "Asked").Select(q => q.Code));
    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string scope) => Scope == scope ? Refusals : [];

    /// <summary>Shows it; the reading is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var page = await Show(id);
        if (page is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult) return page;
        Work.Audit("case.words-read", "case", id);
        await Work.Commit();
        return page;
    }

    /// <summary>Asks her.</summary>
    public Task<IActionResult> OnPostAskAsync(Guid id, IFormCollection form) => Do(id, form, "ask", said => new AskQuestions.Input(said.All("codes"),
            said.Text("text") is null && said.All("choices").Count == 0 ? null : new AskQuestions.Free(said.Words("text"), said.All("choices"), said.Words("language"))),
        async input => await AskQuestions.Handle(id, null, input, Work, dossiers, channels));

    /// <summary>Records what she says.</summary>
    public Task<IActionResult> OnPostAnswerAsync(Guid id, Guid question, IFormCollection form) => Do(id, form, "answer-" + question, said => new AnswerQuestion.Input(said.Words("answer"), said.Words("channel")),
        async input => await AnswerQuestion.Record(question, Said.Version, input, Work));

    /// <summary>Takes a question back.</summary>
    public Task<IActionResult> OnPostTakeBackAsync(Guid id, Guid question, IFormCollection form) => Do(id, form, "answer-" + question, said => said, async said => await TakeBackQuestion.Handle(question, said.Version, Work));

    /// <summary>How an answer looks.</summary>
    public static string Tone(RenderingState state) => state switch { RenderingState.Yes => "good", RenderingState.No => "bad", RenderingState.Change => "wait", RenderingState.Asked => "away", _ => "done" };

    private Task<IActionResult> Do<TInput>(Guid id, IFormCollection form, string scope, Func<Filled, TInput> read, Func<TInput, Task<Outcome>> act)
    {
        Scope = scope;
        return Actor.May(CasesPermissions.Write) ? Act(id, form, read, act, () => $"/app/cases/{id}/words") : Task.FromResult<IActionResult>(NotFound());
    }

    /// <inheritdoc />
    protected override async Task Load()
    {
        // After a refusal nothing is committed, so nothing sealed is opened either.
        View = (await ReadWords.Prepare(Head.CaseId, null, Work, Said.IsSent ? null : dossiers))!;
        BehindReceipt = (await channels.Contacts(Work, await Work.All<Guid>("select contact_id from cases.file where case_id = $1", Head.CaseId))).Values.Any(c => c.CanBeAnswered);
    }
}
