using Microsoft.Playwright;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Browser;

/// <summary>The hotline page in a browser while everything around it fails, and by keyboard alone.</summary>
public sealed class HotlinePageTest(House house)
{
    private const string Kept = "kept", Away = "away", Back = "back";

    private static Task State(Visitor person, string state) => State(person.Page, state, person);

    private static async Task State(IPage page, string state, Visitor? person = null)
    {
        try { await page.Locator($"[data-draft-state][data-state={state}]").WaitForAsync(new LocatorWaitForOptions { Timeout = 30_000 }); }
        catch (TimeoutException) { throw new TimeoutException($"The draft is not {state} but {await page.EvaluateAsync<string>("document.querySelector('[data-draft-state]').outerHTML")} at {page.Url}; {string.Join("; ", person?.Complaints ?? [])}"); }
    }

    private static async Task ThrowAway(IPage page)
    {
        var was = page.Url;
        await page.ClickAsync("[data-draft-drop]");
        await page.WaitForURLAsync(url => url.Contains("?draft=", StringComparison.Ordinal) && url != was);
    }

    /// <summary>A handler of one's own: two sessions are the most a person has, and drafts are one person's.</summary>
    private async Task<Person> AHandler()
    {
        var handler = await house.Network.Person(house.Ngo, OpenIlm.Kernel.Roles.CaseHandler);
        (await house.Supervisor.Post("/vault/members", new { personId = handler.Id })).NoContent();
        return handler;
    }

    private static Task<string> Stored(Visitor person) => person.Page.EvaluateAsync<string>("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)");
    private static Task<string> Told(IPage page) => page.InputValueAsync("main [name=text]");
    private static Task<string> FocusOn(Visitor person) => person.Page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.name || document.activeElement.tagName");

    [Fact]
    public async Task AWholeCallByKeyboardAlone()
    {
        var factory = await house.Network.Organization("Supplier", "Lantern Bay " + Guid.NewGuid().ToString("N")[..6]);
        var site = await house.Network.Site(factory);
        var handler = await AHandler();
        await using var person = await house.Visit(handler);
        await person.Go("/app/hotline");
        var keys = person.Page.Keyboard;
        (await FocusOn(person)).ShouldBe("f-reporter-phone", "the number is what comes first");
        await keys.TypeAsync("+66 81 555 " + Random4());
        await keys.PressAsync("Enter");
        person.Path.ShouldStartWith("/app/hotline?draft=", customMessage: "Enter sends nothing");

        await keys.PressAsync("Alt+Slash");
        (await person.Page.Locator("#keys").IsVisibleAsync()).ShouldBeTrue();
        (await person.Page.InnerTextAsync("#keys")).ShouldContain("Alt T");
        await person.Picture(house, "hotline-keys-1440");
        await keys.PressAsync("Escape");
        (await person.Page.Locator("#keys").IsVisibleAsync()).ShouldBeFalse();
        (await FocusOn(person)).ShouldNotBe("BODY", "the focus is where it was");

        await keys.PressAsync("Alt+2");
        await keys.PressAsync("Alt+T");
        (await FocusOn(person)).ShouldBe("f-text");
        await keys.TypeAsync("They hold our passports and pay nothing.");
        await keys.PressAsync("Alt+I");
        await keys.TypeAsync("passp");
        await person.Page.Locator("#issue-options [role=option]").First.WaitForAsync();
        await keys.PressAsync("Enter");
        (await person.Page.Locator("#issues-chosen button").CountAsync()).ShouldBe(1);
        await keys.PressAsync("Alt+S");
        await keys.TypeAsync("Lantern");
        await person.Page.Locator("#site-options [role=option]").First.WaitForAsync();
        await keys.PressAsync("Enter");
        (await person.Page.InnerTextAsync("#site-chosen")).ShouldContain("Lantern Bay");
        (await FocusOn(person)).ShouldBe("f-employerName", "the focus goes on");
        await keys.PressAsync("Alt+N");
        await keys.TypeAsync("12");
        await keys.PressAsync("Alt+C");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Alt+L");
        await keys.TypeAsync("Khmer");
        (await person.Page.Locator("[data-script=km]").IsVisibleAsync()).ShouldBeTrue("the script is there in her language");
        await State(person, Kept);
        var looker = new Looker(person, dark: true);
        await looker.Look("/app/hotline");
        looker.Faults.ShouldBeEmpty();
        await person.Picture(house, "hotline-1440");
        await person.Page.SetViewportSizeAsync(390, 900);
        await person.Picture(house, "hotline-390");
        await person.ShouldFit(390);
        await person.Page.SetViewportSizeAsync(1440, 900);

        await keys.PressAsync("Control+Enter");
        await person.Page.Locator(".notice-good").WaitForAsync();
        var file = System.Text.Json.Nodes.JsonNode.Parse((await handler.Get("/cases" + (await person.Page.GetAttributeAsync(".notice-good a", "href"))!["/app/cases".Length..])).Text)!;
        file["siteId"]!.GetValue<Guid>().ShouldBe(site);
        file["danger"]!.GetValue<string>().ShouldBe("punished");
        file["askedConsent"]!.GetValue<string>().ShouldBe("summary");
        file["affectedWorkers"]!.GetValue<int>().ShouldBe(12);
        file["language"]!.GetValue<string>().ShouldBe("km");
        file["askedIssues"]!.AsArray().Count.ShouldBe(1);
        (await Stored(person)).ShouldBe("{}{}");
        person.Complaints.ShouldBeEmpty();

        // What comes of it: a question answered at once and a wish to be called, on their lists.
        (await handler.Post("/contacts", new { channel = "HOTLINE", language = "my", reason = "information", text = "How much may an agency take?", call = new { topic = "fees", answer = "Nothing.", finished = true } })).Created();
        (await handler.Post("/contacts", new { channel = "LETTER", language = "th", text = "Please call.", call = new { nextStep = "callBack", callBack = new { on = DateOnly.FromDateTime(house.Network.Clock.GetUtcNow().UtcDateTime), words = "After nine; say it is the clinic." } } })).Created();
        foreach (var (path, name) in new[] { ("/app/contacts", "contacts"), ("/app/hotline/call-backs", "call-backs") })
            foreach (var width in new[] { 1440, 390 })
            {
                await person.Page.SetViewportSizeAsync(width, 900);
                await person.Go(path);
                if (width == 1440) await looker.Look(path);
                await person.Picture(house, $"{name}-{width}");
                await person.ShouldFit(width);
            }
        looker.Faults.ShouldBeEmpty();
        (await person.Text()).ShouldContain("After nine; say it is the clinic.");
    }

    [Fact]
    public async Task TheLineIsCutAndTheTabIsKilledInTheMiddleOfACallAndTheTextIsThere()
    {
        var handler = await AHandler();
        await using var person = await house.Visit(handler);
        await person.Go("/app/hotline");
        await person.Page.FillAsync("main [name=text]", "The first half reached the house.");
        await State(person, Kept);
        (await Stored(person)).ShouldBe("{}{}", "what the server has stands nowhere else");

        await person.Context.SetOfflineAsync(true);
        await person.Page.Locator("main [name=text]").FocusAsync();
        await person.Page.Keyboard.PressAsync("Control+End");
        await person.Page.Keyboard.TypeAsync(" The second half was typed without a line.");
        await person.Page.CheckAsync("[name=danger][value=inDanger]", new PageCheckOptions { Force = true });
        await State(person, Away);
        await person.Page.Keyboard.PressAsync("Control+Enter");
        await State(person, "notSent");
        (await Told(person.Page)).ShouldEndWith("without a line.", customMessage: "what could not be sent is not lost");
        await person.Picture(house, "hotline-away-1440");
        var stored = await Stored(person);
        stored.ShouldContain("openilm.draft.contact/");
        stored.ShouldNotContain("half");
        stored.ShouldNotContain("inDanger");

        var devtools = await person.Context.NewCDPSessionAsync(person.Page);
        var crashed = new TaskCompletionSource();
        person.Page.Crash += (_, _) => crashed.TrySetResult();
        _ = devtools.SendAsync("Page.crash").ContinueWith(_ => { }, TaskScheduler.Default);
        await crashed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await person.Page.CloseAsync();
        await person.Context.SetOfflineAsync(false);
        // The browser was left open, the session ended: signed in again with the passphrase on the same shared computer.
        await person.Context.ClearCookiesAsync();
        var page = await person.Context.NewPageAsync();
        await page.GotoAsync(house.Address + "/app/sign-in");
        await page.FillAsync("main [name=email]", handler.Email);
        await page.FillAsync("main [name=password]", TestNetwork.Passphrase);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync("**/app**");
        await page.GotoAsync(house.Address + "/app/hotline");
        (await page.InnerTextAsync("#open-calls")).ShouldContain("1 call not sent");
        await page.ClickAsync("#open-calls a");
        await page.Locator("[data-draft-state][data-state]").WaitForAsync();
        (await Told(page)).ShouldBe("The first half reached the house. The second half was typed without a line.");
        (await page.IsCheckedAsync("[name=danger][value=inDanger]")).ShouldBeTrue();
        (await page.EvaluateAsync<int>("localStorage.length")).ShouldBe(0, "the server has it: the copy is gone");
        await ThrowAway(page);
        (await Told(page)).ShouldBeEmpty();
        (await (await house.Network.SignInAgain(handler)).Get("/drafts")).Ok().AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task TheServerStartsAnewInTheMiddleOfACallAndTheCallGoesOn()
    {
        var node = await house.Another();
        var at = node.Address;
        try
        {
            var handler = await AHandler();
            await using var person = await house.Visit(handler, new VisitorOptions { Address = at });
            await person.Go("/app/hotline");
            await person.Page.FillAsync("main [name=text]", "Before the server went.");
            await State(person, Kept);
            await node.DisposeAsync();
            await person.Page.FillAsync("main [name=text]", "Before the server went. While it was away.");
            await State(person, Away);
            node = await house.Another(at: at);
            await State(person, Kept);
            await person.Page.ReloadAsync();
            await State(person, Back);
            (await Told(person.Page)).ShouldBe("Before the server went. While it was away.");
            await person.Page.SelectOptionAsync("main [name=language]", "th");
            // The session lived on, and the same form is taken.
            await person.Page.ClickAsync("#send");
            await person.Page.Locator(".notice-good").WaitForAsync();
            (await handler.Get("/drafts")).Ok().AsArray().ShouldBeEmpty();
        }
        finally { await node.DisposeAsync(); }
    }

    [Fact]
    public async Task EveryLongFormKeepsWhatIsTypedAndTwoCallsAreOpenAtOnce()
    {
        await house.Report("Something that needs a note", danger: "punished");
        var handler = await AHandler();
        var @case = (await handler.Get("/cases?limit=1")).Ok()["items"]![0]!["id"]!.GetValue<Guid>();
        await using var person = await house.Visit(handler);
        await person.Go($"/app/cases/{@case}/note");
        await person.Page.FillAsync("main [name=text]", "Half a note");
        await State(person, Kept);
        await person.Go($"/app/cases/{@case}");
        await person.Go("/app/drafts");
        (await person.Text()).ShouldContain("Note for colleagues");
        await person.Picture(house, "drafts-1440");
        await person.Go($"/app/cases/{@case}/note");
        await State(person, Back);
        (await Told(person.Page)).ShouldBe("Half a note");
        await person.Press("main button[type=submit]");
        person.Path.ShouldBe($"/app/cases/{@case}");
        (await person.Text()).ShouldContain("Half a note");
        (await handler.Get("/drafts")).Ok().AsArray().ShouldBeEmpty();

        await person.Go("/app/hotline");
        await person.Page.FillAsync("main [name=text]", "The first call");
        await person.Page.Keyboard.PressAsync("Alt+K");
        await person.Page.Locator("#open-calls a").WaitForAsync();
        (await Told(person.Page)).ShouldBeEmpty();
        (await person.Page.InnerTextAsync("#open-calls")).ShouldContain("The first call");
        await person.Press("#open-calls a");
        await State(person, Back);
        await ThrowAway(person.Page);
        (await handler.Get("/drafts")).Ok().AsArray().ShouldBeEmpty();
    }

    private static string Random4() => System.Security.Cryptography.RandomNumberGenerator.GetString("0123456789", 4);
}
