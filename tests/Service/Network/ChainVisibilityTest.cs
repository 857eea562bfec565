using System.Net;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>What a business was told about a site is its to read as long as the site concerns it: the graph says so, on every request, wherever it asks.</summary>
public sealed class ChainVisibilityTest(TestNetwork network)
{
    private async Task<(Story Story, Business Buyer, Guid Relation)> AnIssueSharedWithABuyer()
    {
        var story = await network.ATriagedIssue();
        var buyer = await network.ABuyerOf(story.Factory);
        (await story.Review()).Good();
        (await story.Consent(recipient: buyer.Organization)).Good();
        var draft = (await story.Draft(recipient: buyer.Organization)).Good();
        story.Resume(draft.Id);
        var released = await story.Release();
        released.Good();
        var relation = (Guid)(await network.Ask("select id from network.relation where org_id = $1 and to_org = $2", buyer.Organization, story.Factory.Organization))!;
        return (story, buyer, relation);
    }

    private static async Task<int> Listed(Person person) => (await person.Get("/shared-issues")).Ok()["items"]!.AsArray().Count;

    private static async Task<string> Home(Person person)
    {
        using var answer = await person.Http.GetAsync("/app");
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task ReadsIt(Person person, Guid share)
    {
        (await Listed(person)).ShouldBe(1);
        (await person.Get($"/shared-issues/{share}")).Ok();
        using var page = await person.Http.GetAsync($"/app/shared/{share}");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task ReadsNothing(Person person, Guid share)
    {
        (await Listed(person)).ShouldBe(0);
        (await person.Get($"/shared-issues/{share}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await person.Post($"/shared-issues/{share}/responses", new { text = "We know of it." })).Status.ShouldBe(HttpStatusCode.NotFound);
        using var page = await person.Http.GetAsync($"/app/shared/{share}");
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task When_the_relation_ends_the_packet_is_gone_everywhere_and_a_renewed_one_brings_it_back()
    {
        var (story, buyer, relation) = await AnIssueSharedWithABuyer();
        await ReadsIt(buyer.Person, story.Share);
        var before = await Home(buyer.Person);
        (await network.Administrator.Post($"/relations/{relation}/end", new { })).NoContent();
        await ReadsNothing(buyer.Person, story.Share);
        (await Home(buyer.Person)).ShouldNotBe(before, "the count on the home page follows");
        (await buyer.Person.Get("/sites")).Ok()["items"]!.AsArray().ShouldBeEmpty();
        (await buyer.Person.Get($"/organizations/{story.Factory.Organization}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await buyer.Person.Get("/supply-chain")).Ok()["sites"]!.GetValue<int>().ShouldBe(0);
        (await buyer.Person.Http.GetStringAsync("/api/v1/sites/export?format=csv")).ShouldNotContain(story.Factory.Site.ToString());
        // The factory's own packet and the author's file are untouched.
        (await story.CaseFile())["id"]!.GetValue<Guid>().ShouldBe(story.Case);

        (await network.Administrator.Post("/relations", new { from = buyer.Organization, to = story.Factory.Organization, role = "buysFrom", fromDay = Day(0) })).Created();
        await ReadsIt(buyer.Person, story.Share);
        (await buyer.Person.Http.GetStringAsync("/api/v1/sites/export?format=csv")).ShouldContain(story.Factory.Site.ToString());
    }

    [Fact]
    public async Task When_the_consent_runs_out_the_packet_is_gone_everywhere_and_on_its_last_day_it_is_there()
    {
        var (story, buyer, _) = await AnIssueSharedWithABuyer();
        Task<object?> Ends(int days) => network.Ask("update cases.consent set expires_on = $2 where case_id = $1 returning 1", story.Case, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(days));
        await Ends(0);
        await ReadsIt(buyer.Person, story.Share);
        await Ends(-1);
        await ReadsNothing(buyer.Person, story.Share);
        (await story.Handler.Get($"/shares/{story.Share}")).Ok();
    }

    [Fact]
    public async Task A_relation_that_ends_on_a_day_to_come_holds_until_then()
    {
        var (story, buyer, relation) = await AnIssueSharedWithABuyer();
        (await network.Administrator.Post($"/relations/{relation}/end", new { untilDay = Day(20) })).NoContent();
        await ReadsIt(buyer.Person, story.Share);
        (await network.Administrator.Post($"/relations/{relation}/end", new { }, ifMatch: "\"1\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed, "somebody changed it meanwhile");
        (await network.Administrator.Post($"/relations/{relation}/end", new { }, ifMatch: "\"2\"")).NoContent();
        await ReadsNothing(buyer.Person, story.Share);
        (await network.Administrator.Post($"/relations/{relation}/end", new { })).RefusedFor("relation.has-ended");
    }

    [Fact]
    public async Task A_relation_to_another_site_of_the_supplier_does_not_bring_it_back()
    {
        var (story, buyer, relation) = await AnIssueSharedWithABuyer();
        (await network.Administrator.Post($"/relations/{relation}/end", new { })).NoContent();
        var other = await network.Site(story.Factory.Organization);
        (await network.Administrator.Post("/relations", new { from = buyer.Organization, to = story.Factory.Organization, role = "buysFrom", fromDay = Day(0), siteId = other })).Created();
        await ReadsNothing(buyer.Person, story.Share);
    }

    [Fact]
    public async Task A_switched_off_organization_reads_nothing_on_the_next_request()
    {
        var (story, buyer, _) = await AnIssueSharedWithABuyer();
        await ReadsIt(buyer.Person, story.Share);
        (await network.Administrator.Post($"/organizations/{buyer.Organization}/switch", new { active = false })).NoContent();
        foreach (var path in new[] { "/shared-issues", $"/shared-issues/{story.Share}", "/supply-chain", "/sites/export?format=csv" })
            (await buyer.Person.Get(path)).Status.ShouldBe(HttpStatusCode.Unauthorized, path);
    }

    [Fact]
    public async Task An_employer_reads_about_its_own_site_whatever_becomes_of_its_buyers()
    {
        var story = await network.ASharedIssue();
        await ReadsIt(story.Hr, story.Share);
        var buyer = await network.ABuyerOf(story.Factory);
        await network.Ask("update network.relation set ended = true where org_id = $1 returning 1", buyer.Organization);
        await ReadsIt(story.Hr, story.Share);
    }

    [Fact]
    public async Task A_recruiter_is_seen_by_a_customer_only_while_the_supplier_shows_it_and_the_customer_buys()
    {
        var factory = await network.AFactory();
        var buyer = await network.ABuyerOf(factory);
        var stranger = await network.ABuyerOf(await network.AFactory());
        var (agency, sub) = (await network.Organization("RecruitmentAgency"), await network.Organization("SubAgent"));
        var recruits = (await network.Administrator.Post("/relations", new { from = agency, to = factory.Organization, role = "recruitsFor", fromDay = Day(-30) })).Created()["id"]!.GetValue<Guid>();
        (await network.Administrator.Post("/relations", new { from = sub, to = agency, role = "subAgentOf", fromDay = Day(-30) })).Created();
        async Task Sees(Person person, bool it)
        {
            (await person.Get($"/relations/{recruits}")).Status.ShouldBe(it ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            (await person.Get($"/organizations/{agency}")).Status.ShouldBe(it ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            (await person.Get($"/organizations/{sub}")).Status.ShouldBe(it ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            (await person.Get($"/supply-chain/branches?of={factory.Organization}")).Ok()["items"]!.AsArray().Any(b => b!["edge"]!.GetValue<string>() == "recruitsFor").ShouldBe(it);
        }

        await Sees(factory.Person, true);
        await Sees(buyer.Person, false);
        (await factory.Person.Post($"/relations/{recruits}/disclosures", new { customerId = stranger.Organization })).RefusedFor("disclosure.not-a-customer");
        (await buyer.Person.Post($"/relations/{recruits}/disclosures", new { customerId = buyer.Organization })).Status.ShouldBe(HttpStatusCode.NotFound);
        var shown = (await factory.Person.Post($"/relations/{recruits}/disclosures", new { customerId = buyer.Organization })).Created()["id"]!.GetValue<Guid>();
        (await factory.Person.Post($"/relations/{recruits}/disclosures", new { customerId = buyer.Organization })).RefusedFor("disclosure.shown-already");
        await Sees(buyer.Person, true);
        (await buyer.Person.Get($"/supply-chain/branches?of={agency}")).Ok()["items"]!.AsArray().Single()!["edge"]!.GetValue<string>().ShouldBe("subAgentOf");

        (await factory.Person.Post($"/disclosures/{shown}/end", new { })).NoContent();
        await Sees(buyer.Person, false);
        (await factory.Person.Post($"/relations/{recruits}/disclosures", new { customerId = buyer.Organization })).Created();
        await Sees(buyer.Person, true);
        // The customer goes: nobody has to remember to end what was shown to it.
        await network.Ask("update network.relation set ended = true where org_id = $1 and to_org = $2 returning 1", buyer.Organization, factory.Organization);
        (await buyer.Person.Get($"/relations/{recruits}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await buyer.Person.Get($"/organizations/{agency}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private string Day(int from) => network.Clock.GetUtcNow().AddDays(from).ToString("yyyy-MM-dd");
}
