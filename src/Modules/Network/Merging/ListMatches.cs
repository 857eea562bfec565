using System.Globalization;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Likely duplicates that nobody decided yet, the likeliest first, with the reasons as of now.</summary>
public static class ListMatches
{
    /// <summary>Reads a page of them.</summary>
    public static async Task<Outcome<Page<MatchView>>> Handle(string? kind, int? limit, string? cursor, Work work)
    {
        if (kind is not (null or "site" or "organization")) return Outcome<Page<MatchView>>.Refused(new BadInput("input.not-a-choice", "kind"));
        if (limit is < 1 or > Paging.Most) return Outcome<Page<MatchView>>.Refused(new BadInput("input.out-of-range", "limit", $"1 to {Paging.Most}"));
        var subject = kind ?? "site";
        var (score, after) = Read(cursor);
        var most = limit ?? 20;
        var rows = await work.All<Row>("""
            select m.id, m.subject_kind as kind, m.first_id, m.second_id, m.score, m.state, m.version from network.match m
             where m.subject_kind = $1 and m.state = 'Open' and ($2::double precision is null or (-m.score, m.id) > (-$2, $3))
               and not exists (select 1 from network.site s where s.id in (m.first_id, m.second_id) and s.merged_into is not null)
               and not exists (select 1 from access.organization o where o.id in (m.first_id, m.second_id) and o.merged_into is not null)
             order by -m.score, m.id limit $4
            """, subject, score, after, most + 1);
        var views = await Views(rows.Take(most), subject, work);
        var next = rows.Count > most ? Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(rows[most - 1].Score.ToString("R", CultureInfo.InvariantCulture) + "|" + rows[most - 1].Id)) : null;
        return new Page<MatchView>(views, next, (int)await work.FirstOrNone<long>("select count(*) from network.match where subject_kind = $1 and state = 'Open'", subject));
    }

    /// <summary>One pair; null when there is none.</summary>
    public static async Task<MatchView?> One(Guid id, Work work) =>
        await work.FirstOrNone<Row>("select id, subject_kind as kind, first_id, second_id, score, state, version from network.match where id = $1", id) is { } row ? (await Views([row], row.Kind, work)).FirstOrDefault() : null;

    private static async Task<List<MatchView>> Views(IEnumerable<Row> rows, string kind, Work work)
    {
        var shown = rows.ToList();
        if (shown.Count == 0) return [];
        var sides = (await FindMatches.Load(work, kind, [.. shown.SelectMany(r => new[] { r.FirstId, r.SecondId }).Distinct()])).ToDictionary(s => s.Id);
        return [.. shown.Where(r => sides.ContainsKey(r.FirstId) && sides.ContainsKey(r.SecondId)).Select(r =>
        {
            var (a, b) = (sides[r.FirstId], sides[r.SecondId]);
            var score = Matcher.Compare(a.Prepared(kind), b.Prepared(kind));
            return new MatchView(r.Id, kind, score.Score, score.IsSure, r.State, r.Version, MatchSideView.Of(a), MatchSideView.Of(b),
                [.. score.Reasons.Select(x => new MatchReasonView(x.Fact, x.For, x.Value, x.Ours, x.Theirs))]);
        })];
    }

    private static (double? Score, Guid? After) Read(string? cursor)
    {
        var parts = Cursors.Read(cursor)?.Split('|');
        return parts is [var score, var id] && double.TryParse(score, NumberStyles.Float, CultureInfo.InvariantCulture, out var s) && Guid.TryParse(id, out var g) ? (s, g) : (null, null);
    }

    private sealed record Row(Guid Id, string Kind, Guid FirstId, Guid SecondId, double Score, string State, int Version);
}
