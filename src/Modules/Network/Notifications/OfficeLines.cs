using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>The day of those who keep the network, the keys and the log: organizations on their way in, likely duplicates, imports that wait for a decision, grants to
/// review, colleagues without a key, mail that did not go out, what was opened. And for a business: what its customers ask of it.</summary>
public sealed class OfficeLines(ITexts texts, AccessSettings settings) : ITodayLines
{
    private const int First = 6;

    private const string joining = """
        select o.id::text as id, o.name, 'join' as what, null::date as due from access.organization o
         where o.active and o.merged_into is null and o.kind <> 'Convenor' and o.id in (select network.with_people())
           and not exists (select 1 from network.acceptance a where a.org_id = o.id and a.what = 'Principles') order by o.name limit 100
        """;
    private const string matches = """
        select m.id::text as id, coalesce((select s.name from network.site s where s.id = m.first_id), (select o.name from access.organization o where o.id = m.first_id), '') as name, 'match' as what, null::date as due
          from network.match m where m.state = 'Open' order by m.score desc, m.id limit 100
        """;
    private const string imports = "select i.id::text as id, i.source as name, case i.state when 'Failed' then 'import-failed' else 'import' end as what, null::date as due from network.import i where i.state in ('Mapping', 'Ready', 'Failed') order by i.id limit 100";
    private const string reviews = """
        select distinct on (due, id) m.id::text as id, m.name, 'review-grant' as what, coalesce(g.reviewed_on, g.from_day) + $3::integer as due
          from access.role_grant g join access.member m on m.id = g.person_id
         where m.active and g.org_id = access.org() and g.person_id <> $1 and g.from_day <= $2 and (g.until_day is null or g.until_day >= $2) and coalesce(g.reviewed_on, g.from_day) + $3::integer - 14 <= $2
         order by due, id limit 100
        """;
    private const string keys = """
        select p.id::text as id, p.name, 'admit' as what, null::date as due from access.member p
         where p.active and not p.confined and exists (select 1 from access.vault v where v.org_id = access.org()) and not exists (select 1 from access.vault_key k where k.person_id = p.id) order by p.name limit 100
        """;
    private const string mails = "select m.id::text as id, m.subject as name, 'mail-' || lower(m.state) as what, null::date as due from platform.mail m where m.org_id = access.org() and m.state in ('Failed', 'Unsure') and m.good_until > $1::timestamptz - interval '7 days' order by m.next_at desc limit 100";
    private const string opened = """
        select o.id::text || e.day::text as id, o.name || ' · ' || count(*)::text as name, 'identities' as what, e.day as due
          from audit.entry e join access.organization o on o.id = e.org_id where e.action = 'case.identity-read' and e.day >= $1::date - 6 group by o.id, o.name, e.day order by e.day desc, count(*) desc limit 100
        """;
    private const string asked = """
        select r.id::text as id, o.name, 'requirement' as what, null::date as due from network.requirement r join access.organization o on o.id = r.org_id
         where r.to_org = access.org() and r.ended_on is null and r.acknowledged_on is null order by r.communicated_on, r.id limit 100
        """;
    private static readonly string[] supervisors = [Roles.Supervisor, Roles.SupplierUser, Roles.AgencyUser, Roles.BuyerUser];

    /// <inheritdoc />
    public async Task<IReadOnlyList<TodayList>> For(Work work)
    {
        var actor = work.Actor;
        var lists = new List<(string Key, Question<Row> Rows, Func<Row, string> Href, string All)>();
        void Ask(bool asks, string key, Question<Row> rows, Func<Row, string> href, string all) { if (asks) lists.Add((key, rows, href, all)); }
        var reviewsOwn = actor.May(NetworkPermissions.ReviewAccess) && actor.May(NetworkPermissions.InvitePeople);
        Ask(reviewsOwn, "reviews", new(reviews, actor.PersonId, work.Today, settings.ReviewDays), r => $"/app/people/review#{r.Id}", "/app/people/review");
        Ask(actor.May(NetworkPermissions.KeepVault) && actor.Roles.Any(supervisors.Contains), "keys", new(keys), _ => "/app/vault", "/app/vault");
        Ask(actor.May(NetworkPermissions.ReadRequirements) && !actor.May(NetworkPermissions.SeeJoining), "asked", new(asked), _ => "/app/requirements", "/app/requirements");
        Ask(actor.May(NetworkPermissions.ImportLists), "imports", new(imports), r => $"/app/imports/{r.Id}", "/app/imports");
        Ask(actor.May(NetworkPermissions.KeepDirectory), "matches", new(matches), _ => "/app/directory/duplicates", "/app/directory/duplicates");
        Ask(actor.May(NetworkPermissions.SeeJoining), "joining", new(joining), r => $"/app/directory/{r.Id}", "/app/joining/network");
        Ask(actor.Roles.Contains(Roles.Operator), "mails", new(mails, work.Now), _ => "/app/people", "/app/people");
        Ask(actor.May(NetworkPermissions.ReadAudit) && actor.ViewingAs is null, "opened", new(opened, work.Today), _ => "/app/audit", "/app/audit");
        if (lists.Count == 0) return [];
        await work.Ask([.. lists.Select(l => l.Rows)]);
        return [.. lists.Select(l => new TodayList(l.Key, [.. l.Rows.Rows.Take(First).Select(r => new TodayLine(l.Href(r), r.Name, texts[actor.Language, "today-line." + r.What], l.Key == "opened" ? null : r.Due))],
            l.Rows.Rows.Count, l.Rows.Rows.Count > First ? l.All : null))];
    }

    private sealed record Row(string Id, string Name, string What, DateOnly? Due);
}
