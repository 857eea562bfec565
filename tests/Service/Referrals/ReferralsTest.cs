using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>She is led to others who can help, with her consent and no further; what comes back; and that it costs her nothing here (rules, section 19; C12; ILM-27).</summary>
public sealed class ReferralsTest(TestNetwork network)
{
    private static readonly string[] coded = ["need", "language"];

    private static async Task<JsonNode> Referral(Story story, Guid id) => (await story.Handler.Get($"/cases/{story.Case}/referrals")).Ok()["referrals"]!.AsArray().Single(r => r!["id"]!.GetValue<Guid>() == id)!;
    private static async Task<string> State(Story story, Guid id) => (await Referral(story, id))["state"]!.GetValue<string>();
    private static Task<Answer> Offer(Story story, object input) => story.Handler.Post($"/cases/{story.Case}/referrals", input);
    private static Task<Answer> Consent(Story story, Guid id, string level = "summary", string[]? fields = null) => story.Handler.Post($"/referrals/{id}/consent", new { level, fields = fields ?? coded, how = "verbal", language = "my" });
    private static Task<Answer> Write(Story story, Guid id, string[]? fields = null, string? words = "She asks for a doctor.", bool? asksWaiver = false, Person? by = null) =>
        (by ?? story.Handler).Post($"/referrals/{id}/letter", new { fields = fields ?? coded, words, language = "th", asksWaiver });
    private static Task<Answer> Send(Story story, Guid id, string how = "handed", bool? asksWaiver = false) => story.Handler.Post($"/referrals/{id}/send", new { how, asksWaiver });
    private static Task<Answer> Move(Story story, Guid id, object input) => story.Handler.Post($"/referrals/{id}/move", input);

    private static async Task<Guid> Consented(Story story, object? to = null, string level = "summary", string[]? fields = null)
    {
        var id = (await Offer(story, to ?? new { to = "medical", recipientName = "Canal clinic" })).Created()["id"]!.GetValue<Guid>();
        (await Consent(story, id, level, fields)).Good();
        return id;
    }

    [Fact]
    public async Task From_the_offer_to_her_word_and_nothing_of_the_case_moves()
    {
        var story = await network.ASharedIssue();
        async Task<string> Stands() => $"{await story.State()} {await story.CaseState()} {(await story.Handler.Get($"/cases/{story.Case}/clocks")).Ok()["clocks"]}";
        var before = await Stands();
        var id = (await Offer(story, new { to = "medical", recipientName = "Canal clinic" })).Created()["id"]!.GetValue<Guid>();
        (await Send(story, id)).RefusedFor("protection.illegal-move");
        (await Consent(story, id)).Good();
        (await Send(story, id)).RefusedFor("referral.no-letter");
        (await Write(story, id)).Good();
        (await Send(story, id, asksWaiver: null)).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await Send(story, id, asksWaiver: true)).RefusedFor("waiver.asked");
        (await Send(story, id, how: "network")).RefusedFor("referral.not-in-network");
        (await Send(story, id)).Good();
        (await Move(story, id, new { act = "complete", services = new[] { "AS2" } })).RefusedFor("protection.illegal-move");
        (await Move(story, id, new { act = "send" })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await Move(story, id, new { act = "followUp" })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        foreach (var (act, state) in new (object, string)[]
        {
            (new { act = "followUp", note = "They have not answered yet." }, "sent"), (new { act = "accept" }, "accepted"), (new { act = "start" }, "inService"),
            (new { act = "complete", services = new[] { "AS2", "AS3" }, note = "Two visits." }, "completed"), (new { act = "takeFeedback", helped = "yes", satisfaction = 5, note = "They were kind." }, "feedbackTaken"),
        })
        {
            (await Move(story, id, act)).Good();
            (await State(story, id)).ShouldBe(state);
        }
        var done = await Referral(story, id);
        done["services"]!.AsArray().Select(s => s!.GetValue<string>()).ShouldBe(["AS2", "AS3"]);
        done["followUpOn"].ShouldBeNull("nothing is left to look after");
        (await Stands()).ShouldBe(before);
        (await story.CaseFile())["texts"]!.AsArray().Select(t => t!["text"]!.GetValue<string>()).ShouldContain("They were kind.");
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_gate_of_her_consent_is_asked_when_the_letter_is_written_and_again_when_it_is_sent()
    {
        var story = await network.ATriagedIssue();
        var id = (await Offer(story, new { to = "legalAid" })).Created()["id"]!.GetValue<Guid>();
        (await Consent(story, id)).RefusedFor("referral.nobody-named");
        (await story.Handler.Post($"/referrals/{id}/recipient", new { to = "legalAid", recipientName = "Lotus Legal Aid" })).Good();
        (await Consent(story, id, "codedFacts")).Good();
        (await Write(story, id, words: "In words.")).RefusedFor("consent.level-too-low");
        (await Write(story, id, ["need", "country"], null)).RefusedFor("consent.other-fields");
        (await Write(story, id, words: null)).Good();
        // Withdrawn between letter and sending: the referral goes with its consent.
        var consent = (await story.CaseFile())["consents"]!.AsArray().Single()!["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/consents/{consent}/withdraw")).Good();
        (await Send(story, id)).RefusedFor("protection.illegal-move");
        (await Referral(story, id))["revokeReason"]!.GetValue<string>().ShouldBe("consentWithdrawn");

        var expired = await Consented(story, new { to = "medical", recipientName = "Other clinic" });
        (await Write(story, expired)).Good();
        await network.Ask("update cases.consent set given_on = given_on - 2, expires_on = given_on - 1 where id = (select consent_id from cases.referral where id = $1)", expired);
        (await Send(story, expired)).RefusedFor("consent.expired");

        // The consent to tell a business is none to refer her, and the other way round.
        var business = (await Offer(story, new { to = "medical", recipientName = "Third clinic" })).Created()["id"]!.GetValue<Guid>();
        (await Consent(story, business, "none")).Good();
        (await State(story, business)).ShouldBe("revoked");
        (await story.Review()).Good();
        (await story.Draft()).RefusedFor("consent.missing");
    }

    [Fact]
    public async Task The_database_itself_sends_nothing_without_a_consent_that_covers_the_letter()
    {
        var story = await network.ATriagedIssue();
        var id = await Consented(story);
        (await Write(story, id)).Good();
        await network.Ask("update cases.consent set withdrawn_on = current_date where id = (select consent_id from cases.referral where id = $1)", id);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => network.Ask("update cases.referral set state = 'Sent', sent_on = current_date where id = $1", id));
        await Should.ThrowAsync<Npgsql.PostgresException>(() => network.Ask("update cases.referral_letter set asks_waiver = true, state = 'Sent' where referral_id = $1", id));
    }

    [Fact]
    public async Task The_employer_its_buyer_and_whoever_employs_is_never_a_recipient()
    {
        var story = await network.ATriagedIssue();
        var buyer = await network.ABuyerOf(story.Factory);
        var other = await network.AFactory();
        foreach (var organization in new[] { story.Factory.Organization, buyer.Organization, other.Organization, story.Ngo.Organization })
            (await Offer(story, new { to = "other", recipientOrganizationId = organization })).RefusedFor("referral.recipient-is-other-side");
        var employer = (await story.CaseFile())["employer"]?.GetValue<string>() ?? (await story.Handler.Get($"/organizations/{story.Factory.Organization}")).Ok()["name"]!.GetValue<string>();
        (await Offer(story, new { to = "other", recipientName = employer.ToUpperInvariant() + " ." })).RefusedFor("referral.recipient-is-other-side");
        (await Offer(story, new { to = "other", recipientName = "X", recipientOrganizationId = other.Organization })).RefusedFor("referral.one-recipient", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_police_are_no_recipient_where_contact_with_them_endangers_her()
    {
        var story = await network.AReceivedReport();
        (await story.Triage("critical", "SEV-01")).Good();
        var id = (await Offer(story, new { to = "police", recipientName = "Provincial police" })).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/cases/{story.Case}/critical-path", new { step = "authorityReported", to = "laborInspection", policeEndangers = "yes", agrees = "yes" })).Good();
        (await Consent(story, id)).RefusedFor("path.police-endanger");
    }

    [Fact]
    public async Task A_letter_tells_what_she_named_and_is_looked_through_for_the_rest()
    {
        var story = await network.AStory();
        story.Worker.Form["reporter"] = new JsonObject { ["name"] = "Ma Khin Lay", ["phone"] = "+66812345678", ["nationality"] = "MM" };
        await (await story.Received()).Triaged();
        var id = await Consented(story);
        (await Write(story, id, words: "Ma Khin Lay asks for a doctor.")).Good().Json["checks"]!.AsArray().Single(c => c!["code"]!.GetValue<string>() == "packet.name")!["result"]!.GetValue<string>().ShouldBe("block");
        (await Send(story, id)).RefusedFor("share.check-blocks");
        (await story.Handler.Post($"/referrals/{id}/revoke", new { reason = "mistake" })).Good();

        var named = await Consented(story, new { to = "medical", recipientName = "Named clinic" }, "identified", ["need", "name", "phone", "gender"]);
        (await Write(story, named, ["need", "name", "gender"], null)).RefusedFor("referral.nothing-to-tell");
        (await Write(story, named, ["need", "name", "phone"], "Ma Khin Lay asks for a doctor.")).Good().Json["needsSecondPerson"]!.GetValue<bool>().ShouldBeFalse("she wants to be named");
        var letter = (await story.Handler.Get($"/referrals/{named}/letter")).Ok();
        letter["lines"]!.AsArray().Select(l => $"{l!["field"]}={l["value"]}").ShouldBe(["need=medical", "name=Ma Khin Lay", "phone=+66812345678"]);
        (await story.Handler.Get($"/cases/{story.Case}/referrals")).Text.ShouldNotContain("Khin");
    }

    [Fact]
    public async Task A_letter_that_looks_like_a_waiver_needs_a_second_person()
    {
        var story = await network.ATriagedIssue();
        var id = await Consented(story);
        const string words = "The employer wanted a full and final settlement; she did not sign.";
        (await Write(story, id, words: words, asksWaiver: null)).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await Write(story, id, words: words, asksWaiver: true)).RefusedFor("waiver.asked");
        (await Write(story, id, words: words)).Good().Json["needsSecondPerson"]!.GetValue<bool>().ShouldBeTrue();
        (await Send(story, id)).RefusedFor("referral.second-person-needed");
        (await story.Handler.Post($"/referrals/{id}/approve")).RefusedFor("share.self-approval");
        (await story.Supervisor.Post($"/referrals/{id}/approve")).Good();
        (await Send(story, id)).Good();
    }

    [Fact]
    public async Task An_organization_of_the_network_reads_the_letter_sealed_and_answers_it_and_finds_nothing_once_it_is_taken_back()
    {
        var story = await network.ATriagedIssue();
        var (helper, stranger) = (await network.AnNgo(), await network.AnNgo());
        var id = await Consented(story, new { to = "shelter", recipientOrganizationId = helper.Organization });
        (await Write(story, id, words: "A room for two weeks.")).Good();
        (await helper.Handler.Get("/received-referrals")).Text.ShouldBe("[]", "nothing before it is sent");
        (await Send(story, id, "network")).Good();
        foreach (var who in new[] { stranger.Handler, story.Handler })
        {
            (await who.Get($"/received-referrals/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await who.Post($"/received-referrals/{id}/answer", new { accepts = true })).Status.ShouldBe(HttpStatusCode.NotFound);
        }
        (await story.Hr.Get($"/received-referrals/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var received = (await helper.Handler.Get($"/received-referrals/{id}")).Ok();
        received["words"]!.GetValue<string>().ShouldBe("A room for two weeks.");
        received.ToJsonString().ShouldNotContain(story.Case.ToString());
        (await helper.Handler.Get($"/cases/{story.Case}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await helper.Handler.Get($"/referrals/{id}/letter")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Referral(story, id))["openedOn"].ShouldNotBeNull();
        (await helper.Handler.Post($"/received-referrals/{id}/answer", new { accepts = false })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await helper.Handler.Post($"/received-referrals/{id}/answer", new { accepts = true })).Good();
        (await helper.Supervisor.Post($"/received-referrals/{id}/answer", new { accepts = false, reason = "noRoom" })).RefusedFor("referral.already-answered");
        (await State(story, id)).ShouldBe("accepted");
        (await story.CaseFile())["timeline"]!.AsArray().Single(e => e!["kind"]!.GetValue<string>() == "case.referral-accepted")!["by"].ShouldBeNull("no person of another organization is named");

        var back = (await story.Handler.Post($"/referrals/{id}/revoke", new { reason = "notSafe" })).Good().Json;
        back["wasSent"]!.GetValue<bool>().ShouldBeTrue();
        back["openedOn"].ShouldNotBeNull();
        (await helper.Handler.Get($"/received-referrals/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        ((long)(await network.Ask("select count(*) from cases.referral_key where referral_id = $1 and holder_org = $2 and octet_length(wrap) > 0", id, helper.Organization))!).ShouldBe(0);
        (await helper.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_provider_of_the_directory_is_told_under_the_name_the_directory_knows()
    {
        var story = await network.ATriagedIssue();
        var service = (await story.Supervisor.Post("/services", new
        {
            providerName = "Banyan Trust", name = "House", description = "A room.", kinds = new[] { "AS1" }, countries = new[] { "TH" }, languages = new[] { "th" }, hours = new[] { "MO-FR 9:00-17:00" }, timeZone = "Asia/Bangkok",
            phones = new[] { "+66 2 555 0101" }, secretAddress = true, address = "Behind the temple", sides = new[] { "destination" },
        })).Created()["id"]!.GetValue<Guid>();
        (await Offer(story, new { to = "shelter", serviceId = service })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await story.Supervisor.Post($"/services/{service}/reviews", new { onDay = network.Clock.GetUtcNow().ToString("yyyy-MM-dd"), outcome = "passed" })).Good();
        var id = (await Offer(story, new { to = "shelter", serviceId = service })).Created()["id"]!.GetValue<Guid>();
        (await Referral(story, id))["recipient"]!.GetValue<string>().ShouldBe("Banyan Trust");
        (await story.Handler.Get($"/cases/{story.Case}/referrals")).Text.ShouldNotContain("temple");
    }

    [Fact]
    public async Task Somebody_is_told_once_when_it_is_time_to_look()
    {
        var story = await network.ATriagedIssue();
        var id = await Consented(story);
        await network.Ask("update cases.referral set follow_up_on = current_date - 400 where id = $1", id);
        await ReferralsDue.Handle(network.Services.GetRequiredService<WorkFactory>(), CancellationToken.None);
        await ReferralsDue.Handle(network.Services.GetRequiredService<WorkFactory>(), CancellationToken.None);
        ((long)(await network.Ask("select count(*) from platform.outbox where kind = 'case.referral-due' and subject = $1", story.Case))!).ShouldBeLessThanOrEqualTo(1);
        ((DateTime?)await network.Ask("select told_for::timestamp from cases.referral where id = $1", id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_old_doors_stay_and_an_issue_that_she_is_referred_in_stands_where_it_stood()
    {
        var story = await network.ATriagedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/referrals", new { to = "union" })).Created();
        (await story.Handler.Post($"/issues/{story.Issue}/referred", new { to = "laborInspection" })).Created();
        (await story.State()).ShouldBe("triaged");
        var view = (await story.Handler.Get($"/cases/{story.Case}/referrals")).Ok();
        view["referrals"]!.AsArray().Select(r => r!["kind"]!.GetValue<string>()).Order().ShouldBe(["laborInspection", "union"]);
        view["otherRoutes"]!.AsArray().Count.ShouldBe(RemedyRoute.All.Count);
        (await story.Handler.Post($"/cases/{story.Case}/referrals", new { to = "nobody" })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/cases/{story.Case}/referrals", new { to = "union" }, ifMatch: "\"1\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Every_page_of_the_room_opens_for_whoever_may_and_for_nobody_else()
    {
        var story = await network.ASharedIssue();
        var id = await Consented(story);
        (await Write(story, id)).Good();
        (await story.Hr.Post($"/shared-issues/{story.Share}/responses", new { text = "In full and final settlement.", asksWaiver = false })).Good();
        var flag = (Guid)(await network.Ask("select id from cases.waiver_flag where case_id = $1", story.Case))!;
        var at = $"/app/cases/{story.Case}";
        var stranger = await network.AnNgo();
        foreach (var page in new[] { "", "/referrals", "/referrals/panel", "/refer", $"/refer?referral={id}", $"/referrals/{id}", $"/referrals/{id}/consent", $"/referrals/{id}/letter", $"/referrals/{id}/preview", $"/waivers/{flag}", "/print", "/exchange", "/consent" })
        {
            using var shown = await story.Supervisor.Http.GetAsync(at + page);
            shown.StatusCode.ShouldBe(HttpStatusCode.OK, page + await shown.Content.ReadAsStringAsync());
            using var hidden = await stranger.Supervisor.Http.GetAsync(at + page);
            hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound, page);
        }
        foreach (var page in new[] { "/app", "/app/received" }) using (var shown = await story.Supervisor.Http.GetAsync(page)) shown.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        using var other = await story.Handler.Http.GetAsync(at + $"/referrals/{story.Case}");
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task When_the_key_of_a_vault_changes_the_letter_stays_readable_for_both()
    {
        var story = await network.ATriagedIssue();
        var helper = await network.AnNgo();
        var id = await Consented(story, new { to = "legalAid", recipientOrganizationId = helper.Organization });
        (await Write(story, id)).Good();
        (await Send(story, id, "network")).Good();
        foreach (var ngo in new[] { story.Ngo, helper })
        {
            (await ngo.Supervisor.Post($"/people/{ngo.Handler.Id}/end", new { handTo = ngo.Supervisor.Id })).Good();
            for (var tries = 0; (await ngo.Supervisor.Get("/vault")).Ok()["keyChange"] is not null && tries < 200; tries++) await Task.Delay(50);
            ((long)(await network.Ask("select count(*) from cases.referral_key where holder_org = $1 and version = 1", ngo.Organization))!).ShouldBe(0);
        }
        (await (await network.SignInAgain(helper.Supervisor)).Get($"/received-referrals/{id}")).Ok()["words"]!.GetValue<string>().ShouldBe("She asks for a doctor.");
        (await (await network.SignInAgain(story.Supervisor)).Get($"/referrals/{id}/letter")).Ok()["words"]!.GetValue<string>().ShouldBe("She asks for a doctor.");
    }
}
