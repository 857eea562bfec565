using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Tests.Service;

/// <summary>Before a packet goes: how many workers of the site it could be about (security, section 2.8, flow 4), and what makes them more.</summary>
public sealed class IdentificationTest(TestNetwork network)
{
    private static readonly string[] fields = [.. Story.Fields, "nationality", "gender", "happened", "department"];

    private DateOnly Today => DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime);

    /// <summary>A site that counts its people, and a consent that names what is told of them.</summary>
    private async Task<Story> ACountedSite()
    {
        var story = await network.ATriagedIssue();
        (await network.Administrator.Post($"/sites/{story.Factory.Site}/headcounts", new
        {
            countedOn = Today.ToString("yyyy-MM-dd"), total = 800,
            nationality = new[] { new { value = "MM", workers = 500 }, new { value = "KH", workers = 275 }, new { value = "NP", workers = 5 }, new { value = "BD", workers = 20 } },
            gender = new[] { new { value = "WOMAN", workers = 600 }, new { value = "MAN", workers = 200 } },
        })).Good();
        (await story.Review()).Good();
        (await story.Handler.Post($"/cases/{story.Case}/consents", new { level = "summary", recipientOrganizationId = story.Factory.Organization, purpose = "remedy", fields, how = "verbal", language = "my" })).Good();
        return story;
    }

    private static Task<Answer> Compose(Story story, object values, string[] also, string summary = Story.Summary) => story.Handler.Post($"/issues/{story.Issue}/shares", new
    {
        recipientOrganizationId = story.Factory.Organization, purpose = "remedy", fields = Story.Fields.Concat(also), summary, values,
    });

    private static string Result(JsonNode checks, string code) => checks.AsArray().Single(c => c!["code"]!.GetValue<string>() == code)!["result"]!.GetValue<string>();
    private static JsonNode Field(JsonNode share, string field) => share["identification"]!["fields"]!.AsArray().Single(f => f!["field"]!.GetValue<string>() == field)!;

    [Fact]
    public async Task Too_few_block_and_each_fact_is_made_coarser_by_one_tap_until_enough_match()
    {
        var story = await ACountedSite();
        var draft = (await Compose(story, new { nationality = "NP", happened = Today.AddDays(-40).ToString("yyyy-MM-dd") }, ["nationality", "happened"])).Created();
        story.Resume(draft["id"]!.GetValue<Guid>());
        (Result(draft["checks"]!, "packet.few-workers"), Result(draft["checks"]!, "packet.when")).ShouldBe(("block", "block"));
        var share = (await story.Handler.Get($"/shares/{story.Share}")).Ok();
        (Field(share, "nationality")["atLeast"]!.GetValue<int>(), Field(share, "nationality")["atMost"]!.GetValue<int>(), Field(share, "nationality")["coarser"]!.GetValue<string>()).ShouldBe((5, 5, "r034"));
        Field(share, "site")["ofPerson"]!.GetValue<bool>().ShouldBeFalse();
        (share["identification"]!["total"]!.GetValue<int>(), share["identification"]!["least"]!.GetValue<int>()).ShouldBe((800, 10));
        (await story.Release()).RefusedFor("share.check-blocks");

        // Five people from Nepal; twenty-five from Southern Asia.
        (await story.Handler.Post($"/shares/{story.Share}/generalize", new { field = "nationality", from = "KH" })).RefusedFor("packet.coarser-already", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/shares/{story.Share}/generalize", new { field = "nationality", from = "NP" }, ifMatch: "\"7\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        var coarser = (await story.Handler.Post($"/shares/{story.Share}/generalize", new { field = "nationality", from = "NP" })).Created();
        Result(coarser["checks"]!, "packet.few-workers").ShouldBe("pass");
        (await story.Handler.Post($"/shares/{story.Share}/generalize", new { field = "nationality", from = "NP" })).RefusedFor("packet.coarser-already", HttpStatusCode.BadRequest);
        var month = (await story.Handler.Post($"/shares/{story.Share}/generalize", new { field = "happened" })).Created();
        (Result(month["checks"]!, "packet.when"), month["needsSecondPerson"]!.GetValue<bool>()).ShouldBe(("warn", true));
        (await story.Release()).RefusedFor("share.second-person-needed");
        (await story.Supervisor.Post($"/shares/{story.Share}/approve")).Good();
        // What was approved was the month: the quarter is another packet, and needs nobody any more.
        var quarter = (await story.Handler.Post($"/shares/{story.Share}/generalize", new { field = "happened" })).Created();
        (Result(quarter["checks"]!, "packet.when"), quarter["needsSecondPerson"]!.GetValue<bool>()).ShouldBe(("pass", false));
        (await story.Handler.Get($"/shares/{story.Share}")).Ok()["state"]!.GetValue<string>().ShouldBe("draft");
        (await story.Handler.Post($"/shares/{story.Share}/generalize", new { field = "affectedWorkers", leaveOut = true })).Created();

        // The preview is the very record that the business reads.
        var preview = (await story.Handler.Get($"/shares/{story.Share}")).Ok()["asTheySeeIt"]!;
        (await story.Release()).Good();
        var seen = (await story.Hr.Get($"/shared-issues/{story.Share}")).Ok();
        seen.AsObject().Select(m => m.Key).ShouldBe(preview.AsObject().Select(m => m.Key));
        seen["facts"]!.ToJsonString().ShouldBe(preview["facts"]!.ToJsonString());
        seen["facts"]!.AsObject().Select(f => $"{f.Key}={f.Value}").Where(f => !f.StartsWith("site", StringComparison.Ordinal)).ShouldBe(
            ["category=WAG", "happened=" + $"{Today.AddDays(-40).Year}-Q{(Today.AddDays(-40).Month + 2) / 3}", "nationality=r034", "severity=Medium"], ignoreOrder: true);
        (await story.Handler.Post($"/shares/{story.Share}/generalize", new { field = "nationality" })).RefusedFor("share.wrong-state");
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
        // Neither numbers nor values of it lie open in the row.
        ((string)(await network.Ask("select checks from cases.share where id = $1", story.Share))!).ShouldNotContain("atLeast", Case.Insensitive);
    }

    [Fact]
    public async Task Of_combinations_only_what_must_be_is_counted_and_a_ledger_knows_more()
    {
        var story = await ACountedSite();
        // 275 of 800 and 200 of 800 need not have one person in common.
        Result((await Compose(story, new { nationality = "KH", gender = "MAN" }, ["nationality", "gender"])).Created()["checks"]!, "packet.few-workers").ShouldBe("warn");
        // 500 and 600 of 800 must.
        Result((await Compose(story, new { nationality = "MM", gender = "WOMAN" }, ["nationality", "gender"])).Created()["checks"]!, "packet.few-workers").ShouldBe("pass");
        // Nobody counts departments: unknown is not safe.
        Result((await Compose(story, new { department = "Packing" }, ["department"])).Created()["checks"]!, "packet.few-workers").ShouldBe("warn");
        foreach (var n in Enumerable.Range(1, 11))
            (await story.Handler.Post($"/issues/{story.Issue}/workers", new { name = $"Worker {n}", gender = "m", nationality = "KH", department = "Packing" })).Good();
        Result((await Compose(story, new { nationality = "KH", gender = "MAN", department = "Packing" }, ["nationality", "gender", "department"])).Created()["checks"]!, "packet.few-workers").ShouldBe("pass");
        // Somebody of the ledger is named like a worker of the case.
        Result((await Compose(story, new { }, [], "It began when worker 7 complained.")).Created()["checks"]!, "packet.name").ShouldBe("block");
    }

    [Fact]
    public async Task Every_wrong_value_is_named()
    {
        var story = await ACountedSite();
        (await Compose(story, new { }, ["nationality"])).Codes.ShouldBe(["input.required"]);
        (await Compose(story, new { nationality = "Nepal" }, ["nationality"])).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await Compose(story, new { happened = "2026/03" }, ["happened"])).RefusedFor("packet.not-a-time", HttpStatusCode.BadRequest);
        (await Compose(story, new { gender = "WOMAN" }, [])).RefusedFor("packet.value-without-field", HttpStatusCode.BadRequest);
        // The consent must name what is told of a person, like everything else.
        (await Compose(story, new { ageBand = "25-34" }, ["ageBand"])).RefusedFor("consent.other-fields");
        (await story.Handler.Post($"/shares/{Guid.NewGuid()}/generalize", new { field = "nationality" })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_put_off_goes_by_no_way_before_its_day()
    {
        var story = await network.ADraftedPacket();
        (await story.Handler.Post($"/shares/{story.Share}/delay", new { notBefore = Today.AddDays(20).ToString("yyyy-MM-dd") })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/shares/{story.Share}/delay", new { notBefore = Today.ToString("yyyy-MM-dd"), reason = "x" })).RefusedFor("input.in-the-past", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/shares/{story.Share}/delay", new { notBefore = Today.AddDays(20).ToString("yyyy-MM-dd"), reason = "Three people left last week." })).Created()["notBefore"]!.GetValue<string>().ShouldBe(Today.AddDays(20).ToString("yyyy-MM-dd"));
        (await story.Release()).RefusedFor("share.put-off");
        var planned = (await story.Handler.Post($"/shares/{story.Share}/release", new { })).Good().Json;
        var on = DateOnly.Parse(planned["on"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        (on.DayOfWeek, planned["state"]!.GetValue<string>()).ShouldBe((DayOfWeek.Monday, "draft"));
        on.DayNumber.ShouldBeInRange(Today.AddDays(20).DayNumber, Today.AddDays(26).DayNumber);
        (await story.CaseFile())["texts"]!.AsArray().Select(t => t!["kind"]!.GetValue<string>()).ShouldContain("delay-reason");
        (await story.Hr.Get($"/shared-issues/{story.Share}")).Status.ShouldBe(HttpStatusCode.NotFound);
        // Put off farther: the batch moves with it. Taken back: it may go at once.
        (await story.Handler.Post($"/shares/{story.Share}/delay", new { notBefore = Today.AddDays(40).ToString("yyyy-MM-dd"), reason = "Not yet." })).Created()["releaseOn"]!.GetValue<string>()
            .ShouldBeGreaterThanOrEqualTo(Today.AddDays(40).ToString("yyyy-MM-dd"));
        (await story.Handler.Post($"/shares/{story.Share}/delay", new { })).Created()["notBefore"].ShouldBeNull();
        (await story.Release()).Good();
        (await story.Handler.Post($"/shares/{story.Share}/delay", new { notBefore = Today.AddDays(20).ToString("yyyy-MM-dd"), reason = "x" })).RefusedFor("share.wrong-state");
    }

    [Fact]
    public async Task Whoever_is_not_sure_asks_a_second_person_and_it_does_not_go_without()
    {
        var story = await network.ADraftedPacket();
        (await story.Handler.Post($"/shares/{story.Share}/second-person", new { note = "Is the category too fine?" })).Good();
        (await story.Handler.Post($"/shares/{story.Share}/second-person", new { })).RefusedFor("share.second-person-asked-already");
        (await story.Release()).RefusedFor("share.second-person-needed");
        (await story.Handler.Post($"/shares/{story.Share}/approve")).RefusedFor("share.self-approval");
        (await story.Supervisor.Post($"/shares/{story.Share}/approve")).Good();
        (await story.Release()).Good();
    }
}
