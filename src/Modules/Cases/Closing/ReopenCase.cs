using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Opens a closed case again, with a reason: the worker asks for more, or retaliation followed. Its issues are reopened one by one.</summary>
public static class ReopenCase
{
    /// <summary>Reopens the case.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, WrittenReason input, Work work, Dossiers dossiers)
    {
        if (Given.OptionalText(input.Reason, "reason", 8192).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (row, party) = (held.Value!, CaseParty.Of(work.Actor));
        var decision = CaseFlow.Decide(row.State, CaseAction.Reopen, party, row.Facts with { ReasonGiven = !string.IsNullOrWhiteSpace(input.Reason) });
        if (!decision.Allowed) return Outcome<ActView>.Refused(decision.Refusals);
        var dossier = await dossiers.Open(work, row.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        dossier.Value!.AddNarrative(work, "reopen-reason", row.Language, input.Reason!);
        work.Write("update cases.\"case\" set state = $2, closed_on = null, close_reason = null, version = version + 1 where id = $1", id, decision.To);
        CaseLog.Note(work, row.OrgId, id, null, "case.reopened", party);
        return await work.Commit(new ActView(id, null, decision.To));
    }
}
