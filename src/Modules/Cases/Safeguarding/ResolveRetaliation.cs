using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Ends a report of retaliation. What waited for it only, closes in the same act.</summary>
public static class ResolveRetaliation
{
    /// <summary>How it ended.</summary>
    /// <param name="Resolution">One of <see cref="CaseCodes.RetaliationEnds"/>.</param>
    /// <param name="Note">In words; sealed into the file.</param>
    public sealed record Input(string Resolution, string Note);

    /// <summary>The report is resolved already.</summary>
    public sealed record AlreadyResolved() : Refusal("retaliation.already-resolved");

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input) =>
        [.. Given.Choice(input.Resolution, CaseCodes.RetaliationEnds, "resolution"), .. Given.Text(input.Note, "note")];

    /// <summary>Resolves the report.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid report, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var found = await work.FirstOrNone<ReportRow>("select case_id, state from cases.retaliation_report where id = $1", report);
        if (found is null) return Outcome<ActView>.Missing;
        var held = await CaseFile.Hold(work, found.CaseId, null);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var row = held.Value!;
        var dossier = await dossiers.Open(work, row.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        // Asked again under the hold of the case: two colleagues may have pressed at once.
        if (await work.Change("update cases.retaliation_report set state = 'Resolved', resolved_on = $2, resolved_by = $3, resolution = $4 where id = $1 and state <> 'Resolved'",
                report, work.Today, work.Actor.PersonId, input.Resolution) == 0)
            return Outcome<ActView>.Refused(new AlreadyResolved());
        dossier.Value!.AddNarrative(work, "retaliation-resolution", row.Language, input.Note);
        work.Write("update cases.\"case\" set open_retaliation = open_retaliation - 1, version = version + 1 where id = $1", row.Id);
        CaseLog.Note(work, row.OrgId, row.Id, null, "case.retaliation-resolved", CaseParty.Of(work.Actor), new { report, resolution = input.Resolution });
        foreach (var waiting in await work.All<Guid>("select id from cases.labor_issue where case_id = $1 and state = 'Validated' order by seq", row.Id))
            if ((await IssueFile.Hold(work, waiting)).Value is { } file && IssueFlow.FollowOn(file.State, file.Facts) is { Action: IssueAction.Close } && file.Move(work, IssueAction.Close, IssueParty.System, file.Facts) is { Count: > 0 } reasons)
                return Outcome<ActView>.Refused(reasons);
        return await work.Commit(new ActView(report, null, row.State));
    }

    private sealed record ReportRow(Guid CaseId, string State);
}
