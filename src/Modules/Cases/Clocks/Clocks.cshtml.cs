using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The room of time of a case: its clocks on a line, what stopped them, who asked for more, who was told when, and what comes next.</summary>
[Needs(CasesPermissions.Read)]
public sealed class ClocksModel(Work work, Keystore keystore, IDirectory directory) : ActPage(work)
{
    /// <summary>An issue of the case.</summary>
    public sealed record IssueLine(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] string Code, [property: Field(FieldClass.C1)] IssueState State, [property: Field(FieldClass.C1)] bool Critical) : IView<Handlers>;

    /// <summary>Everything about time.</summary>
    public ReadClocks.CaseClocksView All { get; private set; } = null!;
    /// <summary>The issues.</summary>
    public IReadOnlyList<IssueLine> Issues { get; private set; } = [];
    /// <summary>Which form was sent: its kind and its id.</summary>
    public string Scope { get; private set; } = "";
    /// <summary>Whether the person may stop clocks and ask for more time.</summary>
    public bool MayPause => Actor.May(ClocksPermissions.Pause);
    /// <summary>Whether the person may grant more time.</summary>
    public bool MayGrant => Actor.May(ClocksPermissions.Grant);
    /// <summary>Since when an issue stands still; null while it does not.</summary>
    public ReadClocks.PauseView? PauseOf(Guid issue) => All.Pauses.LastOrDefault(p => p.IssueId == issue && p.Until is null);
    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string scope) => Scope == scope ? Refusals : [];
    /// <summary>The clocks of an issue; of the case as a whole for null.</summary>
    public IEnumerable<ClockView> ClocksOf(Guid? issue) => All.Clocks.Where(c => c.IssueId == issue);

    /// <summary>What follows next if nothing comes, in the order of its days.</summary>
    public IEnumerable<(DateOnly Day, string What)> NextOf(Guid issue)
    {
        foreach (var clock in ClocksOf(issue).Where(c => c is { Open: true, PausedOn: null }))
        {
            bool Done(string step) => All.Told.Any(t => t.ClockId == clock.Id && t.Step == step);
            if (clock.RemindOn is { } remind && !Done(Escalate.Remind)) yield return (remind, clock.Kind is ClockKind.Validation ? "ask" : "remind");
            if (clock.EscalateOn is { } escalation && !Done(Escalate.FocalPoint)) yield return (escalation, "escalate");
            if (clock.BuyerOn is { } buyer && !Done(Escalate.Buyer)) yield return (buyer, "buyer");
        }
    }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var page = await Show(id);
        await Work.Commit();
        return page;
    }

    /// <summary>Stops the clocks of an issue.</summary>
    public Task<IActionResult> OnPostPauseAsync(Guid id, Guid issue, IFormCollection form) => Do(id, form, "pause-" + issue, MayPause, said => PauseClocks.Pause(issue, null, new(said.Words("reason")), Work));

    /// <summary>Lets them go on.</summary>
    public Task<IActionResult> OnPostResumeAsync(Guid id, Guid issue, IFormCollection form) => Do(id, form, "pause-" + issue, MayPause, _ => PauseClocks.Resume(issue, null, Work));

    /// <summary>Asks for more time.</summary>
    public Task<IActionResult> OnPostExtendAsync(Guid id, Guid clock, IFormCollection form) => Do(id, form, "extend-" + clock, MayPause, said => ExtendClock.Ask(clock, new(said.Number("days") ?? 0, said.Words("reason")), Work));

    /// <summary>Decides on more time.</summary>
    public Task<IActionResult> OnPostDecideAsync(Guid id, Guid extension, IFormCollection form) => Do(id, form, "decide-" + extension, MayGrant, said => ExtendClock.Decide(extension, new(said.Words("granted") == "true"), Work));

    /// <summary>Keeps a packet ready, or not.</summary>
    public Task<IActionResult> OnPostReadyAsync(Guid id, Guid share, IFormCollection form) =>
        Do(id, form, "ready-" + share, Actor.May(CasesPermissions.ReleaseShare), said => KeepReady.Handle(share, null, new(said.Words("ready") == "true"), Work, directory, keystore));

    private Task<IActionResult> Do(Guid id, IFormCollection form, string scope, bool may, Func<Filled, Task<Outcome<ActView>>> act)
    {
        Scope = scope;
        return may ? Act(id, form, said => said, async said => await act(said), () => $"/app/cases/{id}/clocks") : Task.FromResult<IActionResult>(NotFound());
    }

    /// <inheritdoc />
    protected override async Task Load()
    {
        Issues = await Work.All<IssueLine>("select id, code, state, critical from cases.labor_issue where case_id = $1 order by seq", Head.CaseId);
        // After a refusal nothing is committed, so nothing sealed is opened either.
        All = (await ReadClocks.Prepare(Head.CaseId, Work, Said.IsSent ? null : keystore))!;
    }
}
