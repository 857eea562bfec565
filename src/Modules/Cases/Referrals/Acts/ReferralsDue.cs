using Microsoft.Extensions.Logging;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Tells colleagues that somebody should look how a referral goes (REM-45, R3): each day once, whichever node comes first.</summary>
public static class ReferralsDue
{
    private const int AtOnce = 500;

    /// <summary>Tells what is due in every organization; returns how many were told. Safe to repeat.</summary>
    public static Task<int> Handle(WorkFactory works, CancellationToken cancelled) => works.InEveryOrganization(AtOnce, Tell, cancelled);

    // A colleague who left since cannot be told: the supervisors are.
    private static async Task<int> Tell(Work work)
    {
        var due = await work.All<Due>($"""
            update cases.referral r set told_for = r.follow_up_on from (
                select x.id, m.id as person from cases.referral x join cases."case" c on c.id = x.case_id left join access.member m on m.id = c.assigned_to and m.active
                 where x.org_id = access.org() and x.follow_up_on <= $1 and x.told_for is distinct from x.follow_up_on
                 order by x.follow_up_on, x.seq limit {AtOnce} for update of x skip locked) d
             where r.id = d.id returning r.id, r.case_id, d.person
            """, work.Today);
        foreach (var one in due)
        {
            work.Notify("case.referral-due", "case", one.CaseId, one.Person, one.Person is null ? Roles.Supervisor : null);
            work.Audit("case.referral-due", "referral", one.Id, new { @case = one.CaseId });
        }
        return due.Count;
    }

    private sealed record Due(Guid Id, Guid CaseId, Guid? Person);
}

/// <summary>Runs <see cref="ReferralsDue"/> while the node lives.</summary>
public sealed class ReferralClock(WorkFactory works, TimeProvider time, ILogger<ReferralClock> log) : Sweep(TimeSpan.FromMinutes(15), time, log)
{
    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => ReferralsDue.Handle(works, cancelled);
}
