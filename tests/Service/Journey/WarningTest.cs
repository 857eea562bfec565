using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Service;

/// <summary>Early warning: what is counted, whom it is told, and who reads none of it.</summary>
public sealed class WarningTest(TestNetwork network)
{
    private DateOnly Monday => ControlChart.MondayOf(DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime));
    private static Task<int> Look(TestNetwork network) => WarningDue.Handle(network.Services.GetRequiredService<WorkFactory>(), CancellationToken.None);

    // A site that the hotline has known for a year, from which one worker in a quarter reported about wages.
    private async Task<(Ngo Ngo, Business Factory)> AKnownSite()
    {
        var (ngo, factory) = (await network.AnNgo(), await network.AFactory());
        foreach (var weeks in new[] { 52, 40, 27, 15 })
            await network.Ask("insert into cases.report_week (org_id, site_id, category, week, reports) values ($1, $2, 'WAG', $3, 1) returning 1", ngo.Organization, factory.Site, Monday.AddDays(-7 * weeks));
        return (ngo, factory);
    }

    private async Task<Story> AReport(Ngo ngo, Business factory) => await NextReport(new Story(network, ngo, factory, await Worker.AtTheDoor(network.Anonymous, ngo.Channel)));
    private static async Task<Story> NextReport(Story story)
    {
        await story.WithCaseOf("Wages again.");
        return story;
    }

    private static async Task<int> Newest(Person person, Guid site) =>
        (await person.Get("/warnings")).Ok()["sites"]!.AsArray().SingleOrDefault(s => s!["siteId"]!.GetValue<Guid>() == site)?["newest"]!.GetValue<int>() ?? 0;

    private static async Task<List<JsonNode>> Warnings(Person person) => [.. (await person.Get("/warnings")).Ok()["warnings"]!.AsArray().Select(w => w!)];

    [Fact]
    public async Task Sorted_reports_raise_a_warning_with_its_reason_once_and_tell_the_supervisors()
    {
        var (ngo, factory) = await AKnownSite();
        for (var i = 0; i < 4; i++)
        {
            var story = await AReport(ngo, factory);
            // What came in and nobody sorted is no report yet.
            (await Newest(ngo.Supervisor, factory.Site)).ShouldBe(i);
            (await story.Triage(code: i % 2 == 0 ? "WAG-02" : "WAG-03")).Good();
            (await Newest(ngo.Supervisor, factory.Site)).ShouldBe(i + 1);
        }
        await Look(network);
        await Look(network);
        var warning = (await Warnings(ngo.Supervisor)).ShouldHaveSingleItem();
        (warning["category"]!.GetValue<string>(), warning["reports"]!.GetValue<int>(), warning["weeks"]!.GetValue<int>(), warning["state"]!.GetValue<string>()).ShouldBe(("WAG", 4, 1, "open"));
        warning["expected"]!.GetValue<double>().ShouldBe(0.1);
        await network.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<Delivery>().Single().DeliverAll(CancellationToken.None);
        (await ngo.Supervisor.Get("/notifications")).Text.Split("warning.raised").Length.ShouldBe(2, "told once");
        (await ngo.Handler.Get("/notifications")).Text.ShouldNotContain("warning.raised");
        var chart = (await ngo.Handler.Get($"/warnings/sites/{factory.Site}")).Ok()["categories"]!.AsArray().Single()!;
        (chart["category"]!.GetValue<string>(), chart["signals"]!.GetValue<bool>(), chart["weeks"]!.AsArray().Count).ShouldBe(("WAG", true, 52));
        chart["weeks"]!.AsArray().Last()!["reports"]!.GetValue<int>().ShouldBe(4);
        (await ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_supervisor_judges_with_a_reason_and_twice_as_many_reports_raise_it_again()
    {
        var (ngo, factory) = await AKnownSite();
        for (var i = 0; i < 4; i++) (await (await AReport(ngo, factory)).Triage()).Good();
        await Look(network);
        var id = (await Warnings(ngo.Supervisor)).Single()["id"]!.GetValue<Guid>();
        (await ngo.Handler.Post($"/warnings/{id}", new { act = "dismiss", reason = "season" })).Status.ShouldBe(HttpStatusCode.NotFound, "a handler reads and does not judge");
        (await ngo.Supervisor.Post($"/warnings/{id}", new { act = "dismiss" })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await ngo.Supervisor.Post($"/warnings/{id}", new { act = "dismiss", reason = "visitPlanned" })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await ngo.Supervisor.Post($"/warnings/{id}", new { act = "dismiss", reason = "season" }, ifMatch: "\"7\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ngo.Supervisor.Post($"/warnings/{id}", new { act = "dismiss", reason = "season" }, ifMatch: "\"1\"")).Created()["state"]!.GetValue<string>().ShouldBe("dismissed");
        (await ngo.Supervisor.Post($"/warnings/{id}", new { act = "acknowledge", reason = "lookedInto" })).RefusedFor("warning.already-judged");
        for (var i = 0; i < 3; i++) (await (await AReport(ngo, factory)).Triage()).Good();
        await Look(network);
        (await Warnings(ngo.Supervisor)).Single()["state"]!.GetValue<string>().ShouldBe("dismissed", "seven are not twice four");
        (await (await AReport(ngo, factory)).Triage()).Good();
        await Look(network);
        var again = (await Warnings(ngo.Supervisor)).Single();
        (again["id"]!.GetValue<Guid>(), again["state"]!.GetValue<string>(), again["reports"]!.GetValue<int>()).ShouldBe((id, "open", 8));
        // The rise is over: the flag says so and cannot be judged any more.
        await network.Ask("update cases.report_week set week = week - 70 where org_id = $1 and week = $2 returning 1", ngo.Organization, Monday);
        await Look(network);
        (await Warnings(ngo.Supervisor)).Single()["endedOn"].ShouldNotBeNull();
        (await ngo.Supervisor.Post($"/warnings/{id}", new { act = "acknowledge", reason = "lookedInto" })).RefusedFor("warning.has-ended");
    }

    [Fact]
    public async Task What_was_dismissed_or_belongs_to_another_site_is_taken_back_from_the_counts()
    {
        var (ngo, factory) = await AKnownSite();
        var other = await network.Site(factory.Organization);
        var story = await AReport(ngo, factory);
        (await story.Triage()).Good();
        (await Newest(ngo.Handler, factory.Site)).ShouldBe(1);
        // Whichever act names another site: the count follows the case.
        await network.Ask("update cases.\"case\" set site_id = $2 where id = $1 returning 1", story.Case, other);
        (await Newest(ngo.Handler, factory.Site)).ShouldBe(0);
        (await Newest(ngo.Handler, other)).ShouldBe(1);
        (await ngo.Handler.Get($"/warnings/sites/{other}")).Ok()["weeksMissing"]!.GetValue<int>().ShouldBe(25, "a site known for a week says nothing");
        var two = await AReport(ngo, factory);
        (await ngo.Handler.Post($"/cases/{two.Case}/triage", new { siteId = other, severity = "medium", issues = new[] { new { code = "WAG-04", affectedWorkers = 1 }, new { code = "WAG-02", affectedWorkers = 1 }, new { code = "HRS-01", affectedWorkers = 1 } } })).Good();
        (await Newest(ngo.Handler, other)).ShouldBe(3, "a case counts once in each of its categories");
        var second = await AReport(ngo, factory);
        (await second.Triage()).Good();
        var issue = (await second.CaseFile())["issues"]!.AsArray().Single()!["id"]!.GetValue<Guid>();
        (await ngo.Handler.Post($"/issues/{issue}/dismiss", new { reason = "duplicate", note = "The same." })).Good();
        (await Newest(ngo.Handler, factory.Site)).ShouldBe(1);
        (await ngo.Supervisor.Post($"/issues/{issue}/dismiss", new { reason = "duplicate", note = "The same." })).Good();
        (await Newest(ngo.Handler, factory.Site)).ShouldBe(0);
        // The counts are what the cases say: told apart from the triggers.
        (await network.Ask("""
            select count(*) from (
                (select site_id, category, week, reports from cases.report_week where org_id = $1 and reports > 0 and week > $2)
                except all
                (select c.site_id, i.category, date_trunc('week', c.received_on)::date, count(distinct c.id)::integer from cases."case" c join cases.labor_issue i on i.case_id = c.id
                  where c.org_id = $1 and i.state <> 'Dismissed' group by 1, 2, 3)) x
            """, ngo.Organization, Monday.AddDays(-7))).ShouldBe(0L);
    }

    [Fact]
    public async Task Cases_of_a_merged_site_are_counted_where_they_lie_now()
    {
        var (ngo, factory) = await AKnownSite();
        var old = await network.Site(factory.Organization);
        var story = await AReport(ngo, new Business(factory.Person, old));
        (await story.Triage()).Good();
        var merge = (await network.Administrator.Post($"/sites/{old}/merge", new { into = factory.Site })).Created()["id"]!.GetValue<Guid>();
        (await Newest(ngo.Handler, factory.Site)).ShouldBe(1);
        (await network.Administrator.Post($"/merges/{merge}/split")).Created();
        (await Newest(ngo.Handler, factory.Site)).ShouldBe(0);
        (await Newest(ngo.Handler, old)).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_but_those_who_see_all_cases_of_the_organization_reads_its_counts()
    {
        var (ngo, factory) = await AKnownSite();
        for (var i = 0; i < 4; i++) (await (await AReport(ngo, factory)).Triage()).Good();
        await Look(network);
        var id = (await Warnings(ngo.Supervisor)).Single()["id"]!.GetValue<Guid>();
        // A colleague who was given one case by name.
        var guest = await network.Person(ngo.Organization, Roles.CaseHandler);
        var all = (Guid)(await network.Ask("select id from access.role_grant where person_id = $1", guest.Id))!;
        var one = (await ngo.Supervisor.Get("/cases")).Ok()["items"]!.AsArray()[0]!["id"]!.GetValue<Guid>();
        (await ngo.Supervisor.Post($"/people/{guest.Id}/grants", new { role = Roles.CaseHandler, scopeKind = "case", scopeId = one })).Created();
        (await ngo.Supervisor.Post($"/grants/{all}/end")).NoContent();
        var stranger = await network.AnNgo();
        foreach (var person in new[] { guest, stranger.Supervisor })
        {
            (await Warnings(person)).ShouldBeEmpty();
            (await Newest(person, factory.Site)).ShouldBe(0);
            (await person.Get($"/warnings/sites/{factory.Site}")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
        (await stranger.Supervisor.Post($"/warnings/{id}", new { act = "dismiss", reason = "season" })).Status.ShouldBe(HttpStatusCode.NotFound);
        var convenor = await network.Person(await network.Organization("Convenor"), Roles.NetworkConvenor);
        foreach (var person in new[] { factory.Person, (await network.ABuyerOf(factory)).Person, convenor })
            foreach (var path in new[] { "/warnings", $"/warnings/sites/{factory.Site}" }) (await person.Get(path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        (await factory.Person.Get("/warnings/network")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ngo.Supervisor.Get("/warnings/network")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_network_office_reads_sums_of_frozen_groups_that_name_nobody()
    {
        var convenor = await network.Person(await network.Organization("Convenor"), Roles.NetworkConvenor);
        var (ngo, factory) = (await network.AnNgo(), await network.AFactory());
        var before = (await convenor.Get("/warnings/network")).Ok().ToJsonString();
        // Cases of a rare category, sorted through the door; the freezing itself is measured by the unit tests.
        for (var i = 0; i < 9; i++) (await (await AReport(ngo, factory)).Triage(code: "FOA-04")).Good();
        Task<int> Freeze() => AtomsDue.Handle(network.Services.GetRequiredService<WorkFactory>(), network.Services.GetRequiredService<InstallationSecrets>(), CancellationToken.None);
        await Freeze();
        int Shown(JsonNode answer) => answer["categories"]!.AsArray().SingleOrDefault(c => c!["category"]!.GetValue<string>() == "FOA")?["newest"]!.GetValue<int>() ?? 0;
        Shown((await convenor.Get("/warnings/network")).Ok()).ShouldBe(Shown(JsonNode.Parse(before)!), "nine show nothing");
        var tenth = await AReport(ngo, factory);
        await Freeze();
        Shown((await convenor.Get("/warnings/network")).Ok()).ShouldBe(Shown(JsonNode.Parse(before)!), "what nobody sorted has no effect");
        (await tenth.Triage(code: "FOA-04")).Good();
        await Freeze();
        var after = await convenor.Get("/warnings/network");
        Shown(after.Ok()).ShouldBe(Shown(JsonNode.Parse(before)!) + 10);
        foreach (var name in new[] { factory.Site, factory.Organization, ngo.Organization }) after.Text.ShouldNotContain(name.ToString());
        // Frozen: what becomes of a case changes no group, and its cases are never counted again.
        var atoms = await network.Ask("select string_agg(a::text, ';' order by a.id) from cases.stat_atom a");
        await network.Ask("update cases.\"case\" set site_id = null where org_id = $1 returning 1", ngo.Organization);
        await network.Ask("update cases.\"case\" set site_id = $2 where org_id = $1 returning 1", ngo.Organization, factory.Site);
        await Freeze();
        (await network.Ask("select string_agg(a::text, ';' order by a.id) from cases.stat_atom a")).ShouldBe(atoms);
    }
}
