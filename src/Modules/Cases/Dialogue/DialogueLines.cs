using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>What businesses wait for: questions that nobody answered, and accounts that nobody read, in one's own cases and in those that nobody runs.</summary>
public sealed class DialogueLines(ITexts texts) : ITodayLines, ITaskCount
{
    private const string waiting = """
        select * from (
            select c.id, c.reference, 'inquiry' as what, q.asked_on as since from cases.inquiry q join cases.share s on s.id = q.share_id and s.state = 'Released' join cases."case" c on c.id = s.case_id
             where q.org_id = access.org() and q.state = 'Asked' and (c.assigned_to = $1 or c.assigned_to is null)
            union all
            select c.id, c.reference, 'account', a.given_on from cases.account a join cases.share s on s.id = a.share_id and s.state = 'Released' join cases."case" c on c.id = s.case_id
             where a.org_id = access.org() and a.state = 'Given' and (c.assigned_to = $1 or c.assigned_to is null)) w
         order by since, id, what limit 100
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<TodayList>> For(Work work)
    {
        if (!work.Actor.May(DialoguePermissions.Answer)) return [];
        var rows = new Question<Row>(waiting, work.Actor.PersonId);
        await work.Ask(rows);
        return [new TodayList("business", [.. rows.Rows.Take(DayLines.First).Select(r => new TodayLine($"/app/cases/{r.Id}/business", r.Reference, texts[work.Actor.Language, "today-line." + r.What]))], rows.Rows.Count)];
    }

    /// <inheritdoc />
    public async Task<int> Of(Work work, Guid person)
    {
        var rows = new Question<Row>(waiting, person);
        await work.Ask(rows);
        return rows.Rows.Count;
    }

    private sealed record Row(Guid Id, string Reference, string What, DateOnly Since);
}
