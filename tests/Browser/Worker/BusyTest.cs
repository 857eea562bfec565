using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Browser;

/// <summary>When nothing can be taken, the page says so and keeps every word; when it can again, she only presses once more.</summary>
public sealed class BusyTest(House house)
{
    private const string Story = "The guard keeps the doors\nlocked at night.";

    [Fact]
    public async Task ANodeThatCannotPromiseToKeepTakesNothingAndKeepsTheText()
    {
        await using var node = await house.Another();
        await using var worker = await house.Visit(VisitorOptions.Phone with { Address = node.Address });
        await WritesToTheEnd(worker);

        var guard = node.Services.GetRequiredService<IntakeGuard>();
        guard.Set(["synchronous_commit"]);
        await worker.Press("button[name=go][value=send]");
        worker.Document.Status.ShouldBe(503);
        (await worker.Document.AllHeadersAsync()).ShouldContainKey("retry-after");
        await KeepsEverything(worker, "intake.not-durable");

        guard.Set([]);
        await worker.Press("button[name=go][value=send]");
        worker.Document.Status.ShouldBe(200);
        (await worker.Receipt()).Length.ShouldBe(18);
    }

    [Fact]
    public async Task ADatabaseThatGoesAwayTakesNothingAndKeepsTheText()
    {
        await using var cable = new Cable(house.Network.Node.Databases);
        await using var node = await house.Another(databases: cable.Addresses);
        await using var worker = await house.Visit(VisitorOptions.Phone with { Address = node.Address });
        await WritesToTheEnd(worker);

        cable.Cut();
        await worker.Press("button[name=go][value=send]");
        worker.Document.Status.ShouldBe(503);
        await KeepsEverything(worker, "intake.busy");

        cable.Mend();
        for (var again = 0; again < 3 && await worker.Page.Locator("button[name=go][value=send]").CountAsync() == 1; again++) await worker.Press("button[name=go][value=send]");
        worker.Document.Status.ShouldBe(200);
        var receipt = await worker.Receipt();
        // It was kept once, and where every node finds it.
        await using var later = await house.Visit(VisitorOptions.Phone);
        await later.Follows("en", receipt);
        (await later.Text()).ShouldContain(house.Say("en", "status.received"));
    }

    [Fact]
    public async Task WhileSheWritesTheDatabaseMayGoAndComeBack()
    {
        await using var cable = new Cable(house.Network.Node.Databases);
        await using var node = await house.Another(databases: cable.Addresses);
        await using var worker = await house.Visit(VisitorOptions.Phone with { Address = node.Address });
        await worker.Arrives("en");
        await worker.BeginsToWrite();
        await worker.Fill("text", Story);
        cable.Cut();
        await worker.Next();
        await worker.Next();
        await worker.Fill("place", "Gate 4");
        cable.Mend();
        await worker.Press("button[name=go][value=review]");
        var review = await worker.Text();
        review.ShouldContain("locked at night.");
        review.ShouldContain("Gate 4");
    }

    [Fact]
    public async Task AMessageThatCannotBeTakenStaysInTheForm()
    {
        await using var cable = new Cable(house.Network.Node.Databases);
        await using var node = await house.Another(databases: cable.Addresses);
        var receipt = await house.Report("A first report");
        await using var worker = await house.Visit(VisitorOptions.Phone with { Address = node.Address });
        await worker.Follows("en", receipt);
        await worker.Fill("text", Story);
        cable.Cut();
        await worker.Press("button[name=act][value=message]");
        worker.Document.Status.ShouldBe(503);
        (await worker.Page.InputValueAsync("textarea[name=text]")).ShouldBe(Story);
        cable.Mend();
        // Connections that broke while nobody used them are found broken one pool at a time.
        for (var again = 0; again < 3 && await worker.Page.Locator("textarea[name=text]").CountAsync() == 1; again++)
        {
            (await worker.Page.InputValueAsync("textarea[name=text]")).ShouldBe(Story);
            await worker.Press("button[name=act][value=message]");
        }
        (await worker.Text()).ShouldContain(house.Say("en", "message.sent"));
    }

    [Fact]
    public async Task WhereOnePersonAloneHoldsAKeyNobodyIsAskedToWrite()
    {
        var lonely = await house.Network.Organization("CivilSociety", "Lonely Desk");
        var supervisor = await house.Network.Person(lonely, Kernel.Roles.Supervisor);
        await house.Network.Vault(supervisor);
        (await supervisor.Post("/channels", new { slug = "lonely", name = "Lonely line", countries = new[] { "LA" }, languages = new[] { "en" }, defaultFor = new[] { "LA" }, hours = "", telephones = Array.Empty<string>() })).Created();
        await using var worker = await house.Visit(VisitorOptions.Phone);
        await worker.Go("/w/en/report");
        (await worker.Page.Locator("button[name=country][value=LA]").CountAsync()).ShouldBe(0);
        await worker.Press("button[name=country][value='']");
        (await worker.Text()).ShouldNotContain("Lonely Desk");
    }

    private static async Task WritesToTheEnd(Visitor worker)
    {
        await worker.Arrives("en");
        await worker.BeginsToWrite();
        await worker.Fill("text", Story);
        await worker.Next();
        await worker.Next();
        await worker.Fill("place", "Gate 4");
        await worker.Press("button[name=go][value=review]");
    }

    private static async Task KeepsEverything(Visitor worker, string code)
    {
        (await worker.Page.Locator($".refusals [data-code='{code}']").CountAsync()).ShouldBe(1);
        (await worker.Page.InputValueAsync("[name=text]")).Replace("\r\n", "\n", StringComparison.Ordinal).ShouldBe(Story);
        (await worker.Page.InputValueAsync("[name=place]")).ShouldBe("Gate 4");
        (await worker.Page.InputValueAsync("[name=receipt]")).Length.ShouldBe(18);
        (await worker.Page.Locator("button[name=go][value=send]").CountAsync()).ShouldBe(1);
    }
}
