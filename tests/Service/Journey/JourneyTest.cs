using System.Net;
using System.Text.Json.Nodes;

namespace OpenIlm.Tests.Service;

/// <summary>The one journey that the system exists for, over HTTP: a worker's report becomes a case that closes only when the worker confirms.</summary>
public sealed class JourneyTest(TestNetwork network)
{
    [Fact]
    public async Task A_report_becomes_a_case_that_closes_when_the_worker_confirms()
    {
        var story = await network.AStory();
        var (worker, handler, hr) = (story.Worker, story.Handler, story.Hr);

        // The worker reports; her receipt shows that nobody has read it yet.
        worker.Form["danger"] = "punished";
        await story.Received();
        var waiting = (await worker.Follows()).Ok();
        waiting["state"]!.GetValue<string>().ShouldBe("received");
        waiting["readOn"].ShouldBeNull();
        waiting["promisedBy"]!.GetValue<string>().ShouldNotBeNullOrEmpty();

        // The inbox, then the report itself: from now on she sees that it was read.
        var inbox = (await handler.Get("/cases")).Ok()["items"]!.AsArray().Single()!;
        inbox["unread"]!.GetValue<bool>().ShouldBeTrue();
        inbox["danger"]!.GetValue<string>().ShouldBe("punished");
        (await story.CaseFile())["texts"]!.AsArray().Select(t => t!["text"]!.GetValue<string>()).ShouldContain(Worker.Words);
        (await worker.Follows()).Ok()["readOn"].ShouldNotBeNull();

        // Sorted into a labor issue. No business is told before a safety review, and none without her consent.
        await story.Triaged();
        (await story.Draft()).RefusedFor("share.not-safety-reviewed");
        (await story.Review()).Good();
        (await story.Draft()).RefusedFor("consent.missing");
        (await story.Consent()).Good();
        (await story.State()).ShouldBe("safetyReviewed");

        // The packet, previewed as the business will get it, then released.
        var draft = await story.Draft();
        draft.Created()["needsSecondPerson"]!.GetValue<bool>().ShouldBeFalse();
        var preview = (await handler.Get($"/shares/{draft.Id}")).Ok();
        preview["checks"]!.AsArray().ShouldAllBe(c => c!["result"]!.GetValue<string>() == "pass");
        (await hr.Get($"/shared-issues/{draft.Id}")).Status.ShouldBe(HttpStatusCode.NotFound, "composed is not released");
        (await handler.Post($"/shares/{draft.Id}/release", new { now = true })).Good();

        // The business sees the packet and nothing else.
        (await hr.Get("/shared-issues")).Ok()["items"]!.AsArray().Count.ShouldBe(1);
        var seen = (await hr.Get($"/shared-issues/{draft.Id}")).Ok();
        WithoutRelease(seen).ShouldBe(WithoutRelease(preview["asTheySeeIt"]!));
        var after = (await handler.Get($"/shares/{draft.Id}")).Ok();
        after["asTheySeeIt"]!.ToJsonString().ShouldBe(seen.ToJsonString());
        after["openedOn"].ShouldNotBeNull();
        HoldsNothingOfTheCase(seen, story, await story.CaseFile());
        (await worker.Follows()).Ok()["issues"]![0]!["state"]!.GetValue<string>().ShouldBe("sharedWithBusiness");

        // It answers, agrees actions, reports them done.
        var share = draft.Id;
        var answered = (await hr.Post($"/shared-issues/{share}/responses", new
        {
            text = "We will pay what is owed.", actions = new[] { new { what = "Pay the wages of June and July.", dueOn = Day(14), responsible = "HR manager" }, new { what = "Train the payroll office.", dueOn = Day(30), responsible = "HR manager" } },
        })).Created();
        (await story.State()).ShouldBe("actionAgreed");
        var actions = answered["actions"]!.AsArray().Select(a => a!.GetValue<Guid>()).ToList();
        (await hr.Post($"/shared-issues/{share}/actions/{actions[0]}/report", new { text = "Paid.", evidence = new[] { "Payroll of August" } })).Created();
        (await story.State()).ShouldBe("actionAgreed", "one of two is reported");
        (await hr.Post($"/shared-issues/{share}/actions/{actions[1]}/report", new { text = "Done." })).Created();
        (await story.State()).ShouldBe("actionReported");

        // Reported is not resolved: the claim is put to the worker, in her language.
        await story.Asked("သူတို့က ပေးပြီးပြီလို့ ပြောပါတယ်။");
        var issue = await story.OfTheWorker();
        issue["awaitingValidation"]!.GetValue<bool>().ShouldBeTrue();
        issue["claim"]!["text"]!.GetValue<string>().ShouldBe("သူတို့က ပေးပြီးပြီလို့ ပြောပါတယ်။");
        (await handler.Post($"/issues/{story.Issue}/close")).RefusedFor("issue.not-confirmed-by-worker");

        // She says that it is true; only that closes the issue, and the case with it.
        (await story.Says("confirmed", "good")).Created();
        (await story.State()).ShouldBe("closed");
        (await story.CaseState()).ShouldBe("closed");
        (await worker.Follows()).Ok()["issues"]![0]!["state"]!.GetValue<string>().ShouldBe("closed", "a closed case stays readable");
        (await hr.Get($"/shared-issues/{share}")).Ok()["state"]!.GetValue<string>().ShouldBe("ended");
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
        (await network.AuditFaults(story.Factory.Organization)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_packet_that_a_check_warns_about_goes_out_after_a_second_person_agreed()
    {
        var story = await network.ATriagedIssue();
        (await story.Review()).Good();
        (await story.Consent()).Good();
        var draft = await story.Draft("It was before the shift at 6:45 that wages were refused.");
        draft.Created()["needsSecondPerson"]!.GetValue<bool>().ShouldBeTrue();
        (await story.Handler.Post($"/shares/{draft.Id}/release", new { now = true })).RefusedFor("share.second-person-needed");
        (await story.Handler.Post($"/shares/{draft.Id}/approve")).RefusedFor("share.self-approval");
        (await story.Supervisor.Post($"/shares/{draft.Id}/approve")).Good();
        (await story.Handler.Post($"/shares/{draft.Id}/release", new { now = true })).Good();
        (await story.Hr.Get($"/shared-issues/{draft.Id}")).Ok();
    }

    [Fact]
    public async Task A_packet_with_her_name_or_number_in_it_cannot_go_out()
    {
        var story = await network.AStory();
        story.Worker.Form["reporter"] = new JsonObject { ["name"] = "Daw Khin Sandar", ["phone"] = "+66 81 234 5678" };
        await (await story.Received()).Triaged();
        (await story.Review()).Good();
        (await story.Consent()).Good();
        foreach (var (summary, check) in new[] { ("Sandar says that wages are late.", "packet.name"), ("Call 081 234 5678 about the wages.", "packet.phone") })
        {
            var draft = await story.Draft(summary);
            draft.Created()["checks"]!.AsArray().Single(c => c!["code"]!.GetValue<string>() == check)!["result"]!.GetValue<string>().ShouldNotBe("pass");
            (await story.Handler.Post($"/shares/{draft.Id}/release", new { now = true })).Status.ShouldBe(HttpStatusCode.Conflict);
            (await story.Hr.Get($"/shared-issues/{draft.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Theory, InlineData("partlyConfirmed"), InlineData("notConfirmed")]
    public async Task What_the_worker_does_not_confirm_goes_back_to_action(string outcome)
    {
        var story = await network.AnIssueAwaitingValidation();
        (await story.Says(outcome)).Created();
        (await story.State()).ShouldBe("actionAgreed");
        (await story.CaseState()).ShouldBe("triaged");
        (await story.Hr.Get($"/shared-issues/{story.Share}")).Ok()["state"]!.GetValue<string>().ShouldBe("actionsAgreed");
        (await story.Handler.Post($"/issues/{story.Issue}/close")).RefusedFor("issue.not-confirmed-by-worker");

        // Reported anew, asked anew: the new claim is another one, and she may confirm that.
        (await story.ReportDone("Now it is all paid.")).Good();
        var first = story.Claim;
        await story.Asked("ယခု အားလုံး ပေးပြီးပြီ။");
        story.Claim.ShouldNotBe(first);
        (await story.Worker.Answers(story.Issue, first, "confirmed", "good")).Codes.ShouldContain("validation.claim-superseded");
        (await story.Says("confirmed", "fair")).Created();
        (await story.State()).ShouldBe("closed");
    }

    [Fact]
    public async Task Nothing_closes_while_a_report_of_retaliation_is_open()
    {
        var story = await network.AnIssueAwaitingValidation();
        (await story.Says("confirmed", "good", retaliation: "yes")).Created();
        (await story.State()).ShouldBe("validated");
        (await story.Handler.Post($"/issues/{story.Issue}/close")).RefusedFor("issue.retaliation-open");
        var inbox = (await story.Handler.Get("/cases")).Ok()["items"]![0]!;
        inbox["danger"]!.GetValue<string>().ShouldBe("punished");
        inbox["openRetaliationReports"]!.GetValue<int>().ShouldBe(1);

        var report = (await story.CaseFile())["retaliationReports"]![0]!["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/retaliation-reports/{report}/resolve", new { resolution = "stopped", note = "x", workerSays = "agrees" })).RefusedFor("protection.illegal-move");
        await story.LooksInto(report);
        (await story.Handler.Post($"/retaliation-reports/{report}/resolve", new { resolution = "stopped", note = "Her shifts were given back.", workerSays = "agrees" })).Good();
        if (await story.State() != "closed") (await story.Handler.Post($"/issues/{story.Issue}/close")).Good();
        (await story.State()).ShouldBe("closed");
    }

    [Fact]
    public async Task Contact_lost_closes_nothing_and_resolves_nothing()
    {
        var story = await network.AnIssueAwaitingValidation();
        (await story.Handler.Post($"/issues/{story.Issue}/contact-lost")).Good();
        (await story.State()).ShouldBe("awaitingValidation");
        (await story.Handler.Post($"/issues/{story.Issue}/contact-lost")).RefusedFor("issue.contact-already-lost");
        (await story.Handler.Post($"/issues/{story.Issue}/close")).RefusedFor("issue.not-confirmed-by-worker");
        (await story.Handler.Post($"/issues/{story.Issue}/validations", Recorded(story, "unreachable", attempts: 5))).Good();
        (await story.State()).ShouldBe("awaitingValidation");
        (await story.Handler.Post($"/issues/{story.Issue}/contact-regained")).Good();
        (await story.Says("confirmed", "excellent")).Created();
        (await story.State()).ShouldBe("closed");
    }

    [Theory, InlineData("information"), InlineData("assistance")]
    public async Task A_request_closes_without_validation_and_carries_no_labor_issue(string reason)
    {
        var story = await network.AStory();
        story.Worker.Form["reason"] = reason;
        story.Worker.Form.Remove("issueCodes");
        await story.Received();
        (await story.Triage()).RefusedFor("case.labor-issue-out-of-place");
        (await story.Handler.Post($"/cases/{story.Case}/triage", new { siteId = story.Factory.Site, severity = "low", issues = Array.Empty<object>() })).Good();
        (await story.Handler.Post($"/cases/{story.Case}/close", new { reason = "answered" })).Good();
        (await story.CaseState()).ShouldBe("closed");
        (await story.Worker.Follows()).Ok()["state"]!.GetValue<string>().ShouldBe("closed");
    }

    [Fact]
    public async Task An_employer_outside_the_network_is_answered_for_by_the_handler_and_recorded_as_such()
    {
        var story = await network.AReceivedReport();
        (await story.Handler.Post($"/cases/{story.Case}/triage", new { employerName = "Golden Net Fishing", severity = "medium", issues = new[] { new { code = "WAG-02", affectedWorkers = 20 } } })).Good();
        var issue = (await story.CaseFile())["issues"]![0]!["id"]!.GetValue<Guid>();
        (await story.Review()).Good();
        (await story.Handler.Post($"/cases/{story.Case}/consents", new { level = "summary", recipientKind = "outside", recipientName = "Golden Net Fishing", purpose = "remedy", fields = Story.Fields, how = "verbal", language = "my" })).Good();
        var share = (await story.Handler.Post($"/issues/{issue}/shares", new { recipientName = "Golden Net Fishing", purpose = "remedy", fields = Story.Fields, summary = Story.Summary })).Good().Id;
        (await story.Supervisor.Post($"/shares/{share}/approve")).Good();
        (await story.Handler.Post($"/shares/{share}/release", new { now = true })).Good();
        (await story.Handler.Post($"/issues/{issue}/responses", new { text = "They say they will pay.", actions = new[] { new { what = "Pay.", dueOn = Day(7) } } })).Good();
        var file = (await story.CaseFile())["issues"]![0]!;
        file["state"]!.GetValue<string>().ShouldBe("actionAgreed");
        file["responses"]![0]!["onBehalf"]!.GetValue<bool>().ShouldBeTrue();
        (await story.Handler.Post($"/issues/{issue}/actions/{file["actions"]![0]!["id"]}/report", new { text = "They say it is paid." })).Good();
        (await story.CaseFile())["issues"]![0]!["state"]!.GetValue<string>().ShouldBe("actionReported");
    }

    [Fact]
    public async Task A_handler_records_the_workers_answer_with_who_asked_how_and_after_how_many_attempts()
    {
        var story = await network.AnIssueAwaitingValidation();
        var path = $"/issues/{story.Issue}/validations";
        (await story.Handler.Post(path, Recorded(story, "confirmed", attempts: null))).Codes.ShouldContain("validation.attempts-missing");
        (await story.Handler.Post(path, Recorded(story, "confirmed", quality: null))).Codes.ShouldContain("validation.quality-missing");
        (await story.Handler.Post(path, Recorded(story, "confirmed", askedBy: "employer"))).Codes.ShouldContain("validation.asked-by-employer");
        (await story.State()).ShouldBe("awaitingValidation");

        (await story.Handler.Post(path, Recorded(story, "confirmed"))).Good();
        (await story.State()).ShouldBe("closed");
        var answer = (await story.CaseFile())["issues"]![0]!["validations"]!.AsArray().Single()!;
        answer["byWorker"]!.GetValue<bool>().ShouldBeFalse();
        answer["askedBy"]!.GetValue<string>().ShouldBe("interpreter");
        answer["attempts"]!.GetValue<int>().ShouldBe(3);
        answer["text"]!.GetValue<string>().ShouldBe("Yes, we were paid.");
    }

    [Fact]
    public async Task A_closed_issue_is_opened_again_with_a_reason_and_asks_for_a_new_confirmation()
    {
        var story = await network.AClosedIssue();
        (await story.Handler.Post($"/issues/{story.Issue}/reopen", new { reason = "" })).Status.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.Conflict);
        (await story.State()).ShouldBe("closed");
        (await story.Handler.Post($"/issues/{story.Issue}/reopen", new { reason = "She called: it happened again." })).Good();
        (await story.State()).ShouldBe("actionAgreed");
        (await story.CaseState()).ShouldBe("triaged");
        (await story.Handler.Post($"/issues/{story.Issue}/close")).RefusedFor("issue.not-confirmed-by-worker");
    }

    [Fact]
    public async Task A_business_cannot_validate_close_or_reopen()
    {
        var story = await network.AnIssueAwaitingValidation();
        var unknown = (await story.Handler.Get($"/cases/{Guid.NewGuid()}")).Text;
        foreach (var path in new[] { "validations", "close", "reopen", "validation-requests", "withdraw", "contact-lost", "responses" })
        {
            var answer = await story.Hr.Post($"/issues/{story.Issue}/{path}", Recorded(story, "confirmed"));
            answer.Status.ShouldBe(HttpStatusCode.NotFound, path);
            answer.Text.ShouldBe(unknown);
        }
        (await story.State()).ShouldBe("awaitingValidation");
    }

    [Fact]
    public async Task A_move_that_is_not_possible_is_refused_with_a_stable_code_and_changes_nothing()
    {
        var story = await network.ATriagedIssue();
        var before = await Unchanging(story);
        foreach (var (path, body) in new (string, object)[]
        {
            ($"/issues/{story.Issue}/close", new { }), ($"/issues/{story.Issue}/reopen", new { reason = "why not" }),
            ($"/issues/{story.Issue}/validation-requests", new { text = "Is it true?", language = "my" }), ($"/issues/{story.Issue}/responses", new { text = "They say nothing." }),
            ($"/issues/{story.Issue}/actions", new { actions = new[] { new { what = "Pay.", dueOn = Day(7) } } }),
        })
        {
            var answer = await story.Handler.Post(path, body);
            answer.RefusedFor("issue.illegal-move");
            answer.Json["errors"]![0]!["facts"]!["From"]!.GetValue<string>().ShouldBe("triaged");
        }
        (await story.Handler.Post($"/cases/{story.Case}/close", new { reason = "answered" })).RefusedFor("case.issues-open");
        (await story.Triage()).RefusedFor("case.illegal-move");
        (await Unchanging(story)).ShouldBe(before);
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_changes_nothing()
    {
        var story = await network.ATriagedIssue();
        var file = await story.CaseFile();
        var version = file["version"]!.GetValue<int>();
        (await story.Handler.Post($"/cases/{story.Case}/notes", new { text = "Called her." }, ifMatch: $"\"{version}\"")).Good();
        var before = await Unchanging(story);
        var stale = await story.Supervisor.Post($"/cases/{story.Case}/notes", new { text = "Wrote over it." }, ifMatch: $"\"{version}\"");
        stale.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        stale.Json["code"]!.GetValue<string>().ShouldBe("request.stale");
        (await story.Handler.Post($"/issues/{story.Issue}/withdraw", new { reason = "She asked." }, ifMatch: "\"99\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await story.Handler.Post($"/issues/{story.Issue}/withdraw", new { reason = "She asked." }, ifMatch: "\"seven\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Unchanging(story)).ShouldBe(before);
    }

    [Fact]
    public async Task An_id_of_another_organization_looks_like_one_that_does_not_exist()
    {
        var story = await network.AnIssueAwaitingValidation();
        var stranger = await network.AnNgo();
        var rival = await network.AFactory();
        var report = (await story.Handler.Post($"/cases/{story.Case}/retaliation-reports", new { text = "Her shifts were cut." })).Good().Id;
        var consent = (await story.CaseFile())["consents"]![0]!["id"]!.GetValue<Guid>();
        var action = await story.Action();
        var nothing = (await stranger.Handler.Get($"/cases/{Guid.NewGuid()}")).Text;
        var before = await Unchanging(story);
        var faults = new List<string>();
        foreach (var (person, place, id) in new (Person, string, Guid)[]
        {
            (stranger.Supervisor, "cases", story.Case), (stranger.Supervisor, "issues", story.Issue), (stranger.Supervisor, "shares", story.Share), (stranger.Supervisor, "consents", consent),
            (stranger.Supervisor, "retaliation-reports", report), (stranger.Supervisor, "channels", story.Ngo.Channel), (rival.Person, "shared-issues", story.Share),
        })
            foreach (var door in Doors.Api(network).Where(d => d.Pattern.RawText!.Contains($"/{place}/{{id", StringComparison.Ordinal)))
            {
                var (theirs, nobodys) = (await Try(person, door, id, action), await Try(person, door, Guid.NewGuid(), Guid.NewGuid()));
                if (theirs.Status != HttpStatusCode.NotFound || theirs.Text != nothing || nobodys.Text != nothing) faults.Add($"{door}: {theirs.Status} {theirs.Text} / {nobodys.Status} {nobodys.Text}");
            }
        faults.ShouldBeEmpty();
        (await Unchanging(story)).ShouldBe(before);
    }

    /// <summary>The body that each act would take; what is not here takes none.</summary>
    private static Task<Answer> Try(Person person, FoundDoor door, Guid id, Guid second)
    {
        var path = door.Path(id, second)["/api/v1".Length..];
        if (path.Split('/')[^1] is "attachments" or "evidence") return person.Send(path, SampleFiles.Png(), "x.png");
        return door.Method == "GET" ? person.Get(path) : person.Post(path, path.Split('/')[^1] switch
        {
            "triage" => new { severity = "low", employerName = "X", issues = new[] { new { code = "WAG-02", affectedWorkers = 1 } } },
            "assign" => new { assignedTo = person.Id },
            "safety-reviews" => new { risk = "low", decision = "proceed" },
            "safeguards" => new { measures = new[] { "quietContact" } },
            "retaliation-reports" or "notes" or "messages" or "remedies" or "report" => new { text = "x" },
            "responses" => new { text = "x" },
            "pause" => new { reason = "safety" },
            "resolve" => new { resolution = "stopped", note = "x", workerSays = "agrees" },
            "advance" => new { act = "assess", risk = "high" },
            "risks" => new { fromWhom = "employer", threats = new[] { "dismissal" }, likelihood = "likely", harm = "serious" },
            "critical-path" => new { step = "safetyAssessed" },
            "screenings" => new { age = "adult" },
            "voice-suppressions" => new { kind = "threatened", organizationName = "X" },
            "consents" => new { level = "summary", recipientKind = "outside", recipientName = "X", purpose = "remedy", fields = Story.Fields, how = "verbal", language = "my" },
            "referrals" or "referred" => new { to = "police" },
            "escalations" => new { level = "primaryFocalPoint", reason = "noResponse", issueId = id },
            "close" when path.StartsWith("/cases", StringComparison.Ordinal) => new { reason = "answered" },
            "identity" or "original" => new { reason = "safety" },
            "files" => new { fileIds = new[] { second } },
            "shares" => new { recipientName = "X", purpose = "remedy", fields = Story.Fields },
            "actions" => new { actions = new[] { new { what = "x", dueOn = "2099-01-01" } } },
            "validation-requests" => new { text = "x", language = "my" },
            "validations" => new { claimId = second, outcome = "confirmed", quality = "good", askedBy = "handler", channel = "HOTLINE", attempts = 1 },
            "reopen" or "withdraw" or "return-to-action" => new { reason = "x" },
            "dismiss" => new { reason = "duplicate", note = "x" },
            "workers" => new { name = "x" },
            "states" => new { state = "reached", from = "affected" },
            "collective" => new { collective = true },
            "export" => new { reason = "safety" },
            "links" => new { caseId = second },
            "contact-plans" => new { reason = "contactWorker", hours = new[] { "MO-FR 19:00-21:00" }, timeZone = "Asia/Bangkok" },
            "open" => new { reason = "contactWorker" },
            "planned-contacts" => new { way = "call" },
            "questions" => new { codes = new[] { "proof" } },
            "renderings" => new { language = "my", text = "x" },
            "htcds" => new { consentId = second, reason = "caseWork", format = "json" },
            "release" => new { now = true },
            _ when path.StartsWith("/channels/", StringComparison.Ordinal) => new { slug = "stolen", name = "x", countries = new[] { "TH" }, languages = new[] { "th" } },
            _ => new { },
        });
    }

    private static object Recorded(Story story, string outcome, int? attempts = 3, string? quality = "good", string askedBy = "interpreter") => new
    {
        claimId = story.Claim, outcome, quality = outcome == "unreachable" ? null : quality, retaliation = outcome == "unreachable" ? "unknown" : "no", askedBy, channel = "HOTLINE", attempts, text = outcome == "unreachable" ? null : "Yes, we were paid.",
    };

    private string Day(int days) => network.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd");

    /// <summary>All that an act could change, apart from the reading of it.</summary>
    private static async Task<string> Unchanging(Story story) => (await story.CaseFile()).ToJsonString();

    private static string WithoutRelease(JsonNode seen)
    {
        var copy = seen.DeepClone().AsObject();
        // What the release itself sets: its days, and the clocks that run from them.
        copy.Remove("clocks");
        copy.Remove("releasedWeek");
        copy.Remove("dueOn");
        return copy.ToJsonString();
    }

    /// <summary>Security design, section 3.2: never the case, a date before the release, the channel, the language, the receipt, a count of reporters, a name of the NGO's people.</summary>
    private static void HoldsNothingOfTheCase(JsonNode seen, Story story, JsonNode file)
    {
        seen.AsObject().Select(m => m.Key).Order().ShouldBe(
            ["actions", "clocks", "dueOn", "escalated", "facts", "from", "id", "identifies", "locked", "purpose", "releasedWeek", "remedy", "responses", "state", "summary", "workersAsked"]);
        seen["facts"]!.AsObject().Select(m => m.Key).Order().ShouldBe(Story.Fields.Order());
        seen["facts"]!["affectedWorkers"]!.GetValue<string>().ShouldBe("10to49", "never an exact number");
        DateOnly.Parse(seen["releasedWeek"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture).DayOfWeek.ShouldBe(DayOfWeek.Monday);
        var text = seen.ToJsonString();
        foreach (var hidden in new[]
        {
            story.Case.ToString(), story.Issue.ToString(), file["reference"]!.GetValue<string>(), story.Worker.Receipt, "WEB", "\"my\"", story.Handler.Id.ToString(), story.Supervisor.Id.ToString(),
            file["contacts"]![0]!["id"]!.GetValue<string>(), "Person ", "punished",
        })
            text.ShouldNotContain(hidden);
    }
}
