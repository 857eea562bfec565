using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What a business asks about an issue that was shared with it, and how it sees the matter itself; a buyer reads the accounts that it is shown.</summary>
[Needs(CasesPermissions.ReadShared)]
public sealed class SharedWordsPageModel(Work work, Keystore keystore, WorkFactory works) : WorkspacePage(work)
{
    /// <summary>What passed.</summary>
    public ReadDialogue.DialogueView View { get; private set; } = null!;
    /// <summary>What was typed.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;
    /// <summary>Which form was sent.</summary>
    public string Scope { get; private set; } = "";
    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string scope) => Scope == scope ? Refusals : [];

    /// <summary>Shows it. The reading is in the audit log first.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await ReadDialogue.Of(Work, id, keystore) is not { } view) return NotFound();
        View = view;
        Work.Audit("shared-issue.dialogue-read", "share", id);
        await Work.Commit();
        return Page();
    }

    /// <summary>Asks.</summary>
    public Task<IActionResult> OnPostAskAsync(Guid id, IFormCollection form) => Do(id, form, "ask", DialoguePermissions.Ask, async said => await AskInquiry.Handle(id, new(said.Words("text")), Work, keystore));

    /// <summary>Gives the account.</summary>
    public Task<IActionResult> OnPostAccountAsync(Guid id, IFormCollection form) => Do(id, form, "account", CasesPermissions.RespondToShared, async said => await GiveAccount.Handle(id, new(said.Words("text")), Work, keystore));

    private async Task<IActionResult> Do(Guid id, IFormCollection form, string scope, string permission, Func<Filled, Task<Outcome>> act)
    {
        if (!Actor.May(permission)) return NotFound();
        (Said, Scope) = (new Filled(form), scope);
        return await After(await act(Said), $"/app/shared/{id}/words", async () =>
        {
            // Nothing commits with a refused act: what was said before is read, and the reading kept, apart from it.
            await using var apart = await works.Again(HttpContext, Work, CasesPermissions.ReadShared);
            if (apart is null || await ReadDialogue.Of(apart, id, keystore) is not { } view) return NotFound();
            View = view;
            apart.Audit("shared-issue.dialogue-read", "share", id);
            await apart.Commit();
            return Page();
        });
    }
}

/// <summary>How many questions wait and what was said, for the page of the business: coded facts alone.</summary>
[Needs(CasesPermissions.ReadShared)]
public sealed class SharedWordsPanelModel(Work work) : WorkspacePage(work)
{
    /// <summary>What passed, without the words.</summary>
    public ReadDialogue.DialogueView View { get; private set; } = null!;

    /// <summary>Counts.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await ReadDialogue.Of(Work, id, null) is not { } view) return NotFound();
        View = view;
        return Page();
    }
}
