using Microsoft.Extensions.Logging;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Tells people that a check-in or the review of a measure is due: each due day once, whichever node comes first. It tells colleagues and nobody else:
/// no machine asks a worker whether she is safe.</summary>
public static class ProtectionDue
{
    private const int AtOnce = 500;

    /// <summary>Tells what is due in every organization; returns how many were told. Safe to repeat.</summary>
    public static Task<int> Handle(WorkFactory works, CancellationToken cancelled) => works.InEveryOrganization(AtOnce, Tell, cancelled);

    // A colleague who left since cannot be told: the supervisors are.
    private static async Task<int> Tell(Work work)
    {
        // Marked and told in one transaction. The other node skips the rows while they are held, and finds them told afterwards.
        var asks = await work.All<Due>($"""
            update cases.check_in k set told_for = k.next_on from (
                select x.id, m.id as person from cases.check_in x join cases."case" c on c.id = x.case_id left join access.member m on m.id = c.assigned_to and m.active
                 where x.org_id = access.org() and x.state in ('Scheduled', 'Reached') and x.next_on <= $1 and x.told_for is distinct from x.next_on
                 order by x.next_on, x.seq limit {AtOnce} for update of x skip locked) d
             where k.id = d.id returning k.id, k.case_id, d.person
            """, work.Today);
        var reviews = await work.All<Due>($"""
            update cases.safeguard s set told_for = s.review_on from (
                select x.id, m.id as person from cases.safeguard x left join access.member m on m.id = x.owner and m.active
                 where x.org_id = access.org() and x.state <> 'Ended' and x.review_on <= $1 and x.told_for is distinct from x.review_on
                 order by x.review_on, x.seq limit {AtOnce} for update of x skip locked) d
             where s.id = d.id returning s.id, s.case_id, d.person
            """, work.Today);
        foreach (var (kind, thing, due) in asks.Select(d => ("case.check-in-due", "check-in", d)).Concat(reviews.Select(d => ("case.safeguard-due", "safeguard", d))))
        {
            work.Notify(kind, "case", due.CaseId, due.Person, due.Person is null ? Roles.Supervisor : null);
            work.Audit(kind, thing, due.Id, new { @case = due.CaseId });
        }
        return Math.Max(asks.Count, reviews.Count);
    }

    private sealed record Due(Guid Id, Guid CaseId, Guid? Person);
}

/// <summary>Runs <see cref="ProtectionDue"/> while the node lives.</summary>
public sealed class ProtectionClock(WorkFactory works, TimeProvider time, ILogger<ProtectionClock> log) : Sweep(TimeSpan.FromMinutes(15), time, log)
{
    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => ProtectionDue.Handle(works, cancelled);
}
