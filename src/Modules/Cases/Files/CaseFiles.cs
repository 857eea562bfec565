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
                                  affected, critical, asked_consent, asked_issues, categories, received_on, promised_by, assigned_to)
        values ($1, $2, $3, $4, $5, $6, 'Received', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        """;

    /// <inheritdoc />
    public async Task<CaseOpened> Open(Work work, NewCase facts)
    {
        var id = Guid.NewGuid();
        var reference = await references.Take(work, facts.Organization);
        string[] codes = [.. facts.IssueCodes.Distinct()];
        work.Write(open, id, facts.Organization, facts.Dossier, facts.Vault, facts.Contact, reference,
            facts.Reason, facts.Danger, facts.Channel, facts.Language, facts.Country, facts.Site, facts.AffectedWorkers, codes.Any(IssueTaxonomy.IsCritical),
            facts.Consent, codes, codes.Select(IssueTaxonomy.CategoryOf).Distinct().ToArray(),
            work.Today, WaitingPromise.ReadBy(work.Today, facts.Danger), facts.LoggedBy);
        work.Write("insert into cases.file (case_id, org_id, dossier_id, contact_id) values ($1, $2, $3, $4)", id, facts.Organization, facts.Dossier, facts.Contact);
        CaseLog.Event(work, facts.Organization, id, null, "case.received", CaseParty.Of(work.Actor),
            new { contact = facts.Contact, reason = facts.Reason, danger = facts.Danger });
        // Whoever logged it knows; what came in by itself is told to all who run cases, danger under its own name.
        if (facts.LoggedBy is null || facts.Danger is not Danger.None)
            work.Notify(facts.Danger is Danger.None ? "case.received" : "case.danger", "case", id);
        return new CaseOpened(id, reference);
    }

    /// <inheritdoc />
    public async Task<CaseOpened?> Join(Work work, Guid @case, Guid contact, Guid dossier, Danger danger)
    {
        var held = await CaseFile.Hold(work, @case, null);
        if (!held.IsDone) return null;
        var row = held.Value!;
        var reference = await work.FirstOrNone<string>("select reference from cases.\"case\" where id = $1", @case);
        work.Write("insert into cases.file (case_id, org_id, dossier_id, contact_id) values ($1, $2, $3, $4)", @case, row.OrgId, dossier, contact);
        TurnUp(work, @case, danger);
        CaseLog.Event(work, row.OrgId, @case, null, "case.contact-joined", CaseParty.Of(work.Actor), new { contact, danger });
        return new CaseOpened(@case, reference!);
    }

    /// <inheritdoc />
    public async Task<WorkerCase> ForWorker(Work work, Guid contact)
    {
        var found = await work.FirstOrNone<WorkerRow>("""
            select c.state, c.read_on, c.promised_by,
                   (select json_agg(i order by i.seq) from (
                        select i.id, i.seq, i.category, i.state, k.id as claim_id, k.dossier_id, k.made_on, k.language, k.ct_for_worker
                          from cases.labor_issue i
                          left join lateral (select * from cases.claim k where k.issue_id = i.id and k.contact_id = $1 and k.revision = i.remedy_revision
                                              order by k.seq desc limit 1) k on i.state in ('AwaitingValidation', 'Validated', 'Closed')
                         where i.case_id = c.id) i)::text as issues,
                   (select json_agg(h order by h.day, h.id) from (
                        select e.day, e.id, e.kind from cases.event e where e.case_id = c.id and e.kind <> 'case.identity-read'
                        -- That her name was opened is read where nobody can take it away: the audit log. The day alone.
                        union all select a.day, a.seq, a.action from audit.entry a where a.org_id = c.org_id and a.object = c.id and a.action = 'case.identity-read') h)::text as happened,
                   (select min(e.day) from cases.event e where e.case_id = c.id and e.kind in ('case.received', 'case.contact-joined') and e.detail::json ->> 'contact' = $1::text) as since
              from cases.file f join cases."case" c on c.id = f.case_id where f.contact_id = $1
            """, contact) ?? throw new InvalidOperationException("A contact without a case.");
        return new WorkerCase(found.State.ToString(), found.ReadOn, found.PromisedBy, [.. Nested.Read<WorkerIssueRow>(found.Issues).Select(i =>
            new WorkerIssue(i.Id, i.Category, i.State.ToString(), WorkerView.AwaitsHerAnswer(i.State) && i.CtForWorker is not null,
                i.CtForWorker is null ? null : new SealedClaim(i.ClaimId!.Value, i.DossierId!.Value, i.MadeOn!.Value, i.Language!, i.CtForWorker)))],
            [.. WorkerSteps.Of(found.Since ?? DateOnly.MinValue, Nested.Read<HappenedRow>(found.Happened).Select(h => (h.Day, h.Kind))).Select(s => new WorkerStep(s.On, s.What))]);
    }

    /// <inheritdoc />
    public async Task WorkerWrote(Work work, Guid contact, Danger danger)
    {
        var found = await work.FirstOrNone<FileRow>("""
            select c.id, c.org_id, c.assigned_to from cases.file f join cases."case" c on c.id = f.case_id where f.contact_id = $1 for update of c
            """, contact) ?? throw new InvalidOperationException("A contact without a case.");
        TurnUp(work, found.Id, danger);
        CaseLog.Event(work, found.OrgId, found.Id, null, "case.worker-wrote", CaseParty.Of(work.Actor), new { danger });
        work.Notify(danger is Danger.None ? "case.worker-wrote" : "case.danger", "case", found.Id, danger is Danger.None ? found.AssignedTo : null);
    }

    /// <inheritdoc />
    public Task<Outcome> Answer(Work work, Guid contact, WorkerAnswer answer, int vaultVersion, Func<SealedColumn, Guid, string, byte[]> sealText) =>
        AnswerClaim.Queue(work, contact, answer, vaultVersion, sealText);

    // The promise starts anew with what came in now, never later than one already made; a danger mark is not taken back by a second message.
    private static void TurnUp(Work work, Guid @case, Danger danger) => work.Write("""
        update cases."case" set unread = true, version = version + 1,
               danger = case when $2 = 'InDanger' or danger = 'None' then $2 else danger end,
               promised_by = case when unread then least(promised_by, $3) else $3 end
         where id = $1
        """, @case, danger, WaitingPromise.ReadBy(work.Today, danger));

    private sealed record WorkerRow(CaseState State, DateOnly? ReadOn, DateOnly PromisedBy, string? Issues, string? Happened, DateOnly? Since);
    private sealed record HappenedRow(DateOnly Day, string Kind);
    private sealed record WorkerIssueRow(Guid Id, string Category, IssueState State, Guid? ClaimId, Guid? DossierId, DateOnly? MadeOn, string? Language, byte[]? CtForWorker);
    private sealed record FileRow(Guid Id, Guid OrgId, Guid? AssignedTo);
}
