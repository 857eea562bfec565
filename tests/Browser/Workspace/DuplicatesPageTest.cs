namespace OpenIlm.Tests.Browser;

/// <summary>Two records of one factory side by side: a person makes them one, sees what happened, and splits them again.</summary>
public sealed class DuplicatesPageTest(House house)
{
    [Fact]
    public async Task TwoRecordsAreMergedAndSplitOnPages()
    {
        var network = house.Network;
        var employer = await network.Organization("Supplier", "Ocean Lotus Seafood Group");
        foreach (var (name, place) in new[] { ("Ocean Lotus Processing Co., Ltd. (Plant 2)", "Samut Sakhon"), ("OCEAN LOTUS PROCESSING COMPANY LIMITED PLANT 2", "Samut Sakorn") })
            (await network.Administrator.Post("/sites", new { organizationId = employer, name, country = "TH", place, timeZone = "Asia/Bangkok", sector = "Seafood", headcount = 640 })).Created();
        await using var keeper = await house.Visit(network.Administrator);
        var looker = new Looker(keeper, dark: true);
        foreach (var width in new[] { 1440, 390 })
        {
            await keeper.Page.SetViewportSizeAsync(width, 900);
            await keeper.Go("/app/directory/duplicates");
            (await keeper.Text()).ShouldContain("OCEAN LOTUS PROCESSING COMPANY LIMITED PLANT 2");
            await keeper.ShouldFit(width);
            await keeper.Picture(house, $"duplicates-{width}");
            await looker.Look("/app/directory/duplicates");
        }
        var twins = keeper.Page.Locator("article", new Microsoft.Playwright.PageLocatorOptions { HasText = "OCEAN LOTUS PROCESSING COMPANY" });
        await keeper.Press(twins.Locator("button").First);
        (await keeper.Text()).ShouldContain(house.Say("en", "merges.merged.done"));
        (await twins.CountAsync()).ShouldBe(0);
        foreach (var width in new[] { 1440, 390 })
        {
            await keeper.Page.SetViewportSizeAsync(width, 900);
            await keeper.Go("/app/directory/merges");
            await keeper.ShouldFit(width);
            await keeper.Picture(house, $"merges-{width}");
            await looker.Look("/app/directory/merges");
        }
        await keeper.Press("main form button:has-text('Split again')");
        (await keeper.Text()).ShouldContain(house.Say("en", "merges.split.done"));
        looker.Faults.ShouldBeEmpty();
    }
}
