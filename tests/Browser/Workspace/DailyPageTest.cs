using OpenIlm.Kernel;

namespace OpenIlm.Tests.Browser;

/// <summary>A report appears while somebody looks at the list, taken by another node; rows are moved through and selected by keys; pages fit a phone.</summary>
public sealed class DailyPageTest(House house)
{
    [Fact]
    public async Task AReportOfAnotherNodeAppearsWithoutReloadingAndIsSelectedByKeys()
    {
        await using var other = await house.Another();
        using var door = TestNetwork.NewClient(new Uri(other.Address));
        var ngo = await house.Network.Organization("CivilSociety");
        var (supervisor, handler) = (await house.Network.Person(ngo, Roles.Supervisor), await house.Network.Person(ngo, Roles.CaseHandler));
        await house.Network.Vault(supervisor, handler);
        (await handler.Post("/contacts", new { channel = "HOTLINE", language = "th", text = "The first call." })).Created();
        await using var person = await house.Visit(supervisor);
        var looker = new Looker(person, dark: true);
        await person.Go("/app/inbox");
        (await person.Page.Locator("[data-row]").CountAsync()).ShouldBe(1);
        await person.Page.EvaluateAsync("window.stays = true");
        await person.Page.Keyboard.PressAsync("j");
        (await person.Page.Locator("tr.is-at").CountAsync()).ShouldBe(1);

        // The other node takes a call in which somebody is in danger; nobody touches this page.
        using (var asking = new HttpRequestMessage(HttpMethod.Post, "/api/v1/contacts") { Content = System.Net.Http.Json.JsonContent.Create(new { channel = "HOTLINE", language = "my", text = "She is locked in.", danger = "inDanger" }) })
        {
            asking.Headers.Authorization = new("Bearer", handler.Token);
            using var answer = await door.SendAsync(asking);
            answer.EnsureSuccessStatusCode();
        }
        await person.Page.Locator("tr.is-new.is-danger").WaitForAsync(new() { Timeout = 5000 });
        (await person.Page.Locator("[data-row]").CountAsync()).ShouldBe(2);
        (await person.Page.EvaluateAsync<bool>("window.stays === true")).ShouldBeTrue("the page was not loaded again");
        (await person.Page.Locator("tr.is-at").CountAsync()).ShouldBe(1, "the reader stands where she stood");
        await person.Page.Locator("#count-app-inbox[data-count='2']").WaitForAsync(new() { Timeout = 5000 });
        await person.Page.Locator(".headline:has-text('She is locked in.')").WaitForAsync(new() { Timeout = 5000 });
        await person.Page.Locator("#bell:not([data-count='0'])").WaitForAsync(new() { Timeout = 5000 });

        await person.Go("/app/cases?all=true");
        await person.Page.Keyboard.PressAsync("?");
        (await person.Page.Locator("#keys-help[open]").CountAsync()).ShouldBe(1);
        await person.Page.Keyboard.PressAsync("Escape");
        foreach (var key in "jxjx") await person.Page.Keyboard.PressAsync(key.ToString());
        (await person.Page.Locator("[data-selected]").InnerTextAsync()).ShouldBe("2 selected");
        await person.Picture(house, "cases-selected-1440");
        await person.Press(".bulk-bar button[value=Assign]");
        await person.Page.Locator($"input[name=assignedTo][value='{handler.Id}']").CheckAsync();
        await looker.Look("/app/cases/bulk");
        await person.Press("main form button[type=submit]");
        (await person.Text()).ShouldContain("case");
        (await person.Page.Locator(".mark-good, .mark-wait").CountAsync()).ShouldBeGreaterThan(0);
        await person.Picture(house, "bulk-result-1440");
        foreach (var (path, name) in new[] { ("/app", "today"), ("/app/cases?all=true", "cases"), ("/app/work", "handover"), ("/app/work/lists", "lists"), ("/app/work/conflicts", "conflicts"), ("/app/notifications", "notifications"), ("/app/notifications/mail", "mail") })
            foreach (var width in new[] { 1440, 390 })
            {
                await person.Page.SetViewportSizeAsync(width, 900);
                await person.Go(path);
                await person.ShouldFit(width);
                await person.Picture(house, $"daily-{name}-{width}");
                await looker.Look(path);
            }
        looker.Faults.ShouldBeEmpty();
        person.Complaints.ShouldBeEmpty();
    }
}
