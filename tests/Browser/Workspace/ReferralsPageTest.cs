namespace OpenIlm.Tests.Browser;

/// <summary>A worker is led to somebody who can help, on pages: asked, written, looked at as they read it, sent; and her own copy on paper.</summary>
public sealed class ReferralsPageTest(House house)
{
    [Fact]
    public async Task SheIsReferredWithHerConsentAndGetsHerOwnCopy()
    {
        var network = house.Network;
        var site = await network.Site(await network.Organization("Supplier", "Blue Crane Packing"));
        await house.Report("လုပ်ခ မရသေးဘူး။ My arm hurts since the fall.");
        var kase = (await house.Handler.Get("/cases?limit=1")).Ok()["items"]![0]!["id"]!.GetValue<Guid>();
        (await house.Handler.Post($"/cases/{kase}/triage", new { siteId = site, severity = "medium", issues = new[] { new { code = "WAG-02", affectedWorkers = 4 } } })).Created();
        await using var handler = await house.Visit(house.Handler);
        var looker = new Looker(handler, dark: true);

        await handler.Go($"/app/cases/{kase}/refer");
        await handler.Page.CheckAsync("input[name=to][value=medical]");
        await handler.Fill("recipientName", "Canal Health Foundation");
        await Seen(handler, looker, "refer");
        await handler.Press("main form.act-form button[type=submit]");
        await handler.PressNamed(house.Say("en", "referral-page.consent.do"));
        await handler.Page.CheckAsync("input[name=level][value=Summary]");
        await Seen(handler, looker, "referral-consent");
        await handler.Press("main form.act-form button[type=submit]");
        await handler.PressNamed(house.Say("en", "referral-page.write"));
        await handler.Fill("words", "She fell at work and her arm hurts. She can come on Sunday.");
        await handler.Page.CheckAsync("input[name=asksWaiver][value=no]");
        await Seen(handler, looker, "referral-letter");
        await handler.Press("main form.act-form button[type=submit]");
        (await handler.Text()).ShouldContain("her arm hurts");
        await Seen(handler, looker, "referral-preview");
        await handler.PressNamed(house.Say("en", "letter-preview.back"));
        await handler.Page.CheckAsync("form[action*=Send] input[name=asksWaiver][value=no]");
        await Seen(handler, looker, "referral-send");
        await handler.Press("form[action*=Send] button[type=submit]");
        (await handler.Text()).ShouldContain(house.Say("en", "name.ReferralAct.Accept"));
        await handler.Go($"/app/cases/{kase}/referrals");
        await Seen(handler, looker, "referrals");

        await handler.Go($"/app/cases/{kase}/print");
        await handler.Page.CheckAsync("input[name=audience][value=Worker]");
        await handler.Press("main form.act-form button[type=submit]");
        (await handler.Text()).ShouldContain(house.Say("my", "copy.title"));
        await Seen(handler, looker, "print-worker");
        looker.Faults.ShouldBeEmpty();
    }

    private async Task Seen(Visitor handler, Looker looker, string name)
    {
        foreach (var width in new[] { 1440, 390 })
        {
            await handler.Page.SetViewportSizeAsync(width, 900);
            await handler.ShouldFit(width);
            await handler.Picture(house, $"{name}-{width}");
        }
        await handler.Page.SetViewportSizeAsync(1440, 900);
        await looker.Look(name);
    }
}
