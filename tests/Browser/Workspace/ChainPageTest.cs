using Microsoft.Playwright;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Browser;

/// <summary>The supply chain: a picture that is walked, a table that says the same without a script, a map.</summary>
public sealed class ChainPageTest(House house)
{
    private async Task<(Person Buyer, Guid Supplier, Guid Agency)> AChain()
    {
        var network = house.Network;
        var (brand, supplier, estate, agency, sub) = (await network.Organization("Buyer", "Northwind Apparel"), await network.Organization("Supplier", "Saensuk Frozen Foods Public Company Limited"),
            await network.Organization("Supplier", "Khao Daeng Rubber Estate"), await network.Organization("RecruitmentAgency", "Sunbird Overseas Manpower"), await network.Organization("SubAgent", "Terai Village Agents"));
        var keeper = network.Administrator;
        async Task<Guid> Relate(Guid from, Guid to, string role) => (await keeper.Post("/relations", new { from, to, role, fromDay = "2024-01-01" })).Created()["id"]!.GetValue<Guid>();
        foreach (var place in new[] { (supplier, 13.55, 100.27), (supplier, 9.95, 98.61), (estate, 9.14, 99.32), (estate, 2.03, 103.3) })
        {
            var site = await network.Site(place.Item1);
            (await keeper.Post($"/sites/{site}", new { name = "Plant " + site.ToString()[..4], country = "TH", timeZone = "Asia/Bangkok", latitude = place.Item2, longitude = place.Item3 })).NoContent();
            (await keeper.Post($"/sites/{site}/headcounts", new { countedOn = "2026-01-01", total = 640, nationality = new[] { new { value = "MM", workers = 500 } }, fillUnknown = true })).Created();
        }
        await Relate(brand, supplier, "buysFrom");
        await Relate(brand, estate, "buysFrom");
        await Relate(supplier, estate, "buysFrom");
        var recruits = await Relate(agency, supplier, "recruitsFor");
        await Relate(sub, agency, "subAgentOf");
        (await keeper.Post("/gaps", new { organizationId = estate, step = "Recruiter", note = "Workers came in groups" })).Created();
        (await keeper.Post("/corridors", new { name = "Nepal to Thailand", origin = "NP", destination = "TH", transit = new[] { "IN" }, recruiters = new[] { agency } })).Created();
        (await keeper.Post($"/organizations/{supplier}/focal-points", new { level = "Primary", name = "Kanya Phumsiri", title = "HR manager", email = "kanya@factory.example", languages = new[] { "th", "en" } })).Created();
        (await keeper.Post($"/relations/{recruits}/agreements", new { title = "Supply of workers", fromDay = "2025-01-01", fees = new object[] { new { category = "RF-a", bearer = "Worker", amount = 18000, currency = "THB" } } })).Created();
        var hr = await network.Person(supplier, Roles.SupplierUser);
        (await hr.Post($"/relations/{recruits}/disclosures", new { customerId = brand })).Created();
        return (await network.Person(brand, Roles.BuyerUser), supplier, agency);
    }

    [Fact]
    public async Task The_picture_is_walked_and_the_table_says_the_same_without_a_script()
    {
        var (buyer, supplier, agency) = await AChain();
        await using (var visitor = await house.Visit(buyer))
        {
            await visitor.Go("/app/supply-chain");
            await visitor.Page.WaitForSelectorAsync("#chain-picture[data-ready=true] svg");
            var text = await visitor.Page.Locator("#chain-picture svg").TextContentAsync();
            text.ShouldNotBeNull().ShouldContain("Northwind Apparel");
            text.ShouldContain("Recruiter unknown");
            await visitor.Page.Locator("#chain-picture svg text").Filter(new LocatorFilterOptions { HasText = "Saensuk" }).First.ClickAsync(new LocatorClickOptions { Force = true });
            await visitor.Page.Locator("#chain-picture svg text").Filter(new LocatorFilterOptions { HasText = "Sunbird" }).First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
            (await visitor.Page.Locator("#chain-about").InnerTextAsync()).ShouldContain("Saensuk");
            foreach (var (path, name) in new[] { ("/app/supply-chain", "chain"), ("/app/supply-chain?show=list", "chain-list"), ("/app/supply-chain?show=map", "chain-map") })
                foreach (var (width, dark) in new[] { (1440, false), (390, false), (1440, true) })
                {
                    await visitor.Page.SetViewportSizeAsync(width, 900);
                    await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
                    await visitor.Go(path);
                    if (name != "chain-list") await visitor.Page.WaitForSelectorAsync($"#{(name == "chain" ? "chain-picture" : "chain-map")}[data-ready=true] svg");
                    await visitor.Picture(house, $"{name}-{width}{(dark ? "-dark" : "")}");
                    await visitor.ShouldFit(width);
                }
            visitor.Complaints.ShouldBeEmpty();
            visitor.Requests.ShouldAllBe(r => r.StartsWith(house.Address + "/", StringComparison.Ordinal));
        }
        await using var plain = await house.Visit(buyer, new VisitorOptions { Scripts = false });
        await plain.Go("/app/supply-chain");
        (await plain.Page.Locator("#chain-picture").IsVisibleAsync()).ShouldBeFalse("no empty frame where there is no picture");
        await plain.Press(plain.Page.Locator("#table tr").Filter(new LocatorFilterOptions { HasText = "Saensuk" }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Walk on" }));
        await plain.Press(plain.Page.Locator("#table tr").Filter(new LocatorFilterOptions { HasText = "Sunbird" }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Walk on" }));
        (await plain.Text()).ShouldContain("Terai Village Agents");
        plain.Path.ShouldContain(agency.ToString());
        supplier.ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task The_pages_of_whoever_keeps_the_directory_can_be_used_by_everybody()
    {
        var (_, supplier, agency) = await AChain2();
        await using var keeper = await house.Visit(house.Network.Administrator);
        var looker = new Looker(keeper, dark: true);
        var site = (await house.Network.Administrator.Get($"/sites?organizationId={supplier}")).Ok()["items"]![0]!["id"]!.GetValue<Guid>();
        var relation = (await house.Network.Administrator.Get($"/organizations/{agency}")).Ok()["relations"]!.AsArray().First(r => r!["role"]!.GetValue<string>() == "recruitsFor")!["id"]!.GetValue<Guid>();
        foreach (var (path, name) in new[] { ($"/app/directory/{supplier}", "organization"), ($"/app/directory/{agency}", "agency"), ($"/app/sites/{site}", "site"), ($"/app/relations/{relation}", "relation"), ("/app/corridors", "corridors") })
        {
            foreach (var width in new[] { 1440, 390 })
            {
                await keeper.Page.SetViewportSizeAsync(width, 900);
                await keeper.Go(path);
                await keeper.Picture(house, $"keep-{name}-{width}");
                await keeper.ShouldFit(width);
            }
            await keeper.Page.EvaluateAsync("document.querySelectorAll('main details').forEach(d => d.open = true)");
            await looker.Look(path);
        }
        looker.Faults.ShouldBeEmpty();
        keeper.Complaints.ShouldBeEmpty();
    }

    private async Task<(Person Buyer, Guid Supplier, Guid Agency)> AChain2()
    {
        var network = house.Network;
        var (supplier, agency) = (await network.Organization("Supplier", "Rattanak Stitching"), await network.Organization("RecruitmentAgency", "Thanlwin Gate Recruitment"));
        var keeper = network.Administrator;
        var site = await network.Site(supplier);
        (await keeper.Post($"/sites/{site}/headcounts", new { countedOn = "2026-01-01", total = 640, nationality = new[] { new { value = "MM", workers = 500 } }, gender = new[] { new { value = "WOMAN", workers = 400 }, new { value = "MAN", workers = 240 } }, fillUnknown = true })).Created();
        (await keeper.Post($"/organizations/{agency}", new { name = "Thanlwin Gate Recruitment", kind = "RecruitmentAgency", country = "MM", isic = "N" })).NoContent();
        (await keeper.Post($"/organizations/{agency}/identifiers", new { scheme = "RecruiterLicence", value = "62/2021", authority = "Ministry of Labour", country = "MM", expiresOn = "2025-01-01" })).Created();
        (await keeper.Post($"/organizations/{supplier}/names", new { name = "រតនៈ", kind = "Transliteration", language = "km" })).Created();
        var relation = (await keeper.Post("/relations", new { from = agency, to = supplier, role = "recruitsFor", fromDay = "2024-01-01" })).Created()["id"]!.GetValue<Guid>();
        (await keeper.Post($"/relations/{relation}/agreements", new { title = "Supply of workers", fromDay = "2025-01-01", terms = "Six days' notice.", fees = new object[] { new { category = "RF-a", bearer = "Worker", amount = 18000, currency = "THB" }, new { category = "RC-i", bearer = "Employer" } } })).Created();
        (await keeper.Post("/gaps", new { organizationId = supplier, step = "Origin", note = "Two villages are named" })).Created();
        (await keeper.Post($"/organizations/{supplier}/focal-points", new { level = "Primary", name = "Sokha Lim", title = "HR manager", email = "sokha@garment.example", languages = new[] { "km", "en" } })).Created();
        (await keeper.Post("/corridors", new { name = "Myanmar to Thailand", origin = "MM", destination = "TH", recruiters = new[] { agency } })).Created();
        return (house.Handler, supplier, agency);
    }
}
