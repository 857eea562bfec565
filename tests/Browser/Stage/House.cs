using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Sealing;
using OpenIlm.Voice;
using OpenIlm.Web;

namespace OpenIlm.Tests.Browser;

/// <summary>The real host, a real Chromium, and a network in which one NGO runs a hotline. A browser that is not there is a failure: whoever
/// runs these tests must know that nothing was looked at.</summary>
public sealed class House : IAsyncLifetime
{
    private IPlaywright playwright = null!;

    public TestNetwork Network { get; } = new();
    public IBrowser Browser { get; private set; } = null!;
    public string Address => Network.Address.GetLeftPart(UriPartial.Authority);
    /// <summary>The NGO whose channel serves Thailand and Cambodia.</summary>
    public Guid Ngo { get; private set; }
    public Person Supervisor { get; private set; } = null!;
    public Person Handler { get; private set; } = null!;
    public Guid Channel { get; private set; }
    /// <summary>A text of the program.</summary>
    public string Say(string language, string key) => Network.Services.GetRequiredService<ITexts>()[language, key];
    /// <summary>Where pictures of pages are put, for people to look at.</summary>
    public string Looks { get; } = Path.Combine(AppContext.BaseDirectory, "looks");

    public async ValueTask InitializeAsync()
    {
        await Network.InitializeAsync();
        playwright = await Playwright.CreateAsync();
        Browser = await Launch();
        Ngo = await Network.Organization("CivilSociety", "Migrant Workers Support");
        // Every visit is a sign-in, and a person has two sessions at most.
        Supervisor = Network.Lasting(await Network.Person(Ngo, Roles.Supervisor));
        Handler = Network.Lasting(await Network.Person(Ngo, Roles.CaseHandler));
        await Network.Vault(Supervisor, Handler);
        Channel = (await Supervisor.Post("/channels", new
        {
            slug = "hotline", name = "Hotline", countries = new[] { "TH", "KH" }, languages = new[] { "en", "my", "km", "th", "ne" }, defaultFor = new[] { "TH" }, hours = "9 to 18", telephones = new[] { "1300" },
        })).Created()["id"]!.GetValue<Guid>();
        Directory.CreateDirectory(Looks);
    }

    /// <summary>Starts a browser that can reach this machine and nothing else.</summary>
    /// <param name="keepsPages">Whether it keeps pages in memory to go back to, as people's browsers do; the driver switches that off.</param>
    public async Task<IBrowser> Launch(bool keepsPages = false)
    {
        var path = Environment.GetEnvironmentVariable("OPENILM_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";
        File.Exists(path).ShouldBeTrue($"There is no Chromium at {path}. Install it, or name it in OPENILM_CHROMIUM.");
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
            IgnoreDefaultArgs = keepsPages ? ["--disable-back-forward-cache"] : null,
        });
    }

    /// <summary>A person's own browser on this house, with nothing in it.</summary>
    public Task<Visitor> Visit(VisitorOptions? options = null) => Visitor.Enter(options?.Browser ?? Browser, options?.Address ?? Address, options ?? new VisitorOptions());

    /// <summary>A browser in which the person is signed in.</summary>
    public async Task<Visitor> Visit(Person person, VisitorOptions? options = null)
    {
        var visitor = await Visit(options);
        await visitor.SignsIn(person.Email);
        return visitor;
    }

    /// <summary>A second node of the same installation, with its own last word on the services.</summary>
    /// <param name="configure">The last word.</param>
    /// <param name="databases">Another way to the databases.</param>
    /// <param name="at">Where it listens; a free port where it is not said.</param>
    public async Task<Node> Another(Action<IServiceCollection>? configure = null, DatabaseAddresses? databases = null, string at = "http://127.0.0.1:0")
    {
        void Services(IServiceCollection services)
        {
            services.AddSingleton(new Argon2Gate(2, 400)).AddSingleton(new VoiceOptions { MinimumFormAge = TimeSpan.Zero });
            configure?.Invoke(services);
        }
        var app = databases is null
            ? Network.Node.Host(at, Network.Clock, Services)
            : OpenIlmHost.Build(new HostOptions(Network.Node.Installation, databases, at, Network.Clock, Services));
        app.Services.GetRequiredService<IntakeGuard>().Set([]);
        await app.StartAsync();
        return new Node(app);
    }

    /// <summary>Sends a worker's report by the API, for tests that begin after it.</summary>
    public async Task<string> Report(string text, string language = "my", string danger = "none")
    {
        var form = (await Calls.Post(Network.Anonymous, "/voice/forms", new { language, channelId = Channel })).Created();
        var receipt = form["receipt"]!.GetValue<string>();
        (await Calls.Post(Network.Anonymous, "/voice/reports", new JsonObject
        {
            ["formState"] = form["formState"]!.GetValue<string>(), ["receipt"] = receipt, ["language"] = language, ["reason"] = "issue", ["danger"] = danger, ["text"] = text, ["country"] = "TH",
            ["issueCodes"] = new JsonArray("WAG"), ["consent"] = new JsonObject { ["level"] = "summary" },
        })).Created();
        return receipt;
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.CloseAsync();
        playwright?.Dispose();
        await Network.DisposeAsync();
    }

    /// <summary>A second node, stopped when the test is over.</summary>
    public sealed class Node(WebApplication app) : IAsyncDisposable
    {
        public string Address { get; } = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).GetLeftPart(UriPartial.Authority);
        public IServiceProvider Services => app.Services;

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
