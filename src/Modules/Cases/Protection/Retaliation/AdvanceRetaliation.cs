using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Takes a report of retaliation a step on: judged, protected, looked into. Resolving it is <see cref="ResolveRetaliation"/>.</summary>
public static class AdvanceRetaliation
{
    /// <summary>The step.</summary>
    /// <param name="Act">Assess, protect or investigate.</param>
    /// <param name="Risk">With <c>assess</c>: how bad it is.</param>
    /// <param name="WorkerDeclines">With <c>protect</c>: she wants no protection; why stands in the note.</param>
    /// <param name="Finding">With <c>investigate</c>: one of <see cref="ProtectionCodes.Inquiries"/>.</param>
    /// <param name="Note">In words; sealed into the file.</param>
    public sealed record Input(RetaliationAct? Act, RiskLevel? Risk = null, bool WorkerDeclines = false, string? Finding = null, string? Note = null);

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Act is null) yield return new BadInput("input.required", "act");
        if (input.Act is RetaliationAct.Resolve or RetaliationAct.SetAside) yield return new BadInput("input.not-a-choice", "act");
        if (input.Act is RetaliationAct.Assess && input.Risk is null) yield return new BadInput("input.required", "risk");
        if (input.Act is RetaliationAct.Investigate)
            foreach (var reason in Given.Choice(input.Finding, ProtectionCodes.Inquiries, "finding")) yield return reason;
        foreach (var reason in Given.OptionalText(input.Note, "note")) yield return reason;
    }

    /// <summary>Takes the step.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid report, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var found = await RetaliationFile.Hold(work, report, version);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var (row, at, party) = (found.Value!.Case, found.Value!.Report, CaseParty.Of(work.Actor));
        var facts = new RetaliationFacts { MeasuresInPlace = at.MeasuresInPlace, WorkerDeclines = input.WorkerDeclines, NoteGiven = !string.IsNullOrWhiteSpace(input.Note) };
        var decision = RetaliationFlow.Table.Decide(at.State, input.Act!.Value, party, facts);
        if (!decision.Allowed) return Outcome<ActView>.Refused(decision.Refusals);
        var note = await SealedNote.Add(work, dossiers, row.DossierId, "retaliation-note", row.Language, input.Note);
        if (!note.IsDone) return Outcome<ActView>.From(note);
        work.Write("""
            update cases.retaliation_report set state = $2, risk = coalesce($3, risk), protection = coalesce($4, protection), finding = coalesce($5, finding),
                   assessed_on = case when $2 = 'Assessed' then $6 else assessed_on end, protected_on = case when $2 = 'ProtectionInPlace' then $6 else protected_on end,
                   investigated_on = case when $2 = 'Investigated' then $6 else investigated_on end, version = version + 1
             where id = $1
            """, report, decision.To, input.Act is RetaliationAct.Assess ? input.Risk : null,
            input.Act is RetaliationAct.Protect ? input.WorkerDeclines ? "declined" : "inPlace" : null, input.Act is RetaliationAct.Investigate ? input.Finding : null, work.Today);
        CaseFile.Touch(work, row.Id);
        CaseLog.Note(work, row.OrgId, row.Id, at.IssueId, decision.To switch
        {
            RetaliationState.Assessed => "case.retaliation-assessed", RetaliationState.ProtectionInPlace => "case.retaliation-protected", _ => "case.retaliation-investigated",
        }, party, new { report, risk = input.Risk, finding = input.Finding, declined = input.WorkerDeclines });
        // Judged how bad it is: what the 24-hour clock of the report waits for (C11).
        if (decision.To is RetaliationState.Assessed) IssueClocks.ActedUpon(work, row.Id, await CaseCalendar.Of(work, row.Id));
        if (decision.To is RetaliationState.ProtectionInPlace) await RetaliationFile.LetBusinessesKnow(work, row.Id, report);
        if (input.Risk is RiskLevel.Critical) work.Notify("case.risk-critical", "case", row.Id, role: Roles.Supervisor);
        return await work.Commit(new ActView(report, null, row.State));
    }
}

/// <summary>A report of retaliation in the hand of an act.</summary>
internal static class RetaliationFile
{
    internal sealed record Report(RetaliationState State, Guid? IssueId, int Version, int MeasuresInPlace);

    internal sealed record Held(CaseRow Case, Report Report);

    /// <summary>The report and its case, held for the length of the act; hidden and absent are one, a stale version is told.</summary>
    public static async Task<Outcome<Held>> Hold(Work work, Guid report, int? version)
    {
        var of = await work.FirstOrNone<Guid?>("select case_id from cases.retaliation_report where id = $1", report);
        if (of is null) return Outcome<Held>.Missing;
        var held = await CaseFile.Hold(work, of.Value, null);
        if (!held.IsDone) return Outcome<Held>.From(held);
        var row = (await work.FirstOrNone<Report>("""
            select r.state, r.issue_id, r.version, (select count(*) from cases.safeguard s where s.case_id = r.case_id and s.state = 'InPlace')::integer as measures_in_place
              from cases.retaliation_report r where r.id = $1 for update of r
            """, report))!;
        return version is { } asked && asked != row.Version ? Outcome<Held>.Stale : new Held(held.Value!, row);
    }

    /// <summary>From now on a business may see that an issue is open again, unless another report still waits for its protection.</summary>
    public static async Task LetBusinessesKnow(Work work, Guid @case, Guid report)
    {
        if (await work.FirstOrNone<bool>("select exists (select 1 from cases.retaliation_report where case_id = $1 and id <> $2 and state in ('Received', 'Assessed'))", @case, report)) return;
        work.Write("update cases.share set ended = false where case_id = $1 and ended and issue_id in (select id from cases.labor_issue where case_id = $1 and state not in ('Closed', 'WithdrawnByWorker', 'Dismissed'))", @case);
    }
}
