using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The packets released to the caller's organization, at the sites the caller is granted. A locked session sees that they are there, not what they say.</summary>
public static class ListSharedIssues
{
    /// <summary>Reads a page, newest release first.</summary>
    public static async Task<Outcome<Page<SharedIssueView>>> Handle(int? limit, string? cursor, Work work, Keystore keystore, bool? escalated = null)
    {
        var (most, wrong) = Cursor.Limit(limit);
        if (wrong is not null) return Outcome<Page<SharedIssueView>>.Refused(wrong);
        if (!Cursor.TryRead(cursor, 2, out var after)) return Outcome<Page<SharedIssueView>>.Refused(new BadInput("input.not-a-cursor", "cursor"));
        if (after is not null && !(DateOnly.TryParseExact(after[0], "yyyy-MM-dd", out _) && Guid.TryParse(after[1], out _))) return Outcome<Page<SharedIssueView>>.Refused(new BadInput("input.not-a-cursor", "cursor"));
        work.PlanOnce();
        var rows = await work.All<SharedIssueRow>(SharedIssueRow.Query + $"""
             where s.recipient_org = access.org() and s.state = 'Released'
               and ($1::date is null or (s.released_on, s.id) < ($1, $2::uuid))
               and ($3::boolean is null or (s.escalated_on is not null) = $3)
             order by s.released_on desc, s.id desc limit {most + 1}
            """, after is null ? null : DateOnly.ParseExact(after[0], "yyyy-MM-dd"), after is null ? null : Guid.Parse(after[1]), escalated);
        var shown = rows.Take(most).ToList();
        var keys = await Packets.Open(work, keystore, [.. shown.Select(r => r.Id)]);
        foreach (var row in shown.Where(r => keys.ContainsKey(r.Id))) ReadSharedIssue.Opened(work, row);
        Page<SharedIssueView> page = new([.. shown.Select(r => SharedIssueView.Of(r, keys.GetValueOrDefault(r.Id), work.Now))],
            rows.Count > most ? Cursor.Of(rows[most - 1].ReleasedOn!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), shown[^1].Id.ToString()) : null);
        work.Audit("shared-issues.listed", "organization", work.Actor.OrganizationId, new { opened = keys.Count });
        return await work.Commit(page);
    }
}
