using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Records a check-in: tried, reached, what she says. If she is punished for speaking, a report of retaliation opens in the same act.</summary>
public static class RecordCheckIn
{
    /// <summary>What happened.</summary>
    /// <param name="Act">Tried, reached, told, or ended unreached.</param>
    /// <param name="Outcome">What she says, of <see cref="ProtectionCodes.CheckInOutcomes"/>: with <c>tell</c>, or with <c>reach</c> where she could talk at once.</param>
    /// <param name="Note">In words; sealed into the file. Needed where she reports retaliation.</param>
    public sealed record Input(CheckInAct? Act, string? Outcome = null, string? Note = null);

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Act is null or CheckInAct.Revoke) yield return new BadInput(input.Act is null ? "input.required" : "input.not-a-choice", "act");
        if (input.Act is CheckInAct.Tell || input is { Act: CheckInAct.Reach, Outcome: not null })
            foreach (var reason in Given.Choice(input.Outcome, ProtectionCodes.CheckInOutcomes, "outcome")) yield return reason;
        else if (input.Outcome is not null) yield return new BadInput("check-in.outcome-out-of-place", "outcome");
        if (input.Outcome is "retaliation")
            foreach (var reason in Given.Text(input.Note, "note")) yield return reason;
        else
            foreach (var reason in Given.OptionalText(input.Note, "note")) yield return reason;
    }

    /// <summary>Records it and all that follows.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var of = await work.FirstOrNone<Guid?>("select case_id from cases.check_in where id = $1", id);
        if (of is null) return Outcome<ActView>.Missing;
        var held = await CaseFile.Hold(work, of.Value, null);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (row, party) = (held.Value!, CaseParty.Of(work.Actor));
        var found = (await work.FirstOrNone<Row>("select state, tries, issue_id, version from cases.check_in where id = $1 for update", id))!;
        if (version is { } asked && asked != found.Version) return Outcome<ActView>.Stale;

        var tries = found.Tries + (input.Act is CheckInAct.Try or CheckInAct.Reach ? 1 : 0);
        var decision = CheckInFlow.Table.Decide(found.State, input.Act!.Value, party, new(tries));
        // She was reached and could talk: two moves in one act.
        if (decision.Allowed && input is { Act: CheckInAct.Reach, Outcome: not null }) decision = CheckInFlow.Table.Decide(decision.To, CheckInAct.Tell, party, new(tries));
        if (!decision.Allowed) return Outcome<ActView>.Refused(decision.Refusals);
        var note = await SealedNote.Add(work, dossiers, row.DossierId, "check-in-note", row.Language, input.Outcome is "retaliation" ? null : input.Note);
        if (!note.IsDone) return Outcome<ActView>.From(note);
        var outcome = input.Act is CheckInAct.End ? ProtectionCodes.NotReached : input.Outcome;
        work.Write("""
            update cases.check_in set state = $2, tries = $3, outcome = $4, asked_on = $5, by_person = $6, next_on = $7, note = coalesce($8, note), version = version + 1 where id = $1
            """, id, decision.To, tries, outcome, work.Today, work.Actor.PersonId, decision.To is CheckInState.Scheduled ? work.Today.AddDays(CheckInFlow.DaysBetweenTries) : work.Today, note.Value!.Id);
        CaseFile.Touch(work, row.Id);
        CaseLog.Note(work, row.OrgId, row.Id, found.IssueId, decision.To switch { CheckInState.Done => "case.checked-in", CheckInState.Reached => "case.check-in-reached", _ => "case.check-in-tried" }, party,
            new { checkIn = id, outcome, tries });
        if (decision.To is CheckInState.NotReached) work.Notify("case.check-in-not-reached", "case", row.Id, role: Roles.Supervisor);
        if (outcome is "worried") work.Notify("case.worker-worried", "case", row.Id, role: Roles.Supervisor);
        if (outcome is "retaliation")
        {
            var dossier = await dossiers.Open(work, row.DossierId);
            if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
            var reported = await OpenRetaliation.Handle(work, row, found.IssueId, party, "checkIn", (column, at) => dossier.Value!.Seal(column, at, input.Note!.Trim()));
            if (!reported.IsDone) return Outcome<ActView>.From(reported);
        }
        return await work.Commit(new ActView(id, null, row.State));
    }

    private sealed record Row(CheckInState State, int Tries, Guid IssueId, int Version);
}
