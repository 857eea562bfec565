using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Reads what protects the people of a case: two round trips, and the audit entry before anything is shown.</summary>
public sealed class ReadProtection(Dossiers dossiers)
{
    /// <summary>Reads it; the reading is committed to the audit log first.</summary>
    public async Task<Outcome<ProtectionView>> Handle(Guid id, Work work)
    {
        var head = await work.FirstOrNone<Head>("select c.id, c.dossier_id, c.reference, c.version, c.state, c.critical, c.open_retaliation from cases.\"case\" c where c.id = $1", id);
        if (head is null) return Outcome<ProtectionView>.Missing;
        var risks = new Question<RiskRow>("select r.*, p.name as by from cases.risk r left join access.person p on p.id = r.by_person where r.case_id = $1 order by r.seq desc", id);
        var measures = new Question<SafeguardRow>("""
            select s.*, p.name as owner_name, r.level as risk from cases.safeguard s left join access.person p on p.id = s.owner left join cases.risk r on r.id = s.risk_id
             where s.case_id = $1 order by s.state = 'Ended', s.review_on, s.seq
            """, id);
        var checkIns = new Question<CheckInRow>("select k.*, p.name as by from cases.check_in k left join access.person p on p.id = k.by_person where k.case_id = $1 order by k.due_on, k.seq", id);
        var reports = new Question<ReportRow>("select * from cases.retaliation_report where case_id = $1 order by state = 'Resolved', day desc, id", id);
        var steps = new Question<StepRow>("""
            select distinct on (s.step) s.*, p.name as by, array(select o.name from access.organization o where o.id = any (s.suspects) order by o.name) as suspect_names
              from cases.path_step s left join access.person p on p.id = s.by_person where s.case_id = $1 order by s.step, s.seq desc
            """, id);
        var told = new Question<DateOnly?>("select min(released_on) from cases.share where case_id = $1 and released_on is not null", id);
        var suppressions = new Question<SuppressionRow>("""
            select v.*, coalesce(o.name, v.organization_name) as organization, p.name as by from cases.voice_suppression v
              left join access.organization o on o.id = v.organization_id left join access.person p on p.id = v.by_person where v.case_id = $1 order by v.seq desc
            """, id);
        var screenings = new Question<ScreeningRow>("""
            select s.*, p.name as by, q.name as concluded_by_name from cases.screening s left join access.person p on p.id = s.by_person left join access.person q on q.id = s.concluded_by
             where s.case_id = $1 order by s.seq desc
            """, id);
        var words = new Question<NoteRow>("""
            select n.id, n.ct from dossier.narrative n where n.dossier_id = $1
               and n.kind in ('risk-note', 'safeguard-note', 'check-in-note', 'path-note', 'suppression-note', 'screening-note', 'screening-reasons')
            """, head.DossierId);
        var keys = dossiers.AskKeys(work, [head.DossierId]);
        await work.Ask(keys.Question, risks, measures, checkIns, reports, steps, told, suppressions, screenings, words);
        var opened = (await dossiers.Open(work, keys)).GetValueOrDefault(head.DossierId);
        var notes = opened is null ? [] : words.Rows.ToDictionary(n => n.Id, n => opened.Text(SealedColumns.Narrative, n.Id, n.Ct));
        string? Note(Guid? at) => at is { } one ? notes.GetValueOrDefault(one) : null;

        // A preview of a role is not a reading of the case.
        work.Audit(work.Actor.ViewingAs is null ? "case.protection-read" : "case.previewed", "case", id);
        return await work.Commit(new ProtectionView(id, head.Reference, head.Version, head.State, head.Critical, head.OpenRetaliation, opened is null,
            head.Critical ? Path(steps.Rows, told.Rows.Count > 0 ? told.Rows[0] : null, Note) : [],
            [.. risks.Rows.Select(r => new RiskView(r.Id, r.FromWhom, r.ForWhom, r.Threats, r.Likelihood, r.Harm, r.Level, r.Barriers, r.Day, r.By, Note(r.Note)))],
            [.. measures.Rows.Select(s => new SafeguardView(s.Id, s.Version, s.Measure, s.ForWhom, s.Owner, s.OwnerName, s.State, s.Risk, s.ReviewOn, s.MadeOn, s.InPlaceOn, s.ReviewedOn, s.Finding, s.EndedOn,
                s.HelperCt is not null && opened is not null ? opened.Text(SealedColumns.SafeguardHelper, s.Id, s.HelperCt) : null, Note(s.Note)))],
            [.. checkIns.Rows.Select(k => new CheckInView(k.Id, k.Version, k.IssueId, k.AfterDays, k.DueOn, k.NextOn, k.State, k.Tries, k.Outcome, k.AskedOn, k.By, Note(k.Note)))],
            [.. reports.Rows.Select(r => new RetaliationStandView(r.Id, r.Version, r.IssueId, r.State, r.Origin, r.Day, r.Risk, r.Protection, r.Finding, r.AssessedOn, r.ProtectedOn, r.InvestigatedOn, r.ResolvedOn,
                r.Resolution, r.WorkerSays))],
            [.. suppressions.Rows.Select(v => new SuppressionView(v.Id, v.Organization, v.Kind, v.ObservedOn, v.Day, v.By, Note(v.Note)))],
            [.. screenings.Rows.Select(s => new ScreeningView(s.Id, s.Version, s.Age, s.Acts, s.Means, s.Purposes, s.ConsentGiven, s.Result, s.Day, s.By, s.Conclusion, s.Basis, s.ConcludedByName, s.ConcludedOn,
                Note(s.Note), Note(s.Reasons)))]));
    }

    private static IReadOnlyList<PathStepView> Path(IReadOnlyList<StepRow> rows, DateOnly? told, Func<Guid?, string?> note)
    {
        var blocked = SharePolicy.WhyNotYet(PathSteps.Gate(rows.Where(r => r.State is PathStepState.Done).Select(r => r.Step))).Any();
        return
        [
            .. PathSteps.All.Select(step => step is PathStep.BusinessNotified
                ? new PathStepView((int)step + 1, step, told is null ? null : PathStepState.Done, blocked, told, null, null, null, null, null, [], false, null)
                : rows.FirstOrDefault(r => r.Step == step) is { } row
                    ? new PathStepView((int)step + 1, step, row.State, false, row.Day, row.By, row.Choice, row.PoliceEndangers, row.LegalDuty, row.Agrees, row.SuspectNames, row.SuspectOutside, note(row.Note))
                    : new PathStepView((int)step + 1, step, null, false, null, null, null, null, null, null, [], false, null)),
        ];
    }

    private sealed record Head(Guid DossierId, string Reference, int Version, CaseState State, bool Critical, int OpenRetaliation);
    private sealed record RiskRow(Guid Id, string FromWhom, string ForWhom, string[] Threats, Likelihood Likelihood, Harm Harm, RiskLevel Level, string[] Barriers, DateOnly Day, string? By, Guid? Note);
    private sealed record SafeguardRow(Guid Id, int Version, string Measure, string ForWhom, Guid Owner, string? OwnerName, SafeguardState State, RiskLevel? Risk, DateOnly ReviewOn, DateOnly MadeOn,
        DateOnly? InPlaceOn, DateOnly? ReviewedOn, string? Finding, DateOnly? EndedOn, byte[]? HelperCt, Guid? Note);
    private sealed record CheckInRow(Guid Id, int Version, Guid IssueId, int AfterDays, DateOnly DueOn, DateOnly NextOn, CheckInState State, int Tries, string? Outcome, DateOnly? AskedOn, string? By, Guid? Note);
    private sealed record ReportRow(Guid Id, int Version, Guid? IssueId, RetaliationState State, string Origin, DateOnly Day, RiskLevel? Risk, string? Protection, string? Finding, DateOnly? AssessedOn,
        DateOnly? ProtectedOn, DateOnly? InvestigatedOn, DateOnly? ResolvedOn, string? Resolution, string? WorkerSays);
    private sealed record StepRow(PathStep Step, PathStepState State, string? Choice, Known? PoliceEndangers, Known? LegalDuty, Known? Agrees, bool SuspectOutside, string[] SuspectNames, DateOnly Day, string? By, Guid? Note);
    private sealed record SuppressionRow(Guid Id, string Organization, string Kind, DateOnly? ObservedOn, DateOnly Day, string? By, Guid? Note);
    private sealed record ScreeningRow(Guid Id, int Version, ScreeningAge Age, string[] Acts, string[] Means, string[] Purposes, Known ConsentGiven, ScreeningResult Result, DateOnly Day, string? By, string? Conclusion,
        string? Basis, string? ConcludedByName, DateOnly? ConcludedOn, Guid? Note, Guid? Reasons);
    private sealed record NoteRow(Guid Id, byte[] Ct);
}
