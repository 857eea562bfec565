using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>The case files as the worker's door uses them. Everything is queued: the caller audits and commits.</summary>
public sealed class CaseFiles(FreeReferences references) : ICaseFiles
{
    // The reference was free a moment ago. Should another node have used it since, the whole report is refused for now and sent again.
    private const string open = """
        insert into cases."case" (id, org_id, dossier_id, vault_id, contact_id, reference, state, reason, danger, channel, language, country, site_id,
                                  affected, critical, asked_consent, asked_issues, categories, received_on, promised_by, assigned_to, settings_version)
        values ($1, $2, $3, $4, $5, $6, 'Received', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        """;

    /// <inheritdoc />
    public async Task<CaseOpened> Open(Work work, NewCase facts)
    {
        var id = Guid.NewGuid();
        var reference = await references.Take(work, facts.Organization);
        // The numbers of today are those the case is judged by as long as it lives.
        var calendar = await CaseCalendar.Now(work, facts.Country);
        string[] codes = [.. facts.IssueCodes.Distinct()];
        work.Write(open, id, facts.Organization, facts.Dossier, facts.Vault, facts.Contact, reference,
            facts.Reason, facts.Danger, facts.Channel, facts.Language, facts.Country, facts.Site, facts.AffectedWorkers, codes.Any(IssueTaxonomy.IsCritical),
            facts.Consent, codes, codes.Select(IssueTaxonomy.CategoryOf).Distinct().ToArray(),
            work.Today, WaitingPromise.ReadBy(work.Today, facts.Danger, calendar.Settings, calendar.Days), facts.LoggedBy, calendar.Settings.Version);
        work.Write("insert into cases.file (case_id, org_id, dossier_id, contact_id) values ($1, $2, $3, $4)", id, facts.Organization, facts.Dossier, facts.Contact);
        CaseLog.Event(work, facts.Organization, id, null, "case.received", CaseParty.Of(work.Actor),
            new { contact = facts.Contact, reason = facts.Reason, danger = facts.Danger });
        // Whoever logged it knows; what came in by itself is told to all who run cases, danger under its own name.
        if (facts.LoggedBy is null || facts.Danger is not Danger.None)
            work.Notify(facts.Danger is Danger.None ? "case.received" : "case.danger", "case", id);
        return new CaseOpened(id, reference, WaitingPromise.ReadBy(work.Today, facts.Danger, calendar.Settings, calendar.Days));
    }

    /// <inheritdoc />
    public async Task<CaseOpened?> Join(Work work, Guid @case, Guid contact, Guid dossier, Danger danger)
    {
        var held = await CaseFile.Hold(work, @case, null);
        if (!held.IsDone) return null;
        var row = held.Value!;
        var before = (await work.FirstOrNone<Waiting>("select reference, unread, promised_by from cases.\"case\" where id = $1", @case))!;
        var calendar = await CaseCalendar.Of(work, @case);
        work.Write("insert into cases.file (case_id, org_id, dossier_id, contact_id) values ($1, $2, $3, $4)", @case, row.OrgId, dossier, contact);
        TurnUp(work, @case, danger, calendar);
        if (danger is Danger.Punished) await OpenRetaliation.ByWorker(work, @case);
        CaseLog.Event(work, row.OrgId, @case, null, "case.contact-joined", CaseParty.Of(work.Actor), new { contact, danger });
        // What is told is what was kept: a promise made before that has not been met yet stands.
        var by = WaitingPromise.ReadBy(work.Today, danger, calendar.Settings, calendar.Days);
        return new CaseOpened(@case, before.Reference, before.Unread && before.PromisedBy < by ? before.PromisedBy : by);
    }

    /// <inheritdoc />
    public async Task<WorkerCase> ForWorker(Work work, Guid contact)
    {
        var found = await work.FirstOrNone<WorkerRow>("""
            select c.state, c.read_on, c.promised_by,
                   (select json_agg(i order by i.seq) from (
                        select i.id, i.seq, i.category, i.state, k.id as claim_id, k.dossier_id, k.made_on, k.language, k.ct_for_worker,
                               case when i.state = 'AwaitingValidation' then cases.sample_of(i.id, i.remedy_revision) end as sample, i.contact_lost_on is not null as contact_lost,
                               (select json_agg(v order by v.seq) from (select seq, outcome, quality, revision, by_worker from cases.validation
                                 where issue_id = i.id and revision = i.remedy_revision) v)::text as validations, i.remedy_revision,
                               t.kind, t.started_on, t.due_on, t.escalate_on, t.buyer_on, t.paused_on, t.time_zone,
                               exists (select 1 from cases.consent s where s.case_id = c.id and s.level <> 'None' and s.withdrawn_on is null and s.given_on <= $2 and (s.expires_on is null or s.expires_on >= $2)
                                   and (s.recipient_kind = 'BuyersOfThisSite' or s.recipient_org in (select o.id from access.organization o where o.kind = 'Buyer'))) as buyers_may_know
                          from cases.labor_issue i
                          left join lateral (select * from cases.claim k where k.issue_id = i.id and k.contact_id = $1 and k.revision = i.remedy_revision
                                              order by k.seq desc limit 1) k on i.state in ('AwaitingValidation', 'Validated', 'Closed')
                          left join lateral (select t.* from cases.clock t where t.issue_id = i.id and t.is_open and t.kind in ('Response', 'ActionPlan', 'Action')
                                              order by t.due_on, t.id limit 1) t on true
                         where i.case_id = c.id) i)::text as issues,
                   (select json_agg(h order by h.day, h.id) from (
                        select e.day, e.id, e.kind from cases.event e where e.case_id = c.id and e.kind <> 'case.identity-read'
                        -- That her name was opened is read where nobody can take it away: the audit log. The day alone.
                        union all select a.day, a.seq, a.action from audit.entry a where a.org_id = c.org_id and a.object = c.id and a.action = 'case.identity-read') h)::text as happened,
                   (select min(e.day) from cases.event e where e.case_id = c.id and e.kind in ('case.received', 'case.contact-joined') and e.detail::json ->> 'contact' = $1::text) as since
              from cases.file f join cases."case" c on c.id = f.case_id where f.contact_id = $1
            """, contact, work.Today) ?? throw new InvalidOperationException("A contact without a case.");
        var words = await WordsForWorker.Of(work, contact);
        return new WorkerCase(found.State.ToString(), found.ReadOn, found.PromisedBy, [.. Nested.Read<WorkerIssueRow>(found.Issues).Select(i =>
        {
            var asked = i.Asked();
            return new WorkerIssue(i.Id, i.Category, i.State.ToString(), WorkerView.AwaitsHerAnswer(i.State) && i.CtForWorker is not null && asked is not { ReporterConfirmed: not null },
                i.CtForWorker is null ? null : new SealedClaim(i.ClaimId!.Value, i.DossierId!.Value, i.MadeOn!.Value, i.Language!, i.CtForWorker),
                asked is { SampleAsked: > 0 } ? new WorkersAsked(asked.Asked, asked.Answered) : null, Waits(i, work.Now));
        })],
            [.. WorkerSteps.Of(found.Since ?? DateOnly.MinValue, Nested.Read<HappenedRow>(found.Happened).Select(h => (h.Day, h.Kind))).Select(s => new WorkerStep(s.On, s.What))]) { Packets = words.Packets, Questions = words.Questions };
    }

    /// <inheritdoc />
    public async Task<StagePromises> Promises(Work work, IReadOnlyCollection<PlaceServed> places)
    {
        var found = places.Count == 0 ? [] : await work.All<string>("select cases.calendar_for(p.org, p.country, $3) from unnest($1::uuid[], $2::text[]) p(org, country)",
            places.Select(p => p.Organization).ToArray(), places.Select(p => p.Country ?? "").ToArray(), work.Today);
        return StageTerms.Longest(found.Select(f => CaseCalendar.Read(f)), work.Today);
    }

    private static WorkerClock? Waits(WorkerIssueRow i, DateTimeOffset now)
    {
        if (i is not { Kind: { } kind, DueOn: { } due, TimeZone: { } zone }) return null;
        var standing = ClockRules.Of(new ClockFacts(due, null, null, null, i.PausedOn, null, zone), now);
        // A serious issue was taken to the escalation focal point with the sharing itself.
        return new WorkerClock(kind.ToString(), due, i.EscalateOn > i.StartedOn ? i.EscalateOn : null, i.BuyerOn, i.BuyersMayKnow, standing is ClockStanding.Paused, standing is ClockStanding.Overdue);
    }

    /// <inheritdoc />
    public async Task WorkerWrote(Work work, Guid contact, Danger danger)
    {
        var found = await CaseOf(work, contact);
        TurnUp(work, found.Id, danger, await CaseCalendar.Of(work, found.Id));
        if (danger is Danger.Punished) await OpenRetaliation.ByWorker(work, found.Id);
        CaseLog.Event(work, found.OrgId, found.Id, null, "case.worker-wrote", CaseParty.Of(work.Actor), new { danger });
        work.Notify(danger is Danger.None ? "case.worker-wrote" : "case.danger", "case", found.Id, danger is Danger.None ? found.AssignedTo : null);
    }

    /// <inheritdoc />
    public async Task FileCame(Work work, Guid contact, Guid file, FileKind kind)
    {
        var found = await CaseOf(work, contact);
        TurnUp(work, found.Id, Danger.None, await CaseCalendar.Of(work, found.Id));
        CaseLog.Event(work, found.OrgId, found.Id, null, "case.file-came", CaseParty.Of(work.Actor), new { file, kind });
        work.Notify("case.file-came", "case", found.Id, found.AssignedTo);
    }

    /// <inheritdoc />
    public async Task WorkerStopped(Work work, Guid contact, bool stopped)
    {
        var found = await CaseOf(work, contact);
        var kind = stopped ? "case.worker-stopped" : "case.worker-started";
        CaseLog.Event(work, found.OrgId, found.Id, null, kind, CaseParty.Of(work.Actor));
        work.Notify(kind, "case", found.Id, found.AssignedTo);
    }

    /// <inheritdoc />
    public async Task MessageNotDelivered(Work work, Guid contact, DeliveryState state, string? fault)
    {
        var found = await CaseOf(work, contact);
        var kind = state is DeliveryState.Unsure ? "case.message-unsure" : "case.message-not-delivered";
        CaseLog.Event(work, found.OrgId, found.Id, null, kind, IssueParty.System, new { fault });
        work.Notify(kind, "case", found.Id, found.AssignedTo);
    }

    /// <inheritdoc />
    public async Task FileNotTaken(Work work, Guid contact, string? kind, string? fault)
    {
        var found = await CaseOf(work, contact);
        CaseLog.Event(work, found.OrgId, found.Id, null, "case.file-not-taken", IssueParty.System, new { kind, fault });
        work.Notify("case.file-not-taken", "case", found.Id, found.AssignedTo);
    }

    private static async Task<HeldRow> CaseOf(Work work, Guid contact) => await work.FirstOrNone<HeldRow>("""
        select c.id, c.org_id, c.assigned_to from cases.file f join cases."case" c on c.id = f.case_id where f.contact_id = $1 for update of c
        """, contact) ?? throw new InvalidOperationException("A contact without a case.");

    /// <inheritdoc />
    public Task<Outcome> AnswerPacket(Work work, Guid contact, PacketAnswer answer) => Cases.AnswerPacket.ByWorker(work, contact, answer);

    /// <inheritdoc />
    public Task<Outcome> AnswerQuestion(Work work, Guid contact, Guid question, string answer) => Cases.AnswerQuestion.ByWorker(work, contact, question, answer);

    /// <inheritdoc />
    public Task<Outcome> Answer(Work work, Guid contact, WorkerAnswer answer, int vaultVersion, Func<SealedColumn, Guid, string, byte[]> sealText) =>
        AnswerClaim.Queue(work, contact, answer, vaultVersion, sealText);

    // The promise starts anew with what came in now, never later than one already made; a danger mark is not taken back by a second message.
    internal static void TurnUp(Work work, Guid @case, Danger danger, CaseCalendar calendar) => work.Write("""
        update cases."case" set unread = true, version = version + 1,
               danger = case when $2 = 'InDanger' or danger = 'None' then $2 else danger end,
               promised_by = case when unread then least(promised_by, $3) else $3 end
         where id = $1
        """, @case, danger, WaitingPromise.ReadBy(work.Today, danger, calendar.Settings, calendar.Days));

    private sealed record WorkerRow(CaseState State, DateOnly? ReadOn, DateOnly PromisedBy, string? Issues, string? Happened, DateOnly? Since);
    private sealed record HappenedRow(DateOnly Day, string Kind);
    private sealed record Waiting(string Reference, bool Unread, DateOnly PromisedBy);
    private sealed record WorkerIssueRow(Guid Id, string Category, IssueState State, Guid? ClaimId, Guid? DossierId, DateOnly? MadeOn, string? Language, byte[]? CtForWorker,
        ClockKind? Kind, DateOnly? StartedOn, DateOnly? DueOn, DateOnly? EscalateOn, DateOnly? BuyerOn, DateOnly? PausedOn, string? TimeZone, bool BuyersMayKnow,
        string? Sample, bool ContactLost, string? Validations, int RemedyRevision)
    {
        // Her own answer counts with those of the sample.
        public CollectiveAnswers? Asked() => new ReadLedger.Head(Guid.Empty, "", State, 0, 0, RemedyRevision, ContactLost, Sample, Validations).Answers();
    }
    private sealed record HeldRow(Guid Id, Guid OrgId, Guid? AssignedTo);
}
