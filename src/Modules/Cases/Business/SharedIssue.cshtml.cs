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

    /// <summary>Shows it. That it was opened is kept.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Id = id;
        var outcome = await ReadSharedIssue.Handle(id, Work, keystore);
        if (!outcome.IsDone) return await After(outcome, "", () => Task.FromResult<IActionResult>(Page()));
        Issue = outcome.Value;
        return Page();
    }
}
