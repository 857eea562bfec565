using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Plans check-ins with a release and ends them with a packet that nobody read. It never asks her anything: that is a person's task.</summary>
internal static class Watch
{
    /// <summary>Queues the check-ins of a packet that goes out now.</summary>
    public static async Task Plan(Work work, ShareRow share)
    {
        var days = await work.FirstOrNone<int[]>("select days from cases.watch_days where org_id = $1 order by seq desc limit 1", share.OrgId);
        var planned = await work.All<DateOnly>("select due_on from cases.check_in where case_id = $1 and state <> 'Revoked'", share.CaseId);
        var plan = WatchPlan.DaysOf(work.Today, days is { Length: > 0 } ? days : WatchPlan.DefaultDays, planned.ToHashSet());
        foreach (var (after, on) in plan)
            work.Write("""
                insert into cases.check_in (id, org_id, case_id, issue_id, share_id, after_days, due_on, next_on, state) values ($1, $2, $3, $4, $5, $6, $7, $7, 'Scheduled')
                """, Guid.NewGuid(), share.OrgId, share.CaseId, share.IssueId, share.Id, after, on);
        if (plan.Count > 0)
            CaseLog.Note(work, share.OrgId, share.CaseId, share.IssueId, "case.watch-planned", IssueParty.System, new { share = share.Id, days = plan.Select(p => p.After) });
    }

    /// <summary>Queues the end of the watch, where the packet that is taken back was the last one out and nobody can have read it.</summary>
    public static async Task End(Work work, RevokeShare.Row share)
    {
        if (share.State is not ShareState.Released) return;
        var others = await work.FirstOrNone<bool>("select exists (select 1 from cases.share where case_id = $1 and id <> $2 and (released_on is not null and (state = 'Released' or first_opened_on is not null or recipient_org is null)))",
            share.CaseId, share.Id);
        if (!WatchPlan.EndsWith(share.FirstOpenedOn is not null, share.RecipientOrg is null, others)) return;
        if (await work.Change("update cases.check_in set state = 'Revoked', version = version + 1 where case_id = $1 and state in ('Scheduled', 'NotReached')", share.CaseId) > 0)
            CaseLog.Note(work, share.OrgId, share.CaseId, share.IssueId, "case.watch-ended", IssueParty.System, new { share = share.Id });
    }
}
