using System.Text.Json.Nodes;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Browser;

/// <summary>The room of time: stopped and going on, more time, a buyer's packet kept ready; what the business, the buyer and the worker read of it.</summary>
public sealed class ClocksPageTest(House house)
{
    private static readonly string[] fields = ["site", "category", "affectedWorkers", "severity"];

    [Fact]
    public async Task AHandlerStopsTheClocksAndEverySideReadsTheSameDays()
    {
        var network = house.Network;
        var employer = await network.Organization("Supplier", "Blue Harbour Foods");
        var site = await network.Site(employer);
        var hr = await network.Person(employer, Roles.SupplierUser);
        await network.Vault(hr);
        var brand = await network.Organization("Buyer", "North Sea Brands");
        await network.Relation(brand, employer, "buysFrom");
        var buyer = await network.Person(brand, Roles.BuyerUser);
        await network.Vault(buyer);
        var receipt = await house.Report("No wages for two months.", "en");
        var id = (await house.Handler.Get("/cases")).Ok()["items"]!.AsArray()[0]!["id"]!.GetValue<Guid>();
        (await house.Handler.Post($"/cases/{id}/triage", new { siteId = site, severity = "high", issues = new[] { new { code = "WAG-02", affectedWorkers = 12 } } })).Created();
        var issue = (await house.Handler.Get($"/cases/{id}")).Ok()["issues"]![0]!["id"]!.GetValue<Guid>();
        (await house.Handler.Post($"/cases/{id}/safety-reviews", new { risk = "low", decision = "proceed", measures = new[] { "quietContact" }, timingIdentifiesNobody = true })).Created();
        async Task<Guid> Packet(Guid recipient, object consent)
        {
            (await house.Handler.Post($"/cases/{id}/consents", consent)).Created();
            return (await house.Handler.Post($"/issues/{issue}/shares", new { recipientOrganizationId = recipient, purpose = "remedy", fields, summary = "Wages of two months have not been paid." })).Created()["id"]!.GetValue<Guid>();
        }
        var share = await Packet(employer, new { level = "summary", recipientOrganizationId = employer, purpose = "remedy", fields, how = "verbal", language = "en" });
        (await house.Handler.Post($"/shares/{share}/release", new { now = true })).Created();
        var forBuyer = await Packet(brand, new { level = "summary", recipientKind = "buyersOfThisSite", purpose = "remedy", fields, how = "verbal", language = "en" });
        var clock = (await house.Handler.Get($"/cases/{id}/clocks")).Ok()["clocks"]!.AsArray().Single(c => c!["kind"]!.GetValue<string>() == "response")!["id"]!.GetValue<Guid>();
        (await house.Handler.Post($"/clocks/{clock}/extensions", new { days = 7, reason = "businessActs" })).Created();

        await using var handler = await house.Visit(house.Handler);
        var looker = new Looker(handler, dark: true);
        await handler.Go($"/app/cases/{id}");
        await handler.Page.Locator("section.panel h2 a:has-text('Clocks')").WaitForAsync();
        await Look(handler, looker, $"/app/cases/{id}/clocks", "clocks");
        await handler.PressNamed("Keep ready for the escalation");
        (await handler.Text()).ShouldContain("goes out by itself");
        await handler.Page.Locator("summary:has-text('Stop the clocks')").ClickAsync();
        await handler.Page.SelectOptionAsync("main form[action*='handler=Pause'] select", "safety");
        await handler.Press("main form[action*='handler=Pause'] button[type=submit]");
        (await handler.Text()).ShouldContain("For safety");
        await Look(handler, looker, $"/app/cases/{id}/clocks", "clocks-still");

        await using var business = await house.Visit(hr);
        await Look(business, new Looker(business, dark: false), $"/app/shared/{share}", "clocks-shared");
        (await business.Text()).ShouldContain("The clock stands still for now");
        (await business.Text()).ShouldNotContain("For safety");
        (await house.Handler.Post($"/issues/{issue}/resume")).Created();
        await business.Go($"/app/shared/{share}");
        (await business.Text()).ShouldContain("buyers of the site may be told");
        await business.Picture(house, "clocks-shared-running");

        (await house.Handler.Post($"/shares/{forBuyer}/release", new { now = true })).Created();
        await using var brandPerson = await house.Visit(buyer);
        await Look(brandPerson, new Looker(brandPerson, dark: false), $"/app/shared/{forBuyer}", "clocks-join");
        await brandPerson.Press("main form[action*='handler=Join'] button[type=submit]");
        (await brandPerson.Text()).ShouldContain("You take part");
        await Look(brandPerson, new Looker(brandPerson, dark: false), "/app/shared?escalated=true", "clocks-escalated");

        await using var worker = await house.Visit(new VisitorOptions { Width = 390, Height = 844 });
        await worker.Go("/w/en/follow");
        await worker.Follows("en", receipt);
        (await worker.Text()).ShouldContain("They must answer by");
        await worker.ShouldFit(390);
        await worker.Picture(house, "clocks-worker-390");
        foreach (var language in new[] { "en", "my" })
        {
            await worker.Go($"/w/{language}/how");
            await worker.ShouldFit(390);
            await worker.Picture(house, $"clocks-how-{language}-390");
        }
        looker.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task ASupervisorProposesLengthsAndTheOfficeKeepsHolidays()
    {
        await using var supervisor = await house.Visit(house.Supervisor);
        var looker = new Looker(supervisor, dark: true);
        await supervisor.Go("/app/clock-settings");
        await supervisor.Page.Locator("summary").First.ClickAsync();
        await supervisor.Fill("from", house.Network.Clock.GetUtcNow().AddDays(400).ToString("yyyy-MM-dd"));
        await supervisor.Fill("remindDays", "20");
        await supervisor.Press("main form[action*='handler=Propose'] button[type=submit]");
        (await supervisor.Text()).ShouldContain("cannot run out before the one ahead of it");
        await supervisor.Picture(house, "clock-settings-refused");
        await supervisor.Fill("remindDays", "5");
        await supervisor.Press("main form[action*='handler=Propose'] button[type=submit]");
        (await supervisor.Text()).ShouldContain("waits for a decision");
        await Look(supervisor, looker, "/app/clock-settings", "clock-settings");

        await using var office = await house.Visit(house.Network.Administrator);
        var officeLooker = new Looker(office, dark: true);
        await office.Go("/app/calendars");
        await office.Fill("rows", "country,day,name,source\nTH,2030-04-13,Songkran,Royal Gazette\nTH,2030-04-15,Songkran,Royal Gazette\n");
        await office.Press("main form[action*='handler=Import'] button[type=submit]");
        await Look(office, officeLooker, "/app/calendars?country=TH", "calendars");
        (await office.Text()).ShouldContain("Royal Gazette");
        looker.Faults.Concat(officeLooker.Faults).ShouldBeEmpty();
    }

    private async Task Look(Visitor visitor, Looker looker, string path, string name)
    {
        foreach (var width in new[] { 1440, 390 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            await visitor.Go(path);
            await visitor.ShouldFit(width);
            await visitor.Picture(house, $"{name}-{width}");
        }
        await visitor.Page.SetViewportSizeAsync(1440, 900);
        await looker.Look(path);
        looker.Faults.ShouldBeEmpty();
    }
}
