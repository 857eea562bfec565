using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What she last said of what a business would be told about an issue: of this packet or of one before it.</summary>
public sealed partial record HerWord
{
    /// <summary>Looks it up for a packet in the hand of an act.</summary>
    internal static async Task<HerWord?> Latest(Work work, ShareRow share)
    {
        var row = await work.FirstOrNone<Row>("""
            select r.share_id, r.revision, r.state, r.changes, coalesce(r.answered_on, r.asked_on) as day from cases.rendering r join cases.share s on s.id = r.share_id
             where r.issue_id = $1 and r.state <> 'TakenBack' and s.recipient_org is not distinct from $2 and lower(s.recipient_name) is not distinct from lower($3::text)
             order by r.seq desc limit 1
            """, share.IssueId, share.RecipientOrg, share.RecipientName);
        return row is null ? null : new HerWord(new(row.ShareId, row.Revision), row.State, row.Changes, row.Day);
    }

    private sealed record Row(Guid ShareId, int Revision, RenderingState State, string[] Changes, DateOnly Day);
}
