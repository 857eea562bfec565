using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>A case with all its child rows, as one query hands it over.</summary>
internal sealed record WholeCase(
    Guid Id, Guid OrgId, Guid DossierId, int Version, string Reference, CaseState State, ContactReason Reason, Danger Danger, string Channel, string Language, string? Country, Guid? SiteId,
    string? Employer, Severity? Severity, bool Critical, int? Affected, ConsentLevel AskedConsent, string[] AskedIssues, DateOnly ReceivedOn, DateOnly PromisedBy, bool Unread, DateOnly? ReadOn,
    DateOnly? TriagedOn, DateOnly? ClosedOn, string? CloseReason, Guid? AssignedTo, int OpenRetaliation,
    string? Files, string? Issues, string? Reviews, string? Consents, string? Shares, string? Wraps, string? Responses, string? Actions, string? Claims, string? Validations, string? Reports,
    string? Events, string? Texts, string? People, string? Businesses)
{
    /// <summary>Everything of one case in one round trip.</summary>
    public const string Query = """
        select c.id, c.org_id, c.dossier_id, c.version, c.reference, c.state, c.reason, c.danger, c.channel, c.language, c.country, c.site_id, c.employer, c.severity, c.critical, c.affected,
               c.asked_consent, c.asked_issues, c.received_on, c.promised_by, c.unread, c.read_on, c.triaged_on, c.closed_on, c.close_reason, c.assigned_to, c.open_retaliation,
               (select json_agg(x) from (select contact_id, dossier_id from cases.file where case_id = c.id) x)::text as files,
               (select json_agg(x order by x.seq) from (select i.*, cases.sample_of(i.id, i.remedy_revision) as sample from cases.labor_issue i where i.case_id = c.id) x)::text as issues,
               (select json_agg(x order by x.seq) from cases.safety_review x where x.case_id = c.id)::text as reviews,
               (select json_agg(x) from cases.consent x where x.case_id = c.id)::text as consents,
               (select json_agg(x order by x.made_on, x.id) from (select id, issue_id, recipient_org, recipient_name, state, purpose, fields, checks, needs_second, made_on, release_on, released_on, due_on,
                       first_opened_on, revoked_on, version from cases.share where case_id = c.id) x)::text as shares,
               (select json_agg(x) from (select k.share_id, s.dossier_id, k.vault_id, k.version, k.wrap from cases.share s join cases.packet_key k on k.share_id = s.id and k.recipient_org = s.org_id
                 where s.case_id = c.id) x)::text as wraps,
               (select json_agg(x order by x.seq) from cases.response x where x.share_id in (select id from cases.share where case_id = c.id))::text as responses,
               (select json_agg(x order by x.seq) from cases.action x where x.issue_id in (select id from cases.labor_issue where case_id = c.id))::text as actions,
               (select json_agg(x order by x.seq) from (select seq, id, issue_id, dossier_id, revision, language, made_on, ct_for_worker is not null as sent, ct_for_vault
                  from cases.claim where issue_id in (select id from cases.labor_issue where case_id = c.id)) x)::text as claims,
               (select json_agg(x order by x.seq) from cases.validation x where x.issue_id in (select id from cases.labor_issue where case_id = c.id))::text as validations,
               (select json_agg(x order by x.day, x.id) from cases.retaliation_report x where x.case_id = c.id)::text as reports,
               (select json_agg(x order by x.id) from cases.event x where x.case_id = c.id)::text as events,
               (select json_agg(x order by x.day, x.kind = 'report' desc, x.id) from dossier.narrative x where x.dossier_id in (select dossier_id from cases.file where case_id = c.id))::text as texts,
               (select json_agg(x) from (select id, name from access.person where id = c.assigned_to or id in (select person_id from cases.event where case_id = c.id)) x)::text as people,
               (select json_agg(x) from (select id, name from access.organization where id in (select recipient_org from cases.share where case_id = c.id union select recipient_org from cases.consent where case_id = c.id)) x)::text as businesses
          from cases."case" c where c.id = $1
        """;

    public sealed record FileRow(Guid ContactId, Guid DossierId);
    public sealed record IssueChild(Guid Id, string Code, string Category, string? JourneyStage, int Affected, bool Critical, IssueState State, int RemedyRevision, DateOnly StateOn,
        DateOnly? ContactLostOn, DateOnly? ReferredOn, string? EscalatedTo, Guid? DismissAskedBy, int Version, string? Sample);
    public sealed record ReviewRow(Guid Id, string Risk, SafetyDecision Decision, bool TimingIdentifiesNobody, bool WishesRecorded, bool LeadTold, string[] Measures, Guid ByPerson, DateOnly Day, byte[]? Ct);
    public sealed record ShareChild(Guid Id, Guid IssueId, Guid? RecipientOrg, string? RecipientName, ShareState State, string Purpose, string[] Fields, string Checks, bool NeedsSecond, DateOnly MadeOn,
        DateOnly? ReleaseOn, DateOnly? ReleasedOn, DateOnly? DueOn, DateOnly? FirstOpenedOn, DateOnly? RevokedOn, int Version)
    {
        public bool Blocked => System.Text.Json.JsonSerializer.Deserialize<List<PacketCheck>>(Checks, Platform.Json.Compact)!.Exists(c => c.Result is CheckResult.Block);
    }
    public sealed record ClaimRow(Guid Id, Guid IssueId, Guid DossierId, int Revision, string Language, DateOnly MadeOn, bool Sent, byte[] CtForVault);
    public sealed record ValidationRow(Guid Id, Guid IssueId, Guid ClaimId, Guid DossierId, int Revision, ValidationOutcome Outcome, ResolutionQuality? Quality, int? Satisfaction, RetaliationAnswer Retaliation,
        bool ByWorker, string? AskedBy, string? Channel, int? Attempts, DateOnly Day, byte[]? Ct, int? VaultVersion);
    public sealed record ReportRow(Guid Id, Guid? IssueId, Guid DossierId, string State, DateOnly Day, DateOnly? ResolvedOn, string? Resolution, bool ByWorker, byte[]? Ct);
    public sealed record EventRow(Guid? IssueId, string Kind, DateOnly Day, Guid? PersonId, IssueParty Party, string Detail);
    public sealed record TextRow(Guid Id, Guid DossierId, string Kind, string Language, DateOnly Day, Guid? PersonId, byte[] Ct);
    public sealed record Named(Guid Id, string Name);
}
