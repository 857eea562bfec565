using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Closes a case without labor issues (C7), or one whose issues are all at an end.</summary>
public static class CloseCase
{
    /// <summary>How it ended.</summary>
    /// <param name="Reason">One of <see cref="CaseCodes.CloseReasons"/>.</param>
    public sealed record Input(string Reason);

    /// <summary>Closes the case.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work)
    {
        if (Given.Choice(input.Reason, CaseCodes.CloseReasons, "reason").ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (row, party) = (held.Value!, CaseParty.Of(work.Actor));
        var decision = CaseFlow.Decide(row.State, CaseAction.Close, party, row.Facts);
        if (!decision.Allowed) return Outcome<ActView>.Refused(decision.Refusals);
        work.Write("update cases.\"case\" set state = $2, closed_on = $3, close_reason = $4, version = version + 1 where id = $1", id, decision.To, work.Today, input.Reason);
        CaseLog.Note(work, row.OrgId, id, null, "case.closed", party, new { reason = input.Reason });
        return await work.Commit(new ActView(id, null, decision.To));
    }
}
