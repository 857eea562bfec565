using OpenIlm.Cases;

namespace OpenIlm.Tests.Browser;

/// <summary>The room of early warning: a site flares up, its chart says so, a supervisor judges it.</summary>
public sealed class WarningPageTest(House house)
{
    [Fact]
    public async Task ASupervisorReadsTheChartOfASiteThatFlaresUpAndTakesTheWarningUp()
    {
        var network = house.Network;
        var (employer, monday) = (await network.Organization("Supplier", "Green Coast Canning"), ControlChart.MondayOf(DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime)));
        var (site, young) = (await network.Site(employer), await network.Site(employer));
        async Task Count(Guid at, string category, int weeksAgo, int reports) =>
            await network.Ask("insert into cases.report_week (org_id, site_id, category, week, reports) values ($1, $2, $3, $4, $5) returning 1", house.Handler.OrganizationId, at, category, monday.AddDays(-7 * weeksAgo), reports);
        foreach (var (weeks, reports) in new[] { (60, 1), (51, 1), (44, 2), (37, 1), (29, 1), (22, 1), (13, 1), (2, 2), (1, 3), (0, 2) }) await Count(site, "WAG", weeks, reports);
        foreach (var weeks in new[] { 48, 30, 17, 5 }) await Count(site, "OSH", weeks, 1);
        await Count(young, "HRS", 3, 2);
        var works = (Platform.WorkFactory)network.Services.GetService(typeof(Platform.WorkFactory))!;
        await WarningDue.Handle(works, CancellationToken.None);

        await using var supervisor = await house.Visit(house.Supervisor);
        await supervisor.Go("/app");
        (await supervisor.Text()).ShouldContain("7 reports in 3 weeks");
        var looker = new Looker(supervisor, dark: true);
        await Look(supervisor, looker, "/app/warning", "warning");
        await supervisor.Page.Locator("article.warning a").First.ClickAsync();
        await supervisor.Page.Locator("#warning-chart[data-ready=true] svg").WaitForAsync();
        (await supervisor.Page.Locator("#warning-chart").GetAttributeAsync("aria-label") ?? "").ShouldContain("Pay and benefits");
        (await supervisor.Page.Locator("#warning-weeks tbody tr").CountAsync()).ShouldBe(52);
        await Look(supervisor, looker, new Uri(supervisor.Page.Url).PathAndQuery, "warning-site");
        await Look(supervisor, looker, $"/app/warning/sites/{young}", "warning-young");
        (await supervisor.Text()).ShouldContain("Too short a past: 22 more weeks");

        await supervisor.Go("/app/warning");
        await supervisor.Page.SelectOptionAsync("article.warning select", "Acknowledge.visitPlanned");
        await supervisor.Press("article.warning button[type=submit]");
        (await supervisor.Text()).ShouldContain("a visit is planned");

        foreach (var (category, shown, ago) in new[] { ("WAG", 30, 20), ("WAG", 25, 150), ("HRS", 15, 30), ("HRS", 30, 200), ("OSH", 10, 15) })
            await network.Ask("insert into cases.stat_atom (id, level, category, n, shown, released_on) values (gen_random_uuid(), 'all', $1, $2, $2, $3) returning 1", category, shown, monday.AddDays(-ago));
        await using var office = await house.Visit(await network.Person(await network.Organization("Convenor"), Kernel.Roles.NetworkConvenor));
        await Look(office, new Looker(office, dark: false), "/app/warning/network", "emerging");
        (await office.Text()).ShouldContain("Emerges");
    }

    private async Task Look(Visitor visitor, Looker looker, string path, string name)
    {
        foreach (var width in new[] { 390, 1440 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            await visitor.Go(path);
            if (path.Contains("/sites/", StringComparison.Ordinal)) await visitor.Page.Locator("#warning-chart[data-ready=true] svg").WaitForAsync();
            await visitor.ShouldFit(width);
            await visitor.Picture(house, $"{name}-{width}");
        }
        await looker.Look(path);
        looker.Faults.ShouldBeEmpty();
    }
}
