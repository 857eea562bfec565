using System.Net;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Browser;

/// <summary>The one journey that the system exists for, in three browsers: the worker's phone without scripts, the case worker's desk, the
/// phone of the employer's HR manager. An issue closes when the worker confirms, and not before.</summary>
public sealed class WholeJourneyTest(House house)
{
    private const string Story = "ကျွန်မတို့ လုပ်ခ နှစ်လ မရသေးပါဘူး။ အပေါ်ထပ်က ဆရာမက ခြိမ်းခြောက်တယ်။";
    private const string Summary = "Several workers say that wages of two months have not been paid.";
    private const string Claim = "လုပ်ခ အားလုံး ပေးပြီးပြီလို့ သူတို့ပြောပါတယ်။";
    private const string Passphrase = "seven quiet boats at dawn";

    private readonly string mark = Guid.NewGuid().ToString("N")[..8];
    private string Words => $"{mark} {Story}";

    [Fact]
    public async Task AReportBecomesACaseThatClosesOnlyWhenTheWorkerConfirms()
    {
        var factory = await house.Network.Organization("Supplier", "Blue Bay Seafood " + mark);
        var site = await house.Network.Site(factory);
        var hr = await house.Network.Person(factory, Roles.SupplierUser);
        await house.Network.Vault(hr);

        await using var worker = await house.Visit(VisitorOptions.Phone);
        await using var desk = await house.Visit();
        await using var office = await house.Visit(new VisitorOptions { Width = 390, Height = 844 });
        var looker = new Looker(desk, dark: true);
        var officeLooker = new Looker(office, dark: true);

        await CaseWorkerJoins(desk);
        desk.EachPage = () => looker.Look(desk.Path);
        var receipt = await worker.Reports("my", Words, "inDanger");

        // In the inbox, read, sorted into a case.
        await desk.Go("/app/inbox");
        var row = desk.Page.Locator("tr[data-row]").Filter(new() { HasText = mark });
        await row.WaitForAsync();
        (await row.GetAttributeAsync("class"))!.ShouldContain("is-danger");
        await desk.Picture(house, "journey-1-inbox-1440");
        await desk.Press(row.Locator("a.reference"));
        var file = desk.Path;
        (await desk.Page.InnerTextAsync(".told")).ShouldContain(Story);
        await desk.Press(".case-next a[href$='/triage']");
        await desk.Page.SelectOptionAsync("main [name=siteId]", site.ToString());
        await desk.Page.CheckAsync("main [name=severity][value=High]");
        await desk.Page.Locator("main [name=code]").First.SelectOptionAsync("WAG-02");
        await desk.Page.Locator("main [name=affected]").First.FillAsync("12");
        await Send(desk);
        desk.Path.ShouldBe(file);
        await desk.Picture(house, "journey-2-case-1440");
        var issue = (await desk.Page.Locator("section.issue").GetAttributeAsync("id"))!["issue-".Length..];

        // Before the safety review nothing can be told to anybody; what was written stays in the form.
        await Compose(desk, issue, factory);
        (desk.Document.Status, await desk.Page.Locator(".refusals [data-code]").CountAsync() > 0).ShouldBe((409, true), await desk.Text());
        (await desk.Page.InputValueAsync("main [name=summary]")).ShouldBe(Summary);

        await Review(desk, file);
        // With the review and without her consent: refused too.
        await Compose(desk, issue, factory);
        desk.Document.Status.ShouldBe(409);
        await Consent(desk, file, factory);

        // The packet, seen as the employer will see it, and released.
        await Compose(desk, issue, factory);
        desk.Path.ShouldStartWith("/app/shares/");
        var preview = await desk.Page.InnerTextAsync(".share-preview-body");
        preview.ShouldContain(Summary);
        preview.ShouldNotContain(mark);
        await desk.Picture(house, "journey-3-preview-1440");
        await desk.Press("form[action='?handler=Release'] button >> nth=0");
        desk.Document.Status.ShouldBe(200);

        // The HR manager sees that and nothing else.
        await office.SignsIn(hr.Email);
        office.EachPage = async () => { await officeLooker.Look(office.Path); await office.ShouldFit(390); };
        await office.Go("/app/shared");
        await office.Press("main tbody a >> nth=0");
        var packet = office.Path;
        var seen = await office.Page.InnerTextAsync("main");
        seen.ShouldContain(Summary);
        (await office.Page.Locator("dl.packet-facts dd").AllInnerTextsAsync()).Select(t => t.Trim()).ShouldBe(await FactsOfThePreview(desk), "the preview shows exactly what she sees");
        foreach (var secret in new[] { mark, Story, receipt, "Ada", "Daw" }) seen.ShouldNotContain(secret);
        (await office.Page.Locator("a[href*='/close'], a[href*='/validation'], a[href*='/app/cases']").CountAsync()).ShouldBe(0);
        await office.Picture(house, "journey-4-employer-390");
        await office.Go(file);
        office.Document.Status.ShouldBe((int)HttpStatusCode.NotFound);
        await office.Go($"/app/issues/{issue}/close");
        office.Document.Status.ShouldBe((int)HttpStatusCode.NotFound);

        // She answers, agrees what to do, and reports it done.
        await office.Go(packet);
        await office.Press("a[href$='/answer']");
        await office.Fill("text", "We looked at the pay slips. The wages are owed.");
        await office.Page.Locator("main [name=what]").First.FillAsync("Pay the wages of both months.");
        await office.Page.Locator("main [name=dueOn]").First.FillAsync(house.Network.Clock.GetUtcNow().AddDays(14).ToString("yyyy-MM-dd"));
        await office.Page.Locator("main [name=responsible]").First.FillAsync("HR manager");
        await Send(office);
        office.Path.ShouldBe(packet);
        await office.Press("a[href*='/report?action=']");
        await office.Fill("text", "Paid to everybody on the last pay day.");
        await Send(office);
        (await office.Text()).ShouldContain("Paid to everybody on the last pay day.");
        await office.Picture(house, "journey-5-employer-done-390");

        // Reported done is not resolved: it cannot be closed over the worker's head.
        await desk.Go($"/app/issues/{issue}/close");
        await Send(desk);
        desk.Document.Status.ShouldBe(409);
        await desk.Go(file);
        await desk.Press(".case-next a[href$='/ask']");
        (await desk.Page.InputValueAsync("main [name=language]")).ShouldBe("my");
        await desk.Fill("text", Claim);
        await Send(desk);
        desk.Path.ShouldBe(file);

        // "They say they did this. Is it true?"
        await worker.Follows("my", string.Concat(receipt.Select(d => (char)('၀' + (d - '0')))));
        (await worker.Page.InnerTextAsync(".claim blockquote")).ShouldContain(Claim);
        (await worker.Text()).ShouldContain(house.Say("my", "claim.title"));
        await worker.Picture(house, "journey-6-claim-320");
        await worker.Press("button[name=outcome][value=confirmed]");
        await worker.Page.CheckAsync("[name=quality][value=good]");
        await worker.Page.CheckAsync("[name=satisfaction][value='5']");
        await worker.Page.CheckAsync("[name=retaliation][value=no]");
        await worker.Press("button[name=act][value=answer]");
        (await worker.Text()).ShouldContain(house.Say("my", "validation.thanks.confirmed"));
        await worker.Press("button[name=act][value=open]");
        (await worker.Text()).ShouldContain(house.Say("my", "state.Closed"));
        await worker.ShouldFit(320);
        await worker.Picture(house, "journey-7-closed-320");

        await desk.Go(file);
        (await desk.Page.InnerTextAsync("section.issue .issue-head")).ShouldContain(house.Say("en", "badge.issue.Closed"));
        await desk.Picture(house, "journey-8-closed-1440");
        await office.Go(packet);
        (await office.Text()).ShouldContain(house.Say("en", "shared.ended"));

        (await worker.Context.CookiesAsync()).ShouldBeEmpty();
        foreach (var browser in new[] { worker, desk, office })
            browser.Requests.ShouldAllBe(r => r.StartsWith(house.Address + "/", StringComparison.Ordinal) || r.StartsWith("data:", StringComparison.Ordinal));
        looker.Faults.Concat(officeLooker.Faults).Concat(desk.Complaints.Concat(office.Complaints).Where(c => !c.StartsWith("Failed to load resource", StringComparison.Ordinal))).Distinct().ShouldBeEmpty();
    }

    /// <summary>Invited by the supervisor, the account opened and its second factor set up on the real pages, admitted to the vault.</summary>
    private async Task CaseWorkerJoins(Visitor desk)
    {
        var email = $"ada-{mark}@test.example";
        await using var supervisor = await house.Visit(house.Supervisor);
        await supervisor.Go("/app/people");
        await supervisor.Fill("name", "Ada Daw " + mark);
        await supervisor.Fill("email", email);
        await supervisor.Page.SelectOptionAsync("main [name=role]", Roles.CaseHandler);
        await supervisor.Press("form[action$='handler=Invite'] button");
        var code = (await supervisor.Page.TextContentAsync("#code"))!.Trim();

        await desk.Go("/app/welcome");
        await desk.Fill("code", code);
        await desk.Fill("passphrase", Passphrase);
        await desk.Fill("again", Passphrase);
        await desk.Press("main button[type=submit]");
        (await desk.Page.Locator(".secret span").CountAsync()).ShouldBeGreaterThan(3, "the recovery code is shown");
        await desk.Press("main a.btn-primary");

        // The first sign-in leads to the authenticator and nowhere else.
        await SignsIn(desk, email, null);
        desk.Path.ShouldBe("/app/account");
        await desk.Go("/app/inbox");
        desk.Path.ShouldBe("/app/account");
        var authenticator = new Authenticator(string.Concat(await desk.Page.Locator("#second-factor .secret-small span").AllInnerTextsAsync()));
        await desk.Fill("code", "000000");
        await desk.Press("#second-factor button[type=submit]");
        (await desk.Page.Locator(".refusals").CountAsync()).ShouldBe(1);
        await desk.Fill("code", authenticator.Code(house.Network.Clock.GetUtcNow()));
        await desk.Press("#second-factor button[type=submit]");
        desk.Path.ShouldStartWith("/app");
        desk.Path.ShouldNotBe("/app/account");
        await desk.Press(".sign-out button");

        await supervisor.Go("/app/vault");
        await supervisor.Press(supervisor.Page.Locator("main tr").Filter(new() { HasText = mark }).Locator("button"));
        supervisor.Path.ShouldBe("/app/vault?admitted=true");

        // From now on the passphrase alone opens nothing.
        await SignsIn(desk, email, null);
        desk.Path.ShouldBe("/app/sign-in");
        (await desk.Page.Locator(".refusals").CountAsync()).ShouldBe(1);
        await SignsIn(desk, email, authenticator.Code(house.Network.Clock.GetUtcNow(), ahead: 1));
        desk.Path.ShouldBe("/app");
    }

    private static Task SignsIn(Visitor desk, string email, string? code) => desk.SignsIn(email, code, Passphrase);

    private static async Task Review(Visitor desk, string file)
    {
        await desk.Go(file + "/safety");
        await desk.Page.CheckAsync("main [name=risk][value=medium]");
        await desk.Page.CheckAsync("main [name=measures][value=quietContact]");
        await desk.Fill("note", "Call only on her day off.");
        await desk.Page.CheckAsync("main [name=decision][value=Proceed]");
        await desk.Page.CheckAsync("main [name=timing]");
        await desk.Page.CheckAsync("main [name=wishes]");
        await desk.Page.CheckAsync("main [name=lead]");
        await Send(desk);
        desk.Path.ShouldBe(file);
    }

    private static async Task Compose(Visitor desk, string issue, Guid factory)
    {
        await desk.Go($"/app/issues/{issue}/share");
        await desk.Page.SelectOptionAsync("main [name=recipientOrganizationId]", factory.ToString());
        foreach (var field in new[] { "site", "category", "affectedWorkers", "severity" }) await desk.Page.CheckAsync($"main [name=fields][value={field}]");
        await desk.Fill("summary", Summary);
        await Send(desk);
    }

    private static async Task Consent(Visitor desk, string file, Guid factory)
    {
        await desk.Go(file + "/consent");
        await desk.Page.CheckAsync("main [name=level][value=Summary]");
        await desk.Page.SelectOptionAsync("main [name=recipientOrganizationId]", factory.ToString());
        await Send(desk);
        desk.Path.ShouldBe(file);
    }

    /// <summary>The facts of the preview, as the desk still shows it.</summary>
    private static async Task<IReadOnlyList<string>> FactsOfThePreview(Visitor desk) => [.. (await desk.Page.Locator(".share-preview dl.packet-facts dd").AllInnerTextsAsync()).Select(t => t.Trim())];

    private static Task Send(Visitor person) => person.Press("main form[method=post] .form-actions button[type=submit]");
}
