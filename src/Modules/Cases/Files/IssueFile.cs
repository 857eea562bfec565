using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A labor issue as an act finds it, with all that its rules look at: one round trip.</summary>
internal sealed record IssueRow(
    Guid Id, Guid OrgId, Guid CaseId, Guid DossierId, Guid ContactId, string Code, string Category, string? JourneyStage, int Affected, bool Critical,
    IssueState State, int RemedyRevision, DateOnly? ContactLostOn, Guid? DismissAskedBy, string? EscalatedTo, int Version,
    CaseState CaseState, ContactReason Reason, Severity? Severity, Guid? SiteId, string? Employer, Guid? AssignedTo, int OpenRetaliation, DateOnly ReceivedOn, string Language,
    string? Review, string? Consents, int Actions, int UnreportedActions, string? Validations, string? Others, string? Sample, bool CaseCritical, string? Steps, string? Calendar);

/// <summary>What a row of <c>cases.safety_review</c> means to the rules.</summary>
internal sealed record ReviewFact(SafetyDecision Decision, bool TimingIdentifiesNobody);

/// <summary>What a row of <c>cases.path_step</c> means to the rules.</summary>
internal sealed record PathStepFact(PathStep Step, PathStepState State, Guid[] Suspects, bool SuspectOutside);

/// <summary>What a row of <c>cases.validation</c> means to the rules.</summary>
internal sealed record ValidationFact(ValidationOutcome Outcome, ResolutionQuality? Quality, int Revision, bool ByWorker);

/// <summary>The state of another issue of the case.</summary>
internal sealed record OtherIssue(IssueState State);

/// <summary>A labor issue in the hand of an act. <see cref="IssueFlow"/> alone decides where it goes.</summary>
internal sealed class IssueFile
{
    private const string query = """
        select i.id, i.org_id, i.case_id, c.dossier_id, c.contact_id, i.code, i.category, i.journey_stage, i.affected, i.critical, i.state, i.remedy_revision,
               i.contact_lost_on, i.dismiss_asked_by, i.escalated_to, i.version,
               c.state as case_state, c.reason, c.severity, c.site_id, c.employer, c.assigned_to, c.open_retaliation, c.received_on, c.language,
               (select json_agg(r) from (select decision, timing_identifies_nobody from cases.safety_review
                 where case_id = c.id order by seq desc limit 1) r)::text as review,
               (select json_agg(x) from cases.consent x where x.case_id = c.id and x.share_id is null)::text as consents,
               (select count(*) from cases.action a where a.issue_id = i.id)::integer as actions,
               (select count(*) from cases.action a where a.issue_id = i.id and a.state = 'Agreed')::integer as unreported_actions,
               (select json_agg(v order by v.seq) from (select seq, outcome, quality, revision, by_worker from cases.validation where issue_id = i.id) v)::text as validations,
               (select json_agg(o) from (select state from cases.labor_issue where case_id = c.id and id <> i.id) o)::text as others,
               cases.sample_of(i.id, i.remedy_revision) as sample,
               c.critical as case_critical,
               (select json_agg(p order by p.seq) from (select seq, step, state, suspects, suspect_outside from cases.path_step where case_id = c.id) p)::text as steps,
               cases.calendar_of(c.id, $2) as calendar
          from cases.labor_issue i join cases."case" c on c.id = i.case_id where i.id = $1 for update of c, i
        """;

    private readonly ReviewFact? review;
    private readonly IReadOnlyList<PathStepFact> steps;
    private CaseCalendar? calendar;

    private IssueFile(IssueRow row)
    {
        Row = row;
        State = row.State;
        Revision = row.RemedyRevision;
        CaseState = row.CaseState;
        review = Nested.Read<ReviewFact>(row.Review).FirstOrDefault();
        steps = Nested.Read<PathStepFact>(row.Steps);
        Consents = [.. Nested.Read<ConsentRow>(row.Consents).Where(c => ConsentPurposes.IsForBusiness(c.Purpose))];
        Facts = (new IssueFacts
        {
            SafetyReview = review?.Decision, Collective = SampleFact.Read(row.Sample),
            Actions = row.Actions, UnreportedActions = row.UnreportedActions, RemedyRevision = row.RemedyRevision,
            Validations = [.. Nested.Read<ValidationFact>(row.Validations).Select(v => new Validation(v.Outcome, v.Quality, v.Revision, v.ByWorker ? IssueParty.Worker : IssueParty.Handler))],
            OpenRetaliationReports = row.OpenRetaliation, ContactLost = row.ContactLostOn is not null, AffectedWorkers = row.Affected, IsCritical = row.Critical, CriticalPath = CriticalPath,
        }).WithReporterCounted();
    }

    /// <summary>The row as found.</summary>
    public IssueRow Row { get; }
    /// <summary>The calendar of its place, and the numbers it is judged by.</summary>
    public CaseCalendar Calendar => calendar ??= CaseCalendar.Read(Row.Calendar);
    /// <summary>Where the issue stands now.</summary>
    public IssueState State { get; private set; }
    /// <summary>Revision of the remedy now.</summary>
    public int Revision { get; private set; }
    /// <summary>Where the case stands now.</summary>
    public CaseState CaseState { get; private set; }
    /// <summary>What the rules look at. An act adds what it brings.</summary>
    public IssueFacts Facts { get; private set; }
    /// <summary>Every consent of the case to tell a business. What she agreed to of one packet, as she saw it, covers nothing else and is not among them.</summary>
    public IReadOnlyList<ConsentRow> Consents { get; }
    /// <summary>Whether a reviewer recorded that the timing identifies nobody.</summary>
    public bool TimingIdentifiesNobody => review?.TimingIdentifiesNobody ?? false;
    /// <summary>Whether this issue is critical: its clocks are those of 24 hours.</summary>
    public bool IsCritical => Row.Critical || Row.Severity is Severity.Critical;
    /// <summary>Steps 1 to 3 of the critical path, from its checklist; null when nothing of the case is critical. One issue of a case can betray the other, so the
    /// path is that of the case.</summary>
    public CriticalPath? CriticalPath => IsCritical || Row.CaseCritical ? PathSteps.Gate(steps.Where(s => s.State is PathStepState.Done).Select(s => s.Step)) : null;
    /// <summary>Whether a recipient is a suspect: nothing goes there through the platform (critical path, step 7). The last word on it holds.</summary>
    public bool IsSuspect(Guid? recipient) => steps.LastOrDefault(s => s.Step is PathStep.SuspectUndisturbed) is { State: PathStepState.Done } last
        && (recipient is { } named ? last.Suspects.Contains(named) : last.SuspectOutside);

    /// <summary>The issue, held for the length of the act; hidden and absent are one, a stale version is told.</summary>
    public static async Task<Outcome<IssueFile>> Hold(Work work, Guid id, int? version = null)
    {
        var row = await work.FirstOrNone<IssueRow>(query, id, work.Today);
        if (row is null) return Outcome<IssueFile>.Missing;
        if (version is { } asked && asked != row.Version) return Outcome<IssueFile>.Stale;
        var file = new IssueFile(row);
        file.Facts = file.Facts with { Consent = ConsentCover.HighestLive(file.Consents.Select(c => c.Given()), work.Today) };
        return file;
    }

    /// <summary>Moves the issue by the rules and queues all that follows by itself: back to action, closing, the end of the case.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="action">What is done.</param>
    /// <param name="party">As whom.</param>
    /// <param name="facts">The facts with what the act brings counted in.</param>
    /// <param name="detail">Coded facts for the timeline and the audit log.</param>
    /// <returns>Every reason against; none when it was queued.</returns>
    public IReadOnlyList<Refusal> Move(Work work, IssueAction action, IssueParty party, IssueFacts facts, object? detail = null)
    {
        var decision = IssueFlow.Decide(State, action, party, facts);
        if (!decision.Allowed) return decision.Refusals;
        Facts = facts;
        Take(work, action, decision.To, decision.ChangesRemedy, party, detail);
        while (IssueFlow.FollowOn(State, Facts) is { } next) Take(work, next.Action, next.To, next.ChangesRemedy, IssueParty.System, null);
        if (action is IssueAction.Reopen && CaseState is CaseState.Closed) ReopenCase(work, party);
        else EndCase(work);
        return [];
    }

    /// <summary>Keeps an act that moves nothing in the timeline and the audit log.</summary>
    public void Note(Work work, IssueAction action, IssueParty party, object? detail = null)
    {
        CaseFile.Touch(work, Row.CaseId);
        CaseLog.Note(work, Row.OrgId, Row.CaseId, Row.Id, Verb(action), party, detail);
    }

    /// <summary>Where issue and case stand.</summary>
    public ActView Stand(Guid? made = null) => new(made ?? Row.Id, State, CaseState);

    private void Take(Work work, IssueAction action, IssueState to, bool changesRemedy, IssueParty party, object? detail)
    {
        var from = State;
        State = to;
        if (changesRemedy) Revision++;
        Facts = Facts with { RemedyRevision = Revision };
        work.Write("""
            update cases.labor_issue set state = $2, state_on = case when state = $2 then state_on else $3 end, remedy_revision = $4, version = version + 1,
                   reported_action_on = case when $2 = 'ActionReported' then $3 else reported_action_on end,
                   validated_on = case when $2 = 'Validated' then $3 when $2 = 'ActionAgreed' then null else validated_on end,
                   closed_on = case when $2 in ('Closed', 'WithdrawnByWorker', 'Dismissed') then $3 when $2 = 'ActionAgreed' then null else closed_on end
             where id = $1
            """, Row.Id, to, work.Today, Revision);
        IssueClocks.AfterMove(work, this, from, to);
        if (action is IssueAction.ReturnToAction or IssueAction.Reopen)
        {
            work.Write("update cases.action set state = 'Agreed', version = version + 1 where issue_id = $1 and state = 'Reported'", Row.Id);
            IssueClocks.Again(work, Row.Id);
        }
        // Another remedy has been asked about by nobody yet.
        if (changesRemedy) work.Write("update cases.share set workers_asked = false where issue_id = $1 and workers_asked", Row.Id);
        if (IssueFlow.IsTerminal(to) != IssueFlow.IsTerminal(from)) work.Write("update cases.share set ended = $2 where issue_id = $1", Row.Id, IssueFlow.IsTerminal(to));
        CaseFile.Touch(work, Row.CaseId);
        CaseLog.Note(work, Row.OrgId, Row.CaseId, Row.Id, Verb(action), party, new { from, to, detail });
    }

    private void EndCase(Work work)
    {
        var facts = new CaseFacts
        {
            Reason = Row.Reason, OpenRetaliationReports = Facts.OpenRetaliationReports,
            Issues = [State, .. Nested.Read<OtherIssue>(Row.Others).Select(o => o.State)],
        };
        if (!CaseFlow.ClosesByItself(CaseState, facts)) return;
        CaseState = CaseState.Closed;
        work.Write("update cases.\"case\" set state = 'Closed', closed_on = $2, close_reason = 'allIssuesEnded', version = version + 1 where id = $1", Row.CaseId, work.Today);
        CaseLog.Note(work, Row.OrgId, Row.CaseId, null, "case.closed", IssueParty.System, new { reason = "allIssuesEnded" });
    }

    private void ReopenCase(Work work, IssueParty party)
    {
        CaseState = CaseState.Triaged;
        work.Write("update cases.\"case\" set state = 'Triaged', closed_on = null, close_reason = null, version = version + 1 where id = $1", Row.CaseId);
        CaseLog.Note(work, Row.OrgId, Row.CaseId, null, "case.reopened", party);
    }

    /// <summary>The verb of the catalogue for a move.</summary>
    public static string Verb(IssueAction action) => action switch
    {
        IssueAction.ReviewSafety => "issue.safety-reviewed",
        IssueAction.ComposePacket => "issue.packet-composed",
        IssueAction.Share => "issue.shared",
        IssueAction.RecordResponse => "issue.response-recorded",
        IssueAction.AgreeActions => "issue.actions-agreed",
        IssueAction.ReportOneAction => "issue.action-reported",
        IssueAction.ReportActions => "issue.actions-reported",
        IssueAction.RecordRemedyWithoutBusiness => "issue.remedy-recorded",
        IssueAction.RequestValidation => "issue.claim-put-to-worker",
        IssueAction.RecordAnswer => "issue.answer-recorded",
        IssueAction.ConfirmPartly => "issue.partly-confirmed",
        IssueAction.DenyRemedy => "issue.not-confirmed",
        IssueAction.Confirm => "issue.confirmed",
        IssueAction.Close => "issue.closed",
        IssueAction.Reopen => "issue.reopened",
        IssueAction.ReturnToAction => "issue.returned-to-action",
        IssueAction.Withdraw => "issue.withdrawn",
        IssueAction.Dismiss => "issue.dismissed",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}
