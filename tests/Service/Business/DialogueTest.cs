using System.Net;
using System.Text.Json.Nodes;

namespace OpenIlm.Tests.Service;

/// <summary>What a business asks, how it sees the matter, and what its own mechanism received: each to those it is for and to nobody else.</summary>
public sealed class DialogueTest(TestNetwork network)
{
    private static async Task<JsonNode> Packet(Story story) => (await story.Handler.Get($"/cases/{story.Case}/business")).Ok()["packets"]!.AsArray().Single(p => p!["id"]!.GetValue<Guid>() == story.Share)!;

    private static async Task<Guid> ForBuyer(Story story, Business buyer)
    {
        (await story.Handler.Post($"/cases/{story.Case}/consents", new { level = "summary", recipientKind = "buyersOfThisSite", purpose = "remedy", fields = Story.Fields, how = "verbal", language = "my" })).Good();
        var packet = (await story.Draft(recipient: buyer.Organization)).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/shares/{packet}/release", new { now = true })).Good();
        return packet;
    }

    [Fact]
    public async Task A_question_goes_to_whoever_runs_the_case_and_the_answer_is_looked_at_like_a_packet()
    {
        var story = await network.ASharedIssue();
        var asked = (await story.Hr.Post($"/shared-issues/{story.Share}/inquiries", new { text = "Which pay periods do you mean?" })).Created()["id"]!.GetValue<Guid>();
        (await network.Ask("select (select count(*) from platform.outbox where org_id = $1 and kind = 'issue.business-asked') + (select count(*) from platform.notification where org_id = $1 and kind = 'issue.business-asked')", story.Ngo.Organization)).ShouldBe(1L);
        var question = (await Packet(story))["inquiries"]!.AsArray().Single()!;
        (question["text"]!.GetValue<string>(), question["state"]!.GetValue<string>()).ShouldBe(("Which pay periods do you mean?", "asked"));
        // It never reaches the worker.
        (await story.Worker.Follows()).Text.ShouldNotContain("pay periods");

        (await story.Handler.Post($"/inquiries/{asked}/answer", new { text = "Those of line 3, 12,450 baht each." })).Codes.ShouldBe(["words.place", "words.quantity"]);
        (await story.Handler.Post($"/inquiries/{asked}/answer", new { })).RefusedFor("input.one-of", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/inquiries/{asked}/answer", new { text = "The last two." }, ifMatch: "\"9\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await story.Handler.Post($"/inquiries/{asked}/answer", new { text = "The last two." })).Good();
        (await story.Handler.Post($"/inquiries/{asked}/answer", new { text = "Again." })).RefusedFor("inquiry.not-waiting");
        var second = (await story.Hr.Post($"/shared-issues/{story.Share}/inquiries", new { text = "Who told you?" })).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/inquiries/{second}/answer", new { refusal = "couldIdentify" })).Good();

        var words = (await story.Hr.Get($"/shared-issues/{story.Share}/words")).Ok();
        words["inquiries"]!.AsArray().Select(q => $"{q!["state"]} {q["answer"]}{q["reason"]}").ShouldBe(["answered The last two.", "refused couldIdentify"]);
        // A locked session of hers sees that something passed, and none of it.
        (await (await network.AnotherFactoryPerson(story)).Get($"/shared-issues/{story.Share}/words")).Text.ShouldNotContain("The last two.");
        for (var i = 0; i < 5; i++) (await story.Hr.Post($"/shared-issues/{story.Share}/inquiries", new { text = $"Question {i}" })).Created();
        (await story.Hr.Post($"/shared-issues/{story.Share}/inquiries", new { text = "One more" })).RefusedFor("inquiry.too-many-wait");
        (await story.Handler.Post($"/shares/{story.Share}/revoke")).Good();
        (await story.Hr.Get($"/shared-issues/{story.Share}/words")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Hr.Post($"/shared-issues/{story.Share}/inquiries", new { text = "Still there?" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Handler.Post($"/inquiries/{second}/answer", new { text = "No." })).Codes.ShouldContain("inquiry.not-waiting");
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
        (await network.AuditFaults(story.Factory.Organization)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_business_tells_its_side_and_buyers_read_it_once_it_was_read()
    {
        var story = await network.AStory();
        story.Worker.Form["reporter"] = new JsonObject { ["name"] = "Aye Chan Moe", ["phone"] = null, ["gender"] = null, ["nationality"] = "MM" };
        await (await (await (await story.Received()).Triaged()).Drafted()).Shared();
        var (early, late) = (await network.ABuyerOf(story.Factory), await network.ABuyerOf(story.Factory));
        var packet = await ForBuyer(story, early);
        (await early.Person.Post($"/shared-issues/{packet}/account", new { text = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);

        var first = (await story.Hr.Post($"/shared-issues/{story.Share}/account", new { text = "Aye Chan Moe is a troublemaker." })).Created()["id"]!.GetValue<Guid>();
        (await Packet(story))["accounts"]!.AsArray().Single()!["text"]!.GetValue<string>().ShouldBe("Aye Chan Moe is a troublemaker.", "it stands beside the case at once");
        (await story.Handler.Post($"/accounts/{first}/decision", new { show = true })).RefusedFor("words.name", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/accounts/{first}/decision", new { show = false })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/accounts/{first}/decision", new { show = false, reason = "couldIdentify" })).Good();
        (await story.Hr.Get($"/shared-issues/{story.Share}/words")).Ok()["accounts"]!.AsArray().Single()!["reason"]!.GetValue<string>().ShouldBe("couldIdentify");
        (await early.Person.Get($"/shared-issues/{packet}/words")).Ok()["others"]!.AsArray().ShouldBeEmpty();

        var account = (await story.Hr.Post($"/shared-issues/{story.Share}/account", new { text = "The bank was late; wages were paid a week after." })).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/accounts/{account}/decision", new { show = true })).Good();
        (await story.Handler.Post($"/accounts/{account}/decision", new { show = true })).RefusedFor("account.not-waiting");
        // Who is told already reads it, and who is told later.
        var laterPacket = (await story.Draft(recipient: late.Organization)).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/shares/{laterPacket}/release", new { now = true })).Good();
        foreach (var (buyer, id) in new[] { (early, packet), (late, laterPacket) })
        {
            var seen = (await buyer.Person.Get($"/shared-issues/{id}/words")).Ok()["others"]!.AsArray().Single()!;
            seen["text"]!.GetValue<string>().ShouldBe("The bank was late; wages were paid a week after.");
            (await buyer.Person.Get($"/shared-issues/{id}/words")).Text.ShouldNotContain("troublemaker");
        }
        // A new one takes its place only when it is shown.
        var better = (await story.Hr.Post($"/shared-issues/{story.Share}/account", new { text = "Wages were paid with interest." })).Created()["id"]!.GetValue<Guid>();
        (await early.Person.Get($"/shared-issues/{packet}/words")).Text.ShouldContain("The bank was late");
        (await story.Handler.Post($"/accounts/{better}/decision", new { show = true })).Good();
        (await early.Person.Get($"/shared-issues/{packet}/words")).Ok()["others"]!.AsArray().Select(o => o!["text"]!.GetValue<string>()).ShouldBe(["Wages were paid with interest."]);
        (await story.Worker.Follows()).Text.ShouldNotContain("interest");
    }

    [Fact]
    public async Task What_is_recorded_for_a_business_without_an_account_says_who_recorded_it()
    {
        var story = await network.ATriagedIssue();
        (await story.Review()).Good();
        (await story.Handler.Post($"/cases/{story.Case}/consents", new { level = "summary", recipientKind = "outside", recipientName = "Sub Contractor", purpose = "remedy", fields = Story.Fields, how = "verbal", language = "my" })).Good();
        story.Resume((await story.Handler.Post($"/issues/{story.Issue}/shares", new { recipientName = "Sub Contractor", purpose = "remedy", fields = Story.Fields, summary = Story.Summary })).Created()["id"]!.GetValue<Guid>());
        (await story.Release()).Good();
        (await story.Supervisor.Post($"/issues/{story.Issue}/responses", new { text = "They called: they will pay." })).Good();
        (await story.Handler.Post($"/issues/{story.Issue}/accounts", new { text = "They say that the main contractor pays late." })).Good();
        var packet = await Packet(story);
        packet["isOutside"]!.GetValue<bool>().ShouldBeTrue();
        var names = packet["recorded"]!.AsArray().Select(r => $"{r!["kind"]} {r["by"]}").ToList();
        names.ShouldBe([$"response {await network.Ask("select name from access.person where id = $1", story.Supervisor.Id)}", $"account {await network.Ask("select name from access.person where id = $1", story.Handler.Id)}"], ignoreOrder: true);
        packet["accounts"]!.AsArray().Single()!["onBehalf"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task The_mechanism_of_a_business_stands_beside_the_case_in_numbers_and_before_buyers_in_bands()
    {
        var story = await network.ASharedIssue();
        var (buyer, stranger) = (await network.ABuyerOf(story.Factory), await network.ABuyerOf(await network.AFactory()));
        var first = DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime).AddMonths(-1);
        var month = new DateOnly(first.Year, first.Month, 1).ToString("yyyy-MM-dd");
        object Counts(int wages) => new { month, counts = new object[] { new { category = "WAG", state = "completed", received = wages }, new { category = "WAG", state = "ongoing", received = 2 }, new { category = "VIO", state = "rejected", received = 1 } } };
        (await story.Hr.Post($"/sites/{story.Factory.Site}/mechanism/months", Counts(11))).RefusedFor("mechanism.not-described");
        (await story.Hr.Post($"/sites/{story.Factory.Site}/mechanism", new { description = "A box at the gate, opened by the worker committee." })).Good();
        (await story.Hr.Post($"/sites/{story.Factory.Site}/mechanism/months", Counts(70))).Good();
        (await story.Hr.Post($"/sites/{story.Factory.Site}/mechanism/months", Counts(11))).Good();

        var own = (await story.Hr.Get("/mechanism")).Ok().AsArray().Single(s => s!["siteId"]!.GetValue<Guid>() == story.Factory.Site)!;
        own["months"]!.AsArray().Single()!["received"]!.GetValue<int>().ShouldBe(14, "a month sent again takes the place of what was kept");
        var beside = (await story.Handler.Get($"/cases/{story.Case}/mechanism")).Ok()["mechanism"]!;
        (beside["description"]!.GetValue<string>(), beside["months"]!.AsArray().Single()!["received"]!.GetValue<int>()).ShouldBe(("A box at the gate, opened by the worker committee.", 14));
        var supplier = (await buyer.Person.Get("/mechanisms")).Ok().AsArray().Single()!;
        supplier["received"]!.GetValue<string>().ShouldBe("10to49");
        supplier["byState"]!.AsArray().Select(s => $"{s!["value"]} {s["band"]}").ShouldBe(["Completed 10to49", "Ongoing fewerThan10", "Rejected fewerThan10"]);
        supplier["byCategory"]!.AsArray().Select(s => $"{s!["value"]} {s["band"]}").ShouldBe(["WAG 10to49", "VIO fewerThan10"]);
        supplier["descriptions"]!.AsArray().Single()!["description"]!.GetValue<string>().ShouldStartWith("A box");
        // Names of these tests hold numbers themselves.
        var said = System.Text.RegularExpressions.Regex.Replace((await buyer.Person.Get("/mechanisms")).Text, """"(employer|organization|site|name)":"[^"]*"""", "");
        System.Text.RegularExpressions.Regex.IsMatch(said, @"(?<![\d-])(11|13|14)(?![\d-])").ShouldBeFalse("no number leaves the business but as a band: " + said);
        // Nobody else: another buyer, another NGO, another factory's people, the database itself.
        (await stranger.Person.Get("/mechanisms")).Ok().AsArray().ShouldBeEmpty();
        var otherNgo = await network.ASharedIssue();
        (await otherNgo.Handler.Get($"/cases/{otherNgo.Case}/mechanism")).Ok()["mechanism"].ShouldBeNull();
        (await otherNgo.Hr.Post($"/sites/{story.Factory.Site}/mechanism", new { description = "Mine now." })).Status.ShouldBe(HttpStatusCode.NotFound);
        // Never merged with what workers report: the case list and the business's shared issues are as they were.
        (await story.Handler.Get("/cases")).Ok()["items"]!.AsArray().Count.ShouldBe(1);
        (await story.Hr.Get("/shared-issues")).Ok()["items"]!.AsArray().Count.ShouldBe(1);
        (await network.AuditFaults(story.Factory.Organization)).ShouldBeEmpty();
    }
}

/// <summary>People who see that something is there, and not what it says.</summary>
internal static class WithoutKeys
{
    /// <summary>A colleague at the business who was not given its key.</summary>
    public static Task<Person> AnotherFactoryPerson(this TestNetwork network, Story story) => network.Person(story.Factory.Organization, OpenIlm.Kernel.Roles.SupplierUser);
}
