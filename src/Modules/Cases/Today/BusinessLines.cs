using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The day of a business: what it was told and has not answered, and what it promised. A buyer reads what it was told. Packets stay shut here:
/// that something was opened is noted when somebody opens it.</summary>
public sealed class BusinessLines(ITexts texts) : ITodayLines, ITaskCount
{
    private const string answer = """
        select s.id, o.name, case when s.first_opened_on is null then 'packet-new' else 'packet-open' end as what, coalesce(k.due_on, s.due_on) as due
          from cases.share s join access.organization o on o.id = s.org_id left join cases.clock k on k.share_id = s.id and k.kind = 'Response' and k.is_open
         where s.recipient_org = access.org() and s.state = 'Released' and not s.ended
           and not exists (select 1 from cases.response r where r.share_id = s.id) and not exists (select 1 from cases.action a where a.share_id = s.id)
         order by 4, s.id limit 100
        """;
    private const string act = """
        select s.id, o.name, 'promised' as what, coalesce(k.due_on, a.due_on) as due from cases.action a join cases.share s on s.id = a.share_id join access.organization o on o.id = s.org_id
          left join cases.clock k on k.action_id = a.id and k.is_open
         where s.recipient_org = access.org() and s.state = 'Released' and not s.ended and a.state = 'Agreed' order by 4 nulls last, a.id limit 100
        """;
    private const string unopened = """
        select s.id, o.name, 'packet-read' as what, null::date as due from cases.share s join access.organization o on o.id = s.org_id
         where s.recipient_org = access.org() and s.state = 'Released' and s.first_opened_on is null order by s.released_on, s.id limit 100
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<TodayList>> For(Work work)
    {
        if (!work.Actor.May(CasesPermissions.ReadShared)) return [];
        // A buyer reads: the answer is the employer's or the agency's to give.
        if (!work.Actor.May(CasesPermissions.RespondToShared))
        {
            var told = new Question<Row>(unopened);
            await work.Ask(told);
            return [List("told", told, work)];
        }
        Question<Row> open = new(answer), promised = new(act);
        await work.Ask(open, promised);
        return [List("answer", open, work), List("promised", promised, work)];
    }

    /// <inheritdoc />
    public async Task<int> Of(Work work, Guid person)
    {
        Question<Row> open = new(answer), promised = new(act);
        await work.Ask(open, promised);
        return open.Rows.Count + promised.Rows.Count;
    }

    private TodayList List(string key, Question<Row> rows, Work work) => new(key,
        [.. rows.Rows.Take(DayLines.First).Select(r => new TodayLine($"/app/shared/{r.Id}", r.Name, texts[work.Actor.Language, "today-line." + r.What], r.Due))], rows.Rows.Count, rows.Rows.Count > DayLines.First ? "/app/shared" : null);

    private sealed record Row(Guid Id, string Name, string What, DateOnly? Due);
}
