using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Browser;

/// <summary>Leaving in a hurry: whoever takes the phone afterwards finds nothing (security tests 105, 107).</summary>
public sealed class QuickExitTest(House house) : IAsyncLifetime
{
    private const string Story = "They took our passports";
    private readonly OtherSite elsewhere = new();
    private House.Node node = null!;
    private IBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        node = await house.Another(services => services.AddSingleton(new VoiceOptions { MinimumFormAge = TimeSpan.Zero, ExitUrl = elsewhere.Address }));
        browser = await house.Launch(keepsPages: true);
    }

    [Fact]
    public async Task TheLinkWorksWithoutScriptsAndTheWayBackShowsNothing()
    {
        await using var worker = await house.Visit(Phone(scripts: false));
        await Writes(worker);
        await worker.Press("button[name=go][value=review]");
        (await worker.Text()).ShouldContain(Story);
        var left = await Leaves(worker, () => worker.Press("a[data-exit]"));
        (await left.AllHeadersAsync())["clear-site-data"].ShouldContain("\"cache\"");
        (await left.AllHeadersAsync())["clear-site-data"].ShouldContain("\"storage\"");
        (await worker.Text()).ShouldContain(OtherSite.Words);

        for (var steps = 1; steps <= 4; steps++)
        {
            (await GoBack(worker)).ShouldNotContain(Story, Case.Insensitive, $"{steps} steps back");
        }
    }

    [Theory]
    [InlineData("key")]
    [InlineData("button")]
    public async Task WithScriptsItIsOnePressAndThePageIsGoneFromTheHistory(string by)
    {
        await using var worker = await house.Visit(Phone(scripts: true));
        await Writes(worker);
        Task Press() => by == "button" ? worker.Press("a[data-exit]") : ThreeTimesEscape(worker);
        await Leaves(worker, Press);
        await worker.Page.WaitForURLAsync(elsewhere.Address);
        var history = await worker.Context.NewCDPSessionAsync(worker.Page);
        var entries = (await history.SendAsync("Page.getNavigationHistory"))!.Value.GetRawText();
        entries.ShouldNotContain(Story);
        // What stood on the screen was replaced; the steps before it hold questions, and asking for them again shows no answer.
        (await GoBack(worker)).ShouldNotContain(Story);
    }

    [Fact]
    public async Task EscapeOnceOrTwiceIsAnAccidentAndKeepsTheText()
    {
        await using var worker = await house.Visit(Phone(scripts: true));
        await Writes(worker);
        await worker.Page.Keyboard.PressAsync("Escape");
        await worker.Page.Keyboard.PressAsync("Escape");
        await worker.Page.Keyboard.PressAsync("a");
        await worker.Page.Keyboard.PressAsync("Escape");
        (await worker.Page.InputValueAsync("textarea[name=text]")).ShouldContain(Story);
    }

    [Fact]
    public async Task ItLeavesWithinThreeTenthsOfASecond()
    {
        // The best of some: a machine that does other things is not the page's fault.
        var best = TimeSpan.MaxValue;
        for (var tries = 0; tries < 5 && best > TimeSpan.FromMilliseconds(300); tries++)
        {
            await using var worker = await house.Visit(Phone(scripts: true));
            await Writes(worker);
            await worker.Page.Keyboard.PressAsync("Escape");
            await worker.Page.Keyboard.PressAsync("Escape");
            var asked = worker.Page.WaitForRequestAsync(r => r.Url.EndsWith("/w/exit", StringComparison.Ordinal));
            var clock = Stopwatch.StartNew();
            await worker.Page.Keyboard.DownAsync("Escape");
            await asked;
            if (clock.Elapsed < best) best = clock.Elapsed;
        }
        best.ShouldBeLessThan(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task NothingIsLeftInTheBrowser()
    {
        await using var worker = await house.Visit(Phone(scripts: true));
        await Writes(worker);
        await worker.Press("button[name=go][value=review]");
        await worker.Press("button[name=go][value=send]");
        var receipt = await worker.Receipt();
        receipt.Length.ShouldBe(18);
        await worker.Press("form[action$='/follow'] button");
        (await worker.Text()).ShouldContain(house.Say("en", "status.received"));
        await Leaves(worker, () => worker.Press("a[data-exit]"));
        worker.Traces.ShouldAllBe(t => !t.Contains(receipt) && !t.Contains(Story));
        worker.Requests.ShouldAllBe(r => !r.Contains(receipt));

        // Back on the first page, as somebody who looks for traces would be.
        await worker.Go("/w/en/follow");
        (await worker.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length")).ShouldBe(0);
        (await worker.Page.EvaluateAsync<int>("(async () => (await indexedDB.databases()).length + (await navigator.serviceWorker?.getRegistrations() ?? []).length)()")).ShouldBe(0);
        (await worker.Page.InputValueAsync("[name=receipt]")).ShouldBeEmpty();
        (await worker.Page.Locator("form[autocomplete=off] [name=receipt]").CountAsync()).ShouldBe(1, "the browser is asked not to remember what is typed");
        (await worker.Context.CookiesAsync()).ShouldBeEmpty();
        var cached = await worker.Page.EvaluateAsync<string[]>("performance.getEntriesByType('resource').map(e => e.name)");
        cached.ShouldAllBe(c => !c.Contains(receipt));
    }

    [Theory]
    [InlineData("/w")]
    [InlineData("/w/en")]
    [InlineData("/w/my/report")]
    [InlineData("/w/km/ask")]
    [InlineData("/w/th/follow")]
    [InlineData("/w/ne/jobs")]
    public async Task TheDoorOutIsOnEveryPageBeforeAnythingElse(string path)
    {
        await using var worker = await house.Visit(VisitorOptions.Phone);
        await worker.Go(path);
        var box = (await worker.Page.Locator("a[data-exit]").BoundingBoxAsync())!;
        box.Y.ShouldBeLessThan(60);
        box.Height.ShouldBeGreaterThanOrEqualTo(40, "a thumb must find it");
        (await worker.Document.AllHeadersAsync())["cache-control"].ShouldContain("no-store");
    }

    private VisitorOptions Phone(bool scripts) => VisitorOptions.Phone with { Scripts = scripts, Address = node.Address, Browser = browser };

    private static async Task Writes(Visitor worker)
    {
        await worker.Arrives("en");
        await worker.BeginsToWrite();
        await worker.Fill("text", Story);
    }

    private static async Task<IResponse> Leaves(Visitor worker, Func<Task> press)
    {
        var left = worker.Page.WaitForResponseAsync(r => r.Url.EndsWith("/w/exit", StringComparison.Ordinal));
        await press();
        return await left;
    }

    private static async Task ThreeTimesEscape(Visitor worker)
    {
        for (var times = 0; times < 3; times++) await worker.Page.Keyboard.PressAsync("Escape");
    }

    // The browser's own button, through its history, and what it then shows: a page kept in memory would come back as it was; one that was the
    // answer to a form is asked for again only after a question, and the browser shows a page of its own until then.
    private static async Task<string> GoBack(Visitor worker)
    {
        var tab = await worker.Context.NewCDPSessionAsync(worker.Page);
        var history = (await tab.SendAsync("Page.getNavigationHistory"))!.Value;
        var at = history.GetProperty("currentIndex").GetInt32() - 1;
        at.ShouldBeGreaterThanOrEqualTo(0, "there is a way back");
        await tab.SendAsync("Page.navigateToHistoryEntry", new Dictionary<string, object> { ["entryId"] = history.GetProperty("entries")[at].GetProperty("id").GetInt32() });
        await Task.Delay(1000);
        (await tab.SendAsync("Page.getNavigationHistory"))!.Value.GetProperty("currentIndex").GetInt32().ShouldBe(at, "the browser went back");
        var shown = (await tab.SendAsync("Runtime.evaluate", new Dictionary<string, object> { ["expression"] = "document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map(f => f.value).join(' ')" }))!.Value;
        await tab.DetachAsync();
        return shown.GetProperty("result").GetProperty("value").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await node.DisposeAsync();
        await elsewhere.DisposeAsync();
    }
}
