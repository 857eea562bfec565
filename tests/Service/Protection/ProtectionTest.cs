using System.Net;
using System.Text.Json.Nodes;

namespace OpenIlm.Tests.Service;

/// <summary>Risks and measures, the critical path before any business hears of it, the screening that never concludes, and suppression of voice.</summary>
public sealed class ProtectionTest(TestNetwork network)
{
    private static string Word(JsonNode node, string member) => node[member]!.GetValue<string>();
    private static string Word(JsonNode? node) => node!.GetValue<string>();
    private string Today => network.Clock.GetUtcNow().ToString("yyyy-MM-dd");

    [Fact]
    public async Task A_risk_sets_when_its_measures_are_looked_at_and_a_helper_is_protected_under_seal()
    {
        var story = await network.ATriagedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/risks", new { fromWhom = "boss", threats = Array.Empty<string>(), harm = "severe" })).Codes.Order().ShouldBe(["input.not-a-choice", "input.required", "input.required"]);
        (await story.Handler.Post($"/cases/{story.Case}/risks", new { fromWhom = "interpreter", threats = new[] { "exposure", "violence" }, likelihood = "likely", harm = "severe", barriers = new[] { "watched" }, note = "He is the manager's cousin." })).Good();
        (await story.Handler.Post($"/cases/{story.Case}/safeguards", new { measures = new[] { "codeWord" }, helperName = "Daw Khin" })).RefusedFor("safeguard.worker-is-no-helper", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/cases/{story.Case}/safeguards", new { measures = new[] { "codeWord" }, forWhom = "unionist", helperName = "Daw Khin", note = "Meets her at the temple." })).Good();
        var view = await story.Protection();
        (Word(view["risks"]![0]!, "level"), Word(view["risks"]![0]!, "note")).ShouldBe(("critical", "He is the manager's cousin."));
        var measure = view["safeguards"]![0]!;
        (Word(measure, "state"), Word(measure, "forWhom"), Word(measure, "helperName"), Word(measure, "note")).ShouldBe(("planned", "unionist", "Daw Khin", "Meets her at the temple."));
        Word(measure, "reviewOn").ShouldBe(network.Clock.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd"));

        // Without a key the coded facts alone.
        var locked = await network.SignInAgain(story.Handler);
        await using (var work = await network.Begin(locked)) (await OpenIlm.Network.LockSession.Lock(work)).IsDone.ShouldBeTrue();
        var coded = (await locked.Get($"/cases/{story.Case}/protection")).Ok();
        coded.ToJsonString().ShouldNotContain("Khin");
        (coded["locked"]!.GetValue<bool>(), Word(coded["risks"]![0]!, "level")).ShouldBe((true, "critical"));
    }

    [Fact]
    public async Task A_measure_is_put_in_place_looked_at_and_ended_with_a_reason()
    {
        var story = await network.ATriagedIssue();
        var id = (await story.Handler.Post($"/cases/{story.Case}/safeguards", new { measures = new[] { "shelter" } })).Good().Id;
        (await story.Handler.Post($"/safeguards/{id}", new { act = "putInPlace" })).Good();
        (await story.Handler.Post($"/safeguards/{id}", new { act = "review", finding = "doesHarm" }, ifMatch: "\"1\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await story.Handler.Post($"/safeguards/{id}", new { act = "review", finding = "doesHarm", note = "People ask where she goes." }, ifMatch: "\"2\"")).Good();
        Word((await story.Protection())["safeguards"]![0]!, "reviewOn").ShouldBe(network.Clock.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd"));
        (await story.Handler.Post($"/safeguards/{id}", new { act = "end" })).RefusedFor("protection.reason-missing", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/safeguards/{id}", new { act = "end", note = "She moved to her sister's." })).Good();
        (await story.Handler.Post($"/safeguards/{id}", new { act = "review", finding = "works" })).RefusedFor("protection.illegal-move");
        (await story.Protection())["openMeasures"]!.GetValue<int>().ShouldBe(0);
        (await story.Handler.Post($"/safeguards/{id}", new { act = "review" })).RefusedFor("input.required", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task No_business_is_told_of_a_critical_case_before_steps_1_to_3_and_the_checklist_is_the_one_source()
    {
        var story = await network.AReceivedReport();
        (await story.Triage("critical")).Good();
        var issue = (await story.CaseFile())["issues"]!.AsArray().Single()!;
        story.At(issue["id"]!.GetValue<Guid>());
        (await story.Handler.Post($"/cases/{story.Case}/safety-reviews", new { risk = "high", decision = "proceed", timingIdentifiesNobody = true })).Good();
        (await story.Consent()).Good();
        var steps = (await story.Protection())["criticalPath"]!.AsArray();
        steps.Count.ShouldBe(8);
        Word(steps[0]!, "state").ShouldBe("done", "the review is the first step");
        steps[7]!["blocked"]!.GetValue<bool>().ShouldBeTrue();
        (await story.Draft()).RefusedFor("share.critical-path-open");
        // The case page says it beside the button.
        (await story.CaseFile())["issues"]![0]!["nextSteps"]!.AsArray().Single(s => Word(s!, "action") == "ComposePacket")!["whyNotYet"]!.AsArray().Select(r => Word(r!, "code")).ShouldContain("share.critical-path-open");

        (await story.Handler.Post($"/cases/{story.Case}/critical-path", new { step = "wishesRecorded" })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/cases/{story.Case}/critical-path", new { step = "leadTold", state = "declined", note = "x" })).Codes.ShouldContain("path.cannot-be-declined");
        (await story.Handler.Post($"/cases/{story.Case}/critical-path", new { step = "businessNotified" })).Codes.ShouldContain("path.follows-from-release");
        (await story.Handler.Post($"/cases/{story.Case}/critical-path", new { step = "wishesRecorded", note = "She wants her passport back, and nobody at her village to know." })).Good();
        (await story.Draft()).RefusedFor("share.critical-path-open");
        (await story.Handler.Post($"/cases/{story.Case}/critical-path", new { step = "leadTold" })).Good();
        var draft = (await story.Draft()).Good();
        (await story.Resume(draft.Id).Release()).Good();
        steps = (await story.Protection())["criticalPath"]!.AsArray();
        (Word(steps[7]!, "state"), Word(steps[7]!, "day")).ShouldBe(("done", Today));
    }

    [Fact]
    public async Task Police_that_endanger_her_and_reports_against_her_wish_are_refused_and_nothing_goes_to_a_suspect()
    {
        var story = await network.AReceivedReport();
        (await story.Triage("critical")).Good();
        story.At((await story.CaseFile())["issues"]!.AsArray().Single()!["id"]!.GetValue<Guid>());
        string path = $"/cases/{story.Case}/critical-path";
        (await story.Handler.Post(path, new { step = "authorityReported", to = "police", policeEndangers = "yes", legalDuty = "yes", agrees = "yes" })).Codes.ShouldBe(["path.police-endanger"]);
        (await story.Handler.Post(path, new { step = "authorityReported", to = "police", agrees = "yes" })).Codes.ShouldBe(["path.police-not-judged"]);
        (await story.Handler.Post(path, new { step = "authorityReported", to = "unBody", policeEndangers = "yes", agrees = "no" })).Codes.ShouldBe(["path.against-her-wish"]);
        (await story.Handler.Post(path, new { step = "authorityReported", to = "unBody", policeEndangers = "yes", agrees = "yes" })).Good();
        (await story.Handler.Post(path, new { step = "removedFromHarm", state = "declined", note = "She wants to stay with her sister." })).Good();
        (await story.Handler.Post($"/cases/{story.Case}/safety-reviews", new { risk = "high", decision = "proceed", wishesRecorded = true, leadTold = true, timingIdentifiesNobody = true })).Good();
        (await story.Consent()).Good();
        var draft = (await story.Draft()).Good();
        (await story.Handler.Post(path, new { step = "suspectUndisturbed", suspects = new[] { Guid.NewGuid() } })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await story.Handler.Post(path, new { step = "suspectUndisturbed", suspects = new[] { story.Factory.Organization } })).Good();
        (await story.Resume(draft.Id).Release()).RefusedFor("share.recipient-is-suspect");
        (await story.Draft()).RefusedFor("share.recipient-is-suspect");
        // The last word holds.
        (await story.Handler.Post(path, new { step = "suspectUndisturbed", note = "Cleared by the prosecutor." })).Good();
        (await story.Release()).Good();
    }

    [Fact]
    public async Task A_case_that_is_not_critical_has_no_path_until_a_screening_indicates_and_the_program_concludes_nothing()
    {
        var story = await network.ATriagedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/critical-path", new { step = "safetyAssessed" })).RefusedFor("path.not-critical");
        (await story.Review()).Good();
        (await story.Consent()).Good();
        var none = (await story.Handler.Post($"/cases/{story.Case}/screenings", new { age = "adult", acts = new[] { "TA1" }, purposes = new[] { "TP3" } })).Created();
        (Word(none, "result"), none["opensCriticalPath"]!.GetValue<bool>()).ShouldBe(("assessForcedLabor", false));
        (await story.Draft()).Good();
        (await story.Handler.Post($"/cases/{story.Case}/screenings", new { age = "adult", acts = new[] { "TM1" } })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);

        // Whether she agreed changes nothing.
        var some = (await story.Handler.Post($"/cases/{story.Case}/screenings", new { age = "adult", acts = new[] { "TA1" }, means = new[] { "TM5" }, purposes = new[] { "TP3" }, consentGiven = "yes", note = "Promised a hotel." })).Created();
        (Word(some, "result"), some["opensCriticalPath"]!.GetValue<bool>(), Word(some["suggestedReferrals"]![0])).ShouldBe(("indication", true, "shelter"));
        (await story.Draft()).RefusedFor("share.critical-path-open");
        var view = await story.Protection();
        view["criticalPath"]!.AsArray().Count.ShouldBe(8);
        view["screenings"]!.AsArray().ShouldAllBe(s => s!["conclusion"] == null);

        var id = some["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/screenings/{id}/conclusion", new { conclusion = "notTrafficking", basis = "specialist" })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/screenings/{id}/conclusion", new { conclusion = "notTrafficking", basis = "specialist", reasons = "The anti-trafficking team spoke to her." })).Good();
        (await story.Supervisor.Post($"/screenings/{id}/conclusion", new { conclusion = "trafficking", basis = "court", reasons = "x" })).RefusedFor("screening.already-concluded");
        var concluded = (await story.Protection())["screenings"]!.AsArray().Single(s => s!["id"]!.GetValue<Guid>() == id)!;
        (Word(concluded, "result"), Word(concluded, "conclusion"), Word(concluded, "concludedBy").Length > 0).ShouldBe(("indication", "notTrafficking", true));
        // What a person concludes ends no protection by itself.
        (await story.Protection())["critical"]!.GetValue<bool>().ShouldBeTrue();
        (await story.Draft()).RefusedFor("share.critical-path-open");
    }

    [Fact]
    public async Task An_indication_before_the_case_is_sorted_stays_with_it()
    {
        var story = await network.AReceivedReport();
        (await story.Handler.Post($"/cases/{story.Case}/screenings", new { age = "child", acts = new[] { "TA4" }, purposes = new[] { "TP2" } })).Good();
        (await story.Triage("low")).Good();
        (await story.Protection())["critical"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Suppression_of_voice_is_listed_for_the_ngo_makes_the_matter_serious_and_no_business_learns_of_it()
    {
        var story = await network.ASharedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/voice-suppressions", new { kind = "other", organizationId = story.Factory.Organization })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/cases/{story.Case}/voice-suppressions", new { kind = "phonesTaken", organizationId = Guid.NewGuid() })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        foreach (var kind in new[] { "phonesTaken", "toldNotToSpeak" })
            (await story.Handler.Post($"/cases/{story.Case}/voice-suppressions", new { kind, organizationId = story.Factory.Organization, note = "At the morning meeting." })).Good();
        var row = (await story.Supervisor.Get("/voice-suppressions")).Ok().AsArray().Single()!;
        (row["organizationId"]!.GetValue<Guid>(), row["violations"]!.GetValue<int>(), row["cases"]!.GetValue<int>()).ShouldBe((story.Factory.Organization, 2, 1));
        (await story.Handler.Post($"/cases/{story.Case}/escalations", new { level = "escalationFocalPoint", reason = "serious", issueId = story.Issue })).Good();

        (await story.Hr.Get("/voice-suppressions")).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var place in new[] { "/shared-issues", $"/shared-issues/{story.Share}", "/notifications" })
        {
            var text = (await story.Hr.Get(place)).Text;
            text.ShouldNotContain("phonesTaken");
            text.ShouldNotContain("suppress", Case.Insensitive);
        }
        (await (await network.AnNgo()).Supervisor.Get("/voice-suppressions")).Ok().AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_due_stands_on_the_list_and_on_the_home_page_with_one_number()
    {
        var story = await network.ASharedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/safeguards", new { measures = new[] { "codeWord" }, reviewOn = Today })).Good();
        await network.Ask("update cases.check_in set due_on = $2, next_on = $2 where case_id = $1 and after_days = 7", story.Case, DateOnly.Parse(Today, System.Globalization.CultureInfo.InvariantCulture));
        var due = (await story.Handler.Get("/protection/due")).Ok();
        (due["checkInsDue"]!.GetValue<int>(), due["reviewsDue"]!.GetValue<int>(), due["checkIns"]!.AsArray().Count, due["reviews"]!.AsArray().Count).ShouldBe((1, 1, 1, 1));
        due["reviews"]![0]!["mine"]!.GetValue<bool>().ShouldBeTrue();
        (await (await network.AnNgo()).Handler.Get("/protection/due")).Ok()["checkInsDue"]!.GetValue<int>().ShouldBe(0);
    }
}
