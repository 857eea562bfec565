using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenIlm.Tests.Service;

/// <summary>One case in the form of HTCDS: never without her consent, never a field she did not name. And papers: who she is only with a reason, never on her own copy.</summary>
public sealed class ExchangeTest(TestNetwork network)
{
    private async Task<Story> Named()
    {
        var story = await network.AStory();
        story.Worker.Form["reporter"] = new JsonObject { ["name"] = "Ma Khin Lay", ["phone"] = "+66812345678", ["nationality"] = "MM", ["gender"] = "WOMAN" };
        return await (await story.Received()).Triaged();
    }

    private static Task<Answer> Consent(Story story, string level, string[] fields) =>
        story.Handler.Post($"/cases/{story.Case}/consents", new { level, recipientKind = "outside", recipientName = "IOM office", purpose = "dataExchange", fields, how = "verbal", language = "my" });

    private static Task<Answer> Export(Person who, Story story, Guid? consentId, string format = "json") => who.Post($"/cases/{story.Case}/htcds", new { consentId, reason = "caseWork", format });

    [Fact]
    public async Task Without_her_consent_nothing_leaves()
    {
        var story = await Named();
        (await Export(story.Supervisor, story, null)).RefusedFor("input.required", HttpStatusCode.BadRequest);
        (await Export(story.Supervisor, story, Guid.NewGuid())).RefusedFor("consent.missing");
        (await story.Review()).Good();
        var business = (await story.Consent()).Good().Id;
        (await Export(story.Supervisor, story, business)).RefusedFor("consent.other-purpose");
        var low = (await Consent(story, "codedFacts", ["prs_FirstName"])).Good().Id;
        (await Export(story.Supervisor, story, low)).RefusedFor("consent.level-too-low");
        var given = (await Consent(story, "codedFacts", ["cas_Status"])).Good().Id;
        (await story.Handler.Post($"/consents/{given}/withdraw")).Good();
        (await Export(story.Supervisor, story, given)).RefusedFor("consent.withdrawn");
        (await Consent(story, "codedFacts", ["site"])).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/cases/{story.Case}/consents", new { level = "codedFacts", recipientKind = "buyersOfThisSite", purpose = "dataExchange", fields = new[] { "cas_Status" }, how = "verbal", language = "my" })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        ((long)(await network.Ask("select count(*) from audit.entry where action = 'case.exchanged' and object = $1", story.Case))!).ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_fields_she_named_leave_in_each_form_and_it_stands_in_the_timeline()
    {
        var story = await Named();
        var consent = (await Consent(story, "identified", ["prs_FirstName", "prs_Gender", "prs_PrimaryLanguage", "cas_Status", "vic_MethodsOfControl"])).Good().Id;
        (await Export(story.Handler, story, consent)).Status.ShouldBe(HttpStatusCode.NotFound, "a supervisor hands a case over");
        var json = JsonNode.Parse((await Export(story.Supervisor, story, consent)).Text)!;
        (json["standard"]!.GetValue<string>(), json["version"]!.GetValue<string>(), json["recipient"]!.GetValue<string>()).ShouldBe(("HTCDS", "2.0", "IOM office"));
        json["case"]!.AsObject().Select(f => f.Key).ShouldBe(["prs_FirstName", "prs_Gender", "prs_PrimaryLanguage", "cas_Status", "con_Consent"], "WAG-02 is no method of control: a field without a value is left out");
        json["case"]!["prs_FirstName"]!.GetValue<string>().ShouldBe("Ma Khin Lay");
        json["case"]!["prs_PrimaryLanguage"]!.GetValue<string>().ShouldBe("mya");
        json.ToJsonString().ShouldNotContain("66812345678");
        var csv = (await Export(story.Supervisor, story, consent, "csv")).Text.TrimStart('\ufeff').Split("\r\n");
        csv[0].ShouldBe("prs_FirstName,prs_Gender,prs_PrimaryLanguage,cas_Status,con_Consent");
        csv[1].ShouldBe("Ma Khin Lay,Feminine,mya,Active,true");
        (await Export(story.Supervisor, story, consent, "xlsx")).Status.ShouldBe(HttpStatusCode.OK);
        (await story.CaseFile())["timeline"]!.AsArray().Count(e => e!["kind"]!.GetValue<string>() == "case.exchanged").ShouldBe(3);
        // Sent twice under one key: the file is not kept anywhere to be given again.
        ((long)(await network.Ask("select count(*) from platform.once where answer like '%Khin%'"))!).ShouldBe(0);
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_printed_summary_says_who_she_is_only_with_a_reason_and_her_own_copy_never()
    {
        var story = await Named();
        async Task<(HttpStatusCode Status, string Html)> Print(params (string, string)[] fields)
        {
            using var asked = await story.Handler.Http.GetAsync($"/app/cases/{story.Case}/print");
            var page = await asked.Content.ReadAsStringAsync();
            string Hidden(string name) => WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(page, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value);
            using var answer = await story.Handler.Http.PostAsync($"/app/cases/{story.Case}/print", new FormUrlEncodedContent([new("_token", Hidden("_token")), new("_once", Hidden("_once")), .. fields.Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2))]));
            return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        }
        var own = await Print(("audience", "OwnFile"));
        own.Status.ShouldBe(HttpStatusCode.OK);
        own.Html.ShouldContain("class=\"paper\"");
        own.Html.ShouldContain("not paid us for two months");
        own.Html.ShouldNotContain("Ma Khin Lay");
        (await Print(("audience", "OwnFile"), ("identity", "on"))).Html.ShouldNotContain("Ma Khin Lay", Case.Sensitive, "no reason was given");
        (await Print(("audience", "OwnFile"), ("identity", "on"), ("reason", "safety"))).Html.ShouldContain("Ma Khin Lay");
        var hers = await Print(("audience", "Worker"));
        hers.Html.ShouldContain("lang=\"my\"");
        hers.Html.ShouldContain("သင့်မိတ္တူ");
        hers.Html.ShouldNotContain("Ma Khin Lay");
        hers.Html.ShouldNotContain(story.Worker.Receipt);
        hers.Html.ShouldNotContain("not paid us", Case.Sensitive, "her words only where she wants them");
        (await Print(("audience", "Worker"), ("withWords", "on"))).Html.ShouldContain("not paid us for two months");
        (await Print(("audience", "Worker"), ("identity", "on"), ("reason", "safety"))).Html.ShouldNotContain("Ma Khin Lay");
        (await story.CaseFile())["timeline"]!.AsArray().Where(e => e!["kind"]!.GetValue<string>() == "case.printed").Select(e => e!["detail"]!["identity"]?.GetValue<string>()).ShouldBe([null, "safety", null, null]);
    }
}
