using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The counts of an organization as series: read from the weekly counts, never from cases.</summary>
internal static class WarningSeries
{
    // What the chart looks back on, and a year of it drawn.
    private const int WeeksRead = ControlChart.PastWeeks + ControlChart.WatchedWeeks + 52;

    /// <summary>One category at one site.</summary>
    internal sealed record Series(Guid Site, string Category, ControlChart.Chart Chart);

    /// <summary>One site: how long it is known, and its categories that were ever reported within reach.</summary>
    internal sealed record OfSite(Guid Site, int Weeks, IReadOnlyList<Series> Categories)
    {
        /// <summary>Whether there is past enough to say anything of it.</summary>
        public bool SaysSomething => Weeks >= ControlChart.LeastHistory;
    }

    /// <summary>Every series of the organization of the transaction, or those of one site.</summary>
    public static async Task<IReadOnlyList<OfSite>> Read(Work work, Guid? site = null)
    {
        var monday = ControlChart.MondayOf(work.Today);
        var rows = await work.All<Row>("""
            select w.site_id, w.category, w.week, w.reports, f.first
              from cases.report_week w
              join (select x.site_id, min(x.week) as first from cases.report_week x where x.org_id = access.org() and x.reports > 0 and x.week <= $1 group by x.site_id) f on f.site_id = w.site_id
             where w.org_id = access.org() and w.reports > 0 and w.week between $2 and $1 and ($3::uuid is null or w.site_id = $3)
            """, monday, monday.AddDays(-7 * (WeeksRead - 1)), site);
        return [.. rows.GroupBy(r => (r.SiteId, r.First)).Select(s => Draw(s.Key.SiteId, s.Key.First, monday, [.. s]))];
    }

    private static OfSite Draw(Guid site, DateOnly known, DateOnly monday, IReadOnlyList<Row> rows)
    {
        var weeks = ((monday.DayNumber - known.DayNumber) / 7) + 1;
        var drawn = Math.Min(weeks, WeeksRead);
        var first = monday.AddDays(-7 * (drawn - 1));
        return new OfSite(site, weeks, [.. rows.GroupBy(r => r.Category).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c =>
        {
            var counts = new int[drawn];
            foreach (var row in c) counts[(row.Week.DayNumber - first.DayNumber) / 7] = row.Reports;
            return new Series(site, c.Key, ControlChart.Of(first, counts));
        })]);
    }

    private sealed record Row(Guid SiteId, string Category, DateOnly Week, int Reports, DateOnly First);
}
