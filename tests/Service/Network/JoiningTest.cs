using System.Net;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>An organization joins the network, step by step, and a buyer tells its supplier what it asks.</summary>
public sealed class JoiningTest(TestNetwork network)
{
    private static object Focal(string level, string name) => new { level, name, title = "HR", email = "hr@factory.example", phone = "+66 2 123 4567", languages = new[] { "en", "th" } };

    [Fact]
    public async Task An_organization_joins_in_four_steps_and_a_new_version_asks_it_again()
    {
        var convenor = await network.Person(await network.Organization("Convenor"), Roles.NetworkConvenor);
        var factory = await network.AFactory();
        var hr = factory.Person;
        var inForce = (await convenor.Post("/joining/consequences", new { text = $"Talk first, then steps. {Guid.NewGuid()}" })).Created()["version"]!.GetValue<int>();

        var start = (await hr.Get("/joining")).Ok();
        start["joined"]!.GetValue<bool>().ShouldBeFalse();
        start["missing"]!.AsArray().Select(m => m!["step"]!.GetValue<string>()).Distinct().Count().ShouldBe(4);

        (await hr.Post("/joining/acceptances", new { what = "Principles", version = 1, name = "Somchai", title = "Director" })).Created();
        (await hr.Post("/joining/acceptances", new { what = "Principles", version = 1, name = "Somchai", title = "Director" })).Codes.ShouldBe(["joining.already-accepted"]);
        (await hr.Post("/joining/acceptances", new { what = "Consequences", version = inForce + 1, name = "Somchai", title = "Director" })).Codes.ShouldBe(["joining.another-version"]);
        (await hr.Post("/joining/acceptances", new { what = "Consequences", version = inForce, name = "Somchai", title = "Director" })).Created();
        (await hr.Post("/joining/focal-points", Focal("Primary", "Malee"))).Created();
        (await hr.Post("/joining/focal-points", Focal("Primary", "Suda"))).Codes.ShouldBe(["focal-point.taken"], "two primary focal points");
        (await hr.Post("/joining/focal-points", Focal("Escalation", "Malee"))).Created();
        foreach (var code in new[] { "BI1", "BI2", "BI4", "BI5" }) (await hr.Post("/joining/baseline", new { code, text = "As we know it." })).NoContent();
        (await hr.Post("/joining/baseline", new { code = "BI1", text = "Overwrites a colleague." })).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await hr.Post("/joining/baseline", new { code = "BI1", text = "As we know it now.", version = 1 })).NoContent();

        (await hr.Get("/joining")).Ok()["missing"]!.AsArray().ShouldHaveSingleItem()!["code"]!.GetValue<string>().ShouldBe("joining.same-person-twice");
        (await hr.Post("/joining/focal-points", new { level = "Escalation", name = "Somchai", email = "md@factory.example", languages = new[] { "th" }, replaces = true })).Created();
        (await hr.Get("/joining")).Ok()["joined"]!.GetValue<bool>().ShouldBeTrue();
        (await Line(convenor, factory))["joined"]!.GetValue<bool>().ShouldBeTrue();

        (await convenor.Post("/joining/consequences", new { text = $"A new text. {Guid.NewGuid()}" })).Created();
        (await hr.Get("/joining")).Ok()["missing"]!.AsArray().ShouldHaveSingleItem()!["code"]!.GetValue<string>().ShouldBe("joining.consequences-changed");
        (await Line(convenor, factory))["missingSteps"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("consequences");
        (await network.AuditFaults(factory.Organization)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_partner_tells_about_itself_is_not_its_customers_to_read()
    {
        var factory = await network.AFactory();
        var buyer = await network.ABuyerOf(factory);
        (await factory.Person.Post("/joining/baseline", new { code = "BI1", text = "canary-baseline" })).NoContent();
        (await buyer.Person.Get($"/joining/organizations/{factory.Organization}")).Status.ShouldBe(HttpStatusCode.NotFound);
        await using var work = await network.Begin(buyer.Person);
        (await work.All<string>("select text from network.baseline where org_id = $1", factory.Organization)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_buyer_tells_its_supplier_what_it_asks_and_hears_how_clear_that_is()
    {
        var factory = await network.AFactory();
        var buyer = await network.ABuyerOf(factory);
        var stranger = await network.AFactory();
        (await buyer.Person.Post("/requirements", new { to = stranger.Organization, kind = "Requirement", text = "x" })).Codes.ShouldBe(["requirement.not-your-supplier"]);
        var id = (await buyer.Person.Post("/requirements", new { to = factory.Organization, kind = "Incentive", text = "Longer contracts for fee-free recruitment." })).Created()["id"]!.GetValue<Guid>();

        (await stranger.Person.Get("/requirements")).Ok().AsArray().ShouldBeEmpty();
        (await stranger.Person.Post($"/requirements/{id}/acknowledge", new { clarity = 1 })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await factory.Person.Post($"/requirements/{id}/acknowledge", new { clarity = 6 })).Codes.ShouldBe(["input.out-of-range"]);
        (await factory.Person.Post($"/requirements/{id}/acknowledge", new { clarity = 4, fairness = 2 }, ifMatch: "\"7\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await factory.Person.Post($"/requirements/{id}/acknowledge", new { clarity = 4, fairness = 2 })).NoContent();
        var seen = (await buyer.Person.Get("/requirements")).Ok().AsArray().ShouldHaveSingleItem()!;
        (seen["clarity"]!.GetValue<int>(), seen["fairness"]!.GetValue<int>()).ShouldBe((4, 2));
        seen["acknowledgedOn"].ShouldNotBeNull();

        (await buyer.Person.Post($"/requirements/{id}/end")).NoContent();
        (await factory.Person.Post($"/requirements/{id}/acknowledge", new { clarity = 5 })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Line(Person convenor, Business factory)
    {
        for (string? cursor = null; ;)
        {
            var page = (await convenor.Get($"/joining/organizations?limit=200{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}")).Ok();
            if (page["items"]!.AsArray().FirstOrDefault(l => l!["organizationId"]!.GetValue<Guid>() == factory.Organization) is { } line) return line;
            cursor = page["nextCursor"]!.GetValue<string>();
        }
    }
}
