using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Reads one packet as the business it was released to, with the business's own key.</summary>
public static class ReadSharedIssue
{
    /// <summary>Reads the packet. That it was opened is kept, and shown to whoever may one day have to take it back.</summary>
    public static async Task<Outcome<SharedIssueView>> Handle(Guid id, Work work, Keystore keystore)
    {
        var row = await work.FirstOrNone<SharedIssueRow>(SharedIssueRow.Query + " where s.id = $1 and s.recipient_org = access.org() and s.state = 'Released'", id);
        if (row is null) return Outcome<SharedIssueView>.Missing;
        if (!(await Packets.Open(work, keystore, [id])).TryGetValue(id, out var key))
            return Outcome<SharedIssueView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        Opened(work, row);
        work.Audit("shared-issue.read", "share", id);
        return await work.Commit(SharedIssueView.Of(row, key, work.Now) with { Remedy = await JoinRemedy.Of(work, id) });
    }

    /// <summary>Keeps the first opening.</summary>
    internal static void Opened(Work work, SharedIssueRow row) => work.Write("select cases.note_opened($1, $2)", row.Id, work.Today);
}
