using System.Net;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>Whoever declares a conflict of interest sees nothing of it any more: in no list, number, search, file, link, notification or table. Only somebody else
/// who supervises lifts it.</summary>
public sealed class RecusalTest(TestNetwork network)
{
    /// <summary>Two cases: one at the factory that the handler keeps out of, one of which nobody knows the employer.</summary>
    private async Task<(Story Story, Guid Other)> TwoCases()
    {
        var story = await network.ASharedIssue();
        var second = new Story(network, story.Ngo, story.Factory, await Worker.AtTheDoor(network.Anonymous, story.Ngo.Channel));
        (await second.Worker.Sends("Another worker of another place.")).Created();
        var other = (await story.Supervisor.Get("/cases")).Ok()["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>()).Single(c => c != story.Case);
        await network.Delivered(story.Ngo.Organization);
        return (story, other);
    }

    private static async Task<string> Page(Person who, string path)
    {
        using var answer = await who.Http.GetAsync(path);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_of_it_is_shown_in_any_door(bool wholeOrganization)
    {
        var (story, other) = await TwoCases();
        var reference = (await story.CaseFile())["reference"]!.GetValue<string>();
        (await story.Supervisor.Post("/lists", new { name = "All", shared = true })).Created();
        var list = (await story.Supervisor.Get("/lists")).Ok().AsArray().Single()!["id"]!.GetValue<Guid>();
        (await story.Supervisor.Post("/cases/bulk", new { cases = new[] { story.Case, other }, kind = "addToList", listId = list })).Created();
        (await story.Handler.Get("/lists")).Ok().AsArray().Single()!["cases"]!.GetValue<int>().ShouldBe(2, "the control");
        await using var ear = await Listener.To(network.Address, story.Handler.Token);

        (await story.Handler.Post("/recusals", wholeOrganization ? new { organizationId = (Guid?)story.Factory.Organization, caseId = (Guid?)null, reason = "family" } : new { organizationId = (Guid?)null, caseId = (Guid?)story.Case, reason = "family" }))
            .Created()["casesWithoutHandler"]!.GetValue<int>().ShouldBe(1);

        // Lists, search, numbers, files.
        (await story.Handler.Get("/cases")).Ok()["items"]!.AsArray().Single()!["id"]!.GetValue<Guid>().ShouldBe(other);
        (await story.Handler.Get($"/cases?query={reference}")).Ok()["items"]!.AsArray().ShouldBeEmpty();
        (await story.Handler.Get($"/cases?siteId={story.Factory.Site}")).Ok()["items"]!.AsArray().ShouldBeEmpty();
        (await story.Handler.Get($"/cases?list={list}")).Ok()["items"]!.AsArray().Count.ShouldBe(1);
        (await story.Handler.Get("/lists")).Ok().AsArray().Single()!["cases"]!.GetValue<int>().ShouldBe(1);
        (await Calls.Get(story.Handler.Http, "/cases", "text/csv")).Text.ShouldNotContain(reference);
        (await Calls.Get(story.Handler.Http, "/cases/export?format=csv")).Text.ShouldNotContain(reference);
        foreach (var path in new[] { "/app", "/app/inbox", "/app/cases?all=true", "/app/cases?handler=File&format=csv", "/app/notifications", $"/app/cases?list={list}", "/app/work/conflicts" })
        {
            var page = await Page(story.Handler, path);
            page.ShouldStartWith("200");
            page.ShouldNotContain(reference, Case.Sensitive, path);
            page.ShouldNotContain(story.Case.ToString(), Case.Sensitive, path);
        }
        (await Page(story.Handler, "/app")).ShouldContain("id=\"tile-mine\" href=\"/app/cases?assignedTo=me&amp;state=triaged\"><span class=\"tile-number\">0</span>");
        (await story.Handler.Get("/notifications?limit=200")).Text.ShouldNotContain(story.Case.ToString());
        (await story.Handler.Get($"/cases/headlines?ids={story.Case}")).Ok().AsArray().ShouldBeEmpty();

        // Direct links and acts: as if there were no such thing.
        var nothing = (await story.Handler.Get($"/cases/{Guid.NewGuid()}")).Text;
        foreach (var link in new[] { $"/cases/{story.Case}", $"/shares/{story.Share}" })
        {
            var answer = await story.Handler.Get(link);
            (answer.Status, answer.Text).ShouldBe((HttpStatusCode.NotFound, nothing));
        }
        foreach (var page in new[] { $"/app/cases/{story.Case}", $"/app/cases/{story.Case}/assign", $"/app/issues/{story.Issue}/close", $"/app/shares/{story.Share}" }) (await Page(story.Handler, page)).ShouldStartWith("404", Case.Sensitive, page);
        (await story.Handler.Post($"/cases/{story.Case}/notes", new { text = "not mine" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Handler.Post($"/cases/{story.Case}/identity", new { reason = "safety" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Handler.Post("/cases/bulk", new { cases = new[] { story.Case }, kind = "assign", assignedTo = story.Handler.Id })).Created()["cases"]![0]!["whyNot"]![0]!.GetValue<string>().ShouldBe("case.not-found");

        // Every table, and what is told while it happens.
        foreach (var table in new[] { "cases.\"case\"", "cases.labor_issue", "cases.event", "cases.file", "cases.share", "cases.consent", "cases.safety_review", "cases.packet_key", "cases.work_list_item", "voice.contact", "dossier.dossier", "dossier.key", "dossier.narrative", "platform.notification", "platform.live" })
        {
            (await Seen(story.Handler, table, story)).ShouldBe(0, table + " shows something of it");
            (await Seen(story.Supervisor, table, story)).ShouldBeGreaterThan(0, "the control: " + table);
        }
        (await story.Supervisor.Post($"/cases/{story.Case}/notes", new { text = "A colleague goes on." })).Good();
        (await story.Supervisor.Post($"/cases/{other}/notes", new { text = "Here too." })).Good();
        await ear.Hears("case", other);
        ear.Raw.ShouldNotContain(story.Case.ToString());
        (await network.AuditFaults(story.Ngo.Organization)).ShouldBeEmpty();
    }

    private async Task<long> Seen(Person person, string table, Story story)
    {
        await using var work = await network.Begin(person);
        var dossier = (Guid)(await network.Ask("select dossier_id from cases.\"case\" where id = $1", story.Case))!;
        var column = table switch { "cases.\"case\"" or "cases.share" or "dossier.dossier" => "id", "dossier.key" or "dossier.narrative" => "dossier_id", "cases.packet_key" => "share_id", "platform.notification" or "platform.live" => "subject", _ => "case_id" };
        return await work.FirstOrNone<long>($"select count(*) from {table} where {column} = any($1)", new[] { story.Case, dossier, story.Share });
    }

    [Fact]
    public async Task The_supervisors_are_told_another_is_assigned_and_the_one_who_keeps_out_never_gets_it_back()
    {
        var (story, other) = await TwoCases();
        var third = await network.Person(story.Ngo.Organization, Roles.CaseHandler);
        (await story.Supervisor.Post($"/cases/{story.Case}/assign", new { assignedTo = story.Handler.Id })).Good();
        (await story.Handler.Post("/recusals", new { organizationId = story.Factory.Organization, reason = "worksOrWorked" })).Created();
        (await story.Handler.Post("/recusals", new { organizationId = story.Factory.Organization, reason = "money" })).RefusedFor("recusal.declared-already");
        (await network.Ask("select assigned_to from cases.\"case\" where id = $1", story.Case)).ShouldBe(DBNull.Value);
        await network.Delivered(story.Ngo.Organization);
        (await story.Supervisor.Get("/notifications")).Ok().AsArray().Select(n => n!["kind"]!.GetValue<string>()).ShouldBeSubsetOf(["recusal.declared", "case.without-handler", "case.received", "case.assigned", "share.needs-second-person", "issue.business-responded"]);
        (await story.Supervisor.Get("/notifications")).Text.ShouldContain("recusal.declared");
        (await story.Supervisor.Get("/today")).Ok()["lists"]!.AsArray().Single(l => l!["key"]!.GetValue<string>() == "unassigned")!.ToJsonString().ShouldContain(story.Case.ToString());

        (await story.Supervisor.Post($"/cases/{story.Case}/assign", new { assignedTo = story.Handler.Id })).RefusedFor("case.assignee-keeps-out");
        var result = (await story.Supervisor.Post("/cases/bulk", new { cases = new[] { story.Case, other }, kind = "assign", assignedTo = story.Handler.Id })).Created();
        (result["done"]!.GetValue<int>(), result["left"]!.GetValue<int>()).ShouldBe((1, 1));
        result["cases"]![0]!["whyNot"]![0]!.GetValue<string>().ShouldBe("case.assignee-keeps-out");
        (await story.Supervisor.Post($"/cases/{story.Case}/assign", new { assignedTo = third.Id })).Good();
        // Sorted to the same employer later, the other case leaves her sight and her desk by itself.
        (await story.Supervisor.Post($"/cases/{other}/triage", new { siteId = story.Factory.Site, severity = "low", issues = new[] { new { code = "WAG-02", affectedWorkers = 1 } } })).Good();
        (await network.Ask("select assigned_to from cases.\"case\" where id = $1", other)).ShouldBe(DBNull.Value);
        (await story.Handler.Get("/cases")).Ok()["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_another_supervisor_lifts_it()
    {
        var (story, _) = await TwoCases();
        var (second, stranger) = (await network.Person(story.Ngo.Organization, Roles.Supervisor), await network.AnNgo());
        (await story.Supervisor.Post("/recusals", new { caseId = story.Case, reason = "personal" })).Created();
        (await story.Handler.Post("/recusals", new { caseId = story.Case, reason = "family" })).Created();
        var all = (await second.Get("/recusals")).Ok().AsArray();
        all.Count.ShouldBe(2);
        Guid Of(Person p) => all.Single(r => r!["personId"]!.GetValue<Guid>() == p.Id)!["id"]!.GetValue<Guid>();
        (await story.Handler.Get("/recusals")).Ok().AsArray().Single()!["reference"].ShouldBeNull("to whoever keeps out the case has no name");
        (await stranger.Supervisor.Get("/recusals")).Ok().AsArray().ShouldBeEmpty();

        (await story.Handler.Post($"/recusals/{Of(story.Handler)}/lift")).Status.ShouldBe(HttpStatusCode.NotFound, "a handler lifts nothing");
        (await story.Supervisor.Post($"/recusals/{Of(story.Supervisor)}/lift")).RefusedFor("recusal.not-your-own");
        (await stranger.Supervisor.Post($"/recusals/{Of(story.Handler)}/lift")).Status.ShouldBe(HttpStatusCode.NotFound);
        // Whatever the program says: the database itself does not let her.
        await using (var work = await network.Begin(story.Supervisor))
            (await work.Change("update access.recusal set lifted_on = current_date where person_id = $1", story.Supervisor.Id)).ShouldBe(0);
        (await second.Post($"/recusals/{Of(story.Handler)}/lift", ifMatch: "\"7\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await second.Post($"/recusals/{Of(story.Handler)}/lift")).NoContent();
        (await second.Post($"/recusals/{Of(story.Handler)}/lift")).RefusedFor("recusal.lifted-already");
        (await story.Handler.Get($"/cases/{story.Case}")).Ok();
        (await story.Supervisor.Get($"/cases/{story.Case}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_transaction_that_forgot_to_ask_shows_nothing_all_the_same()
    {
        var (story, _) = await TwoCases();
        (await story.Handler.Post("/recusals", new { caseId = story.Case, reason = "family" })).Created();
        await using var connection = new Npgsql.NpgsqlConnection(network.Node.Databases.Data);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand($"""
            select set_config('app.org', '{story.Ngo.Organization}', true), set_config('app.person', '{story.Handler.Id}', true);
            select count(*) from cases."case"
            """, connection, transaction);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        reader.GetInt64(0).ShouldBe(1, "app.recused was never set, and the case is out of sight");
    }
}
