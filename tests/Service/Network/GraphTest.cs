using System.Net;
using System.Text.Json.Nodes;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>The directory in full and the graph, by its API.</summary>
public sealed class GraphTest(TestNetwork network)
{
    private Person Keeper => network.Administrator;

    private string Day(int from) => network.Clock.GetUtcNow().AddDays(from).ToString("yyyy-MM-dd");

    private Task<Answer> Relate(Guid from, Guid to, string role, int since = -30, object? more = null) => Keeper.Post("/relations", new { from, to, role, fromDay = Day(since) });

    [Fact]
    public async Task An_organization_of_every_kind_is_kept_in_full_and_its_old_name_stays_with_it()
    {
        foreach (var kind in CodeLists.Of("organization_types").Select(c => c.More["enum_name"])) await network.Organization(kind);
        var id = await network.Organization("RecruitmentAgency", "Everest Link " + Guid.NewGuid());
        var read = (await Keeper.Get($"/organizations/{id}")).Ok();
        var (name, version) = (read["name"]!.GetValue<string>(), read["version"]!.GetValue<int>());
        var renamed = "Himal Bridge " + Guid.NewGuid();
        (await Keeper.Post($"/organizations/{id}", new { name = renamed, kind = "EmploymentAgency", country = "NP", isic = "N" }, ifMatch: $"\"{version}\"")).NoContent();
        (await Keeper.Post($"/organizations/{id}", new { name, kind = "EmploymentAgency" }, ifMatch: $"\"{version}\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Keeper.Post($"/organizations/{id}", new { name = "x", kind = "Nothing", country = "Nepal", isic = "Z" })).Codes.Count.ShouldBe(3);
        (await Keeper.Post($"/organizations/{id}/names", new { name = "हिमाल ब्रिज", kind = "Transliteration", language = "ne" })).Created();
        (await Keeper.Post($"/organizations/{id}/names", new { name = "हिमाल ब्रिज", kind = "Transliteration", language = "ne" })).RefusedFor("name.has-it-already");
        read = (await Keeper.Get($"/organizations/{id}")).Ok();
        read["names"]!.AsArray().Select(n => n!["name"]!.GetValue<string>()).ShouldBe(["हिमाल ब्रिज", name], ignoreOrder: true);
        (await Keeper.Get("/organizations?query=" + Uri.EscapeDataString("हिमाल"))).Ok()["items"]!.AsArray().ShouldContain(o => o!["id"]!.GetValue<Guid>() == id);
        read["licence"]!.GetValue<string>().ShouldBe("missing");
        (await Keeper.Post($"/organizations/{id}/identifiers", new { scheme = "RecruiterLicence", value = "1021/79", authority = "Department of Foreign Employment", country = "NP", expiresOn = Day(-1) })).Created();
        (await Keeper.Get($"/organizations/{id}")).Ok()["licence"]!.GetValue<string>().ShouldBe("expired");
        (await Keeper.Post($"/organizations/{id}/identifiers", new { scheme = "RecruiterLicence", value = "1021/79", authority = "Department of Foreign Employment", country = "NP", expiresOn = Day(300) })).Created();
        (await Keeper.Get($"/organizations/{id}")).Ok()["licence"]!.GetValue<string>().ShouldBe("none");
    }

    [Fact]
    public async Task The_network_decides_where_recruiters_need_a_licence()
    {
        var id = await network.Organization("RecruitmentAgency");
        (await Keeper.Post($"/organizations/{id}", new { name = "Agency " + id, kind = "RecruitmentAgency", country = "AQ" })).NoContent();
        (await Keeper.Get($"/organizations/{id}")).Ok()["licence"]!.GetValue<string>().ShouldBe("none");
        (await Keeper.Post("/licensing", new { country = "AQ", required = true })).NoContent();
        (await Keeper.Get($"/organizations/{id}")).Ok()["licence"]!.GetValue<string>().ShouldBe("missing");
        (await Keeper.Post("/licensing", new { country = "AQ", required = false })).NoContent();
        (await Keeper.Get($"/organizations/{id}")).Ok()["licence"]!.GetValue<string>().ShouldBe("none");
    }

    [Fact]
    public async Task A_merged_id_leads_to_what_it_turned_out_to_be()
    {
        var (old, kept) = (await network.Organization("Supplier"), await network.Organization("Supplier"));
        var (oldSite, site) = (await network.Site(old), await network.Site(kept));
        await network.Ask("update access.organization set merged_into = $2 where id = $1 returning 1", old, kept);
        await network.Ask("update network.site set merged_into = $2 where id = $1 returning 1", oldSite, site);
        var answer = await Keeper.Get($"/organizations/{old}");
        answer.Status.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Headers.Location!.OriginalString.ShouldBe($"/api/v1/organizations/{kept}");
        (await Keeper.Get($"/sites/{oldSite}")).Headers.Location!.OriginalString.ShouldBe($"/api/v1/sites/{site}");
        using var page = await Keeper.Http.GetAsync($"/app/directory/{old}");
        page.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        page.Headers.Location!.OriginalString.ShouldBe($"/app/directory/{kept}");
        using var sitePage = await Keeper.Http.GetAsync($"/app/sites/{oldSite}");
        sitePage.Headers.Location!.OriginalString.ShouldBe($"/app/sites/{site}");
        var stranger = await network.Person(await network.Organization("Supplier"), Roles.SupplierUser);
        (await stranger.Get($"/organizations/{old}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_site_is_kept_in_full_and_its_newest_count_is_its_own_figure()
    {
        var factory = await network.AFactory(headcount: null);
        (await Keeper.Post($"/sites/{factory.Site}", new { name = "Plant 1", country = "BD", timeZone = "Asia/Dhaka", place = "Gazipur", address = "Plot 7", sector = "Garments", isic = "C", latitude = 23.99, longitude = 90.42, active = true })).NoContent();
        var id = OsId("BD2020021" + Guid.NewGuid().ToString("N")[..5].ToUpperInvariant());
        (await Keeper.Post($"/sites/{factory.Site}/identifiers", new { scheme = "OsId", value = id })).Created();
        (await Keeper.Post($"/sites/{await network.Site(factory.Organization, country: "BD")}/identifiers", new { scheme = "OsId", value = id })).RefusedFor("identifier.held-by-another");
        (await Keeper.Post($"/sites/{factory.Site}/headcounts", new { countedOn = Day(-10), total = 100, nationality = new[] { new { value = "BD", workers = 90 } } })).RefusedFor("headcount.too-few");
        (await Keeper.Post($"/sites/{factory.Site}/headcounts", new { countedOn = Day(-10), total = 100, nationality = new[] { new { value = "BD", workers = 90 } }, gender = new[] { new { value = "WOMAN", workers = 70 }, new { value = "MAN", workers = 30 } }, fillUnknown = true })).Created();
        (await Keeper.Post($"/sites/{factory.Site}/headcounts", new { countedOn = Day(-100), total = 80 })).Created();
        var read = (await Keeper.Get($"/sites/{factory.Site}")).Ok();
        (read["headcount"]!.GetValue<int>(), read["countedOn"]!.GetValue<string>()).ShouldBe((100, Day(-10)), "an older count does not take the place of the newest");
        read["headcounts"]!.AsArray().Count.ShouldBe(2);
        read["headcounts"]![0]!["parts"]!.AsArray().Single(p => p!["value"]!.GetValue<string>() == "unknown")!["workers"]!.GetValue<int>().ShouldBe(10);
        (await Keeper.Get("/sites?query=Plant+1&country=BD")).Ok()["items"]!.AsArray().ShouldContain(s => s!["osId"] != null && s["osId"]!.GetValue<string>() == id);
    }

    private static string OsId(string first) { var shaped = first.PadRight(14, '0')[..14]; return shaped + OpenIlm.Network.Identifiers.OsIdCheck(shaped); }

    [Fact]
    public async Task Focal_points_are_one_of_each_level_and_their_history_stays()
    {
        var factory = await network.AFactory();
        object Focal(string name, bool replaces = false, Guid? siteId = null) => new { level = "Primary", name, title = "HR", email = name.ToLowerInvariant() + "@factory.example", languages = new[] { "th" }, replaces, siteId };
        (await Keeper.Post($"/organizations/{factory.Organization}/focal-points", Focal("Kanya"))).Created();
        (await Keeper.Post($"/organizations/{factory.Organization}/focal-points", Focal("Somsak"))).RefusedFor("focal-point.taken");
        (await Keeper.Post($"/organizations/{factory.Organization}/focal-points", Focal("Prasit", siteId: factory.Site))).Created();
        (await Keeper.Post($"/organizations/{factory.Organization}/focal-points", Focal("Somsak", replaces: true))).Created();
        var all = (await factory.Person.Get($"/organizations/{factory.Organization}")).Ok()["focalPoints"]!.AsArray();
        all.Where(f => f!["untilDay"] is null).Select(f => f!["name"]!.GetValue<string>()).ShouldBe(["Somsak", "Prasit"], ignoreOrder: true);
        all.ShouldContain(f => f!["name"]!.GetValue<string>() == "Kanya" && f["untilDay"] != null);
        var live = all.First(f => f!["untilDay"] is null)!["id"]!.GetValue<Guid>();
        (await Keeper.Post($"/organizations/{factory.Organization}/focal-points/{live}/end", new { })).NoContent();
        (await Keeper.Post($"/organizations/{factory.Organization}/focal-points/{live}/end", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Impossible_relations_are_refused_with_their_reason()
    {
        var (a, b, c) = (await network.Organization("Supplier", "Owner A " + Guid.NewGuid()), await network.Organization("Supplier"), await network.Organization("Supplier"));
        (await Relate(a, b, "owns")).Created();
        (await Relate(b, c, "owns")).Created();
        var circle = await Relate(c, a, "owns");
        circle.RefusedFor("relation.circle");
        circle.Json["title"]!.GetValue<string>().ShouldContain("Owner A");
        (await Relate(a, b, "owns", -5)).RefusedFor("relation.overlaps");
        (await Relate(a, a, "owns")).RefusedFor("relation.to-itself", HttpStatusCode.BadRequest);
        (await Relate(a, c, "buysFrom", 3)).RefusedFor("relation.begins-later");
        (await Relate(a, Guid.NewGuid(), "buysFrom")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Keeper.Post("/relations", new { from = a, to = b, role = "recruitsFor", fromDay = Day(-1), siteId = await network.Site(c) })).RefusedFor("relation.site-of-others", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_agreement_hangs_on_recruiting_and_a_worker_who_pays_is_flagged()
    {
        var factory = await network.AFactory();
        var agency = await network.Organization("RecruitmentAgency");
        var relation = (await Relate(agency, factory.Organization, "recruitsFor")).Created()["id"]!.GetValue<Guid>();
        var made = (await Keeper.Post($"/relations/{relation}/agreements", new { title = "MSA 2026", fromDay = Day(-30), terms = "Employer pays.", fees = new object[] { new { category = "RC-i", bearer = "Employer", amount = 1200.5, currency = "THB" }, new { category = "RF-a", bearer = "Worker" } } })).Created()["id"]!.GetValue<Guid>();
        var read = (await factory.Person.Get($"/relations/{relation}")).Ok();
        read["agreements"]![0]!["workerPays"]!.GetValue<bool>().ShouldBeTrue();
        read["agreements"]![0]!["review"]!.GetValue<string>().ShouldBe("NotReviewed");
        (await Keeper.Post($"/agreements/{made}/review", new { review = "Reviewed" }, ifMatch: "\"1\"")).NoContent();
        (await Keeper.Post($"/relations/{relation}/agreements/{made}", new { title = "MSA 2026", fromDay = Day(-30), fees = Array.Empty<object>() }, ifMatch: "\"2\"")).Ok();
        read = (await factory.Person.Get($"/relations/{relation}")).Ok();
        read["agreements"]![0]!["workerPays"]!.GetValue<bool>().ShouldBeFalse();
        read["agreements"]![0]!["review"]!.GetValue<string>().ShouldBe("NotReviewed", "what was changed waits for its review again");
        var owned = (await Relate(await network.Organization("Buyer"), factory.Organization, "owns")).Created()["id"]!.GetValue<Guid>();
        (await Keeper.Post($"/relations/{owned}/agreements", new { title = "x", fromDay = Day(-30) })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_chain_is_walked_over_tiers_gaps_and_corridors()
    {
        var factory = await network.AFactory();
        var buyer = await network.ABuyerOf(factory);
        var (estate, agency, other) = (await network.AFactory(), await network.Organization("RecruitmentAgency"), await network.Organization("RecruitmentAgency"));
        (await Relate(factory.Organization, estate.Organization, "buysFrom")).Created();
        var recruits = (await Relate(agency, factory.Organization, "recruitsFor")).Created()["id"]!.GetValue<Guid>();
        (await Relate(other, estate.Organization, "recruitsFor")).Created();
        (await factory.Person.Post($"/relations/{recruits}/disclosures", new { customerId = buyer.Organization })).Created();
        var gap = (await Keeper.Post("/gaps", new { organizationId = estate.Organization, step = "SubAgent", note = "Tappers name a man at the border" })).Created()["id"]!.GetValue<Guid>();
        var corridor = (await Keeper.Post("/corridors", new { name = "Nepal to Thailand", origin = "NP", destination = "TH", recruiters = new[] { agency } })).Created()["id"]!.GetValue<Guid>();

        var chain = (await buyer.Person.Get("/supply-chain")).Ok();
        (chain["organizations"]!.GetValue<int>(), chain["sites"]!.GetValue<int>(), chain["gaps"]!.GetValue<int>(), chain["recruiters"]!.GetValue<int>()).ShouldBe((2, 2, 1, 1));
        chain["items"]!.AsArray().Select(o => (o!["id"]!.GetValue<Guid>(), o["tier"]!.GetValue<int>())).ShouldBe([(factory.Organization, 1), (estate.Organization, 2)]);
        var first = (await buyer.Person.Get("/supply-chain?limit=1")).Ok();
        (await buyer.Person.Get($"/supply-chain?limit=1&cursor={Uri.EscapeDataString(first["nextCursor"]!.GetValue<string>())}")).Ok()["items"]!.AsArray().Single()!["id"]!.GetValue<Guid>().ShouldBe(estate.Organization);
        (await buyer.Person.Get("/supply-chain/sites")).Ok()["items"]!.AsArray().Count.ShouldBe(2);

        async Task<string[]> Edges(Guid? of, Guid? on = null) => [.. (await buyer.Person.Get($"/supply-chain/branches?{(of is null ? "" : "of=" + of + "&")}{(on is null ? "" : "corridorId=" + on)}")).Ok()["items"]!.AsArray().Select(b => b!["edge"]!.GetValue<string>())];
        (await Edges(null)).ShouldBe(["buysFrom"]);
        (await Edges(factory.Organization)).ShouldBe(["buysFrom", "site", "recruitsFor"]);
        (await Edges(estate.Organization)).ShouldBe(["gap", "site"], "who recruits for the estate is its own affair");
        (await Edges(factory.Organization, corridor)).ShouldBe(["site", "recruitsFor"], "the estate is not on the way");
        (await buyer.Person.Get($"/supply-chain/branches?of={other}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await buyer.Person.Get($"/supply-chain?organizationId={factory.Organization}")).Status.ShouldBe(HttpStatusCode.NotFound, "another's chain is that other's");
        (await factory.Person.Get("/supply-chain")).Ok()["organizations"]!.GetValue<int>().ShouldBe(1);

        (await Keeper.Post($"/gaps/{gap}/close", new { found = "Sunrise Labor Supply" })).NoContent();
        (await Keeper.Post($"/gaps/{gap}/close", new { })).RefusedFor("gap.closed-before");
        (await buyer.Person.Get("/supply-chain")).Ok()["gaps"]!.GetValue<int>().ShouldBe(0);
        foreach (var show in new[] { "", "?show=list", "?show=map", $"?at={factory.Organization}&corridor={corridor}" })
        {
            using var page = await buyer.Person.Http.GetAsync("/app/supply-chain" + show);
            page.StatusCode.ShouldBe(HttpStatusCode.OK, show);
        }
        using (var page = await buyer.Person.Http.GetAsync($"/app/supply-chain?at={other}")) page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_taken_out_is_what_the_caller_sees_and_is_logged()
    {
        var factory = await network.AFactory();
        var buyer = await network.ABuyerOf(factory);
        await network.AFactory();
        var named = "=HYPERLINK(1) " + Guid.NewGuid();
        (await Keeper.Post($"/sites/{factory.Site}", new { name = named, country = "TH", timeZone = "Asia/Bangkok" })).NoContent();
        var csv = await buyer.Person.Http.GetStringAsync("/api/v1/sites/export?format=csv");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, "the header and the one site of its chain");
        csv.ShouldContain("'" + named);
        foreach (var what in new[] { "organizations", "sites", "relations" })
        {
            using var book = await buyer.Person.Http.GetAsync($"/api/v1/{what}/export?format=xlsx");
            book.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
            (await book.Content.ReadAsByteArrayAsync())[..2].ShouldBe("PK"u8.ToArray());
        }
        (await buyer.Person.Get("/sites/export?format=pdf")).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        ((long)(await network.Ask("select count(*) from audit.entry where action = 'directory.exported' and org_id = $1", buyer.Organization))!).ShouldBe(4);
    }
}
