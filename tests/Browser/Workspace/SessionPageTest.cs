using System.Text.Json;
using Microsoft.Playwright;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Browser;

/// <summary>The session in a browser: one cookie, forms of this session only, each once (security tests 45 to 50).</summary>
public sealed class SessionPageTest(House house)
{
    [Fact]
    public async Task TheOneCookieIsForThisHostAndNoScript()
    {
        await using var person = await house.Visit(house.Handler);
        var cookie = (await person.Context.CookiesAsync()).ShouldHaveSingleItem();
        cookie.Name.ShouldStartWith("__Host-");
        cookie.Secure.ShouldBeTrue();
        cookie.HttpOnly.ShouldBeTrue();
        cookie.SameSite.ShouldBe(SameSiteAttribute.Strict);
        cookie.Path.ShouldBe("/");
        cookie.Domain.ShouldBe("127.0.0.1", "no other host gets it");
        cookie.Expires.ShouldBe(-1, "it ends with the browser");
        (await person.Page.EvaluateAsync<string>("document.cookie")).ShouldBeEmpty();

        await person.Go("/app/account");
        (await person.Context.CookiesAsync()).ShouldHaveSingleItem();
        person.Traces.ShouldAllBe(t => !t.Contains(cookie.Value), "the session stands in an address or a title");
        await person.Press(".sign-out button");
        person.Path.ShouldBe("/app/sign-in");
        (await person.Context.CookiesAsync()).ShouldBeEmpty();
        await person.Go("/app/account");
        person.Path.ShouldStartWith("/app/sign-in?next=");
    }

    [Fact]
    public async Task WithoutASessionEveryPlaceLeadsToTheSignInAndBack()
    {
        await using var person = await house.Visit();
        await person.Go("/app/account");
        person.Path.ShouldBe("/app/sign-in?next=%2Fapp%2Faccount");
        await person.Fill("email", house.Handler.Email);
        await person.Fill("password", TestNetwork.Passphrase);
        await person.Press("main button[type=submit]");
        person.Path.ShouldBe("/app/account");
    }

    [Theory]
    [InlineData("https://example.org/app/x")]
    [InlineData("//example.org/app")]
    [InlineData("/app/..//example.org")]
    [InlineData("/app\\example.org")]
    public async Task AnAddressThatLeadsAwayIsForgotten(string next)
    {
        await using var person = await house.Visit();
        await person.Go("/app/sign-in?next=" + Uri.EscapeDataString(next));
        (await person.Page.InputValueAsync("[name=next]")).ShouldBeEmpty();
    }

    [Fact]
    public async Task AWrongPassphraseAndAnUnknownAddressReadTheSame()
    {
        await using var person = await house.Visit();
        await person.SignsIn(house.Handler.Email, passphrase: "not-the-passphrase-at-all");
        var wrong = (person.Document.Status, await person.Page.InnerTextAsync(".refusals"));
        (await person.Page.InputValueAsync("[name=password]")).ShouldBeEmpty();
        await person.SignsIn("nobody@test.example");
        (person.Document.Status, await person.Page.InnerTextAsync(".refusals")).ShouldBe(wrong);
        (await person.Context.CookiesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/app/sign-in")]
    [InlineData("/app/welcome")]
    [InlineData("/app/recover")]
    public async Task AFormOfAnotherSiteIsRefused(string path)
    {
        await using var elsewhere = new OtherSite();
        await using var person = await house.Visit();
        await person.Go(elsewhere.Address);
        await person.Page.EvaluateAsync("""
            ([action, email, password]) => {
              const form = document.createElement('form');
              form.method = 'post'; form.action = action;
              for (const [name, value] of Object.entries({ email, password, passphrase: password, again: password, code: 'ABCD' })) {
                const input = document.createElement('input'); input.name = name; input.value = value; form.append(input);
              }
              const button = document.createElement('button'); button.textContent = 'Win'; form.append(button);
              document.body.append(form);
            }
            """, new[] { house.Address + path, house.Handler.Email, TestNetwork.Passphrase });
        await person.Press("button");
        person.Document.Status.ShouldBe(400);
        (await person.Context.CookiesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task AFormWithoutTheTokenOfThisSessionIsRefused()
    {
        await using var other = await house.Visit(house.Network.Administrator);
        await other.Go("/app/directory/add");
        var strange = await other.Page.InputValueAsync("main [name=_token]");

        await using var person = await house.Visit(house.Network.Administrator);
        await person.Go("/app/directory/add");
        var own = await person.Page.InputValueAsync("main [name=_token]");
        own.ShouldNotBe(strange);
        var name = "Nobody's firm " + Guid.NewGuid().ToString("N")[..8];
        foreach (var token in new[] { null, "", strange, own + "x" })
            (await Post(person, "/app/directory/add", new() { ["_token"] = token, ["name"] = name, ["kind"] = "Supplier", ["country"] = "TH" })).ShouldBe(400, token);
        await person.Go("/app/directory?q=" + Uri.EscapeDataString(name));
        (await person.Page.Locator("main tbody tr").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task AFormSentTwiceActsOnce()
    {
        await using var person = await house.Visit(house.Network.Administrator);
        await person.Go("/app/directory/add");
        var name = "Twice pressed " + Guid.NewGuid().ToString("N")[..8];
        var form = new Dictionary<string, string?>
        {
            ["_token"] = await person.Page.InputValueAsync("main [name=_token]"), ["_once"] = await person.Page.InputValueAsync("main [name=_once]"), ["name"] = name, ["kind"] = "Supplier", ["country"] = "TH",
        };
        var both = await Task.WhenAll(Post(person, "/app/directory/add", form), Post(person, "/app/directory/add", form));
        both.ShouldAllBe(status => status == 200 || status == 409);
        both.ShouldContain(200);
        (await Post(person, "/app/directory/add", form)).ShouldBe(200, "sent again later it leads on as before");
        await person.Go("/app/directory?q=" + Uri.EscapeDataString(name));
        (await person.Page.Locator("main tbody tr").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task ALockedSessionAsksForThePassphraseBeforeItShowsWhatIsSealed()
    {
        var text = "Sealed words " + Guid.NewGuid();
        await house.Report(text);
        var id = (await (await house.Network.SignInAgain(house.Handler)).Get("/cases")).Ok()["items"]!.AsArray().First()!["id"]!.GetValue<Guid>();
        await using var person = await house.Visit(house.Handler);
        await person.Go("/app/account");
        await person.Press("form[action='/app/unlock?handler=Lock'] button");
        person.Path.ShouldBe("/app/unlock");

        var sealedPage = $"/app/cases/{id}/receipt";
        await person.Go(sealedPage);
        person.Path.ShouldBe("/app/unlock?next=" + Uri.EscapeDataString(sealedPage));
        await person.Fill("passphrase", "not-the-passphrase-at-all");
        await person.Press("main button[type=submit]");
        (await person.Page.Locator(".refusals").CountAsync()).ShouldBe(1);
        await person.Fill("passphrase", TestNetwork.Passphrase);
        await person.Press("main button[type=submit]");
        person.Path.ShouldBe(sealedPage);
        (await person.Context.CookiesAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task NoPageOfTheWorkspaceIsKeptByTheBrowser()
    {
        await using var person = await house.Visit(house.Supervisor);
        foreach (var path in new[] { "/app", "/app/people", "/app/vault", "/app/account" })
        {
            await person.Go(path);
            (await person.Document.AllHeadersAsync())["cache-control"].ShouldContain("no-store");
            (await person.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length")).ShouldBe(0);
        }
        await person.Press(".sign-out button");
        (await person.Text()).ShouldNotContain(house.Supervisor.Email);
        await person.Page.GoBackAsync();
        (await person.Text()).ShouldNotContain(house.Supervisor.Email);
        person.Path.ShouldStartWith("/app/sign-in");
    }

    /// <summary>Sends a form from the page itself, with the cookie and from this origin; the status after every redirect.</summary>
    private static async Task<int> Post(Visitor person, string path, Dictionary<string, string?> form) => await person.Page.EvaluateAsync<int>("""
        async ([path, fields]) => {
          const body = new URLSearchParams();
          for (const [name, value] of Object.entries(JSON.parse(fields))) if (value !== null) body.append(name, value);
          return (await fetch(path, { method: 'POST', body })).status;
        }
        """, new[] { path, JsonSerializer.Serialize(form) });
}
