using System.Net;
using System.Text.Json.Nodes;
using OpenIlm.Kernel;
using OpenIlm.Network;

namespace OpenIlm.Tests.Service;

/// <summary>Two records made one and two again, over HTTP: nothing is lost, the old id leads on, and what a person decided stays decided.</summary>
public sealed class MergingTest(TestNetwork network)
{
    private Person Keeper => network.Administrator;

    private async Task<(Guid Employer, Guid Old, Guid Survivor)> TwoRecordsOfASite(string country = "TH", string otherCountry = "TH")
    {
        var employer = await network.Organization("Supplier");
        var tag = Guid.NewGuid().ToString("N")[..8];
        var survivor = await Add(employer, $"Golden{tag} Seafood Co., Ltd.", country);
        var old = await Add(employer, $"GOLDEN{tag.ToUpperInvariant()} SEAFOOD COMPANY LIMITED", otherCountry);
        return (employer, old, survivor);
    }

    private async Task<Guid> Add(Guid employer, string name, string country = "TH") =>
        (await Keeper.Post("/sites", new { organizationId = employer, name, country, place = "Samut Sakhon", timeZone = "Asia/Bangkok", sector = "Seafood", headcount = 300 })).Created()["id"]!.GetValue<Guid>();

    private async Task<JsonNode?> Pair(Guid a, Guid b, string kind = "site")
    {
        string? cursor = null;
        do
        {
            var page = (await Keeper.Get($"/matches?kind={kind}&limit=200{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}")).Ok();
            if (page["items"]!.AsArray().FirstOrDefault(m => new[] { m!["first"]!["id"]!.GetValue<Guid>(), m["second"]!["id"]!.GetValue<Guid>() }.Order().SequenceEqual(new[] { a, b }.Order())) is { } found) return found;
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        return null;
    }

    private async Task<string> Pointers(Guid site) => (string)(await network.Ask("""
        select coalesce(string_agg(x, '; ' order by x), '') from (
            select 'name ' || name as x from network.name where subject_id = $1
            union all select 'identifier ' || scheme || ' ' || value from network.identifier where subject_id = $1
            union all select 'relation ' || id from network.relation where site_id = $1
            union all select 'grant ' || id from access.role_grant where scope_kind = 'site' and scope_id = $1
            union all select 'case ' || id from cases."case" where site_id = $1
            union all select 'share ' || id from cases.share where site_id = $1) x
        """, site))!;

    private async Task Know(Guid site, string osId)
    {
        await network.Ask("insert into network.identifier (id, org_id, subject_kind, subject_id, scheme, value) select gen_random_uuid(), org_id, 'site', id, 'OsId', $2 from network.site where id = $1", site, osId);
        await network.Ask("insert into network.name (id, org_id, subject_kind, subject_id, name, kind) select gen_random_uuid(), org_id, 'site', id, $2, 'Former' from network.site where id = $1", site, "Formerly " + osId);
        await network.Ask("insert into network.relation (id, org_id, to_org, site_id, role, from_day) select gen_random_uuid(), $2, org_id, id, 'buysFrom', '2024-01-01' from network.site where id = $1", site, await network.Organization("Buyer"));
    }

    [Fact]
    public async Task A_site_that_is_added_twice_is_suggested_with_score_and_reasons()
    {
        var (_, old, survivor) = await TwoRecordsOfASite();
        var pair = await Pair(old, survivor);
        pair.ShouldNotBeNull();
        pair["score"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(Matcher.Suggest);
        pair["reasons"]!.AsArray().Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_merge_moves_everything_and_a_split_gives_back_exactly_that()
    {
        var (_, old, survivor) = await TwoRecordsOfASite();
        await Know(old, "TH2021001AAAAAA");
        await Know(survivor, "TH2021001BBBBBB");
        var (ofOld, ofSurvivor) = (await Pointers(old), await Pointers(survivor));

        var merge = (await Keeper.Post($"/sites/{old}/merge", new { into = survivor })).Created()["id"]!.GetValue<Guid>();
        (await Pointers(old)).ShouldBeEmpty();
        var merged = await Pointers(survivor);
        merged.ShouldContain("identifier HistoricalOsId TH2021001AAAAAA");
        merged.ShouldContain("identifier OsId TH2021001BBBBBB");
        merged.ShouldContain("SEAFOOD COMPANY LIMITED", Case.Sensitive, "the old name is another name");
        merged.Split("; ").Count(x => x.StartsWith("relation", StringComparison.Ordinal)).ShouldBe(2);
        (await Pair(old, survivor)).ShouldBeNull();

        // Came later: stays, and the person is told.
        await network.Ask("insert into network.identifier (id, org_id, subject_kind, subject_id, scheme, value) select gen_random_uuid(), org_id, 'site', id, 'Duns', '123456789' from network.site where id = $1", survivor);
        var split = (await Keeper.Post($"/merges/{merge}/split")).Created();
        split["stays"]!.AsArray().Single()!["what"]!.GetValue<string>().ShouldBe("network.identifier");
        (await Pointers(old)).ShouldBe(ofOld);
        (await Pointers(survivor)).Replace("identifier Duns 123456789; ", "", StringComparison.Ordinal).ShouldBe(ofSurvivor);
        (await Keeper.Get($"/sites/{old}")).Ok()["id"]!.GetValue<Guid>().ShouldBe(old);
        (await network.Ask("select active from network.site where id = $1", old)).ShouldBe(true);
        (await Pair(old, survivor)).ShouldBeNull("whoever split them said that they are two");
        (await Keeper.Post($"/merges/{merge}/split")).RefusedFor("merge.split-before");
    }

    [Fact]
    public async Task The_old_id_leads_to_the_last_survivor_of_a_chain()
    {
        var (employer, first, second) = await TwoRecordsOfASite();
        var third = await Add(employer, "Third " + Guid.NewGuid().ToString("N")[..6]);
        (await Keeper.Post($"/sites/{first}/merge", new { into = second })).Created();
        (await Keeper.Post($"/sites/{second}/merge", new { into = third })).Created();
        var answer = await Keeper.Get($"/sites/{first}");
        answer.Status.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Headers.Location!.OriginalString.ShouldBe($"/api/v1/sites/{third}");
        (await Keeper.Get("/sites?organizationId=" + employer)).Ok()["items"]!.AsArray().Select(s => s!["id"]!.GetValue<Guid>()).ShouldBe([third]);
        (await Keeper.Post($"/sites/{first}/merge", new { into = third })).RefusedFor("merge.merged-before");
    }

    [Fact]
    public async Task Cases_follow_their_site_and_are_found_by_both_ids_and_go_back()
    {
        var story = await network.ATriagedIssue();
        var site = (await story.CaseFile())["siteId"]!.GetValue<Guid>();
        var employer = (Guid)(await network.Ask("select org_id from network.site where id = $1", site))!;
        var survivor = await Add(employer, "Survivor " + Guid.NewGuid().ToString("N")[..6]);
        var before = await story.CaseFile();

        var merge = (await Keeper.Post($"/sites/{site}/merge", new { into = survivor })).Created()["id"]!.GetValue<Guid>();
        (await story.CaseFile())["siteId"]!.GetValue<Guid>().ShouldBe(survivor);
        foreach (var id in new[] { site, survivor })
            (await story.Handler.Get($"/cases?siteId={id}")).Ok()["items"]!.AsArray().Select(c => c!["id"]!.GetValue<Guid>()).ShouldBe([story.Case], "by either id");
        (await Keeper.Post($"/merges/{merge}/split")).Created().ToJsonString().ShouldNotContain("cases", Case.Insensitive, "who keeps the directory learns of no case");
        (await story.CaseFile()).ToJsonString().ShouldBe(before.ToJsonString());
    }

    [Fact]
    public async Task A_pair_that_is_kept_apart_is_never_suggested_again()
    {
        var (employer, a, b) = await TwoRecordsOfASite();
        var pair = (await Pair(a, b))!;
        var id = pair["id"]!.GetValue<Guid>();
        (await Keeper.Post($"/matches/{id}/apart", ifMatch: "\"7\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Keeper.Post($"/matches/{id}/apart", ifMatch: $"\"{pair["version"]!.GetValue<int>()}\"")).NoContent();
        (await Pair(a, b)).ShouldBeNull();
        await using (var work = await network.Begin(Keeper)) { await FindMatches.Of(work, "site", [a, b]); work.Audit("match.looked-again", "match_look", id); await work.Commit(); }
        (await Pair(a, b)).ShouldBeNull();
        (await network.Ask("select decided_by from network.match where id = $1 and decided_at is not null", id)).ShouldBe(Keeper.Id);
        (await Keeper.Post($"/matches/{id}/apart")).RefusedFor("match.decided");
    }

    [Fact]
    public async Task What_must_not_be_merged_is_refused_with_its_reason()
    {
        var (employer, a, b) = await TwoRecordsOfASite();
        (await Keeper.Post($"/sites/{a}/merge", new { into = a })).RefusedFor("merge.into-itself");
        var abroad = await Add(employer, "Golden Seafood", "KH");
        (await Keeper.Post($"/sites/{a}/merge", new { into = abroad })).RefusedFor("merge.across-countries");
        (await Keeper.Post($"/sites/{a}/merge", new { into = await Add(await network.Organization("Supplier"), "Golden") })).RefusedFor("merge.other-employer");
        (await Keeper.Post($"/sites/{a}/merge", new { into = Guid.NewGuid() })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await Keeper.Post($"/sites/{Guid.NewGuid()}/merge", new { into = a })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Keeper.Post($"/sites/{a}/merge", new { into = b }, ifMatch: "\"99\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Keeper.Post($"/sites/{a}/merge", new { into = b }, ifMatch: "\"1\"")).Created();
        // The database itself refuses what the program would not ask.
        await Should.ThrowAsync<Npgsql.PostgresException>(() => network.Ask("select network.merge_sites(gen_random_uuid(), $1, $2, now(), gen_random_uuid())", b, abroad));
    }

    [Fact]
    public async Task An_organization_goes_into_another_with_its_sites_unless_people_sign_in_at_it()
    {
        var name = "Lotus " + Guid.NewGuid().ToString("N")[..6];
        var (survivor, old) = (await network.Organization("Supplier", name + " Garment Co., Ltd."), await network.Organization("Supplier", name.ToUpperInvariant() + " GARMENTS"));
        (await Pair(survivor, old, "organization")).ShouldNotBeNull();
        var (site, buyer) = (await network.Site(old), await network.Organization("Buyer"));
        await network.Relation(buyer, old, "buysFrom");
        await network.Relation(survivor, old, "owns");

        var tenant = await network.Organization("Supplier", name + " Apparel");
        await network.Person(tenant, Roles.SupplierUser);
        (await Keeper.Post($"/organizations/{tenant}/merge", new { into = survivor })).RefusedFor("merge.people-or-sealed");

        var merge = (await Keeper.Post($"/organizations/{old}/merge", new { into = survivor })).Created()["id"]!.GetValue<Guid>();
        var answer = await Keeper.Get($"/organizations/{old}");
        (answer.Status, answer.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.MovedPermanently, $"/api/v1/organizations/{survivor}"));
        var read = (await Keeper.Get($"/organizations/{survivor}")).Ok();
        read["sites"]!.AsArray().Select(s => s!["id"]!.GetValue<Guid>()).ShouldContain(site);
        read["relations"]!.AsArray().ShouldContain(r => r!["otherId"]!.GetValue<Guid>() == buyer);
        // By the name that went in, the list finds the one that stayed: it has that name too now.
        (await Keeper.Get("/organizations?query=" + Uri.EscapeDataString(name.ToUpperInvariant() + " GARMENTS"))).Ok()["items"]!.AsArray().Select(o => o!["id"]!.GetValue<Guid>()).ShouldBe([survivor]);

        (await Keeper.Post($"/merges/{merge}/split")).Created();
        read = (await Keeper.Get($"/organizations/{old}")).Ok();
        (read["sites"]!.AsArray().Count, read["relations"]!.AsArray().Count).ShouldBe((1, 2));
    }

    [Fact]
    public async Task What_both_records_knew_stays_with_the_old_one_and_a_page_leads_on()
    {
        var (_, old, survivor) = await TwoRecordsOfASite();
        foreach (var site in new[] { old, survivor }) await network.Ask("insert into network.identifier (id, org_id, subject_kind, subject_id, scheme, value) select gen_random_uuid(), org_id, 'site', id, 'Lei', '529900T8BM49AURSDO55' from network.site where id = $1", site);
        var before = await Pointers(old);
        var merge = (await Keeper.Post($"/sites/{old}/merge", new { into = survivor })).Created()["id"]!.GetValue<Guid>();
        (await Pointers(survivor)).Split("; ").Count(x => x.StartsWith("identifier Lei", StringComparison.Ordinal)).ShouldBe(1);
        (await Keeper.Post($"/merges/{merge}/split")).Created();
        (await Pointers(old)).ShouldBe(before);

        var (gone, kept) = (await network.Organization("Supplier"), await network.Organization("Supplier"));
        (await Keeper.Post($"/organizations/{gone}/merge", new { into = kept })).Created();
        using var page = await Keeper.Http.GetAsync($"/app/directory/{gone}");
        (page.StatusCode, page.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.MovedPermanently, $"/app/directory/{kept}"));
    }

    [Fact]
    public async Task A_pair_that_is_no_longer_alike_is_no_longer_suggested()
    {
        var (_, a, b) = await TwoRecordsOfASite();
        (await Pair(a, b)).ShouldNotBeNull();
        await network.Ask("update network.site set name = 'Quite another mill of cotton' where id = $1", a);
        await using (var work = await network.Begin(Keeper)) { await FindMatches.Of(work, "site", [a]); work.Audit("match.looked-again", "match_look", a); await work.Commit(); }
        (await Pair(a, b)).ShouldBeNull();
    }

    [Fact]
    public async Task Another_look_over_the_directory_finds_what_stands_in_it_and_shows_how_far_it_is()
    {
        var (_, a, b) = await TwoRecordsOfASite();
        await network.Ask("delete from network.match where first_id in ($1, $2)", a, b);
        await network.Ask("delete from network.match_key where subject_id in ($1, $2)", a, b);
        var asked = await Keeper.Post("/matches/look");
        asked.Created();
        JsonNode look;
        var waited = 0;
        do { await Task.Delay(100); look = (await Keeper.Get("/matches/look")).Ok(); } while (look["endedAt"] is null && ++waited < 600);
        look["endedAt"].ShouldNotBeNull();
        look["done"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(3);
        (await Pair(a, b)).ShouldNotBeNull();
    }
}
