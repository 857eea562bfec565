using System.Net;

namespace OpenIlm.Tests.Service;

/// <summary>Nothing about a remedy asks a worker to give up a claim without a person looking at it, and nothing that does reaches her (ILM-7, MSI-40, Q16, N8).</summary>
public sealed class WaiversTest(TestNetwork network)
{
    private const string asks = "We pay in full and final settlement; she makes no further claims.";

    private static async Task<(Guid Id, string? Verdict)> Flag(Story story)
    {
        var flag = (await story.Handler.Get($"/cases/{story.Case}/referrals")).Ok()["waivers"]!.AsArray().ShouldHaveSingleItem()!;
        return (flag["id"]!.GetValue<Guid>(), flag["verdict"]?.GetValue<string>());
    }

    private static Task<Answer> Answers(Story story, string text, bool? asksWaiver) => story.Hr.Post($"/shared-issues/{story.Share}/responses", new
    {
        text, actions = new[] { new { what = "Pay the wages.", dueOn = story.Network.Clock.GetUtcNow().AddDays(14).ToString("yyyy-MM-dd") } }, asksWaiver,
    });

    [Fact]
    public async Task An_answer_that_asks_for_a_waiver_is_refused_one_that_looks_like_it_is_asked_about_and_a_no_is_looked_at_by_a_second_person()
    {
        var story = await network.ASharedIssue();
        (await Answers(story, "We pay.", asksWaiver: true)).RefusedFor("waiver.asked");
        (await Answers(story, asks, asksWaiver: null)).RefusedFor("waiver.answer-needed");
        (await Answers(story, asks, asksWaiver: false)).Good();
        (await story.ReportDone()).Good();
        (await story.Handler.Post($"/issues/{story.Issue}/validation-requests", new { text = "They say they paid.", language = "en" })).RefusedFor("waiver.flag-open");
        var (id, verdict) = await Flag(story);
        verdict.ShouldBeNull();
        (await story.Handler.Get($"/cases/{story.Case}")).Text.ShouldContain("issue.waiver-found");
        (await story.Handler.Post($"/waiver-flags/{id}/judge", new { verdict = "stands" })).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/waiver-flags/{id}/judge", new { verdict = "stands", note = "It does ask her." })).Good();
        (await story.Handler.Post($"/issues/{story.Issue}/validation-requests", new { text = "They say they paid.", language = "en" })).RefusedFor("waiver.flag-open");
        (await story.Handler.Post($"/waiver-flags/{id}/judge", new { verdict = "takenBack", note = "Letter of the 3rd." }, ifMatch: "\"1\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await story.Handler.Post($"/waiver-flags/{id}/judge", new { verdict = "takenBack", note = "Their letter takes it back." })).Good();
        (await story.Handler.Post($"/issues/{story.Issue}/validation-requests", new { text = "They say they paid.", language = "en" })).Good();
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_judges_an_own_text()
    {
        var story = await network.ATriagedIssue();
        (await story.Review()).Good();
        (await story.Handler.Post($"/issues/{story.Issue}/remedies", new { text = asks })).RefusedFor("waiver.answer-needed");
        (await story.Handler.Post($"/issues/{story.Issue}/remedies", new { text = asks, asksWaiver = false })).Good();
        var (id, _) = await Flag(story);
        (await story.Handler.Post($"/waiver-flags/{id}/judge", new { verdict = "harmless", note = "I meant it well." })).RefusedFor("waiver.own-text");
        (await story.Supervisor.Post($"/waiver-flags/{id}/judge", new { verdict = "harmless", note = "It quotes the refused offer." })).Good();
    }

    [Fact]
    public async Task A_claim_that_looks_like_it_is_put_by_a_supervisor_or_changed()
    {
        var story = await network.AnIssueWithReportedActions();
        Task<Answer> Put(Person who, bool? asksWaiver) => who.Post($"/issues/{story.Issue}/validation-requests", new { text = "They say they paid. You never have to sign a full and final settlement.", language = "en", asksWaiver });
        (await Put(story.Handler, null)).RefusedFor("waiver.answer-needed");
        (await Put(story.Handler, true)).RefusedFor("waiver.asked");
        (await Put(story.Handler, false)).RefusedFor("waiver.supervisor-puts");
        (await Put(story.Supervisor, false)).Good();
    }

    [Fact]
    public async Task A_packet_that_looks_like_it_needs_the_second_person()
    {
        var story = await network.ATriagedIssue();
        (await story.Review()).Good();
        (await story.Consent()).Good();
        (await story.Draft(asks)).RefusedFor("waiver.answer-needed");
        var draft = (await story.Handler.Post($"/issues/{story.Issue}/shares", new { recipientOrganizationId = story.Factory.Organization, purpose = "remedy", fields = Story.Fields, summary = "Workers were told to sign a final settlement.", asksWaiver = false })).Good();
        draft.Json["needsSecondPerson"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_business_reports_is_looked_through_too_with_its_evidence()
    {
        var story = await network.ASharedIssue();
        (await story.Respond()).Good();
        var action = await story.Action();
        (await story.Hr.Post($"/shared-issues/{story.Share}/actions/{action}/report", new { text = "Paid.", evidence = new[] { "Receipt: no further claims" } })).RefusedFor("waiver.answer-needed");
        (await story.Hr.Post($"/shared-issues/{story.Share}/actions/{action}/report", new { text = "Paid.", evidence = new[] { "Receipt: no further claims" }, asksWaiver = false })).Good();
        (await Flag(story)).Verdict.ShouldBeNull();
    }
}
