using Microsoft.Extensions.Logging;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>Tells on the day who is to be called back today: whoever took the call, and the supervisors where that person has left. Each wish once, whichever node comes first.</summary>
public static class CallBacksDue
{
    private const int AtOnce = 200;

    /// <summary>Tells what is due in every organization; returns how many wishes. Safe to repeat.</summary>
    public static Task<int> Handle(WorkFactory works, CancellationToken cancelled) => works.InEveryOrganization(AtOnce, Tell, cancelled);

    private static async Task<int> Tell(Work work)
    {
        var due = await work.All<Row>($"""
            select b.id, c.case_id, (select m.id from access.member m where m.id = b.made_by and m.active limit 1) as who
              from voice.callback b join voice.contact c on c.id = b.contact_id
             where b.org_id = access.org() and b.state = 'Open' and b.due_on <= $1 and b.told_on is null order by b.due_on limit {AtOnce} for update of b skip locked
            """, work.Today);
        foreach (var row in due)
        {
            work.Write("update voice.callback set told_on = $2 where id = $1", row.Id, work.Today);
            work.Notify("callback.due", "case", row.CaseId, row.Who, row.Who is null ? Roles.Supervisor : null);
        }
        if (due.Count > 0) work.Audit("callback.due-told", "organization", work.Actor.OrganizationId, new { due.Count });
        return due.Count;
    }

    private sealed record Row(Guid Id, Guid CaseId, Guid? Who);
}

/// <summary>Runs <see cref="CallBacksDue"/> while the node lives.</summary>
public sealed class CallBackBell(WorkFactory works, TimeProvider time, ILogger<CallBackBell> log) : Sweep(TimeSpan.FromMinutes(10), time, log)
{
    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => CallBacksDue.Handle(works, cancelled);
}
