using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Takes back what was asked of her about a packet, before she answered, with the reason. What she said before of this business and this issue holds again.</summary>
public static class TakeBackAsking
{
    /// <summary>Why; one of <see cref="HerWordPolicy.TakeBackReasons"/>.</summary>
    public sealed record Input(string Reason);

    /// <summary>Takes it back.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work)
    {
        if (Given.Choice(input.Reason, HerWordPolicy.TakeBackReasons, "reason").ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var of = await work.FirstOrNone<Guid?>("select case_id from cases.rendering where id = $1", id);
        if (of is null) return Outcome<ActView>.Missing;
        var held = await CaseFile.Hold(work, of.Value, null);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = (await work.FirstOrNone<Row>("select share_id, issue_id, state, version from cases.rendering where id = $1 for update", id))!;
        if (version is { } read && read != row.Version) return Outcome<ActView>.Stale;
        if (HerWordPolicy.WhyNotTakeBack(row.State).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        work.Write("update cases.rendering set state = 'TakenBack', taken_back_for = $2, version = version + 1 where id = $1", id, input.Reason);
        CaseFile.Touch(work, of.Value);
        CaseLog.Note(work, held.Value!.OrgId, of.Value, row.IssueId, "share.asking-taken-back", CaseParty.Of(work.Actor), new { share = row.ShareId, reason = input.Reason });
        return await work.Commit(new ActView(id, null, held.Value.State));
    }

    private sealed record Row(Guid ShareId, Guid IssueId, RenderingState State, int Version);
}
