using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>One issue that was shared with the own organization: what it says, what was answered, what comes next.</summary>
[Needs(CasesPermissions.ReadShared)]
public sealed class SharedIssueModel(Work work, Keystore keystore) : WorkspacePage(work)
{
    /// <summary>The packet; null while the session holds no key to it.</summary>
    public SharedIssueView? Issue { get; private set; }
    /// <summary>The packet's id.</summary>
    public Guid Id { get; private set; }
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;
    /// <summary>Whether this person may answer; a buyer reads.</summary>
    public bool MayAnswer => Actor.May(CasesPermissions.RespondToShared);

    /// <summary>Whether this person may say that its company takes part.</summary>
    public bool MayJoin => Actor.May(ClocksPermissions.JoinRemedy);
    /// <summary>What was typed into the form of joining.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;

    /// <summary>Joins the remediation.</summary>
    public async Task<IActionResult> OnPostJoinAsync(Guid id, IFormCollection form)
    {
        if (!MayJoin) return NotFound();
        Said = new Filled(form);
        return await After(await JoinRemedy.Join(id, new(Said.Choice<JoinKind>("kind"), Said.Text("note"), Said.Ticked("named")), Work, keystore), $"/app/shared/{id}", () => OnGetAsync(id));
    }

    /// <summary>Leaves it.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(Guid id) =>
        MayJoin ? await After(await JoinRemedy.Leave(id, Work), $"/app/shared/{id}", () => OnGetAsync(id)) : NotFound();

    /// <summary>Shows it. That it was opened is kept.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var (why, status) = (Refusals, Response.StatusCode);
        Id = id;
        var outcome = await ReadSharedIssue.Handle(id, Work, keystore);
        if (!outcome.IsDone) return await After(outcome, "", () => Task.FromResult<IActionResult>(Page()));
        Issue = outcome.Value;
        // Shown again after a refusal: the reasons stay.
        (Refusals, Response.StatusCode) = (why, status);
        return Page();
    }
}
