using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>The day's work: what waits by role, own and shared filters, acts on many, handovers for a time, files.</summary>
public sealed class DayTest(TestNetwork network)
{
    private async Task<Guid> Report(Ngo ngo, string text = "A worker writes.")
    {
        (await (await Worker.AtTheDoor(network.Anonymous, ngo.Channel)).Sends(text)).Created();
        return (Guid)(await network.Ask("select id from cases.\"case\" where org_id = $1 order by seq desc limit 1", ngo.Organization))!;
    }

    private static async Task<string[]> Lists(Person who) => [.. (await who.Get("/today")).Ok()["lists"]!.AsArray().Select(l => l!["key"]!.GetValue<string>())];

    [Fact]
    public async Task Each_role_is_told_what_to_do_in_the_order_of_its_day()
    {
        var story = await network.ADraftedPacket();
        (await story.Supervisor.Post($"/cases/{story.Case}/assign", new { assignedTo = story.Handler.Id })).Good();
        (await Lists(story.Handler)).ShouldContain("waiting", "the packet is composed and is to go out");
        (await story.Shared()).ShouldNotBeNull();
        (await Lists(story.Hr)).ShouldContain("answer");
        var answer = (await story.Hr.Get("/today")).Ok()["lists"]!.AsArray().Single(l => l!["key"]!.GetValue<string>() == "answer")!;
        answer["lines"]!.AsArray().Single()!["href"]!.GetValue<string>().ShouldBe($"/app/shared/{story.Share}");
        answer.ToJsonString().ShouldNotContain(story.Case.ToString());
        (await network.Ask("select first_opened_on from cases.share where id = $1", story.Share)).ShouldBe(DBNull.Value, "looking at the day opens no packet");
        (await story.Respond()).Good();
        (await Lists(story.Hr)).ShouldContain("promised");
        await Report(story.Ngo);
        (await Lists(story.Supervisor)).ShouldContain("unassigned");
        await network.Ask("update access.role_grant set from_day = current_date - 120 where org_id = $1", story.Ngo.Organization);
        (await Lists(story.Supervisor)).ShouldContain("reviews");
        (await Lists(network.Administrator)).ShouldContain("joining");
        (await story.Handler.Post($"/cases/{story.Case}/identity", new { reason = "safety" })).Ok();
        (await Lists(await network.AnAuditor())).ShouldBe(["opened"]);
        foreach (var person in new[] { story.Handler, story.Supervisor, story.Hr, network.Administrator })
        {
            using var page = await person.Http.GetAsync("/app");
            var html = await page.Content.ReadAsStringAsync();
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            html.ShouldNotContain("today-line.");
            html.ShouldNotContain("today-list.");
        }
    }

    [Fact]
    public async Task Filters_are_own_or_shared_and_never_another_organizations()
    {
        var (ngo, stranger) = (await network.AnNgo(), await network.AnNgo());
        var own = (await ngo.Handler.Post("/filters", new { name = "Late", query = "overdue=true&state=triaged", @default = true })).Created();
        own["query"]!.GetValue<string>().ShouldBe("state=triaged&overdue=true", "kept in one order");
        var shared = (await ngo.Supervisor.Post("/filters", new { name = "Critical", query = "critical=true", shared = true })).Created()["id"]!.GetValue<Guid>();
        (await ngo.Handler.Get("/filters")).Ok()["filters"]!.AsArray().Select(f => f!["name"]!.GetValue<string>()).ShouldBe(["Late", "Critical"]);
        (await ngo.Supervisor.Get("/filters")).Ok()["filters"]!.AsArray().Select(f => f!["name"]!.GetValue<string>()).ShouldBe(["Critical"]);
        (await stranger.Supervisor.Get("/filters")).Ok()["filters"]!.AsArray().ShouldBeEmpty();
        (await ngo.Handler.Post("/filters", new { name = "late", query = "danger=inDanger" })).RefusedFor("filter.name-taken");
        (await ngo.Handler.Post("/filters", new { name = "Odd", query = "nonsense=1" })).RefusedFor("filter.not-a-filter", HttpStatusCode.BadRequest);
        (await ngo.Handler.Post("/filters", new { name = "Nothing", query = "" })).RefusedFor("filter.empty", HttpStatusCode.BadRequest);
        (await ngo.Handler.Post($"/filters/{shared}", new { name = "Mine now", query = "critical=true" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ngo.Handler.Post($"/filters/{shared}/remove")).Status.ShouldBe(HttpStatusCode.NotFound, "a shared one is its maker's or a supervisor's to take away");
        (await stranger.Supervisor.Post($"/filters/{shared}/remove")).Status.ShouldBe(HttpStatusCode.NotFound);
        // The list opens with the filter she chose, and with all when she asks for all.
        using (var opened = await ngo.Handler.Http.GetAsync("/app/cases")) (opened.StatusCode, opened.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.Redirect, "/app/cases?state=triaged&overdue=true"));
        using (var all = await ngo.Handler.Http.GetAsync("/app/cases?all=true")) all.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ngo.Handler.Post("/filters/choice", new { columns = new[] { "received", "channel" } })).NoContent();
        (await ngo.Handler.Get("/filters")).Ok()["columns"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["channel", "received"]);
        using (var plain = await ngo.Handler.Http.GetAsync("/app/cases")) plain.StatusCode.ShouldBe(HttpStatusCode.OK, "no filter opens the list any more");
        (await ngo.Handler.Post("/filters/choice", new { columns = new[] { "shoe-size" } })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await ngo.Supervisor.Post($"/filters/{shared}/remove")).NoContent();
    }

    [Fact]
    public async Task The_list_leaves_as_csv_and_as_a_workbook_and_that_is_in_the_log()
    {
        var story = await network.ATriagedIssue();
        var reference = (await story.CaseFile())["reference"]!.GetValue<string>();
        (await Calls.Get(story.Handler.Http, "/cases/export?format=csv&state=triaged")).Text.ShouldContain(reference);
        using var file = await story.Handler.Http.GetAsync("/api/v1/cases/export?format=xlsx");
        using var book = new System.IO.Compression.ZipArchive(await file.Content.ReadAsStreamAsync());
        using var sheet = new StreamReader(book.Entries.Single(e => e.FullName.Contains("sheet", StringComparison.OrdinalIgnoreCase) && e.FullName.EndsWith(".xml", StringComparison.Ordinal) && e.FullName.Contains("worksheets", StringComparison.Ordinal)).Open());
        (await sheet.ReadToEndAsync()).ShouldContain(reference);
        (await network.Ask("select count(*) from audit.entry where org_id = $1 and action = 'cases.exported'", story.Ngo.Organization)).ShouldBe(2L);
        (await story.Handler.Get("/cases/export?format=pdf")).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_act_on_many_does_every_one_it_may_and_says_why_not_of_the_others()
    {
        var story = await network.AClosedIssue();
        var (ngo, stranger) = (story.Ngo, await network.AReceivedReport());
        (await story.CaseState()).ShouldBe("closed");
        var (first, second) = (await Report(ngo), await Report(ngo));
        (await ngo.Supervisor.Post($"/cases/{second}/assign", new { assignedTo = ngo.Handler.Id })).Good();
        var cases = new[] { first, second, story.Case, stranger.Case };
        var result = (await ngo.Supervisor.Post("/cases/bulk", new { cases, kind = "assign", assignedTo = ngo.Handler.Id })).Created();
        (result["done"]!.GetValue<int>(), result["left"]!.GetValue<int>()).ShouldBe((1, 3));
        result["cases"]!.AsArray().Select(c => c!["whyNot"]!.AsArray().FirstOrDefault()?.GetValue<string>()).ShouldBe([null, "case.runs-it-already", "case.is-closed", "case.not-found"]);
        result["cases"]![3]!["reference"].ShouldBeNull();
        (await network.Ask("select assigned_to from cases.\"case\" where id = $1", stranger.Case)).ShouldBe(DBNull.Value);
        (await network.Ask("select count(*) from audit.entry where org_id = $1 and action = 'case.assigned' and object = $2", ngo.Organization, first)).ShouldBe(1L);

        // Handing over needs the key: the note is sealed into each file.
        (await ngo.Supervisor.Post("/cases/bulk", new { cases, kind = "handOver", assignedTo = ngo.Supervisor.Id })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        var handed = (await ngo.Supervisor.Post("/cases/bulk", new { cases = new[] { first, second }, kind = "handOver", assignedTo = ngo.Supervisor.Id, note = "She can be called on Sundays only." })).Created();
        handed["done"]!.GetValue<int>().ShouldBe(2);
        foreach (var one in new[] { first, second }) (await ngo.Supervisor.Get($"/cases/{one}")).Ok().ToJsonString().ShouldContain("Sundays only");
        (await network.Ask("select count(*) from cases.event where org_id = $1 and kind = 'case.handed-over' and detail like '%Sundays%'", ngo.Organization)).ShouldBe(0L);

        var listed = (await ngo.Handler.Post("/cases/bulk", new { cases = new[] { first, story.Case }, kind = "addToList", newList = "Visit" })).Created();
        listed["done"]!.GetValue<int>().ShouldBe(2, "a closed case can stand in a list");
        var list = listed["listId"]!.GetValue<Guid>();
        (await ngo.Handler.Get($"/cases?list={list}")).Ok()["items"]!.AsArray().Count.ShouldBe(2);
        (await ngo.Supervisor.Get("/lists")).Ok().AsArray().ShouldBeEmpty("it is her own");
        (await ngo.Supervisor.Post("/cases/bulk", new { cases = new[] { second }, kind = "addToList", listId = list })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await ngo.Supervisor.Get($"/cases?list={list}")).Ok()["items"]!.AsArray().ShouldBeEmpty();
        (await ngo.Handler.Post($"/lists/{list}/take-out", new { cases = new[] { first } })).NoContent();
        (await ngo.Handler.Get($"/cases?list={list}")).Ok()["items"]!.AsArray().Count.ShouldBe(1);
        (await ngo.Handler.Post($"/lists/{list}/end")).NoContent();
        (await ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_handover_begins_and_ends_once_with_two_nodes_and_brings_back_what_is_still_there()
    {
        var ngo = await network.AnNgo();
        var clock = new StandingClock(network.Clock.GetUtcNow());
        await using var one = await network.AnotherNode(clock);
        await using var two = await network.AnotherNode(clock);
        var cases = new List<Guid>();
        for (var i = 0; i < 4; i++) cases.Add(await Report(ngo));
        (await ngo.Supervisor.Post("/cases/bulk", new { cases, kind = "assign", assignedTo = ngo.Handler.Id })).Created()["done"]!.GetValue<int>().ShouldBe(4);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        (await ngo.Handler.Post("/handovers", new { to = ngo.Handler.Id })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        var planned = (await ngo.Handler.Post("/handovers", new { to = ngo.Supervisor.Id, fromDay = today.AddDays(2).ToString("yyyy-MM-dd"), untilDay = today.AddDays(4).ToString("yyyy-MM-dd"), note = "Back on Friday." })).Created();
        planned["state"]!.GetValue<string>().ShouldBe("planned");
        (await ngo.Handler.Post("/handovers", new { to = ngo.Supervisor.Id })).RefusedFor("handover.one-at-a-time");
        (await ngo.Supervisor.Get($"/cases/{cases[0]}")).Ok().ToJsonString().ShouldContain("Back on Friday.");

        Task Round() => Task.WhenAll(new[] { one, two, one, two }.Select(n => HandoverDue.Handle(n.Services.GetRequiredService<WorkFactory>(), default)));
        async Task<int> OnDesk(Person who) => (int)(long)(await network.Ask("select count(*) from cases.\"case\" where org_id = $1 and assigned_to = $2", ngo.Organization, who.Id))!;
        await Round();
        (await OnDesk(ngo.Handler)).ShouldBe(4);
        clock.Move(TimeSpan.FromDays(2));
        await Round();
        (await OnDesk(ngo.Supervisor)).ShouldBe(4);
        (await network.Ask("select count(*) from cases.event where org_id = $1 and kind = 'case.handed-over'", ngo.Organization)).ShouldBe(4L, "each once");
        // Meanwhile somebody else takes one.
        var third = await network.Person(ngo.Organization, Roles.CaseHandler);
        (await ngo.Supervisor.Post($"/cases/{cases[3]}/assign", new { assignedTo = third.Id })).Good();
        clock.Move(TimeSpan.FromDays(2));
        await Round();
        (await OnDesk(ngo.Supervisor)).ShouldBe(3, "the last day belongs to the colleague");
        clock.Move(TimeSpan.FromDays(1));
        await Round();
        (await OnDesk(ngo.Handler), await OnDesk(third)).ShouldBe((3, 1));
        (await network.Ask("select count(*) from cases.event where org_id = $1 and kind = 'case.handed-back'", ngo.Organization)).ShouldBe(3L);
        (await network.Ask("select count(*) from audit.entry where org_id = $1 and action = any ($2)", ngo.Organization, new[] { "handover.begun", "handover.ended" })).ShouldBe(2L);
        (await ngo.Handler.Post($"/handovers/{planned["id"]!.GetValue<Guid>()}/end")).RefusedFor("handover.is-over");
        (await ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_worker_reads_plain_steps_by_day_also_that_her_name_was_opened()
    {
        var story = await network.ASharedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/identity", new { reason = "safety" })).Ok();
        (await story.Respond()).Good();
        var status = (await story.Worker.Follows()).Ok();
        status["timeline"]!.AsArray().Select(s => s!["what"]!.GetValue<string>()).ShouldBe(["read", "sorted", "you-allowed", "business-told", "business-answered", "business-promised", "name-opened"], ignoreOrder: true);
        status["timeline"]!.AsArray().SelectMany(s => s!.AsObject().Select(m => m.Key)).Distinct().ShouldBe(["on", "what"]);
        var text = status["timeline"]!.ToJsonString();
        foreach (var harm in new[] { story.Handler.Id.ToString(), story.Factory.Organization.ToString(), "Person", "safety" }) text.ShouldNotContain(harm);
        foreach (var language in new[] { "en", "my", "km", "th", "ne" })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["receipt"] = story.Worker.Receipt, ["act"] = "open" });
            using var page = await network.Anonymous.PostAsync($"/w/{language}/follow", form);
            var html = await page.Content.ReadAsStringAsync();
            html.ShouldContain("class=\"timeline\"", Case.Sensitive, language);
            html.ShouldNotContain("worker-step.", Case.Sensitive, language);
        }
    }
}
