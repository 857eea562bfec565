using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>A second person looks at a packet and agrees. Nobody approves an own packet, and no blocking check can be approved away.</summary>
public static class ApproveShare
{
    /// <summary>Approves the packet.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Work work, IDirectory directory)
    {
        var found = await ShareFile.Hold(work, id, version, directory);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var held = found.Value!;
        if (SharePolicy.WhyNotApprove(held.Facts, work.Actor.PersonId).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        work.Write("update cases.share set state = 'Approved', approved_by = $2, version = version + 1 where id = $1", id, work.Actor.PersonId);
        CaseFile.Touch(work, held.Row.CaseId);
        CaseLog.Note(work, held.Row.OrgId, held.Row.CaseId, held.Row.IssueId, "share.approved", CaseParty.Of(work.Actor), new { share = id });
        if (held.Row.Author != work.Actor.PersonId) work.Notify("share.approved", "share", id, held.Row.Author);
        return await work.Commit(held.Issue.Stand(id));
    }
}
