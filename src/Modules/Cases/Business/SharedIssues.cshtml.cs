using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The issues that were shared with the own organization.</summary>
[Needs(CasesPermissions.ReadShared)]
public sealed class SharedIssuesModel(Work work, Keystore keystore) : WorkspacePage(work)
{
    /// <summary>Rows of a page.</summary>
    private const int Rows = 50;

    /// <summary>A page of them.</summary>
    public Page<SharedIssueView> Issues { get; private set; } = new([], null);
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;
    /// <summary>Whether this person may answer; a buyer reads.</summary>
    public bool MayAnswer => Actor.May(CasesPermissions.RespondToShared);
    /// <summary>Only what came because the business did not answer.</summary>
    public bool Escalated { get; private set; }
    /// <summary>Whether something can come to this person by an escalation.</summary>
    public bool HearsEscalations => Actor.May(ClocksPermissions.JoinRemedy);
    /// <summary>Not the first page.</summary>
    public bool IsLater { get; private set; }

    /// <summary>Lists them.</summary>
    public async Task<IActionResult> OnGetAsync(string? cursor, bool? escalated)
    {
        Escalated = escalated is true;
        IsLater = cursor is not null;
        var outcome = await ListSharedIssues.Handle(Rows, cursor, Work, keystore, Escalated ? true : null);
        if (!outcome.IsDone) return await After(outcome, "", () => Task.FromResult<IActionResult>(Page()));
        Issues = outcome.Value!;
        return Page();
    }
}
