using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Judges, before anything goes to a business, what telling it could do to the worker (Do No Harm; C8).</summary>
public static class RecordSafetyReview
{
    /// <summary>The review.</summary>
    /// <param name="Risk">One of <see cref="CaseCodes.Risks"/>.</param>
    /// <param name="Decision">Proceed, wait or never.</param>
    /// <param name="Measures">Safeguards, of <see cref="CaseCodes.Measures"/>.</param>
    /// <param name="Note">In words; sealed.</param>
    /// <param name="TimingIdentifiesNobody">The moment of a release would point at nobody.</param>
    /// <param name="WishesRecorded">What the worker wants is recorded (critical path, step 2).</param>
    /// <param name="LeadTold">The safeguarding lead was told (critical path, step 3).</param>
    public sealed record Input(string Risk, SafetyDecision? Decision, IReadOnlyList<string>? Measures = null, string? Note = null,
        bool TimingIdentifiesNobody = false, bool WishesRecorded = false, bool LeadTold = false);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        foreach (var reason in Given.Choice(input.Risk, CaseCodes.Risks, "risk")) yield return reason;
        if (input.Decision is null) yield return new BadInput("input.required", "decision");
        foreach (var reason in Given.Choices(input.Measures, CaseCodes.Measures, "measures")) yield return reason;
        foreach (var reason in Given.OptionalText(input.Note, "note")) yield return reason;
    }

    /// <summary>Records the review. When it says proceed, every issue that waits for it moves on.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        var dossier = await dossiers.Open(work, row.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        var party = CaseParty.Of(work.Actor);
        var review = Guid.NewGuid();
        work.Write("""
            insert into cases.safety_review (id, org_id, case_id, risk, decision, timing_identifies_nobody, wishes_recorded, lead_told, measures, by_person, day, ct)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """, review, row.OrgId, id, input.Risk, input.Decision, input.TimingIdentifiesNobody, input.WishesRecorded, input.LeadTold, (input.Measures ?? []).Distinct().ToArray(),
            work.Actor.PersonId, work.Today, string.IsNullOrWhiteSpace(input.Note) ? null : dossier.Value!.Seal(SealedColumns.SafetyNote, review, input.Note));
        IssueClocks.ActedUpon(work, id, await CaseCalendar.Of(work, id));
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.safety-reviewed", party, new { risk = input.Risk, decision = input.Decision, measures = input.Measures });
        // The review is the first step of the critical path, and its ticks are the next two: the checklist is the one source.
        if (row.Critical)
        {
            RecordPathStep.Queue(work, row, PathStep.SafetyAssessed, PathStepState.Done, null);
            if (input.WishesRecorded) RecordPathStep.Queue(work, row, PathStep.WishesRecorded, PathStepState.Done, null);
            if (input.LeadTold) RecordPathStep.Queue(work, row, PathStep.LeadTold, PathStepState.Done, null);
        }
        if (input.Decision is SafetyDecision.Proceed)
            foreach (var issue in await work.All<Guid>("select id from cases.labor_issue where case_id = $1 and state = 'Triaged' order by seq", id))
                if ((await IssueFile.Hold(work, issue)).Value is { } file && file.Move(work, IssueAction.ReviewSafety, party, file.Facts) is { Count: > 0 } reasons)
                    return Outcome<ActView>.Refused(reasons);
        return await work.Commit(new ActView(review, null, row.State));
    }
}
