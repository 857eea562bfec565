using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>What the counts of the own organization warn of, and every site that reports came from in the last year. Row-level security decides who counts.</summary>
public static class ReadWarnings
{
    private const int MostSites = 200, Year = 52;

    /// <summary>The warnings and the sites.</summary>
    /// <param name="Warnings">What rises now, then what was over within half a year.</param>
    /// <param name="Sites">Sites with a report in the last year: those that a warning is about first, then the most reports. At most 200.</param>
    public sealed record WarningsView(
        [property: Field(FieldClass.C1)] IReadOnlyList<WarningView> Warnings,
        [property: Field(FieldClass.C1)] IReadOnlyList<SiteView> Sites) : IView<Handlers>;

    /// <summary>A site in numbers.</summary>
    /// <param name="SiteId">Site.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Employer">Its employer.</param>
    /// <param name="WeeksKnown">Weeks since the first report from it.</param>
    /// <param name="WeeksMissing">Weeks until anything can be said; 0 where it can.</param>
    /// <param name="Newest">Reports in the eight newest weeks; a case counts once in each of its categories.</param>
    /// <param name="Expected">What the past lets expect in them; null where nothing can be said.</param>
    /// <param name="Warns">Whether something rises there now.</param>
    public sealed record SiteView(
        [property: Field(FieldClass.C1)] Guid SiteId,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Employer,
        [property: Field(FieldClass.C1)] int WeeksKnown,
        [property: Field(FieldClass.C1)] int WeeksMissing,
        [property: Field(FieldClass.C1)] int Newest,
        [property: Field(FieldClass.C1)] double? Expected,
        [property: Field(FieldClass.C1)] bool Warns) : IView<Handlers>;

    /// <summary>Reads them.</summary>
    public static async Task<Outcome<WarningsView>> Handle(Work work, IDirectory directory)
    {
        var all = await WarningSeries.Read(work);
        var sites = await directory.Sites(work, [.. all.Select(s => s.Site)]);
        var views = all.Where(s => sites.ContainsKey(s.Site) && Newest(s, Year) > 0)
            .Select(s => new SiteView(s.Site, sites[s.Site].Name, sites[s.Site].OrganizationName, s.Weeks, Math.Max(0, ControlChart.LeastHistory - s.Weeks), Newest(s, ControlChart.WatchedWeeks),
                s.SaysSomething ? Math.Round(s.Categories.Sum(c => c.Chart.Points.TakeLast(ControlChart.WatchedWeeks).Sum(p => p.Expected ?? 0)), 1, MidpointRounding.AwayFromZero) : null,
                s.Categories.Any(c => c.Chart.Now is not null)))
            .OrderByDescending(s => s.Warns).ThenByDescending(s => s.Newest).ThenBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.SiteId).Take(MostSites);
        return new WarningsView(await WarningView.Read(work, directory), [.. views]);
    }

    private static int Newest(WarningSeries.OfSite site, int weeks) => site.Categories.Sum(c => c.Chart.Points.TakeLast(weeks).Sum(p => p.Reports));
}
