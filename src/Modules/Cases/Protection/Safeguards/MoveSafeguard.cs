using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Puts a measure in place, looks whether it works, or ends it.</summary>
public static class MoveSafeguard
{
    /// <summary>What is done.</summary>
    /// <param name="Act">Which of the three.</param>
    /// <param name="Finding">At a review: one of <see cref="ProtectionCodes.Findings"/>.</param>
    /// <param name="ReviewOn">The next review; null keeps the usual span for a measure without a risk.</param>
    /// <param name="Owner">Another colleague who sees to it from now on; null leaves it.</param>
    /// <param name="Note">In words; sealed into the file. Needed to end it.</param>
    public sealed record Input(SafeguardAct? Act, string? Finding = null, DateOnly? ReviewOn = null, Guid? Owner = null, string? Note = null);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, DateOnly today)
    {
        if (input.Act is null) yield return new BadInput("input.required", "act");
        if (input.Act is SafeguardAct.Review)
            foreach (var reason in Given.Choice(input.Finding, ProtectionCodes.Findings, "finding")) yield return reason;
        if (input.ReviewOn < today) yield return new BadInput("safeguard.review-in-the-past", "reviewOn");
        if (input.ReviewOn > today.AddDays(366)) yield return new BadInput("safeguard.review-too-late", "reviewOn");
        foreach (var reason in Given.OptionalText(input.Note, "note")) yield return reason;
    }

    /// <summary>Does it.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers, IDirectory directory)
    {
        if (WhyNot(input, work.Today).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var of = await work.FirstOrNone<Guid?>("select case_id from cases.safeguard where id = $1", id);
        if (of is null) return Outcome<ActView>.Missing;
        // The case first, as in every act: two acts cannot wait for each other.
        var held = await CaseFile.Hold(work, of.Value, null);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (row, party) = (held.Value!, CaseParty.Of(work.Actor));
        var found = (await work.FirstOrNone<Row>("""
            select s.state, s.version, s.review_on, r.level from cases.safeguard s left join cases.risk r on r.id = s.risk_id where s.id = $1 for update of s
            """, id))!;
        if (version is { } asked && asked != found.Version) return Outcome<ActView>.Stale;
        var decision = SafeguardFlow.Table.Decide(found.State, input.Act!.Value, party, new(!string.IsNullOrWhiteSpace(input.Note)));
        if (!decision.Allowed) return Outcome<ActView>.Refused(decision.Refusals);
        if (input.Owner is { } named && !(await directory.CaseHandlers(work)).Any(c => c.Id == named)) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "owner"));
        var note = await SealedNote.Add(work, dossiers, row.DossierId, "safeguard-note", row.Language, input.Note);
        if (!note.IsDone) return Outcome<ActView>.From(note);
        // A measure that turns out too weak or harmful is looked at again tomorrow, unless somebody says when.
        var next = input.ReviewOn ?? (input.Act is SafeguardAct.Review
            ? work.Today.AddDays(input.Finding is "works" ? RiskTable.ReviewDays(found.Level) : 1) : found.ReviewOn);
        work.Write("""
            update cases.safeguard set state = $2, review_on = $3, owner = coalesce($4, owner), finding = coalesce($5, finding), note = coalesce($6, note),
                   in_place_on = case when $2 = 'InPlace' then coalesce(in_place_on, $7) else in_place_on end, ended_on = case when $2 = 'Ended' then $7 end,
                   reviewed_on = case when $8 then $7 else reviewed_on end, version = version + 1
             where id = $1
            """, id, decision.To, next, input.Owner, input.Finding, note.Value!.Id, work.Today, input.Act is SafeguardAct.Review);
        CaseFile.Touch(work, row.Id);
        CaseLog.Note(work, row.OrgId, row.Id, null, input.Act switch { SafeguardAct.PutInPlace => "case.safeguard-in-place", SafeguardAct.Review => "case.safeguard-reviewed", _ => "case.safeguard-ended" },
            party, new { safeguard = id, finding = input.Finding, reviewOn = decision.To is SafeguardState.Ended ? (DateOnly?)null : next });
        if (input.Finding is "doesHarm") work.Notify("case.safeguard-harms", "case", row.Id, role: Roles.Supervisor);
        if (input.Owner is { } other && other != work.Actor.PersonId) work.Notify("case.safeguard-yours", "case", row.Id, other);
        return await work.Commit(new ActView(id, null, row.State));
    }

    private sealed record Row(SafeguardState State, int Version, DateOnly ReviewOn, RiskLevel? Level);
}
