using Microsoft.Extensions.Logging;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Begins and ends the handovers whose day has come, each once, whichever node comes first: the row is held while it is done.</summary>
public static class HandoverDue
{
    /// <summary>Does what is due in every organization; returns how many handovers began or ended. Safe to repeat.</summary>
    public static async Task<int> Handle(WorkFactory works, CancellationToken cancelled)
    {
        var done = 0;
        foreach (var organization in await works.ActiveOrganizations(cancelled))
        {
            IReadOnlyList<Guid> due;
            await using (var looking = works.Begin(cancelled))
            {
                await looking.ActAsSystem(organization);
                due = await looking.All<Guid>("select id from cases.handover where org_id = access.org() and (state = 'Planned' and from_day <= $1 or state = 'Running' and until_day < $1) order by id", looking.Today);
            }
            foreach (var one in due)
            {
                await using var work = works.Begin(cancelled);
                await work.ActAsSystem(organization);
                if (await Do(one, work)) done++;
            }
        }
        return done;
    }

    private static async Task<bool> Do(Guid id, Work work)
    {
        var row = await work.FirstOrNone<Handovers.Row>("select id, org_id, from_person, to_person, from_day, until_day, state, version from cases.handover where id = $1 for update", id);
        if (row is null) return false;
        // Another node was first: its state says so.
        var next = HandoverRules.On(row.State, row.FromDay, row.UntilDay, work.Today);
        if (next == row.State) return false;
        switch (next)
        {
            case HandoverState.Running: await Handovers.Begin(id, work); break;
            case HandoverState.Ended: await Handovers.GiveBack(row, work); break;
            default: Handovers.Over(row, next, work); break;
        }
        await work.Commit();
        return true;
    }
}

/// <summary>Runs <see cref="HandoverDue"/> while the node lives.</summary>
public sealed class DailyHandover(WorkFactory works, TimeProvider time, ILogger<DailyHandover> log) : Sweep(TimeSpan.FromMinutes(10), time, log)
{
    /// <inheritdoc />
    protected override Task Round(CancellationToken cancelled) => HandoverDue.Handle(works, cancelled);
}
