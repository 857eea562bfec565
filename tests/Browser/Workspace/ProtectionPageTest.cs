namespace OpenIlm.Tests.Browser;

/// <summary>A critical case on pages: a risk and its measures, the critical path step by step, a screening, and what stands on the pages around.</summary>
public sealed class ProtectionPageTest(House house)
{
    [Fact]
    public async Task SheIsProtectedBeforeAnyBusinessHearsOfIt()
    {
        var network = house.Network;
        var factory = await network.Organization("Supplier", "Golden Wave Canning");
        var site = await network.Site(factory);
        await house.Report("They keep our passports and beat who asks for them.", danger: "inDanger");
        var kase = (await house.Handler.Get("/cases?limit=1")).Ok()["items"]![0]!["id"]!.GetValue<Guid>();
        (await house.Handler.Post($"/cases/{kase}/triage", new { siteId = site, severity = "critical", issues = new[] { new { code = "SEV-01", affectedWorkers = 4 } } })).Created();
        await using var handler = await house.Visit(house.Handler);
        var looker = new Looker(handler, dark: true);
        var room = $"/app/cases/{kase}/protection";

        await handler.Go(room + "/risk");
        await handler.Page.CheckAsync("input[name=fromWhom][value=supervisor]");
        foreach (var threat in new[] { "violence", "documentsKept" }) await handler.Page.CheckAsync($"input[name=threats][value={threat}]");
        await handler.Page.CheckAsync("input[name=likelihood][value=Likely]");
        await handler.Page.CheckAsync("input[name=harm][value=Severe]");
        await handler.Fill("note", "The line leader carries a stick.");
        await Seen(handler, looker, "protection-risk");
        await handler.Press("main form button[type=submit]");
        handler.Path.ShouldBe(room + "/measures/new");
        foreach (var measure in new[] { "codeWord", "leavePlan" }) await handler.Page.CheckAsync($"input[name=measures][value={measure}]");
        await handler.Page.CheckAsync("input[name=inPlace]");
        await Seen(handler, looker, "protection-measures");
        await handler.Press("main form button[type=submit]");

        // The first two steps; the third tells the lead. What must not be refused is refused here.
        await handler.Go(room + "/steps/2");
        await handler.Fill("note", "She wants her passport, and nobody at home to know.");
        await handler.Press("main form button[type=submit]");
        await handler.Go(room + "/steps/6");
        await handler.Page.CheckAsync("input[name=to][value=police]");
        await handler.Page.CheckAsync("input[name=policeEndangers][value=Yes]");
        await handler.Page.CheckAsync("input[name=agrees][value=Yes]");
        await handler.Press("main form button[type=submit]");
        (await handler.Text()).ShouldContain(house.Say("en", "refusal.path.police-endanger"));
        await Seen(handler, looker, "protection-step");
        await handler.Page.CheckAsync("input[name=to][value=unBody]");
        await handler.Press("main form button[type=submit]");
        (await handler.Text()).ShouldContain(house.Say("en", "path.blocked"));

        await handler.Go(room + "/screening");
        await handler.Page.CheckAsync("input[name=age][value=Adult]");
        foreach (var element in new[] { "TA1", "TM1", "TP3" }) await handler.Page.CheckAsync($"input[value={element}]");
        await Seen(handler, looker, "protection-screening");
        await handler.Press("main form button[type=submit]");
        (await handler.Text()).ShouldContain(house.Say("en", "screening.not-a-finding"));
        (await handler.Text()).ShouldContain("The line leader carries a stick.");
        await Seen(handler, looker, "protection-room");

        await handler.Go($"/app/cases/{kase}");
        await handler.Page.Locator(".case-facts section[hx-get$='/protection/panel'] .marks").WaitForAsync();
        (await handler.Text()).ShouldContain("Critical path: 2 of 7");
        await handler.Go($"/app/cases/{kase}/retaliation");
        await handler.Fill("text", "He hit her for calling.");
        await handler.Press("main form.act-form button[type=submit]");
        await handler.Go($"/app/cases/{kase}/retaliation");
        await Seen(handler, looker, "protection-retaliation");
        await handler.Go("/app/protection");
        await Seen(handler, looker, "protection-due");
        looker.Faults.ShouldBeEmpty();
        // A refusal is an answer that the browser notes; nothing else went wrong.
        handler.Complaints.Where(c => !c.Contains("409", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private async Task Seen(Visitor visitor, Looker looker, string name)
    {
        foreach (var width in new[] { 390, 1440 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            await visitor.ShouldFit(width);
            await visitor.Picture(house, $"{name}-{width}");
        }
        // The walk through all pages looks at each kind of page; here only where it is full.
        if (name.EndsWith("room", StringComparison.Ordinal) || name.EndsWith("retaliation", StringComparison.Ordinal)) await looker.Look(visitor.Path);
    }
}
