using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Closes a labor issue. Only the worker's confirmation of the remedy as it stands today can close it (C1); an open report of retaliation blocks it (C5).</summary>
public static class CloseIssue
{
    /// <summary>Closes the issue.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid issue, int? version, Work work)
    {
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var file = held.Value!;
        return file.Move(work, IssueAction.Close, CaseParty.Of(work.Actor), file.Facts) is { Count: > 0 } reasons
            ? Outcome<ActView>.Refused(reasons)
            : await work.Commit(file.Stand());
    }
}
