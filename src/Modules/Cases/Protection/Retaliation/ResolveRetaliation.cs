using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Ends a report of retaliation that was looked into, or sets one aside that was none. What waited for it only, closes in the same act.</summary>
public static class ResolveRetaliation
{
    /// <summary>How it ended.</summary>
    /// <param name="Resolution">One of <see cref="CaseCodes.RetaliationEnds"/>; <c>notRetaliation</c> sets an assessed report aside, which is a supervisor's to do.</param>
    /// <param name="Note">In words; sealed into the file.</param>
    /// <param name="WorkerSays">One of <see cref="ProtectionCodes.WorkerSays"/>: nobody resolves it over her head.</param>
    public sealed record Input(string Resolution, string Note, string WorkerSays);

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input) =>
    [
        .. Given.Choice(input.Resolution, CaseCodes.RetaliationEnds, "resolution"), .. Given.Text(input.Note, "note"),
        .. Given.Choice(input.WorkerSays, ProtectionCodes.WorkerSays, "workerSays"),
    ];

    /// <summary>Resolves the report.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid report, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var found = await RetaliationFile.Hold(work, report, version);
        if (!found.IsDone) return Outcome<ActView>.From(found);
        var (row, at, party) = (found.Value!.Case, found.Value!.Report, CaseParty.Of(work.Actor));
        var act = input.Resolution is "notRetaliation" && at.State is RetaliationState.Assessed ? RetaliationAct.SetAside : RetaliationAct.Resolve;
        var decision = RetaliationFlow.Table.Decide(at.State, act, party, new RetaliationFacts { NoteGiven = true, WorkerDisagrees = input.WorkerSays is "disagrees" });
        if (!decision.Allowed) return Outcome<ActView>.Refused(decision.Refusals);
        var dossier = await dossiers.Open(work, row.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        work.Write("update cases.retaliation_report set state = 'Resolved', resolved_on = $2, resolved_by = $3, resolution = $4, worker_says = $5, version = version + 1 where id = $1",
            report, work.Today, work.Actor.PersonId, input.Resolution, input.WorkerSays);
        dossier.Value!.AddNarrative(work, "retaliation-resolution", row.Language, input.Note);
        work.Write("update cases.\"case\" set open_retaliation = open_retaliation - 1, version = version + 1 where id = $1", row.Id);
        CaseLog.Note(work, row.OrgId, row.Id, null, "case.retaliation-resolved", party, new { report, resolution = input.Resolution, workerSays = input.WorkerSays });
        await RetaliationFile.LetBusinessesKnow(work, row.Id, report);
        foreach (var waiting in await work.All<Guid>("select id from cases.labor_issue where case_id = $1 and state = 'Validated' order by seq", row.Id))
            if ((await IssueFile.Hold(work, waiting)).Value is { } file && IssueFlow.FollowOn(file.State, file.Facts) is { Action: IssueAction.Close } && file.Move(work, IssueAction.Close, IssueParty.System, file.Facts) is { Count: > 0 } reasons)
                return Outcome<ActView>.Refused(reasons);
        return await work.Commit(new ActView(report, null, row.State));
    }
}
