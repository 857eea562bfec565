using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The day of this room: referrals to look after in one's own cases, letters from others without an answer, and what waits for a second person.</summary>
public sealed class ReferralLines(ITexts texts) : ITodayLines, ITaskCount
{
    private const string mine = """
        select r.id, c.id as case_id, c.reference, case when r.state in ('Offered', 'Consented') then 'referral-' || lower(r.state) else 'referral' end as what, r.follow_up_on as due
          from cases.referral r join cases."case" c on c.id = r.case_id
         where r.org_id = access.org() and c.assigned_to = $1 and r.follow_up_on <= $2::date + 3 order by r.follow_up_on, r.seq limit 100
        """;
    private const string received = """
        select l.referral_id as id, l.case_id, (select o.name from access.organization o where o.id = l.org_id) as reference, 'received' as what, null::date as due
          from cases.referral_letter l where l.recipient_org = access.org() and l.state = 'Sent' and l.answer is null and l.org_id <> access.org() order by l.sent_on, l.referral_id limit 100
        """;
    private const string second = """
        select f.id, c.id as case_id, c.reference, 'waiver' as what, null::date as due, f.day from cases.waiver_flag f join cases."case" c on c.id = f.case_id where f.org_id = access.org() and f.verdict is null and f.by_person <> $1
        union all
        select l.referral_id, c.id, c.reference, 'letter', null::date, l.made_on from cases.referral_letter l join cases."case" c on c.id = l.case_id where l.org_id = access.org() and l.state = 'Draft' and l.needs_second and l.author <> $1
         order by 6, 1 limit 100
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<TodayList>> For(Work work)
    {
        if (!work.Actor.May(ReferralsPermissions.Refer)) return [];
        var me = work.Actor.PersonId;
        Question<Row> own = new(mine, me, work.Today), letters = new(received), others = new(second, me);
        await work.Ask(own, letters, others);
        return
        [
            List("referrals", own, work, r => $"/app/cases/{r.CaseId}/referrals/{r.Id}", null),
            List("received", letters, work, r => $"/app/received/{r.Id}", "/app/received"),
            List("rights", others, work, r => r.What == "waiver" ? $"/app/cases/{r.CaseId}/waivers/{r.Id}" : $"/app/cases/{r.CaseId}/referrals/{r.Id}", null),
        ];
    }

    /// <inheritdoc />
    public async Task<int> Of(Work work, Guid person) => (await work.All<Row>(mine, person, work.Today)).Count;

    private TodayList List(string key, Question<Row> rows, Work work, Func<Row, string> href, string? all) => new(key,
        [.. rows.Rows.Take(DayLines.First).Select(r => new TodayLine(href(r), r.Reference, texts[work.Actor.Language, "today-line." + r.What], r.Due))], rows.Rows.Count, rows.Rows.Count > DayLines.First ? all : null);

    private sealed record Row(Guid Id, Guid CaseId, string Reference, string What, DateOnly? Due);
}
