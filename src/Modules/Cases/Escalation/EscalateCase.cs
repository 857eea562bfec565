using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

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

    /// <summary>Nothing went out that could be escalated.</summary>
    public sealed record NothingShared() : Refusal("escalation.nothing-shared");

    /// <summary>Every reason against the step.</summary>
    public static IEnumerable<Refusal> WhyNot(EscalationLevel? reached, EscalationLevel wanted, bool serious)
    {
        if (EscalationOrder.Next(reached, serious) is var next && next != wanted) yield return new OutOfOrder(next);
    }

    /// <summary>Takes the step: whoever it names is told, as by the clock.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, IDirectory directory, EscalationPost post)
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
        // What waits for an answer; else what the business was told last.
        var told = await work.FirstOrNone<Told>("""
            select s.id, s.recipient_org, k.id as clock from cases.share s left join cases.clock k on k.share_id = s.id and k.kind = 'Response' and k.is_open
             where s.issue_id = $1 and s.state = 'Released' and s.escalated_on is null order by k.id is null, s.released_on desc, s.id limit 1
            """, row.Id);
        if (told is null) return Outcome<ActView>.Refused(new NothingShared());
        if (file.IsSuspect(told.RecipientOrg)) return Outcome<ActView>.Refused(new Escalate.SuspectUndisturbed());
        var escalate = new Escalate(post, directory);
        var matter = new Escalate.Matter(file, told.Clock, told.Id, told.RecipientOrg, work.Today);
        var party = CaseParty.Of(work.Actor);
        if (input.Level is EscalationLevel.Buyer)
        {
            if (await escalate.WhyNotBuyers(work, file) is { Count: > 0 } against) return Outcome<ActView>.Refused(against);
            if (await escalate.TellBuyers(work, matter, party, input.Reason) is not Escalate.Buyer) return Outcome<ActView>.Refused(new Escalate.NoPacketForBuyer());
        }
        else
        {
            var first = input.Level is EscalationLevel.PrimaryFocalPoint;
            await escalate.Tell(work, matter, first ? Escalate.Remind : Escalate.FocalPoint, input.Level!.Value, first ? "shared-issue.reminder" : "shared-issue.escalation", party, new { level = input.Level, reason = input.Reason });
        }
        return await work.Commit(file.Stand());
    }

    private sealed record Told(Guid Id, Guid? RecipientOrg, Guid? Clock);
}
