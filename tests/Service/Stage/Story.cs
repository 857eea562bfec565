using System.Net;
using System.Text.Json.Nodes;

namespace OpenIlm.Tests.Service;

/// <summary>One worker's report on its way through the house. Each step is one request of whoever takes it; steps that are not what the test is
/// about must succeed.</summary>
public sealed class Story(TestNetwork network, Ngo ngo, Business factory, Worker worker)
{
    public static readonly string[] Fields = ["site", "category", "affectedWorkers", "severity"];
    public const string Summary = "Several workers say that wages of two months have not been paid.";

    public TestNetwork Network => network;
    public Ngo Ngo => ngo;
    public Person Handler => ngo.Handler;
    public Person Supervisor => ngo.Supervisor;
    public Business Factory => factory;
    public Person Hr => factory.Person;
    public Worker Worker => worker;
    public Guid Case { get; private set; }
    public Guid Issue { get; private set; }
    public Guid Share { get; private set; }
    public Guid Claim { get; private set; }

    public async Task<Story> Received()
    {
        (await worker.Sends()).Created();
        Case = (await Handler.Get("/cases")).Ok()["items"]!.AsArray().Single()!["id"]!.GetValue<Guid>();
        return this;
    }

    /// <summary>Another report of the same NGO; gives its case.</summary>
    public async Task<Guid> WithCaseOf(string text)
    {
        var before = (await Handler.Get("/cases")).Ok()["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>()).ToHashSet();
        (await worker.Sends(text)).Created();
        return Case = (await Handler.Get("/cases")).Ok()["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>()).Single(c => !before.Contains(c));
    }

    public Task<Answer> Triage(string severity = "medium", string code = "WAG-02", int affected = 12) => Handler.Post($"/cases/{Case}/triage", new
    {
        siteId = factory.Site, severity, issues = new[] { new { code, affectedWorkers = affected } },
    });

    public async Task<Story> Triaged()
    {
        (await Triage()).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
        Issue = (await CaseFile())["issues"]!.AsArray().Single()!["id"]!.GetValue<Guid>();
        return this;
    }

    /// <summary>Goes on with a case that was received beside another, sorted into one issue.</summary>
    public async Task<Story> Of(Guid received, string code)
    {
        Case = received;
        (await Triage(code: code)).Good();
        Issue = (await CaseFile())["issues"]!.AsArray().Single()!["id"]!.GetValue<Guid>();
        return this;
    }

    public Task<Answer> Review(string decision = "proceed", string? note = "Contact only on her day off.") =>
        Handler.Post($"/cases/{Case}/safety-reviews", new { risk = "low", decision, measures = new[] { "quietContact" }, note, timingIdentifiesNobody = true });

    public Task<Answer> Consent(string level = "summary", Guid? recipient = null) => Handler.Post($"/cases/{Case}/consents", new
    {
        level, recipientOrganizationId = recipient ?? factory.Organization, purpose = "remedy", fields = Fields, how = "verbal", language = "my",
    });

    public Task<Answer> Draft(string summary = Summary, Guid? recipient = null) => Handler.Post($"/issues/{Issue}/shares", new
    {
        recipientOrganizationId = recipient ?? factory.Organization, purpose = "remedy", fields = Fields, summary,
    });

    public async Task<Story> Drafted()
    {
        (await Review()).Good();
        (await Consent()).Good();
        var draft = await Draft();
        draft.Good();
        Share = draft.Id;
        return this;
    }

    /// <summary>Goes on with an issue of a case that the test sorted itself.</summary>
    public Story At(Guid issue)
    {
        Issue = issue;
        return this;
    }

    /// <summary>Goes on with a packet that the test composed itself.</summary>
    public Story Resume(Guid share)
    {
        Share = share;
        return this;
    }

    public Task<Answer> Release() => Handler.Post($"/shares/{Share}/release", new { now = true });

    public async Task<Story> Shared()
    {
        (await Release()).Good();
        return this;
    }

    public Task<Answer> Respond(string text = "We will pay what is owed.", string what = "Pay the wages of June and July.") => Hr.Post($"/shared-issues/{Share}/responses", new
    {
        text, actions = new[] { new { what, dueOn = network.Clock.GetUtcNow().AddDays(14).ToString("yyyy-MM-dd"), responsible = "HR manager" } },
    });

    public async Task<Guid> Action() => (await Hr.Get($"/shared-issues/{Share}")).Ok()["actions"]!.AsArray().Last()!["id"]!.GetValue<Guid>();

    public async Task<Answer> ReportDone(string text = "Wages were paid on the last pay day.") => await Hr.Post($"/shared-issues/{Share}/actions/{await Action()}/report", new { text });

    public async Task<Story> Remedied()
    {
        (await Respond()).Good();
        (await ReportDone()).Good();
        return this;
    }

    public async Task<Story> Asked(string text = "လုပ်ခများ ပေးပြီးပြီဟု ဆိုသည်။")
    {
        (await Handler.Post($"/issues/{Issue}/validation-requests", new { text, language = "my" })).Good();
        Claim = (await OfTheWorker())["claim"]!["id"]!.GetValue<Guid>();
        return this;
    }

    /// <summary>The issue as the worker sees it.</summary>
    public async Task<JsonNode> OfTheWorker() => (await worker.Follows()).Ok()["issues"]!.AsArray().Single()!;

    public async Task<JsonNode> CaseFile() => (await Handler.Get($"/cases/{Case}")).Ok();

    /// <summary>What protects the people of the case, as its handler reads it.</summary>
    public async Task<JsonNode> Protection() => (await Handler.Get($"/cases/{Case}/protection")).Ok();

    /// <summary>A report of retaliation is judged, she is protected, and it is looked into.</summary>
    public async Task LooksInto(Guid report)
    {
        (await Handler.Post($"/retaliation-reports/{report}/advance", new { act = "assess", risk = "high" })).Good();
        (await Handler.Post($"/cases/{Case}/safeguards", new { measures = new[] { "followUpCall" }, inPlace = true })).Good();
        (await Handler.Post($"/retaliation-reports/{report}/advance", new { act = "protect" })).Good();
        (await Handler.Post($"/retaliation-reports/{report}/advance", new { act = "investigate", finding = "likely", note = "Two colleagues say the same." })).Good();
    }

    /// <summary>Where the issue stands for its handler.</summary>
    public async Task<string> State() => (await CaseFile())["issues"]!.AsArray().Single(i => i!["id"]!.GetValue<Guid>() == Issue)!["state"]!.GetValue<string>();

    /// <summary>Where the case stands for its handler.</summary>
    public async Task<string> CaseState() => (await CaseFile())["state"]!.GetValue<string>();

    /// <summary>The worker's answer to the claim as it stands.</summary>
    public Task<Answer> Says(string outcome, string? quality = null, string retaliation = "no") => worker.Answers(Issue, Claim, outcome, quality, retaliation);
}

/// <summary>Stories by where they stand.</summary>
public static class Stories
{
    public static async Task<Story> AStory(this TestNetwork network)
    {
        var ngo = await network.AnNgo();
        return new Story(network, ngo, await network.AFactory(), await Worker.AtTheDoor(network.Anonymous, ngo.Channel));
    }

    public static async Task<Story> AReceivedReport(this TestNetwork network) => await (await network.AStory()).Received();
    public static async Task<Story> ATriagedIssue(this TestNetwork network) => await (await network.AReceivedReport()).Triaged();
    public static async Task<Story> ADraftedPacket(this TestNetwork network) => await (await network.ATriagedIssue()).Drafted();
    public static async Task<Story> ASharedIssue(this TestNetwork network) => await (await network.ADraftedPacket()).Shared();
    public static async Task<Story> AnIssueWithReportedActions(this TestNetwork network) => await (await network.ASharedIssue()).Remedied();
    public static async Task<Story> AnIssueAwaitingValidation(this TestNetwork network) => await (await network.AnIssueWithReportedActions()).Asked();

    public static async Task<Story> AClosedIssue(this TestNetwork network)
    {
        var story = await network.AnIssueAwaitingValidation();
        (await story.Says("confirmed", "good")).Good();
        (await story.State()).ShouldBe("closed");
        return story;
    }

    /// <summary>Done, whatever of 200, 201 and 204 says so.</summary>
    public static Answer Good(this Answer answer)
    {
        answer.Status.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NoContent], answer.Text);
        return answer;
    }

    /// <summary>Refused by a rule, and this is among the reasons.</summary>
    public static void RefusedFor(this Answer answer, string code, HttpStatusCode status = HttpStatusCode.Conflict)
    {
        answer.Status.ShouldBe(status, answer.Text);
        answer.Codes.ShouldContain(code);
        answer.Json["code"]!.GetValue<string>().ShouldBe(answer.Codes[0]);
        answer.Json["title"]!.GetValue<string>().ShouldNotBe(answer.Json["code"]!.GetValue<string>(), "the refusal has a sentence");
    }
}
