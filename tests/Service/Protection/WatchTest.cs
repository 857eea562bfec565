using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>After a release somebody asks her whether she is safe. What she says may open a report of retaliation, and that blocks and reopens.</summary>
public sealed class WatchTest(TestNetwork network)
{
    private DateOnly Today => DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime);

    private static async Task<List<JsonNode>> CheckIns(Story story) => [.. (await story.Protection())["checkIns"]!.AsArray().Select(c => c!)];
    private static Guid Id(JsonNode node) => node["id"]!.GetValue<Guid>();
    private static string Word(JsonNode node, string member) => node[member]!.GetValue<string>();

    [Fact]
    public async Task A_release_plans_the_watch_and_a_packet_that_nobody_read_ends_it()
    {
        var story = await network.ADraftedPacket();
        (await CheckIns(story)).ShouldBeEmpty();
        await story.Shared();
        (await CheckIns(story)).Select(c => (Word(c, "dueOn"), Word(c, "state"))).ShouldBe(new[] { 7, 30, 90 }.Select(d => (Today.AddDays(d).ToString("yyyy-MM-dd"), "scheduled")));
        (await story.Handler.Post($"/shares/{story.Share}/revoke")).Good();
        (await CheckIns(story)).Select(c => Word(c, "state")).Distinct().ShouldBe(["revoked"]);
    }

    [Fact]
    public async Task What_was_read_cannot_be_unread_so_the_watch_stays()
    {
        var story = await network.ASharedIssue();
        (await story.Hr.Get($"/shared-issues/{story.Share}")).Ok();
        (await story.Handler.Post($"/shares/{story.Share}/revoke")).Good();
        (await CheckIns(story)).Select(c => Word(c, "state")).Distinct().ShouldBe(["scheduled"]);
    }

    [Fact]
    public async Task The_organization_sets_its_days_and_only_a_supervisor_does()
    {
        var story = await network.ADraftedPacket();
        (await story.Handler.Get("/protection/watch")).Ok()["days"]!.AsArray().Select(d => d!.GetValue<int>()).ShouldBe([7, 30, 90]);
        (await story.Handler.Post("/protection/watch", new { days = new[] { 3 } })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Supervisor.Post("/protection/watch", new { days = new[] { 20, 40 } })).RefusedFor("watch.first-too-late", HttpStatusCode.BadRequest);
        (await story.Supervisor.Post("/protection/watch", new { days = new[] { 21, 3 } })).Good();
        await story.Shared();
        (await CheckIns(story)).Select(c => c["afterDays"]!.GetValue<int>()).ShouldBe([3, 21]);
    }

    [Fact]
    public async Task Three_tries_then_not_reached_then_over_and_she_may_call_back()
    {
        var story = await network.ASharedIssue();
        var (first, second) = (Id((await CheckIns(story))[0]), Id((await CheckIns(story))[1]));
        (await story.Handler.Post($"/check-ins/{first}", new { act = "end" })).RefusedFor("protection.illegal-move");
        (await story.Handler.Post($"/check-ins/{first}", new { act = "try", outcome = "safe" })).RefusedFor("check-in.outcome-out-of-place", HttpStatusCode.BadRequest);
        for (var i = 1; i <= 3; i++)
        {
            (await story.Handler.Post($"/check-ins/{first}", new { act = "try" })).Good();
            Word((await CheckIns(story)).Single(c => Id(c) == first), "state").ShouldBe(i < 3 ? "scheduled" : "notReached");
        }
        (await story.Handler.Post($"/check-ins/{first}", new { act = "try" })).RefusedFor("protection.illegal-move");
        (await story.Handler.Post($"/check-ins/{first}", new { act = "end" })).Good();
        var ended = (await CheckIns(story)).Single(c => Id(c) == first);
        (Word(ended, "state"), Word(ended, "outcome")).ShouldBe(("done", "notReached"));

        // She could not talk at once; what she said is written down later.
        (await story.Handler.Post($"/check-ins/{second}", new { act = "reach" })).Good();
        Word((await CheckIns(story)).Single(c => Id(c) == second), "state").ShouldBe("reached");
        (await story.Handler.Post($"/check-ins/{second}", new { act = "tell" })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/check-ins/{second}", new { act = "tell", outcome = "worried", note = "They ask who called." }, ifMatch: "\"1\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await story.Handler.Post($"/check-ins/{second}", new { act = "tell", outcome = "worried", note = "They ask who called." })).Good();
        Word((await CheckIns(story)).Single(c => Id(c) == second), "note").ShouldBe("They ask who called.");
        (await story.Hr.Post($"/check-ins/{second}", new { act = "try" })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Retaliation_told_at_a_check_in_reopens_a_closed_issue_blocks_closing_and_runs_the_clock()
    {
        var story = await network.AClosedIssue();
        (await story.CaseState()).ShouldBe("closed");
        var checkIn = Id((await CheckIns(story))[0]);
        (await story.Handler.Post($"/check-ins/{checkIn}", new { act = "reach", outcome = "retaliation" })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/check-ins/{checkIn}", new { act = "reach", outcome = "retaliation", note = "They took her off the line." })).Good();

        (await story.State()).ShouldBe("actionAgreed");
        (await story.CaseState()).ShouldBe("triaged");
        (await network.Ask("select danger from cases.\"case\" where id = $1", story.Case)).ShouldBe("Punished");
        (await network.Ask("select promised_by <= $2 from cases.\"case\" where id = $1", story.Case, Today.AddDays(1))).ShouldBe(true);
        (await network.Ask("select (select count(*) from platform.outbox where org_id = $1 and kind = 'case.retaliation' and role = 'Supervisor') + (select count(*) from platform.notification where org_id = $1 and kind = 'case.retaliation' and role = 'Supervisor')",
            story.Ngo.Organization)).ShouldBe(1L);

        // To the business it stays ended, down to each action, until something protects her.
        async Task<(string, string)> ToTheBusiness() => ((await story.Hr.Get($"/shared-issues/{story.Share}")).Ok() is var shared ? (Word(shared, "state"), Word(shared["actions"]![0]!, "state")) : default);
        (await ToTheBusiness()).ShouldBe(("ended", "reported"));
        var report = Id((await story.Protection())["retaliation"]![0]!);
        Word((await story.Protection())["retaliation"]![0]!, "origin").ShouldBe("checkIn");
        (await story.Handler.Post($"/retaliation-reports/{report}/advance", new { act = "assess", risk = "high" })).Good();
        (await story.Handler.Post($"/retaliation-reports/{report}/advance", new { act = "protect" })).RefusedFor("retaliation.nothing-in-place");
        (await ToTheBusiness()).ShouldBe(("ended", "reported"));
        (await story.Handler.Post($"/cases/{story.Case}/safeguards", new { measures = new[] { "leavePlan" }, inPlace = true })).Good();
        (await story.Handler.Post($"/retaliation-reports/{report}/advance", new { act = "protect" })).Good();
        (await ToTheBusiness()).ShouldBe(("actionsAgreed", "agreed"));

        // C5: remedied and confirmed anew, it does not close before the report is resolved, and that not over her head.
        (await story.ReportDone("She is back on the line.")).Good();
        await story.Asked("သူမ နေရာပြန်ရပြီ။");
        (await story.Says("confirmed", "good")).Created();
        (await story.State()).ShouldBe("validated");
        (await story.Handler.Post($"/issues/{story.Issue}/close")).RefusedFor("issue.retaliation-open");
        (await story.Handler.Post($"/retaliation-reports/{report}/advance", new { act = "investigate", finding = "confirmed" })).RefusedFor("protection.reason-missing", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/retaliation-reports/{report}/advance", new { act = "investigate", finding = "confirmed", note = "The roster shows it." })).Good();
        (await story.Handler.Post($"/retaliation-reports/{report}/resolve", new { resolution = "remedied", note = "x", workerSays = "disagrees" })).RefusedFor("retaliation.worker-disagrees");
        (await story.State()).ShouldBe("validated");
        (await story.Handler.Post($"/retaliation-reports/{report}/resolve", new { resolution = "remedied", note = "Back on the line.", workerSays = "agrees" })).Good();
        (await story.State()).ShouldBe("closed");
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Her_own_word_by_receipt_goes_the_same_way_and_once()
    {
        var story = await network.AClosedIssue();
        (await story.Worker.Writes("They cut my hours.", "punished")).Created();
        (await story.Worker.Writes("And they shout.", "punished")).Created();
        (await story.State()).ShouldBe("actionAgreed");
        var reports = (await story.Protection())["retaliation"]!.AsArray();
        reports.Count.ShouldBe(1);
        (Word(reports[0]!, "origin"), Word(reports[0]!, "state")).ShouldBe(("worker", "received"));
        (await story.Handler.Post($"/issues/{story.Issue}/close")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await story.Worker.Follows()).Ok();
    }

    [Fact]
    public async Task Only_a_supervisor_sets_a_report_aside()
    {
        var story = await network.ASharedIssue();
        var report = (await story.Handler.Post($"/cases/{story.Case}/retaliation-reports", new { text = "Her shifts were cut." })).Good().Id;
        object aside = new { resolution = "notRetaliation", note = "All shifts of the line were cut.", workerSays = "agrees" };
        (await story.Supervisor.Post($"/retaliation-reports/{report}/resolve", aside)).RefusedFor("protection.illegal-move");
        (await story.Handler.Post($"/retaliation-reports/{report}/advance", new { act = "assess", risk = "low" })).Good();
        (await story.Handler.Post($"/retaliation-reports/{report}/resolve", aside)).RefusedFor("protection.not-your-move");
        (await story.Supervisor.Post($"/retaliation-reports/{report}/resolve", aside)).Good();
        (await story.CaseFile())["openRetaliationReports"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Two_nodes_tell_what_is_due_once_and_nobody_writes_to_the_worker()
    {
        var story = await network.ASharedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/assign", new { assignedTo = story.Handler.Id })).Good();
        (await story.Handler.Post($"/cases/{story.Case}/safeguards", new { measures = new[] { "codeWord", "shelter" }, owner = story.Supervisor.Id, reviewOn = Today.ToString("yyyy-MM-dd") })).Good();
        // What she is told stands apart from the channels of others, which come and go.
        async Task<string> OfHers() => string.Join('|', (await story.Worker.Follows()).Ok().AsObject().Where(m => m.Key != "otherChannels").Select(m => m.Key + m.Value?.ToJsonString()));
        var before = await OfHers();
        await network.Ask("update cases.check_in set due_on = $2, next_on = $2 where case_id = $1 and after_days = 7", story.Case, Today);
        await using var one = await network.AnotherNode();
        await using var two = await network.AnotherNode();
        await Task.WhenAll(new[] { one, two, one, two }.Select(n => ProtectionDue.Handle(n.Services.GetRequiredService<WorkFactory>(), CancellationToken.None)));
        for (var waited = 0; (long)(await network.Ask("select count(*) from platform.outbox where org_id = $1", story.Ngo.Organization))! > 0 && waited < 200; waited++) await Task.Delay(25);

        async Task<long> Told(string kind, Guid person) => (long)(await network.Ask("select count(*) from platform.notification where org_id = $1 and kind = $2 and person_id = $3", story.Ngo.Organization, kind, person))!;
        (await Told("case.check-in-due", story.Handler.Id)).ShouldBe(1);
        (await Told("case.safeguard-due", story.Supervisor.Id)).ShouldBe(2);
        (await OfHers()).ShouldBe(before);
        (await network.Ask("select count(*) from platform.mail where org_id = $1", story.Ngo.Organization)).ShouldBe(0L);
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }
}
