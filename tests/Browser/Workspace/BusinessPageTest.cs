using OpenIlm.Kernel;

namespace OpenIlm.Tests.Browser;

/// <summary>The identification check with its one-tap buttons; a question and an account, from the business to the case and to a buyer; the business's own mechanism.</summary>
public sealed class BusinessPageTest(House house)
{
    private static readonly string[] fields = ["site", "category", "affectedWorkers", "severity", "nationality", "happened"];

    [Fact]
    public async Task AHandlerMakesAPacketCoarserAndTheBusinessTellsItsSide()
    {
        var network = house.Network;
        var employer = await network.Organization("Supplier", "Blue Lagoon Foods");
        var site = await network.Site(employer);
        var hr = await network.Person(employer, Roles.SupplierUser);
        await network.Vault(hr);
        var brand = await network.Organization("Buyer", "Fjord Brands");
        await network.Relation(brand, employer, "buysFrom");
        var buyer = await network.Person(brand, Roles.BuyerUser);
        await network.Vault(buyer);
        var today = DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime);
        (await network.Administrator.Post($"/sites/{site}/headcounts", new { countedOn = today.ToString("yyyy-MM-dd"), total = 800, nationality = new[] { new { value = "MM", workers = 770 }, new { value = "NP", workers = 5 }, new { value = "BD", workers = 25 } } })).Created();
        await house.Report("No wages for two months.", "en");
        var id = (await house.Handler.Get("/cases")).Ok()["items"]!.AsArray()[0]!["id"]!.GetValue<Guid>();
        (await house.Handler.Post($"/cases/{id}/triage", new { siteId = site, severity = "medium", issues = new[] { new { code = "WAG-02", affectedWorkers = 12 } } })).Created();
        var issue = (await house.Handler.Get($"/cases/{id}")).Ok()["issues"]![0]!["id"]!.GetValue<Guid>();
        (await house.Handler.Post($"/cases/{id}/safety-reviews", new { risk = "low", decision = "proceed", measures = new[] { "quietContact" }, timingIdentifiesNobody = true })).Created();
        foreach (var consent in new object[] { new { level = "summary", recipientOrganizationId = employer, purpose = "remedy", fields, how = "verbal", language = "en" }, new { level = "summary", recipientKind = "buyersOfThisSite", purpose = "remedy", fields, how = "verbal", language = "en" } })
            (await house.Handler.Post($"/cases/{id}/consents", consent)).Created();

        await using var handler = await house.Visit(house.Handler);
        var looker = new Looker(handler, dark: true);
        await handler.Go($"/app/issues/{issue}/share");
        await handler.Page.SelectOptionAsync("main [name=recipientOrganizationId]", employer.ToString());
        foreach (var field in new[] { "site", "category", "affectedWorkers", "severity" }) await handler.Page.Locator($"main input[name=fields][value={field}]").CheckAsync();
        await handler.Page.Locator("summary:has-text('About those who are concerned')").ClickAsync();
        await handler.Page.SelectOptionAsync("main [name=nationality]", "NP");
        await handler.Fill("happened", $"{today.Year - 1}-03");
        await handler.Fill("summary", "Workers of line 3 were not paid 12,450 baht.");
        await handler.Picture(house, "compose-person-1440");
        await handler.Press("main form.act-form button[type=submit]");
        var share = handler.Path.Split('/')[^1];
        (await handler.Text()).ShouldContain("Fewer than 10 workers match");
        await Look(handler, looker, $"/app/shares/{share}", "identification-blocked");
        await handler.PressNamed("Say: Southern Asia");
        (await handler.Text()).ShouldContain("30 workers");
        await handler.PressNamed($"Say: quarter 1 of {today.Year - 1}");
        await handler.Page.Locator("summary:has-text('Put it off to a later day')").ClickAsync();
        await handler.Page.FillAsync("main form[action*='handler=Delay'] input[type=date]", today.AddDays(20).ToString("yyyy-MM-dd"));
        await handler.Page.FillAsync("main form[action*='handler=Delay'] textarea", "Two people left last week.");
        await handler.Press("main form[action*='handler=Delay'] button[type=submit]");
        (await handler.Text()).ShouldContain("Not before");
        await handler.Page.Locator("summary:has-text('Ask a second person')").ClickAsync();
        await handler.Press("main form[action*='handler=Second'] button[type=submit]");
        (await handler.Text()).ShouldContain("A second person is asked to look");
        await Look(handler, looker, $"/app/shares/{share}", "identification-coarser");

        (await house.Handler.Post($"/shares/{share}/delay", new { })).Created();
        (await house.Supervisor.Post($"/shares/{share}/approve")).Created();
        (await house.Handler.Post($"/shares/{share}/release", new { now = true })).Created();
        var forBuyer = (await house.Handler.Post($"/issues/{issue}/shares", new { recipientOrganizationId = brand, purpose = "remedy", fields = new[] { "site", "category" }, summary = "Wages were not paid." })).Created()["id"]!.GetValue<Guid>();
        (await house.Handler.Post($"/shares/{forBuyer}/release", new { now = true })).Created();

        await using var business = await house.Visit(hr);
        var theirs = new Looker(business, dark: false);
        await business.Go($"/app/shared/{share}");
        await business.Page.Locator("section.panel h2 a:has-text('Questions and your account')").WaitForAsync();
        await business.Go($"/app/shared/{share}/words");
        await business.Page.FillAsync("main form[action*='handler=Ask'] textarea", "Is it the regular pay or the overtime?");
        await business.Press("main form[action*='handler=Ask'] button[type=submit]");
        await business.Page.FillAsync("main form[action*='handler=Account'] textarea", "The bank was late by a week. We paid with interest.");
        await business.Press("main form[action*='handler=Account'] button[type=submit]");
        await Look(business, theirs, $"/app/shared/{share}/words", "words-business");
        await business.Go("/app/mechanism");
        await business.Page.FillAsync("main [name=description]", "A box at the canteen, opened by the welfare committee every Friday.");
        await business.Press("main form[action*='handler=Describe'] button[type=submit]");
        await business.Page.FillAsync("main [name='WAG.Completed']", "14");
        await business.Page.FillAsync("main [name='ACC.Ongoing']", "3");
        await business.Press("main form[action*='handler=Month'] button[type=submit]");
        (await business.Text()).ShouldContain("17");
        await Look(business, theirs, "/app/mechanism", "mechanism");

        await handler.Go($"/app/cases/{id}");
        await handler.Page.Locator("section.panel h2 a:has-text('Business side')").WaitForAsync();
        await handler.Go($"/app/cases/{id}/business");
        await handler.Page.FillAsync("main form[action*='handler=Answer'] textarea", "Those of room 12.");
        await handler.PressNamed("Send the answer");
        (await handler.Text()).ShouldContain("It names a line, room or house");
        await handler.Picture(house, "business-refused-1440");
        await handler.Page.FillAsync("main form[action*='handler=Answer'] textarea", "Both.");
        await handler.PressNamed("Send the answer");
        await handler.PressNamed("Show it to buyers");
        (await handler.Text()).ShouldContain("buyers who are told read it");
        await Look(handler, looker, $"/app/cases/{id}/business", "business");

        await using var brandPerson = await house.Visit(buyer);
        var seen = new Looker(brandPerson, dark: false);
        await Look(brandPerson, seen, $"/app/shared/{forBuyer}/words", "words-buyer");
        (await brandPerson.Text()).ShouldContain("The bank was late by a week.");
        await Look(brandPerson, seen, "/app/mechanisms", "mechanisms");
        (await brandPerson.Text()).ShouldContain("10 to 49");
        handler.Complaints.ShouldAllBe(c => c.Contains("400"), "the answer that was refused, and nothing else");
        business.Complaints.ShouldBeEmpty();
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
