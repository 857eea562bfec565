using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>The service directory over HTTP: what is public, when, in which shape, and what never is.</summary>
public sealed class ServicesTest(TestNetwork network)
{
    private static object AClinic(string name, string country = "TH", string[]? kinds = null, bool secret = false, string? address = null) => new
    {
        providerName = "Canal Health " + name, name, description = "A doctor who asks for no papers.", kinds = kinds ?? ["AS2"], countries = new[] { country }, languages = new[] { "th", "my" },
        hours = new[] { "MO-FR 9:00-17:00" }, timeZone = "Asia/Bangkok", phones = new[] { "+66 2 555 0101" }, secretAddress = secret, address,
        city = address is null || secret || kinds?.Contains("AS1") == true ? null : "Ranong", addressCountry = address is null || secret || kinds?.Contains("AS1") == true ? null : "TH", sides = new[] { "destination" },
    };

    private static string Named(string word) => $"{word} {Guid.NewGuid().ToString("N")[..8]}";

    private async Task<Person> AHandler() => await network.Person(await network.Organization("CivilSociety"), Roles.CaseHandler);

    private string Day(int days) => DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime).AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<Guid> APublished(Person handler, object service, int daysAgo = 10)
    {
        var id = (await handler.Post("/services", service)).Created()["id"]!.GetValue<Guid>();
        (await handler.Post($"/services/{id}/reviews", new { onDay = Day(-daysAgo), outcome = "passed" })).Created();
        return id;
    }

    private async Task<(HttpResponseMessage Response, string Text)> Hsds(string path)
    {
        var response = await network.Anonymous.GetAsync(new Uri("/hsds" + path, UriKind.Relative));
        return (response, await response.Content.ReadAsStringAsync());
    }

    private async Task<JsonNode> Read(string path)
    {
        var (response, text) = await Hsds(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<bool> IsPublic(Guid id) => (await Hsds($"/services/{id}")).Response.StatusCode == HttpStatusCode.OK;

    [Fact]
    public async Task A_service_is_public_once_somebody_looked_into_it_and_no_longer_than_that_counts()
    {
        var handler = await AHandler();
        var id = (await handler.Post("/services", AClinic(Named("Clinic")))).Created()["id"]!.GetValue<Guid>();
        (await IsPublic(id)).ShouldBeFalse("nobody looked into it");
        (await handler.Post($"/services/{id}/reviews", new { onDay = Day(-600), outcome = "passed" })).Created();
        (await IsPublic(id)).ShouldBeFalse("too long ago");
        (await handler.Post($"/services/{id}/reviews", new { onDay = Day(-10), outcome = "passed" })).Created();
        (await IsPublic(id)).ShouldBeTrue();
        (await handler.Post($"/services/{id}/reviews", new { onDay = Day(-300), outcome = "failed", note = "Found in the files." })).Created();
        (await IsPublic(id)).ShouldBeTrue("an older visit does not undo a newer one");
        (await handler.Post($"/services/{id}/status", new { status = "temporarily closed" })).NoContent();
        (await Read($"/services/{id}"))["status"]!.GetValue<string>().ShouldBe("temporarily closed");
        (await handler.Post($"/services/{id}/status", new { status = "inactive" })).NoContent();
        (await IsPublic(id)).ShouldBeFalse("inactive");
        (await handler.Post($"/services/{id}/status", new { status = "active" })).NoContent();
        (await handler.Post($"/services/{id}/reviews", new { onDay = Day(0), outcome = "failed", note = "They ask workers for money." })).Created();
        (await IsPublic(id)).ShouldBeFalse("failed");
        (await handler.Get($"/services/{id}")).Ok()["reviews"]!.AsArray().Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_public_records_have_what_the_specification_requires()
    {
        var handler = await AHandler();
        var name = Named("Clinic");
        var id = await APublished(handler, AClinic(name, address: "18 Canal Road"));

        var root = await Read("");
        root["version"]!.GetValue<string>().ShouldBe("3.0");
        Uri.IsWellFormedUriString(root["profile"]!.GetValue<string>(), UriKind.Absolute).ShouldBeTrue();
        (await network.Anonymous.GetAsync(new Uri(root["openapi_url"]!.GetValue<string>()))).StatusCode.ShouldBe(HttpStatusCode.OK);

        var list = await Read($"/services?search={Uri.EscapeDataString(name)}");
        foreach (var member in new[] { "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents" }) list[member].ShouldNotBeNull(member);
        list["total_items"]!.GetValue<int>().ShouldBe(1);
        var line = list["contents"]![0]!.AsObject();
        Has(line, "id", "name", "status", "organization");
        line.ContainsKey("phones").ShouldBeFalse("lists hold what belongs one to one");

        var service = (await Read($"/services/{id}")).AsObject();
        Has(service, "id", "name", "status", "description", "assured_date", "last_modified", "fees_description", "organization", "phones", "schedules", "service_areas", "languages", "attributes", "service_at_locations");
        Has(service["organization"]!.AsObject(), "id", "name", "description");
        Has(service["phones"]![0]!.AsObject(), "id", "number");
        Has(service["schedules"]![0]!.AsObject(), "id", "freq", "byday", "opens_at", "closes_at");
        Has(service["languages"]![0]!.AsObject(), "id", "name", "code");
        Has(service["attributes"]![0]!.AsObject(), "id", "link_id", "taxonomy_term_id", "link_entity", "taxonomy_term");
        var at = service["service_at_locations"]![0]!.AsObject();
        Has(at, "id", "location");
        Has(at["location"]!.AsObject(), "id", "location_type", "addresses");
        Has(at["location"]!["addresses"]![0]!.AsObject(), "id", "address_1", "city", "state_province", "postal_code", "country", "address_type");
        service.ToJsonString().ShouldNotContain("null");

        Has((await Read($"/organizations/{service["organization"]!["id"]}")).AsObject(), "id", "name", "description", "services");
        Has((await Read($"/service_at_locations/{at["id"]}")).AsObject(), "id", "location", "service");
        var terms = await Read("/taxonomy_terms?per_page=200");
        new[] { "AS1", "AS2", "AS3", "AS4", "AS5", "AS6", "AS7", "CON", "UNI" }.ShouldBeSubsetOf(terms["contents"]!.AsArray().Select(t => t!["code"]!.GetValue<string>()));
        Has((await Read($"/taxonomy_terms/{terms["contents"]![0]!["id"]}")).AsObject(), "id", "name", "description");
        Has((await Read("/taxonomies"))["contents"]![0]!.AsObject(), "id", "name", "description");
        Has((await Read($"/services?minimal=true&search={Uri.EscapeDataString(name)}"))["contents"]![0]!.AsObject(), "id", "modified_date");
        (await Read($"/services?full=true&search={Uri.EscapeDataString(name)}"))["contents"]![0]!["phones"].ShouldNotBeNull();

        static void Has(JsonObject thing, params string[] members) { foreach (var member in members) thing.ContainsKey(member).ShouldBeTrue($"{member} in {thing}"); }
    }

    [Fact]
    public async Task The_public_directory_is_open_to_every_origin_sets_no_cookie_and_answers_faults_as_json()
    {
        var (fine, _) = await Hsds("/services");
        fine.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        fine.Headers.Contains("Set-Cookie").ShouldBeFalse();
        fine.Headers.CacheControl!.ToString().ShouldBe("public, max-age=300");
        var (bad, text) = await Hsds("/services?page=0&taxonomy_id=7");
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(text)!["errors"]!.AsArray().Select(e => e!["field"]!.GetValue<string>()).ShouldBe(["page", "taxonomy_id"]);
        var (none, missing) = await Hsds($"/services/{Guid.NewGuid()}");
        (none.StatusCode, JsonNode.Parse(missing)!["code"]!.GetValue<string>()).ShouldBe((HttpStatusCode.NotFound, "not-found"));
        var written = await network.Anonymous.PostAsync(new Uri("/hsds/services", UriKind.Relative), new StringContent("{}", Encoding.UTF8, "application/json"));
        written.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task The_address_of_a_shelter_reaches_only_the_case_handlers_of_its_keeper()
    {
        var canary = "Canary" + Guid.NewGuid().ToString("N")[..12] + " Lane 7";
        var handler = await AHandler();
        var shelter = await APublished(handler, AClinic(Named("House"), country: "LA", kinds: ["AS1"], address: canary));

        // Everybody asks every door that gives something, of this service and of nothing in particular.
        var factory = await network.AFactory();
        var everybody = new Dictionary<string, HttpClient> { ["nobody"] = network.Anonymous, ["supplier"] = factory.Person.Http, ["buyer"] = (await network.ABuyerOf(factory)).Person.Http };
        foreach (var (role, kind) in new[] { (Roles.CaseHandler, "CivilSociety"), (Roles.Supervisor, "CivilSociety"), (Roles.NetworkConvenor, "Convenor"), (Roles.Auditor, "AuditBody"), (Roles.AgencyUser, "RecruitmentAgency") })
            everybody["another " + role] = (await network.Person(await network.Organization(kind), role)).Http;
        everybody["operator"] = network.Administrator.Http;
        everybody["the keeper's list"] = handler.Http;
        var (asked, told) = (0, new List<string>());
        foreach (var (who, http) in everybody)
        {
            foreach (var door in Doors.All(network).Where(d => d.Method == "GET" && !d.IsStream))
                foreach (var accept in new[] { "application/json", "text/csv", "text/html" })
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, door.Path(shelter));
                    request.Headers.TryAddWithoutValidation("Accept", accept);
                    using var response = await http.SendAsync(request);
                    asked++;
                    if ((await response.Content.ReadAsStringAsync()).Contains(canary[..18], StringComparison.OrdinalIgnoreCase)) told.Add($"{who} {door}");
                }
            foreach (var path in new[] { "/hsds/services?full=true&per_page=200", "/hsds/organizations?full=true&per_page=200", "/hsds/service_at_locations?full=true&per_page=200", $"/hsds/services?search={canary[..18]}" })
                if ((await (await http.GetAsync(new Uri(path, UriKind.Relative))).Content.ReadAsStringAsync()).Contains(canary[..18], StringComparison.OrdinalIgnoreCase) && !path.Contains("search")) told.Add($"{who} {path}");
            if (who.StartsWith("the keeper", StringComparison.Ordinal)) continue;
            var knocked = await Calls.Post(http, $"/services/{shelter}/address");
            knocked.Status.ShouldBe(who == "nobody" ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound, who);
        }
        told.ShouldBeEmpty();
        asked.ShouldBeGreaterThan(400);
        foreach (var need in new[] { "AS1", "any" })
        {
            using var page = await network.Anonymous.PostAsync(new Uri("/w/en/help", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string> { ["at"] = "LA", ["need"] = need }));
            var text = await page.Content.ReadAsStringAsync();
            text.ShouldContain("66 2 555 0101", Case.Sensitive, "the control: the shelter itself is there");
            text.ShouldNotContain(canary[..18]);
        }
        (await Read($"/services/{shelter}"))["service_at_locations"]!.AsArray().ShouldBeEmpty();

        // The control: its keeper reads it, and that is kept.
        (await handler.Post($"/services/{shelter}/address")).Ok()["address"]!.GetValue<string>().ShouldBe(canary);
        ((long)(await network.Ask("select count(*) from audit.entry where action = 'service.address-read' and object = $1", shelter))!).ShouldBe(1);
    }

    [Fact]
    public async Task The_role_of_the_public_door_holds_no_right_on_the_secret_addresses()
    {
        (await network.Ask("select has_table_privilege('openilm_door', 'network.service_address_secret', 'select') or has_any_column_privilege('openilm_door', 'network.service_address_secret', 'select')")).ShouldBe(false);
        (await network.Ask("select has_column_privilege('openilm_door', 'network.service', 'source', 'select')")).ShouldBe(false);
    }

    [Fact]
    public async Task Only_the_keeper_changes_an_entry_and_only_the_version_that_was_read()
    {
        var (handler, other) = (await AHandler(), await AHandler());
        var name = Named("Clinic");
        var id = (await handler.Post("/services", AClinic(name))).Created()["id"]!.GetValue<Guid>();
        (await other.Get($"/services/{id}")).Ok()["mayKeep"]!.GetValue<bool>().ShouldBeFalse();
        (await other.Post($"/services/{id}", AClinic(name))).Expect(HttpStatusCode.NotFound);
        (await other.Post($"/services/{id}/reviews", new { onDay = Day(0), outcome = "passed" })).Expect(HttpStatusCode.NotFound);
        (await handler.Post($"/services/{id}", AClinic(name + " East"), ifMatch: "\"1\"")).Ok();
        (await handler.Post($"/services/{id}", AClinic(name), ifMatch: "\"1\"")).Expect(HttpStatusCode.PreconditionFailed);
        (await handler.Get($"/services/{id}")).Ok()["name"]!.GetValue<string>().ShouldBe(name + " East");
        (await handler.Post($"/services/{id}/status", new { status = "gone" })).Codes.ShouldBe(["input.not-a-choice"]);
    }

    [Fact]
    public async Task A_convenor_keeps_a_shelter_and_never_its_address()
    {
        var organization = await network.Organization("Convenor");
        var convenor = await network.Person(organization, Roles.NetworkConvenor);
        (await convenor.Post("/services", AClinic(Named("House"), kinds: ["AS1"], address: "9 Hidden Hill Road"))).Codes.ShouldBe(["service.address-for-handlers"]);
        (await convenor.Post("/services", AClinic(Named("House"), kinds: ["AS1"]))).Created();
    }

    [Fact]
    public async Task The_address_that_is_kept_cannot_slip_into_the_words_later()
    {
        var handler = await AHandler();
        var name = Named("House");
        var id = (await handler.Post("/services", AClinic(name, kinds: ["AS1"], address: "9 Hidden Hill Road"))).Created()["id"]!.GetValue<Guid>();
        (await handler.Post($"/services/{id}", AClinic(name + " at 9, Hidden Hill road", kinds: ["AS1"]))).Codes.ShouldContain("service.address-in-words");
        (await handler.Post($"/services/{id}", AClinic(name, kinds: ["AS1"]))).Ok();
        (await handler.Post($"/services/{id}/address")).Ok()["address"]!.GetValue<string>().ShouldBe("9 Hidden Hill Road", "an empty line keeps it");
    }

    [Fact]
    public async Task The_list_finds_by_country_kind_language_and_overdue_review()
    {
        var handler = await AHandler();
        var name = Named("Clinic");
        var fresh = await APublished(handler, AClinic(name + " fresh", "NP"));
        var due = await APublished(handler, AClinic(name + " due", "NP", ["AS4"]), daysAgo: 400);
        var word = Uri.EscapeDataString(name);
        async Task<IReadOnlyList<Guid>> Find(string filter) => [.. (await handler.Get($"/services?query={word}&{filter}")).Ok()["items"]!.AsArray().Select(s => s!["id"]!.GetValue<Guid>())];
        (await Find("")).ShouldBe([due, fresh]);
        (await Find("country=NP&kind=AS4")).ShouldBe([due]);
        (await Find("language=ne")).ShouldBeEmpty();
        (await Find("reviewDue=true")).ShouldBe([due]);
        (await Find("limit=1")).ShouldBe([due]);
    }

    [Fact]
    public async Task A_worker_finds_help_by_country_and_need_and_nothing_of_it_stands_in_an_address()
    {
        var handler = await AHandler();
        var name = Named("Clinic");
        await APublished(handler, AClinic(name, "PH"));
        foreach (var language in Languages.All)
        {
            var (first, start) = await Page("GET", $"/w/{language.Code}/help");
            start.ShouldContain("value=\"PH\"");
            var (second, needs) = await Page("POST", $"/w/{language.Code}/help", ("country", "PH"));
            needs.ShouldContain("value=\"AS2\"");
            needs.ShouldNotContain("value=\"UNI\"", Case.Sensitive, "only what there is");
            var (third, list) = await Page("POST", $"/w/{language.Code}/help", ("at", "PH"), ("need", "AS2"));
            list.ShouldContain(name);
            list.ShouldContain("href=\"tel:&#x2B;6625550101\"");
            foreach (var (response, text) in new[] { (first, start), (second, needs), (third, list) })
            {
                response.Headers.Contains("Set-Cookie").ShouldBeFalse();
                Encoding.UTF8.GetByteCount(text).ShouldBeLessThan(30_000, language.EnglishName);
                text.ShouldNotContain("help.");
                text.ShouldNotContain("need.");
            }
        }
        (await Page("POST", "/w/en/help", ("country", "'; drop"))).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Page("POST", "/w/en/help", ("at", "PH"), ("need", "x"))).Text.ShouldContain(name);
    }

    private async Task<(HttpResponseMessage Response, string Text)> Page(string method, string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var response = await network.Anonymous.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }
}
