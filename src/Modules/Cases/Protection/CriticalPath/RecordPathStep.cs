using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Records what is done of the critical path, or what is refused and why. A step may be recorded again: the last word holds, the earlier stays.</summary>
public static class RecordPathStep
{
    /// <summary>The step.</summary>
    /// <param name="Step">Which.</param>
    /// <param name="State">Done, or declined with a note.</param>
    /// <param name="To">Step 5: one of <see cref="CaseCodes.ReferralKinds"/>; step 6: one of <see cref="ProtectionCodes.Authorities"/>.</param>
    /// <param name="PoliceEndangers">Step 6: whether contact with the police endangers her.</param>
    /// <param name="LegalDuty">Step 6: whether a law asks for the report.</param>
    /// <param name="Agrees">Step 6: whether she agrees.</param>
    /// <param name="Suspects">Step 7: organizations of the network that nothing may go to.</param>
    /// <param name="SuspectOutside">Step 7: the employer outside the network is one.</param>
    /// <param name="Note">In words; sealed into the file. Her wishes (step 2) cannot be recorded without.</param>
    public sealed record Input(PathStep? Step, PathStepState State = PathStepState.Done, string? To = null, Known PoliceEndangers = Known.Unknown, Known LegalDuty = Known.Unknown,
        Known Agrees = Known.Unknown, IReadOnlyList<Guid>? Suspects = null, bool SuspectOutside = false, string? Note = null);

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Step is not { } step) { yield return new BadInput("input.required", "step"); yield break; }
        if (input.State is PathStepState.Done && step is PathStep.Referred)
            foreach (var reason in Given.Choice(input.To, CaseCodes.ReferralKinds, "to")) yield return reason;
        if (input.State is PathStepState.Done && step is PathStep.AuthorityReported)
            foreach (var reason in Given.Choice(input.To, ProtectionCodes.Authorities, "to")) yield return reason;
        if (step is PathStep.WishesRecorded && string.IsNullOrWhiteSpace(input.Note)) yield return new BadInput("input.required", "note");
        if (input.Suspects?.Count > 20) yield return new BadInput("input.too-many", "suspects", 20);
        foreach (var reason in Given.OptionalText(input.Note, "note")) yield return reason;
        foreach (var reason in PathSteps.WhyNot(new(step, input.State, !string.IsNullOrWhiteSpace(input.Note), input.To, input.PoliceEndangers, input.LegalDuty, input.Agrees))) yield return reason;
    }

    /// <summary>Records it.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers, IDirectory directory)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        if (!row.Critical) return Outcome<ActView>.Refused(new ProtectionRefusals.NoCriticalPath());
        var suspects = input.Step is PathStep.SuspectUndisturbed && input.State is PathStepState.Done ? (input.Suspects ?? []).Distinct().ToArray() : [];
        if (suspects.Length > 0 && (await directory.Organizations(work, suspects)).Count < suspects.Length) return Outcome<ActView>.Refused(new BadInput("input.not-a-choice", "suspects"));
        var note = await SealedNote.Add(work, dossiers, row.DossierId, "path-note", row.Language, input.Note);
        if (!note.IsDone) return Outcome<ActView>.From(note);
        var report = input.Step is PathStep.AuthorityReported;
        var made = Queue(work, row, input.Step!.Value, input.State, note.Value!.Id, input.Step is PathStep.Referred || report ? input.To : null,
            report ? (input.PoliceEndangers, input.LegalDuty, input.Agrees) : null, suspects, input is { Step: PathStep.SuspectUndisturbed, State: PathStepState.Done, SuspectOutside: true });
        // Somebody looked whether she is safe: what the 24-hour clock waits for (C11).
        if (input is { Step: PathStep.SafetyAssessed, State: PathStepState.Done }) IssueClocks.ActedUpon(work, id, await CaseCalendar.Of(work, id));
        return await work.Commit(new ActView(made, null, row.State));
    }

    /// <summary>Queues a step of the checklist.</summary>
    internal static Guid Queue(Work work, CaseRow row, PathStep step, PathStepState state, Guid? note, string? to = null, (Known Police, Known Duty, Known Agrees)? report = null,
        Guid[]? suspects = null, bool suspectOutside = false)
    {
        var id = Guid.NewGuid();
        work.Write("""
            insert into cases.path_step (id, org_id, case_id, step, state, choice, police_endangers, legal_duty, agrees, suspects, suspect_outside, by_person, day, note)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """, id, row.OrgId, row.Id, step, state, to, report?.Police, report?.Duty, report?.Agrees, suspects ?? [], suspectOutside, work.Actor.PersonId, work.Today, note);
        CaseFile.Touch(work, row.Id);
        CaseLog.Note(work, row.OrgId, row.Id, null, state is PathStepState.Done ? "case.path-step-done" : "case.path-step-declined", CaseParty.Of(work.Actor), new { step, to });
        // Step 3 is the telling itself: it reaches the lead with this very act.
        if (step is PathStep.LeadTold) work.Notify("case.path-lead", "case", row.Id, role: Roles.Supervisor);
        return id;
    }
}
