using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Takes a matter to the next level on the business's side: primary focal point, escalation focal point, buyer; a serious one skips the first (C10).</summary>
public static class EscalateCase
{
    /// <summary>To whom, and why.</summary>
    /// <param name="Level">The level.</param>
    /// <param name="Reason">One of <see cref="CaseCodes.EscalationReasons"/>.</param>
    /// <param name="IssueId">The issue.</param>
    public sealed record Input(EscalationLevel? Level, string Reason, Guid IssueId);

    /// <summary>Another level comes first.</summary>
    public sealed record OutOfOrder(EscalationLevel? Next) : Refusal("case.escalation-out-of-order")
    {
        /// <inheritdoc />
        public override string Field => "level";
    }

    /// <summary>Every reason against the step.</summary>
    public static IEnumerable<Refusal> WhyNot(EscalationLevel? reached, EscalationLevel wanted, bool serious)
    {
        if (EscalationOrder.Next(reached, serious) is var next && next != wanted) yield return new OutOfOrder(next);
    }

    /// <summary>Records the escalation.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work)
    {
        List<Refusal> wrong = [.. Given.Choice(input.Reason, CaseCodes.EscalationReasons, "reason")];
        if (input.Level is null) wrong.Add(new BadInput("input.required", "level"));
        if (wrong.Count > 0) return Outcome<ActView>.Refused(wrong);
        var kase = await CaseFile.Hold(work, id, version);
        if (!kase.IsDone) return Outcome<ActView>.From(kase);
        var held = await IssueFile.Hold(work, input.IssueId);
        if (!held.IsDone || held.Value!.Row.CaseId != id) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "issueId"));
        var (file, row) = (held.Value!, held.Value!.Row);
        EscalationLevel? reached = row.EscalatedTo is null ? null : Enum.Parse<EscalationLevel>(row.EscalatedTo);
        var suppressed = await work.FirstOrNone<bool>("select exists (select 1 from cases.voice_suppression where case_id = $1)", id);
        if (WhyNot(reached, input.Level!.Value, EscalationOrder.IsSerious(row.Severity ?? Severity.Low, row.Critical, suppressed)).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        work.Write("update cases.labor_issue set escalated_to = $2, version = version + 1 where id = $1", row.Id, input.Level);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, row.Id, "issue.escalated", CaseParty.Of(work.Actor), new { level = input.Level, reason = input.Reason });
        return await work.Commit(file.Stand());
    }
}
