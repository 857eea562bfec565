using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What waits today, as numbers. Row-level security decides what is counted: nobody counts what she cannot open.</summary>
public static class ReadToday
{
    /// <summary>For whoever runs cases.</summary>
    public sealed record HandlersToday(
        [property: Field(FieldClass.C1)] int DangerUnread,
        [property: Field(FieldClass.C1)] int PastPromise,
        [property: Field(FieldClass.C1)] int Unread,
        [property: Field(FieldClass.C1)] int ToTriage,
        [property: Field(FieldClass.C1)] int ToReview,
        [property: Field(FieldClass.C1)] int ToShare,
        [property: Field(FieldClass.C1)] int ToAgree,
        [property: Field(FieldClass.C1)] int ToAsk,
        [property: Field(FieldClass.C1)] int WithWorkers,
        [property: Field(FieldClass.C1)] int Overdue,
        [property: Field(FieldClass.C1)] int Mine) : IView<Handlers>;

    /// <summary>For a business.</summary>
    public sealed record BusinessToday(
        [property: Field(FieldClass.C1)] int ToAnswer,
        [property: Field(FieldClass.C1)] int PastDay,
        [property: Field(FieldClass.C1)] int ActionsSoon,
        [property: Field(FieldClass.C1)] int ActionsOpen,
        [property: Field(FieldClass.C1)] int WithWorker) : IView<Businesses>;

    /// <summary>For everyone.</summary>
    public sealed record CommonToday(
        [property: Field(FieldClass.C1)] int WithoutKey,
        [property: Field(FieldClass.C1)] int Holders,
        [property: Field(FieldClass.C1)] int Organizations,
        [property: Field(FieldClass.C1)] int OrganizationsOff,
        [property: Field(FieldClass.C1)] long AuditEntries,
        [property: Field(FieldClass.C1)] int ReviewsDue,
        [property: Field(FieldClass.C1)] int ReviewsOverdue) : IView<SignedIn>;

    /// <summary>Counts for a handler.</summary>
    public static async Task<HandlersToday> OfHandler(Work work) => (await work.FirstOrNone<HandlersToday>("""
        select u.danger_unread, u.past_promise, u.unread, u.to_triage, i.to_review, i.to_share, i.to_agree, i.to_ask, i.with_workers,
               (select count(*) from cases."case" c where c.org_id = access.org() and c.assigned_to = $1 and c.state = 'Triaged')::integer as mine,
               (select count(*) from cases."case" c where c.org_id = access.org() and c.state = 'Triaged' and c.id in
        """ + IssueClocks.OverdueCases("$2") + """
               )::integer as overdue
          from (select count(*) filter (where c.unread and c.danger <> 'None')::integer as danger_unread, count(*) filter (where c.unread and c.id in
        """ + IssueClocks.OverdueCases("$2") + """
                       )::integer as past_promise,
                       count(*) filter (where c.unread)::integer as unread, count(*) filter (where c.state = 'Received')::integer as to_triage
                  from cases."case" c where c.org_id = access.org() and (c.state = 'Received' or c.unread)) u,
               (select count(*) filter (where x.state = 'Triaged')::integer as to_review, count(*) filter (where x.state = 'SafetyReviewed')::integer as to_share,
                       count(*) filter (where x.state = 'Responded')::integer as to_agree, count(*) filter (where x.state = 'ActionReported')::integer as to_ask,
                       count(*) filter (where x.state = 'AwaitingValidation')::integer as with_workers
                  from cases.labor_issue x where x.org_id = access.org() and x.state not in ('Closed', 'WithdrawnByWorker', 'Dismissed')) i
        """, work.Actor.PersonId, work.Now))!;

    /// <summary>Counts for a business.</summary>
    public static async Task<BusinessToday> OfBusiness(Work work) => (await work.FirstOrNone<BusinessToday>("""
        with mine as (select s.id, s.due_on, exists (select 1 from cases.response r where r.share_id = s.id) or exists (select 1 from cases.action a where a.share_id = s.id) as answered
                        from cases.share s where s.recipient_org = access.org() and s.state = 'Released' and not s.ended),
             acts as (select a.due_on, a.state, a.share_id from cases.action a join mine m on m.id = a.share_id),
             clocks as (select k.share_id, k.kind, 
        """ + IssueClocks.Standing("$2") + """
                         as standing from cases.clock k join mine m on m.id = k.share_id where k.recipient_org = access.org() and k.is_open)
        select (select count(*) from mine where not answered and due_on is not null)::integer as to_answer,
               (select count(distinct k.share_id) from clocks k where k.standing = 'Overdue')::integer as past_day,
               (select count(*) from acts where state = 'Agreed' and due_on between $1 and $1 + 7)::integer as actions_soon,
               (select count(*) from acts where state = 'Agreed')::integer as actions_open,
               (select count(*) from mine m where exists (select 1 from acts a where a.share_id = m.id) and not exists (select 1 from acts a where a.share_id = m.id and a.state = 'Agreed'))::integer as with_worker
        """, work.Today, work.Now))!;

    /// <summary>Counts for everyone: what was told, who waits for a key, the network as the role may see it.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="every">Days after which a grant is to be confirmed again.</param>
    public static async Task<CommonToday> Common(Work work, int every) => (await work.FirstOrNone<CommonToday>("""
        select (select count(*) from access.member p where p.active and not p.confined and exists (select 1 from access.vault v where v.org_id = access.org())
                   and not exists (select 1 from access.vault_key k where k.person_id = p.id))::integer as without_key,
               (select count(distinct k.person_id) from access.vault_key k join access.member p on p.id = k.person_id where k.org_id = access.org() and p.active)::integer as holders,
               (select count(*) from access.organization o where o.active)::integer as organizations,
               (select count(*) from access.organization o where not o.active)::integer as organizations_off,
               case when access.holds('Auditor') then (select count(*) from audit.entry e where e.day >= $2 - 6) else 0 end as audit_entries,
               (select count(*) from access.role_grant g join access.member m on m.id = g.person_id where m.active and g.org_id = access.org() and g.person_id <> $1
                   and g.from_day <= $2 and (g.until_day is null or g.until_day >= $2) and coalesce(g.reviewed_on, g.from_day) + $3 - 14 <= $2)::integer as reviews_due,
               (select coalesce(sum(r.grants), 0) from access.reviews_overdue($2, $3) r)::integer as reviews_overdue
        """, work.Actor.PersonId, work.Today, every))!;
}
