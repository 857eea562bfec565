using Microsoft.Extensions.Logging;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>Tells on the day who is to be called back today: whoever took the call, and the supervisors where that person has left. Each wish once, whichever node comes first.</summary>
public static class CallBacksDue
{
    /// <summary>Tells what is due in every organization; returns how many wishes. Safe to repeat.</summary>
    public static async Task<int> Handle(WorkFactory works, CancellationToken cancelled)
    {
        var told = 0;
        foreach (var organization in await works.ActiveOrganizations(cancelled))
        {
            await using var work = works.Begin(cancelled);
            await work.ActAsSystem(organization);
            var due = await work.All<Row>("""
                select b.id, c.case_id, (select m.id from access.member m where m.id = b.made_by and m.active limit 1) as who
                  from voice.callback b join voice.contact c on c.id = b.contact_id
                 where b.org_id = $1 and b.state = 'Open' and b.due_on <= $2 and b.told_on is null order by b.due_on limit 200 for update of b skip locked
                """, organization, work.Today);
            if (due.Count == 0) continue;
            foreach (var row in due)
            {
                work.Write("update voice.callback set told_on = $2 where id = $1", row.Id, work.Today);
                work.Notify("callback.due", "case", row.CaseId, row.Who, row.Who is null ? Roles.Supervisor : null);
            }
            work.Audit("callback.due-told", "organization", organization, new { due.Count });
            await work.Commit();
            told += due.Count;
        }
        return told;
    }

    private sealed record Row(Guid Id, Guid CaseId, Guid? Who);
}

/// <summary>Runs <see cref="CallBacksDue"/> while the node lives.</summary>
public sealed class CallBackBell(WorkFactory works, TimeProvider time, ILogger<CallBackBell> log) : Sweep(TimeSpan.FromMinutes(10), time, log)
{
    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => CallBacksDue.Handle(works, cancelled);
}
