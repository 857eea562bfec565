namespace OpenIlm.Tests.Browser;

/// <summary>Other ways to get help, without JavaScript on the smallest screen, and the same directory in the workspace.</summary>
public sealed class HelpTest(House house)
{
    private const int LargestPage = 30_000;
    private const string Shelter = "House of the Banyan", Address = "7/3 Soi Mai Ngam, Bang Pla";

    private async Task Services()
    {
        if ((await house.Handler.Get("/services?query=Banyan")).Ok()["items"]!.AsArray().Count > 0) return;
        var today = DateOnly.FromDateTime(house.Network.Clock.GetUtcNow().UtcDateTime).AddDays(-20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, kinds, address) in new[] { (Shelter, new[] { "AS1", "AS3" }, Address), ("Tha Chin Legal Clinic", ["AS4"], null), ("Night ambulance", ["MED"], (string?)null) })
        {
            var id = (await house.Handler.Post("/services", new
            {
                providerName = "Tha Chin Trust", name, description = "People who help workers of every nationality, with papers or without.", kinds, countries = new[] { "TH", "KH" }, languages = new[] { "th", "my", "km" },
                phones = new[] { "+66 2 555 0101" }, hours = new[] { "MO-FR 9:00-17:00", "SA 10:00-24:00" }, timeZone = "Asia/Bangkok", address, eligibility = "Workers and their families", minimumAge = 16,
                application = "Call first. Somebody comes to meet you.",
            })).Created()["id"]!.GetValue<Guid>();
            (await house.Handler.Post($"/services/{id}/reviews", new { onDay = today, outcome = "passed" })).Created();
        }
    }

    [Theory]
    [InlineData("en"), InlineData("my"), InlineData("km"), InlineData("th"), InlineData("ne")]
    public async Task AWorkerFindsHelpWithNothingKept(string language)
    {
        await Services();
        await using var worker = await house.Visit(VisitorOptions.Phone);
        var page = 0;
        worker.EachPage = async () =>
        {
            await worker.ShouldFit(320);
            (await worker.Document.BodyAsync()).Length.ShouldBeLessThan(LargestPage, worker.Path);
            await worker.Picture(house, $"help-{language}-{++page}-320");
        };
        await worker.Go($"/w/{language}");
        await worker.Press($"main a[href='/w/{language}/help']");
        (await worker.Text()).ShouldContain(house.Say(language, "help.free-choice"));
        await worker.Press("button[name=country][value=TH]");
        await worker.Press("button[name=need][value=AS1]");
        var text = await worker.Text();
        text.ShouldContain(Shelter);
        text.ShouldContain(house.Say(language, "help.free"));
        text.ShouldNotContain("Mai Ngam");
        (await worker.Page.Locator("main a[href='tel:+6625550101']").CountAsync()).ShouldBe(1);
        await worker.Press("button[name=country][value=TH]");
        await worker.Press("button[name=need][value=any]");
        (await worker.Text()).ShouldContain("Tha Chin Legal Clinic");

        (await worker.Context.CookiesAsync()).ShouldBeEmpty();
        worker.SetCookies.ShouldBeEmpty();
        worker.Traces.ShouldAllBe(t => !t.Contains("AS1") && !t.Contains("=TH") && !t.Contains(Shelter), "an address or a title tells what she looked for");
    }

    [Fact]
    public async Task ACaseHandlerKeepsTheDirectory()
    {
        await Services();
        await using var handler = await house.Visit(house.Handler);
        var looker = new Looker(handler, dark: true);
        foreach (var (path, name) in new[] { ("/app/services", "services"), ("/app/services/add", "services-add") })
        {
            await handler.Go(path);
            await looker.Look(path);
            await Pictures(handler, name);
        }
        await handler.Go("/app/services");
        await handler.Press(handler.Page.Locator("main a").Filter(new() { HasText = Shelter }));
        await looker.Look("service");
        (await handler.Text()).ShouldNotContain("Mai Ngam");
        await Pictures(handler, "service");
        await handler.Press("form[action$='handler=Address'] button");
        (await handler.Text()).ShouldContain(Address);

        await handler.Go("/app/services/add");
        await handler.Fill("name", "Desk without a door");
        await handler.Fill("description", "Somebody who listens.");
        await handler.Fill("providerName", "Somebody");
        await handler.Page.CheckAsync("input[name=kinds][value=HLP]");
        await handler.Fill("countries", "th");
        await handler.Fill("languages", "th, my");
        await handler.Fill("phones", "call Ploy");
        await handler.Fill("hours", "weekdays");
        await handler.Press("main button[type=submit]");
        (await handler.Text()).ShouldContain("Row 1: “weekdays” cannot be read");
        (await handler.Page.InputValueAsync("main [name=phones]")).ShouldBe("call Ploy", "what was typed stays");
        await Pictures(handler, "services-refused");
        await handler.Fill("phones", "1300");
        await handler.Fill("hours", "MO-FR 9:00-17:00");
        await handler.Fill("timeZone", "Asia/Bangkok");
        await handler.Press("main button[type=submit]");
        (await handler.Text()).ShouldContain(house.Say("en", "services.review.none"));
        looker.Faults.Distinct().ShouldBeEmpty(string.Join('\n', looker.Faults.Distinct()));
        handler.Complaints.ShouldAllBe(c => c.Contains("400", StringComparison.Ordinal));
    }

    private async Task Pictures(Visitor visitor, string name)
    {
        foreach (var width in new[] { 390, 1440 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            await visitor.Picture(house, $"{name}-{width}");
            await visitor.ShouldFit(width);
        }
    }
}
