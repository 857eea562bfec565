using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Service;

/// <summary>The hotline's own work: who called before, what is asked and answered, who is to be called back (ILM-1 to ILM-11, C7).</summary>
public sealed class HotlineTest(TestNetwork network)
{
    private static string ANumber() => "+6681" + System.Security.Cryptography.RandomNumberGenerator.GetString("0123456789", 7);

    private static Task<Answer> Log(Person who, string? phone = null, object? call = null, string reason = "issue", string language = "my", string channel = "HOTLINE", Guid? site = null, Guid? @case = null) => who.Post("/contacts", new
    {
        channel, reason, language, text = "They hold the passports.", siteId = site, caseId = @case, reporter = phone is null ? null : new { phone }, call,
    });

    [Fact]
    public async Task A_number_that_called_before_is_known_in_its_own_organization_and_in_no_other()
    {
        var (ngo, other) = (await network.AnNgo(), await network.AnNgo());
        var phone = ANumber();
        var first = (await Log(ngo.Handler, phone, language: "my")).Created();
        (await Log(ngo.Handler, phone, language: "km", @case: first["caseId"]!.GetValue<Guid>())).Created();
        (await Log(ngo.Handler, ANumber())).Created();
        (await Log(other.Handler, phone)).Created();

        // However it is written, and by whoever of the two holds the key.
        foreach (var (who, typed) in new[] { (ngo.Handler, phone), (ngo.Supervisor, $"00{phone[1..3]} {phone[3..6]}-{phone[6..]}") })
        {
            var known = (await who.Post("/contacts/known", new { phone = typed })).Ok()["cases"]!.AsArray().ShouldHaveSingleItem()!;
            known["caseId"]!.GetValue<Guid>().ShouldBe(first["caseId"]!.GetValue<Guid>());
            known["reference"]!.GetValue<string>().ShouldBe(first["reference"]!.GetValue<string>());
            (known["language"]!.GetValue<string>(), known["contacts"]!.GetValue<int>(), known["open"]!.GetValue<bool>()).ShouldBe(("km", 2, true));
        }
        // Who wrote by her own page is found as well, from the first time that somebody with the key asks.
        var (worker, hers) = (await Worker.AtTheDoor(network.Anonymous, ngo.Channel), ANumber());
        worker.Form["reporter"] = new JsonObject { ["phone"] = hers };
        (await worker.Sends()).Created();
        (await ngo.Handler.Post("/contacts/known", new { phone = hers })).Ok()["cases"]!.AsArray().Count.ShouldBe(1);
        (await ngo.Handler.Post("/contacts/known", new { phone = ANumber() })).Ok()["cases"]!.AsArray().ShouldBeEmpty();
        (await other.Handler.Post("/contacts/known", new { phone })).Ok()["cases"]!.AsArray().ShouldHaveSingleItem()!["caseId"]!.GetValue<Guid>().ShouldNotBe(first["caseId"]!.GetValue<Guid>());

        // The same number is another index for each vault: the two cannot be joined.
        (await network.Ask("select count(distinct phone_bidx) = 2 and count(*) = 3 from identity.person where dossier_id in (select dossier_id from voice.contact where case_id in (select case_id from voice.contact where id = $1)) or org_id = $2",
            first["id"]!.GetValue<Guid>(), other.Organization)).ShouldBe(true);
        // It stands in no log: neither as text nor as the hash of a request.
        (await ngo.Handler.Post("/contacts/known", new { phone }, once: "look-" + Guid.NewGuid().ToString("N"))).Ok();
        (await network.Ask("select count(*) from platform.once where org_id = $1 and key like 'look-%'", ngo.Organization)).ShouldBe(0L);
        (await network.Ask("select count(*) from audit.entry where org_id = $1 and action = 'contact.looked-up' and detail::text like '%' || $2 || '%'", ngo.Organization, phone[3..])).ShouldBe(0L);
        (await network.Ask("select count(*) from audit.entry where org_id = $1 and action = 'contact.looked-up'", ngo.Organization)).ShouldBe(5L);
    }

    [Fact]
    public async Task Only_an_unlocked_member_of_the_vault_looks_a_number_up_and_finds_the_cases_she_may_open()
    {
        var ngo = await network.AnNgo();
        var phone = ANumber();
        var (one, two) = ((await Log(ngo.Handler, phone)).Created()["caseId"]!.GetValue<Guid>(), (await Log(ngo.Handler, phone)).Created()["caseId"]!.GetValue<Guid>());
        var newcomer = await network.Person(ngo.Organization, Roles.CaseHandler);
        (await newcomer.Post("/contacts/known", new { phone })).RefusedFor("vault.not-admitted", HttpStatusCode.Forbidden);
        var all = (Guid)(await network.Ask("select id from access.role_grant where person_id = $1", newcomer.Id))!;
        (await ngo.Supervisor.Post($"/people/{newcomer.Id}/grants", new { role = Roles.CaseHandler, scopeKind = "case", scopeId = two })).Created();
        (await ngo.Supervisor.Post($"/grants/{all}/end")).NoContent();
        (await ngo.Supervisor.Post("/vault/members", new { personId = newcomer.Id })).NoContent();
        (await newcomer.Post("/contacts/known", new { phone })).Ok()["cases"]!.AsArray().Select(c => c!["caseId"]!.GetValue<Guid>()).ShouldBe([two]);
        var listed = (await newcomer.Get("/contacts")).Ok();
        listed["items"]!.AsArray().Select(c => c!["caseId"]!.GetValue<Guid>()).ShouldBe([two]);
        listed["counts"]!["total"]!.GetValue<int>().ShouldBe(1, "a count tells no more than the list");
        (await ngo.Handler.Post("/contacts/known", new { phone })).Ok()["cases"]!.AsArray().Select(c => c!["caseId"]!.GetValue<Guid>()).ShouldBe([two, one]);

        (await ngo.Handler.Post("/contacts/known", new { phone = "081 234 5678" })).RefusedFor("phone.needs-country", HttpStatusCode.BadRequest);
        await using (var work = await network.Begin(ngo.Handler)) (await OpenIlm.Network.LockSession.Lock(work)).IsDone.ShouldBeTrue();
        (await ngo.Handler.Post("/contacts/known", new { phone })).RefusedFor("session.locked", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task C7_a_question_that_was_answered_closes_at_once_and_counts_apart()
    {
        var ngo = await network.AnNgo();
        var answered = (await Log(ngo.Handler, reason: "information", call: new { topic = "fees", answer = "An agency may take nothing.", finished = true, handlerLanguage = "th", interpreter = new { kind = "service", name = "Line 22", independent = true } })).Created();
        (await Log(ngo.Handler, reason: "assistance", call: new { topic = "health", finished = true, nextStep = "referred" })).Created();
        (await Log(ngo.Handler, reason: "information", call: new { topic = "visa" })).Created();
        (await Log(ngo.Handler)).Created();
        (await Log(ngo.Handler, call: new { finished = true, topic = "fees" })).RefusedFor("call.issue-not-finished");

        var file = (await ngo.Handler.Get($"/cases/{answered["caseId"]}")).Ok();
        file["state"]!.GetValue<string>().ShouldBe("closed");
        file.ToJsonString().ShouldContain("An agency may take nothing.");
        file.ToJsonString().ShouldContain("Line 22");
        (await network.Ask("select string_agg(reason || ' ' || state || ' ' || coalesce(close_reason, '') || ' ' || unread, ', ' order by seq) from cases.\"case\" where org_id = $1", ngo.Organization))
            .ShouldBe("Information Closed answered false, Assistance Closed referred false, Information Received  true, Issue Received  true");

        var counts = (await ngo.Handler.Get("/contacts")).Ok()["counts"]!;
        counts["reasons"]!.ToJsonString().ShouldBe("""{"issue":1,"information":2,"assistance":1}""");
        (await ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_a_call_the_band_of_its_length_is_kept_and_no_time_of_day()
    {
        var ngo = await network.AnNgo();
        var start = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        var logged = (await Log(ngo.Handler, call: new { startedAt = start, endedAt = start.AddMinutes(17), attempts = 3, nextStep = "lookInto", handlerLanguage = "en", interpreter = new { kind = "companion", independent = false } })).Created();
        var row = (string)(await network.Ask("select row_to_json(c)::text from voice.contact c where id = $1", logged["id"]!.GetValue<Guid>()))!;
        row.ShouldContain("\"15-30\"");
        row.ShouldNotContain("05:06");
        row.ShouldNotContain("05:23");
        var item = (await ngo.Handler.Get("/contacts")).Ok()["items"]!.AsArray().Single()!;
        (item["length"]!.GetValue<string>(), item["attempts"]!.GetValue<int>(), item["interpreter"]!.GetValue<string>(), item["interpreterIndependent"]!.GetValue<bool>()).ShouldBe(("15-30", 3, "companion", false));
    }

    [Fact]
    public async Task Contacts_are_listed_a_page_at_a_time_by_what_is_asked_for()
    {
        var ngo = await network.AnNgo();
        for (var i = 0; i < 3; i++) (await Log(ngo.Handler, language: "my")).Created();
        (await Log(ngo.Supervisor, language: "km", channel: "LETTER")).Created();
        async Task<JsonNode> Asked(string query) => (await ngo.Handler.Get("/contacts" + query)).Ok();
        var page = await Asked("?limit=3");
        var rest = await Asked($"?limit=3&cursor={page["nextCursor"]}");
        page["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(i => i!["id"]!.GetValue<Guid>()).Distinct().Count().ShouldBe(4);
        rest["nextCursor"].ShouldBeNull();
        page["counts"]!["total"]!.GetValue<int>().ShouldBe(4, "the counts are of all, not of the page");
        (await Asked("?channel=LETTER"))["items"]!.AsArray().ShouldHaveSingleItem();
        (await Asked("?language=my"))["counts"]!["languages"]!.ToJsonString().ShouldBe("""{"my":3}""");
        (await Asked("?mine=true"))["counts"]!["total"]!.GetValue<int>().ShouldBe(3);
        (await Asked("?until=2001-01-01"))["items"]!.AsArray().ShouldBeEmpty();
        (await ngo.Handler.Get("/contacts?reason=gossip&from=yesterday&limit=900")).Expect(HttpStatusCode.BadRequest)["errors"]!.AsArray().Select(e => e!["field"]!.GetValue<string>()).Order().ShouldBe(["from", "limit", "reason"]);
        (await (await network.AnNgo()).Handler.Get("/contacts")).Ok()["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_site_that_is_typed_shows_the_cases_that_are_open_there_in_the_own_organization()
    {
        var (ngo, other, factory) = (await network.AnNgo(), await network.AnNgo(), await network.AFactory());
        var name = (string)(await network.Ask("update network.site set name = 'Quiet Harbor ' || substr(id::text, 1, 6) where id = $1 returning name", factory.Site))!;
        (await Log(ngo.Handler, site: factory.Site)).Created();
        (await Log(ngo.Handler, site: factory.Site)).Created();
        async Task<int> Open(Person who) => (await who.Get($"/contacts/sites?query={Uri.EscapeDataString(name)}")).Ok().AsArray().ShouldHaveSingleItem()!["openCases"]!.GetValue<int>();
        (await Open(ngo.Handler)).ShouldBe(2);
        (await Open(other.Handler)).ShouldBe(0);
        (await ngo.Handler.Get("/contacts/sites?query=Q")).Ok().AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wish_to_be_called_back_is_a_task_whose_hours_open_with_the_key_and_that_is_told_once_on_its_day()
    {
        var ngo = await network.AnNgo();
        var today = DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime);
        var logged = (await Log(ngo.Handler, call: new { nextStep = "callBack", callBack = new { on = today, words = "After nine, say it is the clinic." } })).Created();
        (await Log(ngo.Handler, call: new { callBack = new { on = today.AddDays(9) } })).Created();

        var open = (await ngo.Supervisor.Get("/callbacks")).Ok().AsArray();
        open.Count.ShouldBe(2);
        open[0]!["words"]!.GetValue<string>().ShouldBe("After nine, say it is the clinic.");
        open[0]!["caseId"]!.GetValue<Guid>().ShouldBe(logged["caseId"]!.GetValue<Guid>());
        (await (await network.AnNgo()).Handler.Get("/callbacks")).Ok().AsArray().ShouldBeEmpty();
        (await network.Ask("select count(*) from voice.callback b where row_to_json(b)::text like '%clinic%'")).ShouldBe(0L);

        var works = network.Services.GetRequiredService<WorkFactory>();
        await Task.WhenAll(CallBacksDue.Handle(works, CancellationToken.None), CallBacksDue.Handle(works, CancellationToken.None));
        await CallBacksDue.Handle(works, CancellationToken.None);
        await network.Services.GetRequiredService<Delivery>().DeliverAll(CancellationToken.None);
        (await network.Ask("select count(*) from platform.notification where org_id = $1 and kind = 'callback.due' and person_id = $2", ngo.Organization, ngo.Handler.Id)).ShouldBe(1L);

        var id = open[0]!["id"]!.GetValue<Guid>();
        (await ngo.Handler.Post($"/callbacks/{id}/attempts", new { outcome = "notReached", next = today.AddDays(1) }, ifMatch: "\"9\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        var tried = (await ngo.Handler.Post($"/callbacks/{id}/attempts", new { outcome = "notReached", next = today.AddDays(1) })).Created();
        (tried["state"]!.GetValue<string>(), tried["attempts"]!.GetValue<int>(), tried["dueOn"]!.GetValue<string>()).ShouldBe(("Open", 1, today.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        (await ngo.Handler.Post($"/callbacks/{id}/attempts", new { outcome = "reached" })).Created()["attempts"]!.GetValue<int>().ShouldBe(2);
        (await ngo.Handler.Post($"/callbacks/{id}/attempts", new { outcome = "reached" })).RefusedFor("callback.not-open");
        (await ngo.Handler.Post($"/callbacks/{id}/attempts", new { outcome = "perhaps" })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);

        await using (var work = await network.Begin(ngo.Handler)) (await OpenIlm.Network.LockSession.Lock(work)).IsDone.ShouldBeTrue();
        (await ngo.Handler.Get("/callbacks")).Ok().AsArray().ShouldHaveSingleItem()!["words"].ShouldBeNull();
        (await ngo.AuditFaults()).ShouldBeEmpty();
    }
}
