namespace OpenIlm.Tests.Browser;

/// <summary>How she is reached is kept, a packet is put to her and a question asked; without a script, on the smallest screen, she taps her answers.</summary>
public sealed class HerWordsPageTest(House house)
{
    private const string Rendered = "လုပ်သားအချို့က နှစ်လစာ လုပ်ခမရသေးဟု ပြောသည်။";

    [Fact]
    public async Task APacketIsShownToHerFirstAndSheTapsWhatIsToBeDifferent()
    {
        var network = house.Network;
        var factory = await network.Organization("Supplier", "Morning Star Garments");
        var site = await network.Site(factory);
        var hr = await network.Person(factory, OpenIlm.Kernel.Roles.SupplierUser);
        await network.Vault(hr);
        var receipt = await house.Report("They have not paid us for two months.");
        var kase = (await house.Handler.Get("/cases?limit=1")).Ok()["items"]![0]!["id"]!.GetValue<Guid>();
        (await house.Handler.Post($"/cases/{kase}/triage", new { siteId = site, severity = "medium", issues = new[] { new { code = "WAG-02", affectedWorkers = 60 } } })).Created();
        (await house.Handler.Post($"/cases/{kase}/safety-reviews", new { risk = "low", decision = "proceed", measures = new[] { "quietContact" } })).Created();
        string[] fields = ["site", "category", "affectedWorkers", "severity"];
        (await house.Handler.Post($"/cases/{kase}/consents", new { level = "summary", recipientOrganizationId = factory, purpose = "remedy", fields, how = "verbal", language = "my" })).Created();
        var issue = (await house.Handler.Get($"/cases/{kase}")).Ok()["issues"]![0]!["id"]!.GetValue<Guid>();
        var share = (await house.Handler.Post($"/issues/{issue}/shares", new { recipientOrganizationId = factory, purpose = "remedy", fields, summary = "Wages of two months have not been paid." })).Created()["id"]!.GetValue<Guid>();

        await using var handler = await house.Visit(house.Handler);
        var looker = new Looker(handler, dark: true);
        await handler.Go($"/app/cases/{kase}/contact");
        await handler.Page.CheckAsync("input[name=reason][value=contactWorker]");
        await handler.Press("main form[action='?handler=Open'] button[type=submit]");
        foreach (var day in new[] { "MO", "SU" }) await handler.Page.CheckAsync($"input[name=days0][value={day}]", new() { Force = true });
        await handler.Page.FillAsync("[name=from0]", "19:00");
        await handler.Page.CheckAsync("input[name=sharedPhone]");
        await handler.Page.FillAsync("[name=codeWord]", "blue mango");
        await handler.Press("main form[action='?handler=Keep'] button[type=submit]");
        (await handler.Text()).ShouldContain(house.Say("en", "refusal.contact.hours-unreadable"));
        await handler.Page.FillAsync("[name=to0]", "21:00");
        await Seen(handler, looker, "contact-room", look: false);
        await handler.Press("main form[action='?handler=Keep'] button[type=submit]");
        await handler.Page.Locator("aside section[hx-get$='/contact/panel'] ul").WaitForAsync();
        (await handler.Text()).ShouldContain(house.Say("en", "contact-now.shared"));
        await Seen(handler, looker, "contact-kept", look: true);

        await handler.Go($"/app/shares/{share}/words");
        await handler.Fill("text", Rendered);
        await Seen(handler, looker, "words-show", look: false);
        await handler.Press("main form[action='?handler=Show'] button[type=submit]");
        (await handler.Text()).ShouldContain(Rendered);
        await Seen(handler, looker, "words-asked", look: true);
        await handler.Go($"/app/cases/{kase}/words");
        await handler.Page.CheckAsync("input[name=codes][value=safeNow]");
        await handler.Press("main form[action='?handler=Ask'] button[type=submit]");
        await Seen(handler, looker, "words-room", look: true);
        looker.Faults.ShouldBeEmpty();

        await using var worker = await house.Visit(VisitorOptions.Phone);
        await worker.Follows("my", receipt);
        (await worker.Text()).ShouldContain(Rendered);
        await worker.ShouldFit(320);
        await worker.Picture(house, "her-packet-320");
        await worker.Press("main button[name=answer][value=change]");
        await worker.Page.CheckAsync("input[value='leaveOut.site']");
        await worker.ShouldFit(320);
        await worker.Picture(house, "her-change-320");
        await worker.Press("main button[name=act][value=packet]");
        (await worker.Text()).ShouldContain(house.Say("my", "her.thanks.Change"));
        await worker.Press("main button[name=act][value=open]");
        (await worker.Text()).ShouldNotContain(Rendered);
        await worker.Press("main button[name=answer][value=yes]");
        (await worker.Text()).ShouldContain(house.Say("my", "her.thanks.question"));
        worker.Complaints.ShouldBeEmpty();

        await handler.Go($"/app/shares/{share}");
        await handler.Page.Locator("section[hx-get$='/words/panel'] .mark").WaitForAsync();
        (await handler.Text()).ShouldContain(house.Say("en", "name.RenderingState.Change"));
        await handler.Go($"/app/shares/{share}/words");
        await Seen(handler, looker, "words-changed", look: false);
        handler.Complaints.Where(c => !c.Contains("400", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private async Task Seen(Visitor visitor, Looker looker, string name, bool look)
    {
        foreach (var width in new[] { 390, 1440 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            await visitor.ShouldFit(width);
            await visitor.Picture(house, $"{name}-{width}");
        }
        if (look) await looker.Look(visitor.Path);
    }
}
