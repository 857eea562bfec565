using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The charts of one site: a year of weeks for each category that was reported from it.</summary>
public static class ReadSiteChart
{
    private const int Shown = 52;

    /// <summary>A site with its charts.</summary>
    /// <param name="SiteId">Site.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Employer">Its employer.</param>
    /// <param name="WeeksKnown">Weeks since the first report from it.</param>
    /// <param name="WeeksMissing">Weeks until anything can be said; 0 where it can.</param>
    /// <param name="Limit">The level at which a chart signals.</param>
    /// <param name="Categories">The charts: what rises first, then the most reports.</param>
    /// <param name="Warnings">The warnings of the site.</param>
    public sealed record SiteChartView(
        [property: Field(FieldClass.C1)] Guid SiteId,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Employer,
        [property: Field(FieldClass.C1)] int WeeksKnown,
        [property: Field(FieldClass.C1)] int WeeksMissing,
        [property: Field(FieldClass.C1)] double Limit,
        [property: Field(FieldClass.C1)] IReadOnlyList<CategoryChartView> Categories,
        [property: Field(FieldClass.C1)] IReadOnlyList<WarningView> Warnings) : IView<Handlers>;

    /// <summary>The chart of a category.</summary>
    /// <param name="Category">Category of the taxonomy.</param>
    /// <param name="Signals">Whether it rises now.</param>
    /// <param name="Weeks">The weeks, the running one last.</param>
    public sealed record CategoryChartView(
        [property: Field(FieldClass.C1)] string Category,
        [property: Field(FieldClass.C1)] bool Signals,
        [property: Field(FieldClass.C1)] IReadOnlyList<WeekView> Weeks) : IView<Handlers>;

    /// <summary>A week.</summary>
    /// <param name="Week">Its Monday.</param>
    /// <param name="Reports">Reports that came in and were sorted.</param>
    /// <param name="Expected">What the past lets expect; null where it is too short.</param>
    /// <param name="Level">The sum of the chart.</param>
    /// <param name="Signal">The limit was reached and the rise lasts.</param>
    public sealed record WeekView(
        [property: Field(FieldClass.C1)] DateOnly Week,
        [property: Field(FieldClass.C1)] int Reports,
        [property: Field(FieldClass.C1)] double? Expected,
        [property: Field(FieldClass.C1)] double Level,
        [property: Field(FieldClass.C1)] bool Signal) : IView<Handlers>;

    /// <summary>Reads it. A site that nobody reported from is as unknown as one that is not there.</summary>
    public static async Task<Outcome<SiteChartView>> Handle(Guid id, Work work, IDirectory directory)
    {
        var site = await directory.Site(work, id);
        if (site is null || (await WarningSeries.Read(work, site.Id)).SingleOrDefault() is not { } series) return Outcome<SiteChartView>.Missing;
        return new SiteChartView(site.Id, site.Name, site.OrganizationName, series.Weeks, Math.Max(0, ControlChart.LeastHistory - series.Weeks), ControlChart.Limit,
            [.. series.Categories.OrderByDescending(c => c.Chart.Now is not null).ThenByDescending(c => c.Chart.Points.TakeLast(Shown).Sum(p => p.Reports)).ThenBy(c => c.Category, StringComparer.Ordinal).Select(View)],
            await WarningView.Read(work, directory, site.Id));
    }

    private static CategoryChartView View(WarningSeries.Series series) => new(series.Category, series.Chart.Now is not null,
        [.. series.Chart.Points.TakeLast(Shown).Select(p => new WeekView(p.Week, p.Reports, p.Expected is { } e ? Math.Round(e, 2) : null, Math.Round(p.Level, 2), p.Signal))]);
}
