using Microsoft.Extensions.Logging;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Raises a warning where a chart signals, raises it again where the reports doubled since somebody judged it, and ends it when the rise is over.
/// Each is told once, whichever node comes first.</summary>
public static class WarningDue
{
    /// <summary>Looks at every organization; returns how many warnings were raised. Safe to repeat.</summary>
    public static async Task<int> Handle(WorkFactory works, CancellationToken cancelled)
    {
        var raised = 0;
        foreach (var organization in await works.ActiveOrganizations(cancelled)) raised += await One(works, organization, cancelled);
        return raised;
    }

    private static async Task<int> One(WorkFactory works, Guid organization, CancellationToken cancelled)
    {
        await using var work = works.Begin(cancelled);
        await work.ActAsSystem(organization);
        var rising = (await WarningSeries.Read(work)).SelectMany(s => s.Categories).Where(c => c.Chart.Now is not null).ToDictionary(c => (c.Site, c.Category), c => c.Chart.Now!);
        var open = await work.All<Row>("select id, site_id, category, judged_at from cases.warning where org_id = $1 and ended_on is null order by id for update skip locked", organization);
        var (raised, changed) = (0, false);
        foreach (var ((site, category), now) in rising.OrderBy(r => (r.Key.Site, r.Key.Category)))
        {
            if (open.FirstOrDefault(w => w.SiteId == site && w.Category == category) is { } there)
            {
                if (there.JudgedAt is not { } judged || now.Reports < 2 * judged) continue;
                work.Write("""
                    update cases.warning set state = 'Open', reason = null, judged_by = null, judged_on = null, judged_at = null, since_week = $2, weeks = $3, reports = $4, expected = $5,
                           flagged_on = $6, version = version + 1 where id = $1
                    """, there.Id, now.Since, now.Weeks, now.Reports, now.Expected, work.Today);
                Tell(work, there.Id, "warning.raised-again", category, now);
                raised++;
                continue;
            }
            var id = Guid.NewGuid();
            // Another node may have raised it since this one looked: one row, told once.
            if (await work.Change("""
                insert into cases.warning (id, org_id, site_id, category, since_week, weeks, reports, expected, flagged_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
                """, id, organization, site, category, now.Since, now.Weeks, now.Reports, now.Expected, work.Today) == 0) continue;
            Tell(work, id, "warning.raised", category, now);
            raised++;
        }
        foreach (var over in open.Where(w => !rising.ContainsKey((w.SiteId, w.Category))))
        {
            work.Write("update cases.warning set ended_on = $2, version = version + 1 where id = $1", over.Id, work.Today);
            work.Audit("warning.over", "warning", over.Id);
            changed = true;
        }
        if (raised > 0 || changed) await work.Commit();
        return raised;
    }

    private static void Tell(Work work, Guid id, string what, string category, ControlChart.Rising now)
    {
        work.Notify("warning.raised", "warning", id, role: Roles.Supervisor);
        work.Audit(what, "warning", id, new { category, now.Weeks, now.Reports });
    }

    private sealed record Row(Guid Id, Guid SiteId, string Category, int? JudgedAt);
}

/// <summary>Runs <see cref="WarningDue"/> and <see cref="AtomsDue"/> while the node lives.</summary>
public sealed class WarningSweep(WorkFactory works, InstallationSecrets secrets, TimeProvider time, ILogger<WarningSweep> log) : Sweep(TimeSpan.FromMinutes(30), time, log)
{
    /// <inheritdoc />
    protected override async Task Round(CancellationToken cancelled)
    {
        await WarningDue.Handle(works, cancelled);
        await AtomsDue.Handle(works, secrets, cancelled);
    }
}
