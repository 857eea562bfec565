using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OpenIlm.Tests.Browser;

/// <summary>How somebody looks at the house.</summary>
public sealed record VisitorOptions
{
    /// <summary>Whether scripts run.</summary>
    public bool Scripts { get; init; } = true;
    /// <summary>Width of the screen in CSS pixels.</summary>
    public int Width { get; init; } = 1440;
    /// <summary>Height of the screen in CSS pixels.</summary>
    public int Height { get; init; } = 900;
    /// <summary>The node to go to; null: the shared one.</summary>
    public string? Address { get; init; }
    /// <summary>The browser; null: the shared one.</summary>
    public IBrowser? Browser { get; init; }

    /// <summary>A worker on a small old phone, scripts off.</summary>
    public static readonly VisitorOptions Phone = new() { Scripts = false, Width = 320, Height = 640 };
}

/// <summary>One person's browser, with a note of all it was asked to load, all it complained about and every address and title it showed.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> requests = new(), complaints = new(), traces = new(), setCookies = new();
    private readonly string address;
    private IResponse? document;

    private Visitor(IBrowserContext context, IPage page, string address)
    {
        (Context, Page, this.address) = (context, page, address);
        context.Request += (_, r) => requests.Enqueue(r.Url);
        context.Response += (_, r) =>
        {
            if (r.Request.IsNavigationRequest && r.Status is < 300 or >= 400) document = r;
            if (r.Headers.ContainsKey("set-cookie")) setCookies.Enqueue(r.Url);
        };
        context.Console += (_, message) => { if (message.Type == "error") complaints.Enqueue($"{message.Text} ({page.Url})"); };
        context.WebError += (_, error) => complaints.Enqueue($"{error.Error} ({page.Url})");
    }

    public IBrowserContext Context { get; }
    public IPage Page { get; }
    /// <summary>Every address asked for.</summary>
    public IReadOnlyList<string> Requests => [.. requests];
    /// <summary>Errors of the console, of scripts and of the content policy.</summary>
    public IReadOnlyList<string> Complaints => [.. complaints];
    /// <summary>Addresses and titles of the pages shown: what stays in a history.</summary>
    public IReadOnlyList<string> Traces => [.. traces];
    /// <summary>Addresses of answers that set a cookie.</summary>
    public IReadOnlyList<string> SetCookies => [.. setCookies];
    /// <summary>The answer that the page was drawn from.</summary>
    public IResponse Document => document!;
    /// <summary>Looks at each page that is shown.</summary>
    public Func<Task>? EachPage { get; set; }

    internal static async Task<Visitor> Enter(IBrowser browser, string address, VisitorOptions options)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            JavaScriptEnabled = options.Scripts, ViewportSize = new ViewportSize { Width = options.Width, Height = options.Height }, Locale = "en-US", ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(30_000);
        if (options.Scripts) await context.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => console.error('Content policy: ' + e.violatedDirective + ' ' + e.blockedURI))");
        return new Visitor(context, await context.NewPageAsync(), address);
    }

    /// <summary>Opens a page by its path.</summary>
    public async Task Go(string path)
    {
        await Page.GotoAsync(path.Contains("://", StringComparison.Ordinal) ? path : address + path);
        await Shown();
    }

    /// <summary>Presses a link or a button that leads to another page, and waits until that page is there.</summary>
    public async Task Press(string selector) => await Press(Page.Locator(selector));

    /// <inheritdoc cref="Press(string)"/>
    public async Task Press(ILocator place)
    {
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrived(object? sender, IFrame frame) { if (frame == Page.MainFrame) committed.TrySetResult(); }
        Page.FrameNavigated += Arrived;
        try
        {
            await place.ClickAsync();
            await committed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally { Page.FrameNavigated -= Arrived; }
        await Whole();
        await Shown();
    }

    /// <summary>Presses the one button or link in the page with this name.</summary>
    public Task PressNamed(string name) => Press(Page.Locator("main").Locator("button, a").Filter(new LocatorFilterOptions { HasText = name }).First);

    /// <summary>Fills a field by its name.</summary>
    public Task Fill(string name, string text) => Page.FillAsync($"main [name={name}]", text);

    /// <summary>All text that the page shows.</summary>
    public Task<string> Text() => Page.InnerTextAsync("body");

    /// <summary>The path that the page is at.</summary>
    public string Path => new Uri(Page.Url).PathAndQuery;

    /// <summary>A picture of the whole page.</summary>
    public Task Picture(House house, string name) => Page.ScreenshotAsync(new PageScreenshotOptions { Path = System.IO.Path.Combine(house.Looks, name + ".png"), FullPage = true });

    /// <summary>Signs in on the sign-in page.</summary>
    public async Task SignsIn(string email, string? code = null, string passphrase = TestNetwork.Passphrase)
    {
        await Go("/app/sign-in");
        await Fill("email", email);
        await Fill("password", passphrase);
        if (code is not null) await Fill("code", code);
        await Press("main button[type=submit]");
    }

    /// <summary>Whether the page can be read without moving sideways.</summary>
    public async Task ShouldFit(int width) =>
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{Path} is wider than the screen");

    // Asked of the page itself: the driver's own note of the load can be older than the page.
    private async Task Whole()
    {
        for (var until = DateTime.UtcNow.AddSeconds(30); DateTime.UtcNow < until; await Task.Delay(30))
            if (await Page.EvaluateAsync<string>("document.readyState") == "complete") return;
        throw new TimeoutException($"{Page.Url} was not loaded in 30 seconds.");
    }

    private async Task Shown()
    {
        traces.Enqueue(Page.Url);
        traces.Enqueue(await Page.TitleAsync());
        if (EachPage is { } look) await look();
    }

    /// <summary>Leaves the house, and the session with it: at most two are open for one person, and the fixture has one of them.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var cookie in await Context.CookiesAsync())
            if (cookie.Name == OpenIlm.Platform.Pipeline.CookieName)
            {
                using var ending = new HttpRequestMessage(HttpMethod.Delete, address + "/api/v1/sessions/current");
                ending.Headers.Authorization = new("Bearer", cookie.Value);
                using var ends = TestNetwork.NewClient(new Uri(address));
                try { using var ended = await ends.SendAsync(ending); }
                catch (HttpRequestException) { /* The house is closed already. */ }
            }
        await Context.CloseAsync();
    }

}
