using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The day of whoever composed a packet: the worker stopped it, wants it to be different, or agreed to it and it can go.</summary>
public sealed class HerWordsLines(ITexts texts) : ITodayLines
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<TodayList>> For(Work work)
    {
        if (!work.Actor.May(CasesPermissions.DraftShare)) return [];
        // The last word on each packet that has not gone; what waits for a release day is on its way already.
        var rows = await work.All<Row>("""
            select s.id, c.reference, r.state from cases.rendering r join cases.share s on s.id = r.share_id join cases."case" c on c.id = s.case_id
             where s.org_id = access.org() and s.author = $1 and s.state in ('Draft', 'Approved') and s.release_on is null and r.revision = s.revision and r.state in ('Yes', 'Change', 'No')
               and r.seq = (select max(x.seq) from cases.rendering x where x.share_id = s.id and x.state <> 'TakenBack') order by r.state, r.seq limit 100
            """, work.Actor.PersonId);
        return rows.Count == 0 ? [] :
            [new TodayList("her-words", [.. rows.Take(DayLines.First).Select(r => new TodayLine($"/app/shares/{r.Id}", r.Reference, texts[work.Actor.Language, "today-line.her-words." + r.State]))], rows.Count)];
    }

    private sealed record Row(Guid Id, string Reference, RenderingState State);
}
