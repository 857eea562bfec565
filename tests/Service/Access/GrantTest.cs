using System.Net;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>Roles granted, changed, ended and reviewed; each acts on the very next request, in lists, counts, exports and links.</summary>
public sealed class GrantTest(TestNetwork network)
{
    private static async Task<(Guid Id, int Version)> GrantOf(Person by, Guid person)
    {
        var grant = (await by.Get($"/people/{person}")).Ok()["grants"]!.AsArray().First(g => g!["state"]!.GetValue<string>() == "Live")!;
        return (grant["id"]!.GetValue<Guid>(), grant["version"]!.GetValue<int>());
    }

    private static string In(int days) => DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd");

    [Fact]
    public async Task A_revoked_role_is_gone_on_the_next_request_in_lists_counts_exports_and_links()
    {
        var story = await network.ATriagedIssue();
        foreach (var path in new[] { "/cases", $"/cases/{story.Case}", "/cases/headlines?ids=" + story.Case }) (await story.Handler.Get(path)).Ok();
        var (grant, version) = await GrantOf(story.Supervisor, story.Handler.Id);
        (await story.Supervisor.Post($"/grants/{grant}/end", ifMatch: $"\"{version + 7}\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await story.Supervisor.Post($"/grants/{grant}/end", ifMatch: $"\"{version}\"")).NoContent();
        foreach (var path in new[] { "/cases", $"/cases/{story.Case}", "/cases/headlines?ids=" + story.Case, "/sites", "/organizations", "/notifications" }) (await story.Handler.Get(path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        (await Calls.Get(story.Handler.Http, "/cases", "text/csv")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await story.Handler.Post($"/cases/{story.Case}/notes", new { text = "still here" })).Status.ShouldBe(HttpStatusCode.NotFound);
        using (var home = await story.Handler.Http.GetAsync("/app")) home.Headers.Location!.OriginalString.ShouldBe("/app/no-access");
        using (var page = await story.Handler.Http.GetAsync("/app/no-access")) (await page.Content.ReadAsStringAsync()).ShouldContain("no role today");
        (await network.Ask("select count(*) from access.vault_key where person_id = $1", story.Handler.Id)).ShouldBe(0L, "who may hold no key holds none");
        (await story.Supervisor.Post($"/grants/{grant}/end")).RefusedFor("grant.already-ended");
    }

    [Fact]
    public async Task A_role_that_begins_later_gives_nothing_yet_and_one_whose_last_day_is_over_nothing_more()
    {
        var ngo = await network.AnNgo();
        var clock = new MovableClock();
        await using var later = await network.AnotherNode(clock);
        var (grant, _) = await GrantOf(ngo.Supervisor, ngo.Handler.Id);
        (await ngo.Supervisor.Post($"/grants/{grant}/end")).NoContent();
        var given = await ngo.Supervisor.Post($"/people/{ngo.Handler.Id}/grants", new { role = Roles.CaseHandler, from = In(10), until = In(20) });
        given.Created();
        (await ngo.Handler.Get("/cases")).Status.ShouldBe(HttpStatusCode.NotFound);
        using (var page = await ngo.Handler.Http.GetAsync("/app/no-access")) (await page.Content.ReadAsStringAsync()).ShouldContain("Case handler, from");
        await network.Ask("update access.role_grant set from_day = current_date - 5, until_day = current_date where id = $1", given.Id);
        (await ngo.Handler.Get("/cases")).Ok();
        await network.Ask("update access.role_grant set until_day = current_date - 1 where id = $1", given.Id);
        (await ngo.Handler.Get("/cases")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_not_allowed_is_refused_with_its_reason()
    {
        var ngo = await network.AnNgo();
        var other = await network.AnNgo();
        var factory = await network.AFactory();
        var person = $"/people/{ngo.Handler.Id}/grants";
        (await ngo.Supervisor.Post($"/people/{ngo.Supervisor.Id}/grants", new { role = Roles.CaseHandler })).RefusedFor("grant.not-your-own");
        (await ngo.Supervisor.Post(person, new { role = Roles.CaseHandler })).RefusedFor("grant.already-given");
        (await ngo.Supervisor.Post(person, new { role = Roles.Operator })).RefusedFor("person.role-does-not-fit");
        (await ngo.Supervisor.Post(person, new { role = Roles.CaseHandler, scopeKind = "site", scopeId = factory.Site })).RefusedFor("grant.scope-does-not-fit");
        (await ngo.Supervisor.Post(person, new { role = Roles.CaseHandler, scopeKind = "case", scopeId = Guid.NewGuid() })).RefusedFor("grant.scope-of-others");
        (await ngo.Supervisor.Post(person, new { role = Roles.CaseHandler, scopeKind = "vault", scopeId = Guid.NewGuid() })).RefusedFor("grant.scope-of-others");
        (await ngo.Supervisor.Post(person, new { role = Roles.CaseHandler, from = In(9), until = In(3) })).RefusedFor("grant.ends-before-it-begins", HttpStatusCode.BadRequest);
        (await ngo.Supervisor.Post($"/people/{other.Handler.Id}/grants", new { role = Roles.CaseHandler })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ngo.Supervisor.Get($"/people/{other.Handler.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ngo.Supervisor.Post(person, new { role = Roles.CaseHandler, organizationId = other.Organization })).Status.ShouldBe(HttpStatusCode.NotFound);
        var (own, _) = await GrantOf(ngo.Supervisor, ngo.Supervisor.Id);
        (await ngo.Supervisor.Post($"/grants/{own}/end")).RefusedFor("grant.not-your-own");
        (await network.Administrator.Post($"/grants/{own}/end", new { organizationId = ngo.Organization })).RefusedFor("grant.last-administrator");
        (await network.Administrator.Post($"/people/{ngo.Supervisor.Id}/end", new { organizationId = ngo.Organization })).RefusedFor("grant.last-administrator");
    }

    [Fact]
    public async Task A_business_user_of_one_site_sees_nothing_of_the_other()
    {
        var story = await network.ASharedIssue();
        var elsewhere = await network.Site(story.Factory.Organization);
        var here = await network.Person(story.Factory.Organization, Roles.SupplierUser, story.Factory.Site);
        var there = await network.Person(story.Factory.Organization, Roles.SupplierUser, elsewhere);
        (await here.Get("/shared-issues")).Ok()["items"]!.AsArray().Count.ShouldBe(1);
        (await there.Get("/shared-issues")).Ok()["items"]!.AsArray().Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_handler_of_one_case_sees_that_case_and_nothing_of_the_others()
    {
        var story = await network.ATriagedIssue();
        var second = new Story(network, story.Ngo, story.Factory, await Worker.AtTheDoor(network.Anonymous, story.Ngo.Channel));
        (await second.Worker.Sends("Another worker writes of another thing.")).Created();
        var other = (await story.Supervisor.Get("/cases")).Ok()["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>()).Single(c => c != story.Case);
        var expert = await network.Person(story.Ngo.Organization, Roles.CaseHandler);
        var (all, _) = await GrantOf(story.Supervisor, expert.Id);
        (await story.Supervisor.Post($"/grants/{all}/end")).NoContent();
        (await story.Supervisor.Post($"/people/{expert.Id}/grants", new { role = Roles.CaseHandler, scopeKind = "case", scopeId = story.Case })).Created();
        (await story.Supervisor.Post("/vault/members", new { personId = expert.Id })).NoContent();

        (await expert.Get("/cases")).Ok()["items"]!.AsArray().Single()!["id"]!.GetValue<Guid>().ShouldBe(story.Case);
        (await Calls.Get(expert.Http, "/cases", "text/csv")).Text.Trim().Split('\n').Length.ShouldBe(2, "a heading and one case");
        (await expert.Get($"/cases/{story.Case}")).Ok().ToJsonString().ShouldContain("two months");
        (await expert.Get($"/cases/{other}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await expert.Get($"/cases/headlines?ids={other}")).Ok().AsArray().Count.ShouldBe(0);
        (await expert.Post($"/cases/{other}/notes", new { text = "not mine" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await expert.Post($"/cases/{story.Case}/notes", new { text = "mine" })).Good();
        using (var home = await expert.Http.GetAsync("/app")) (await home.Content.ReadAsStringAsync()).ShouldContain("<span class=\"tile-number\">0</span>");
        foreach (var table in new[] { "cases.\"case\"", "cases.labor_issue", "cases.event", "cases.file", "voice.contact", "dossier.dossier", "dossier.key", "dossier.narrative", "platform.notification" })
            (await Seen(expert, table, other)).ShouldBe(0, table + " shows something of the other case");
        (await Seen(story.Handler, "cases.\"case\"", other)).ShouldBe(1, "the control: who is granted all sees it");
    }

    private async Task<long> Seen(Person person, string table, Guid @case)
    {
        await using var work = await network.Begin(person);
        var dossier = (Guid)(await network.Ask("select dossier_id from cases.\"case\" where id = $1", @case))!;
        var column = table switch { "cases.\"case\"" => "id", "dossier.dossier" => "id", "dossier.key" or "dossier.narrative" => "dossier_id", "platform.notification" => "subject", _ => "case_id" };
        return await work.FirstOrNone<long>($"select count(*) from {table} where {column} = any($1)", new[] { @case, dossier });
    }

    [Fact]
    public async Task A_review_confirms_what_stays_ends_what_goes_and_tells_the_network_what_is_late()
    {
        var ngo = await network.AnNgo();
        var third = await network.Person(ngo.Organization, Roles.CaseHandler);
        await network.Ask("update access.role_grant set from_day = current_date - 120 where org_id = $1", ngo.Organization);
        var review = (await ngo.Supervisor.Get("/access-reviews")).Ok();
        var items = review["items"]!.AsArray();
        items.Count.ShouldBe(3);
        items.ShouldAllBe(i => i!["state"]!.GetValue<string>() == "Overdue");
        (await network.Administrator.Get("/access-reviews")).Ok()["overdueElsewhere"]!.AsArray().Single(o => o!["orgId"]!.GetValue<Guid>() == ngo.Organization)!["grants"]!.GetValue<int>().ShouldBe(3);
        Guid Of(Person p) => items.Single(i => i!["personId"]!.GetValue<Guid>() == p.Id)!["id"]!.GetValue<Guid>();
        (await ngo.Supervisor.Post("/access-reviews", new { confirm = new[] { Of(ngo.Supervisor) } })).RefusedFor("grant.not-your-own");
        (await ngo.Supervisor.Post("/access-reviews", new { confirm = new[] { Of(third) }, end = new[] { Of(third) } })).RefusedFor("review.named-twice");
        (await ngo.Supervisor.Post("/access-reviews", new { confirm = new[] { Guid.NewGuid() } })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ngo.Supervisor.Post("/access-reviews", new { confirm = new[] { Of(ngo.Handler) }, end = new[] { Of(third) } })).NoContent();
        (await third.Get("/cases")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ngo.Handler.Get("/cases")).Ok();
        (await network.Ask("select count(*) from audit.entry where org_id = $1 and action = any($2)", ngo.Organization, new[] { "grant.confirmed", "grant.ended" })).ShouldBe(2L);
        (await network.Administrator.Get("/access-reviews")).Ok()["overdueElsewhere"]!.AsArray().Single(o => o!["orgId"]!.GetValue<Guid>() == ngo.Organization)!["grants"]!.GetValue<int>().ShouldBe(1, "the supervisor's own waits for somebody else");
        (await ngo.Supervisor.Get("/me")).Ok();
        (await ngo.AuditFaults()).ShouldBeEmpty();
    }
}
