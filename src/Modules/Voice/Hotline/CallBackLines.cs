using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>Who wants to be called back, in the list of the day's work: one's own calls, and those whose taker has left.</summary>
public sealed class CallBackLines(ITexts texts, ICaseGlance cases) : ITodayLines, ITaskCount
{
    private const int First = 6;
    private const string Page = "/app/hotline/call-backs";
    private const string due = """
        select c.case_id, b.due_on as due, c.danger <> 'None' as urgent from voice.callback b join voice.contact c on c.id = b.contact_id
         where b.org_id = access.org() and b.state = 'Open' and b.due_on <= $2::date + 1
           and (b.made_by = $1 or not exists (select 1 from access.member m where m.id = b.made_by and m.active)) order by b.due_on, b.id limit 100
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<TodayList>> For(Work work)
    {
        if (!work.Actor.May(VoicePermissions.LogContacts)) return [];
        var rows = await work.All<Row>(due, work.Actor.PersonId, work.Today);
        if (rows.Count == 0) return [];
        var glances = await cases.Of(work, [.. rows.Select(r => r.CaseId).Distinct()]);
        var seen = rows.Where(r => glances.ContainsKey(r.CaseId)).ToList();
        return [new TodayList("callbacks", [.. seen.Take(First).Select(r => new TodayLine(Page, glances[r.CaseId].Reference, texts[work.Actor.Language, "today-line.callbacks"], r.Due, r.Urgent))],
            seen.Count, seen.Count > First ? Page : null)];
    }

    /// <inheritdoc />
    public async Task<int> Of(Work work, Guid person) => (await work.All<Row>(due, person, work.Today)).Count;

    private sealed record Row(Guid CaseId, DateOnly Due, bool Urgent);
}
