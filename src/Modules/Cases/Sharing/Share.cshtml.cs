using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>A packet exactly as the business would see it, beside what was looked at; approved by a second person, released, taken back.</summary>
[Needs(CasesPermissions.Read)]
public sealed class ShareModel(Work work, IDirectory directory, Dossiers dossiers, Keystore keystore) : WorkspacePage(work)
{
    /// <summary>The packet.</summary>
    public ShareView Share { get; private set; } = null!;
    /// <summary>Reference of its case.</summary>
    public string Reference { get; private set; } = "";
    /// <summary>The issue it is about.</summary>
    public string IssueCode { get; private set; } = "";
    /// <summary>It was composed by whoever looks at it.</summary>
    public bool IsOwn { get; private set; }
    /// <summary>It may go out at once: the issue is critical, or the reviewer recorded that the timing identifies nobody.</summary>
    public bool GoesAtOnce { get; private set; }
    /// <summary>What was typed.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;

    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;
    /// <summary>Which of the smaller forms was sent; empty for the others.</summary>
    public string Scope { get; private set; } = "";
    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string scope) => Scope == scope ? Refusals : [];

    /// <summary>Every check passes, none is left to a second person.</summary>
    public bool IsBlocked => Share.Checks.Any(c => c.Result is CheckResult.Block);

    private sealed record Head(string Reference, string Code, Guid Author, bool Critical, bool SafeTiming);

    /// <summary>Shows it. The reading is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadHead(id)) return NotFound();
        var outcome = await ReadShare.Handle(id, Work, keystore, directory);
        if (!outcome.IsDone) return NotFound();
        Share = outcome.Value!;
        return Page();
    }

    /// <summary>Approves it as the second person.</summary>
    public Task<IActionResult> OnPostApproveAsync(Guid id, IFormCollection form) => Act(id, form, CasesPermissions.ApproveShare, async () => await ApproveShare.Handle(id, Said.Version, Work, directory));

    /// <summary>Releases it, now or with the weekly batch.</summary>
    public Task<IActionResult> OnPostReleaseAsync(Guid id, IFormCollection form) => Act(id, form, CasesPermissions.ReleaseShare,
        async () => await ReleaseShare.Handle(id, Said.Version, new ReleaseShare.Input(Said.Ticked("now"), Said.Text("reason")), Work, directory, dossiers, keystore));

    /// <summary>Makes one fact coarser by one step, or leaves it out.</summary>
    public Task<IActionResult> OnPostGeneralizeAsync(Guid id, IFormCollection form) => Act(id, form, CasesPermissions.DraftShare,
        async () => await GeneralizeShare.Handle(id, Said.Version, new GeneralizeShare.Input(Said.Words("field"), Said.Text("from"), Said.Ticked("leaveOut")), Work, directory, dossiers, keystore));

    /// <summary>Puts it off, or takes that back.</summary>
    public Task<IActionResult> OnPostDelayAsync(Guid id, IFormCollection form)
    {
        Scope = "delay";
        return Act(id, form, CasesPermissions.ReleaseShare, async () =>
        {
            var (day, never) = (Said.Day("notBefore"), Said.Ticked("never"));
            return Said.Wrong.Count > 0 ? Outcome.Refused(Said.Wrong)
                : !never && day is null ? Outcome.Refused(new BadInput("input.required", "notBefore"))
                : await DelayShare.Handle(id, Said.Version, new DelayShare.Input(never ? null : day, Said.Text("reason")), Work, directory, dossiers);
        });
    }

    /// <summary>Asks a second person to look.</summary>
    public Task<IActionResult> OnPostSecondAsync(Guid id, IFormCollection form)
    {
        Scope = "second";
        return Act(id, form, CasesPermissions.DraftShare, async () => await AskSecondPerson.Handle(id, Said.Version, new AskSecondPerson.Input(Said.Text("note")), Work, directory, dossiers));
    }

    /// <summary>Takes it back.</summary>
    public Task<IActionResult> OnPostRevokeAsync(Guid id, IFormCollection form) => Act(id, form, CasesPermissions.DraftShare, async () => await RevokeShare.Handle(id, Said.Version, Work));

    private async Task<IActionResult> Act(Guid id, IFormCollection form, string permission, Func<Task<Outcome>> handle)
    {
        // The page is for reading; each of its buttons has a permission of its own.
        if (!Actor.May(permission)) return NotFound();
        Said = new Filled(form);
        return await After(await handle(), $"/app/shares/{id}", () => Again(id));
    }

    // Coded facts only: nothing sealed is shown in a transaction that a refused act began.
    private async Task<IActionResult> Again(Guid id)
    {
        if (!await LoadHead(id) || await ReadShare.View(Work, id, null) is not { } share) return NotFound();
        Share = share;
        return Page();
    }

    private async Task<bool> LoadHead(Guid id)
    {
        var head = await Work.FirstOrNone<Head>("""
            select c.reference, i.code, s.author, i.critical or c.severity = 'Critical' as critical,
                   coalesce((select r.timing_identifies_nobody from cases.safety_review r where r.case_id = c.id order by r.seq desc limit 1), false) as safe_timing
              from cases.share s join cases.labor_issue i on i.id = s.issue_id join cases."case" c on c.id = s.case_id where s.id = $1 and s.org_id = access.org()
            """, id);
        if (head is null) return false;
        (Reference, IssueCode, IsOwn, GoesAtOnce) = (head.Reference, head.Code, head.Author == Actor.PersonId, head.Critical || head.SafeTiming);
        return true;
    }
}
