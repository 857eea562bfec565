using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Tests.Service;

/// <summary>Before a packet goes she can see exactly what it tells, and answers by tapping; questions the same way.</summary>
public sealed class HerWordsTest(TestNetwork network)
{
    private const string Rendered = "လုပ်သားအချို့က နှစ်လစာ လုပ်ခမရသေးဟု ပြောသည်။";

    private static Task<Answer> Show(Story story, Guid? share = null, string text = Rendered) => story.Handler.Post($"/shares/{share ?? story.Share}/renderings", new { language = "my", text });
    private static async Task<JsonNode> Packet(Story story) => (await story.Worker.Follows()).Ok()["packets"]!.AsArray().Single()!;
    private static async Task<Guid> Shown(Story story)
    {
        (await Show(story)).Created();
        return (await Packet(story))["id"]!.GetValue<Guid>();
    }

    private async Task<string> Notes(Story story) => (string)(await network.Ask("select coalesce(string_agg(kind, ' ' order by id), '') from cases.event where case_id = $1", story.Case))!;

    [Fact]
    public async Task She_sees_what_the_business_will_see_in_her_language_and_her_yes_lets_it_go()
    {
        var story = await network.ADraftedPacket();
        var shown = await Shown(story);
        var packet = await Packet(story);
        packet["text"]!.GetValue<string>().ShouldBe(Rendered);
        var seen = (await story.Handler.Get($"/shares/{story.Share}")).Ok()["asTheySeeIt"]!;
        packet["facts"]!.ToJsonString().ShouldBe(seen["facts"]!.ToJsonString());
        packet["purpose"]!.GetValue<string>().ShouldBe("remedy");
        packet["identifies"]!.GetValue<bool>().ShouldBeFalse();
        packet["changes"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["leaveOut.affectedWorkers", "leaveOut.category", "leaveOut.severity", "leaveOut.site", "leaveOut.text", "wait", "notThisBusiness"], ignoreOrder: true);
        (await story.Worker.Follows()).Ok()["nextStep"]!.GetValue<string>().ShouldBe("next.her-packet");

        (await story.Release()).RefusedFor("share.waits-for-her");
        (await story.Worker.SaysOf(shown, "yes")).Created();
        (await story.Worker.SaysOf(shown, "yes")).Created();
        var consent = (await story.CaseFile())["consents"]!.AsArray().Single(c => c!["how"]!.GetValue<string>() == "web")!;
        (consent["level"]!.GetValue<string>(), consent["purpose"]!.GetValue<string>(), consent["live"]!.GetValue<bool>()).ShouldBe(("summary", "remedy", true));
        ((int)(await network.Ask("select share_revision from cases.consent where share_id = $1", story.Share))!).ShouldBe(1);
        // What is settled does not lie open behind the receipt.
        var after = await Packet(story);
        (after["said"]!.GetValue<string>(), after["text"], after["recipient"]).ShouldBe(("yes", null, null));
        (await story.Release()).Good();
        (await story.Worker.Follows()).Ok()["packets"]!.AsArray().ShouldBeEmpty();
        (await story.Worker.SaysOf(shown, "no")).RefusedFor("packet.has-gone");
        (await Notes(story)).ShouldContain("share.shown-to-worker share.worker-says-yes");
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_no_keeps_it_from_going_on_every_way_out()
    {
        var story = await network.ADraftedPacket();
        await network.Ask("update cases.share set release_on = current_date + 3 where id = $1", story.Share);
        var shown = await Shown(story);
        (await story.Worker.SaysOf(shown, "no")).Created();
        ((await network.Ask("select release_on from cases.share where id = $1", story.Share)) is DBNull or null).ShouldBeTrue("it waits for no batch");
        (await story.Release()).RefusedFor("share.she-says-no");
        // Another packet to the same business about the same issue is the same wish.
        var other = (await story.Draft("Wages of two months are late.")).Good().Id;
        (await story.Handler.Post($"/shares/{other}/release", new { now = true })).RefusedFor("share.she-says-no");
        (await Show(story)).RefusedFor("share.she-says-no");
        // The database says the same, whatever the program says.
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => network.Ask("update cases.share set state = 'Released', released_on = current_date where id = $1", story.Share))).MessageText.ShouldContain("not agreed to");
        (await Show(story, other, "လုပ်ခ နှစ်လစာ နောက်ကျနေသည်။")).Created();
        var second = (await story.Worker.Follows()).Ok()["packets"]!.AsArray().Single(p => p!["said"] is null)!["id"]!.GetValue<Guid>();
        (await story.Worker.SaysOf(second, "yes")).Created();
        (await story.Handler.Post($"/shares/{other}/release", new { now = true })).Good();
    }

    [Fact]
    public async Task A_change_sends_it_back_and_an_edit_asks_her_again()
    {
        var story = await network.ADraftedPacket();
        (await story.Supervisor.Post($"/shares/{story.Share}/approve")).Good();
        var shown = await Shown(story);
        (await story.Worker.SaysOf(shown, "change")).RefusedFor("packet.say-what", HttpStatusCode.BadRequest);
        (await story.Worker.SaysOf(shown, "change", "leaveOut.site", "where I live")).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await story.Worker.SaysOf(shown, "change", "leaveOut.site", "wait")).Created();
        var share = (await story.Handler.Get($"/shares/{story.Share}")).Ok();
        (share["state"]!.GetValue<string>(), share["approvedBy"]).ShouldBe(("draft", null));
        (await story.Release()).RefusedFor("share.she-wants-change");
        (await Show(story)).RefusedFor("share.she-wants-change");

        (await story.Handler.Post($"/shares/{story.Share}/revise", new { purpose = "remedy", fields = new[] { "category", "severity" }, summary = "Wages of two months have not been paid." })).Created();
        (await story.Release()).RefusedFor("share.show-her-again");
        (await story.Worker.Follows()).Ok()["packets"]!.AsArray().ShouldBeEmpty();
        (await story.Worker.SaysOf(shown, "yes")).RefusedFor("packet.changed-since");
        var again = await Shown(story);
        (await Packet(story))["facts"]!.AsObject().Select(f => f.Key).ShouldBe(["category", "severity"], ignoreOrder: true);
        (await story.Worker.SaysOf(again, "yes")).Created();

        // An edit after her yes asks again too; so does a file that is put beside it.
        (await story.Handler.Post($"/shares/{story.Share}/revise", new { purpose = "remedy", fields = new[] { "category" }, summary = "Wages of two months have not been paid." })).Created();
        (await story.Release()).RefusedFor("share.show-her-again");
        (await story.Worker.SaysOf(await Shown(story), "yes")).Created();
        (await story.Release()).Good();
        (await story.Hr.Get($"/shared-issues/{story.Share}")).Ok()["facts"]!.AsObject().Select(f => f.Key).ShouldBe(["category"]);
    }

    [Fact]
    public async Task A_packet_that_is_edited_is_checked_as_a_new_one_and_has_a_new_author()
    {
        var story = await network.ADraftedPacket();
        (await story.Handler.Post($"/shares/{story.Share}/approve")).RefusedFor("share.self-approval");
        (await story.Supervisor.Post($"/shares/{story.Share}/revise", new { purpose = "remedy", fields = new[] { "site", "journeyStage" }, summary = "x" })).RefusedFor("consent.other-fields");
        (await story.Supervisor.Post($"/shares/{story.Share}/revise", new { purpose = "remedy", fields = Story.Fields, summary = "It was at 14:30." })).Created()["needsSecondPerson"]!.GetValue<bool>().ShouldBeTrue();
        (await story.Supervisor.Post($"/shares/{story.Share}/approve")).RefusedFor("share.self-approval");
        (await story.Handler.Post($"/shares/{story.Share}/approve")).Good();
        (await story.Release()).Good();
        (await story.Handler.Post($"/shares/{story.Share}/revise", new { purpose = "remedy", fields = Story.Fields })).RefusedFor("share.wrong-state");
    }

    [Fact]
    public async Task After_a_yes_she_can_stop_it_until_it_goes()
    {
        var story = await network.ADraftedPacket();
        var shown = await Shown(story);
        (await story.Worker.SaysOf(shown, "yes")).Created();
        (await story.Worker.SaysOf(shown, "no")).Created();
        (await story.Release()).RefusedFor("share.she-says-no");
        ((await network.Ask("select withdrawn_on from cases.consent where share_id = $1", story.Share)) is DateOnly or DateTime).ShouldBeTrue();
        (await story.Worker.SaysOf(shown, "yes")).RefusedFor("packet.answered");
    }

    [Fact]
    public async Task By_phone_the_handler_reads_it_to_her_and_records_what_she_says()
    {
        var story = await network.ADraftedPacket();
        (await story.Worker.ClosesTheChannel()).NoContent();
        (await Show(story)).Created()["behindReceipt"]!.GetValue<bool>().ShouldBeFalse();
        var shown = (await story.Handler.Get($"/cases/{story.Case}/words")).Ok()["packets"]![0]!;
        shown["words"]!["text"]!.GetValue<string>().ShouldBe(Rendered);
        var id = shown["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/renderings/{id}/answer", new { answer = "yes", channel = "COMPANY" })).RefusedFor("validation.asked-by-employer");
        (await story.Handler.Post($"/renderings/{id}/answer", new { answer = "yes", channel = "HOTLINE" })).Created();
        (await story.CaseFile())["consents"]!.AsArray().Select(c => c!["how"]!.GetValue<string>()).ShouldBe(["verbal", "verbal"]);
        (await story.Release()).Good();
    }

    [Fact]
    public async Task A_question_that_was_taken_back_leaves_what_she_said_before()
    {
        var story = await network.ADraftedPacket();
        var first = (await Show(story)).Created()["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/renderings/{first}/take-back", new { reason = "bored" })).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await story.Handler.Post($"/renderings/{first}/take-back", new { reason = "mistake" })).Created();
        (await story.Worker.SaysOf(first, "yes")).RefusedFor("packet.not-asked");
        var second = await Shown(story);
        (await story.Worker.SaysOf(second, "no")).Created();
        (await story.Handler.Post($"/renderings/{second}/take-back", new { reason = "unreachable" })).RefusedFor("packet.answered");
        (await story.Release()).RefusedFor("share.she-says-no");
    }

    [Fact]
    public async Task What_she_agreed_to_of_one_packet_covers_no_other()
    {
        var story = await network.ADraftedPacket();
        (await story.Worker.SaysOf(await Shown(story), "yes")).Created();
        var verbal = (await story.CaseFile())["consents"]!.AsArray().Single(c => c!["how"]!.GetValue<string>() == "verbal")!["id"]!.GetValue<Guid>();
        (await story.Handler.Post($"/consents/{verbal}/withdraw")).Created();
        (await story.Draft()).RefusedFor("consent.withdrawn");
        (await story.Handler.Get($"/shares/{story.Share}")).Ok()["state"]!.GetValue<string>().ShouldBe("revoked");
    }

    [Fact]
    public async Task Somebody_else_with_a_receipt_finds_neither_packet_nor_question()
    {
        var (story, other) = (await network.ADraftedPacket(), await network.AReceivedReport());
        var shown = await Shown(story);
        var question = (await story.Handler.Post($"/cases/{story.Case}/questions", new { codes = new[] { "safeNow" } })).Created()["ids"]![0]!.GetValue<Guid>();
        (await other.Worker.SaysOf(shown, "yes")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.Worker.Taps(question, "yes")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.Worker.SaysOf(Guid.NewGuid(), "yes")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task With_a_new_receipt_she_reads_and_answers_what_waited()
    {
        var story = await network.ADraftedPacket();
        var shown = await Shown(story);
        (await story.Handler.Post($"/cases/{story.Case}/questions", new { own = new { text = "ဘယ်နေ့ ငွေရသလဲ။", choices = new[] { "မနေ့က", "မရသေး" }, language = "my" } })).Created();
        var receipt = (await story.Handler.Post($"/cases/{story.Case}/receipt")).Created()["receipt"]!.GetValue<string>();
        var status = (await Calls.Post(network.Anonymous, "/voice/status", new { receipt })).Ok();
        status["packets"]![0]!["text"]!.GetValue<string>().ShouldBe(Rendered);
        status["questions"]![0]!["choices"]!.AsArray().Select(c => c!["text"]!.GetValue<string>()).ShouldBe(["မနေ့က", "မရသေး"]);
        (await Calls.Post(network.Anonymous, "/voice/packets", new { receipt, packetId = shown, answer = "yes" })).Created();
    }

    [Fact]
    public async Task Questions_are_answered_by_a_tap_and_her_answers_do_not_lie_behind_the_receipt()
    {
        var story = await network.ATriagedIssue();
        (await story.Handler.Post($"/cases/{story.Case}/questions", new { codes = new[] { "howMany", "stillThere" }, own = new { text = "Which gate?", choices = new[] { "North", "South" }, language = "en" } })).Created();
        (await story.Handler.Post($"/cases/{story.Case}/questions", new { codes = new[] { "howMany" } })).RefusedFor("question.asked-already");
        (await story.Handler.Post($"/cases/{story.Case}/questions", new { codes = new[] { "safeNow", "punished", "proof" } })).RefusedFor("question.too-many-open");
        var status = (await story.Worker.Follows()).Ok();
        status["nextStep"]!.GetValue<string>().ShouldBe("next.her-question");
        var questions = status["questions"]!.AsArray();
        var texts = network.Services.GetRequiredService<ITexts>();
        questions.Select(q => q!["text"]!.GetValue<string>()).ShouldBe([texts["my", "question.howMany"], texts["my", "question.stillThere"], "Which gate?"]);
        questions[2]!["choices"]!.AsArray().Select(c => $"{c!["code"]} {c["text"]}").ShouldBe(["c1 North", "c2 South"]);
        var ids = questions.Select(q => q!["id"]!.GetValue<Guid>()).ToList();
        (await story.Worker.Taps(ids[0], "thousands")).RefusedFor("input.not-a-choice", HttpStatusCode.BadRequest);
        (await story.Worker.Taps(ids[0], "many")).Created();
        (await story.Worker.Taps(ids[0], "many")).Created();
        (await story.Worker.Taps(ids[0], "few")).RefusedFor("question.not-open");
        (await story.Worker.Taps(ids[2], "c2")).Created();
        (await story.Worker.Follows()).Ok()["questions"]!.AsArray().Count.ShouldBe(1);
        (await story.Handler.Post($"/questions/{ids[1]}/answer", new { answer = "no", channel = "HOTLINE" })).Created();

        var words = (await story.Handler.Get($"/cases/{story.Case}/words")).Ok()["questions"]!.AsArray();
        words.Select(q => $"{q!["code"]} {q["answer"]} {q["how"]}").ShouldBe(["free c2 web", "stillThere no verbal", "howMany many web"]);
        words[0]!["words"]!["choices"]![1]!.GetValue<string>().ShouldBe("South");
        ((bool)(await network.Ask("select unread from cases.\"case\" where id = $1", story.Case))!).ShouldBeTrue();
        (await story.Ngo.AuditFaults()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("safeNow", "no", "inDanger", 0), InlineData("punished", "yes", "punished", 1), InlineData("punished", "notSure", "none", 0)]
    public async Task An_answer_that_means_danger_is_taken_as_her_report_of_it(string code, string answer, string danger, int reports)
    {
        foreach (var byPhone in new[] { false, true })
        {
            var story = await network.ATriagedIssue();
            var id = (await story.Handler.Post($"/cases/{story.Case}/questions", new { codes = new[] { code } })).Created()["ids"]![0]!.GetValue<Guid>();
            if (byPhone) (await story.Handler.Post($"/questions/{id}/answer", new { answer, channel = "HOTLINE" })).Created();
            else (await story.Worker.Taps(id, answer)).Created();
            var file = await story.CaseFile();
            file["danger"]!.GetValue<string>().ShouldBe(danger);
            file["retaliationReports"]!.AsArray().Count.ShouldBe(reports);
        }
    }

    [Fact]
    public async Task On_her_page_without_a_script_she_taps_yes_in_every_language()
    {
        foreach (var language in Languages.All)
        {
            var story = await network.ADraftedPacket();
            await Shown(story);
            (await story.Handler.Post($"/cases/{story.Case}/questions", new { codes = new[] { "safeNow", "paidSince" } })).Created();
            var opened = await Page(language.Code, ("receipt", story.Worker.Receipt), ("act", "open"));
            opened.ShouldContain(Rendered[..20]);
            var packet = Hidden(opened, "packet");
            var chosen = await Page(language.Code, ("receipt", story.Worker.Receipt), ("act", "packet"), ("packet", packet), ("answer", "change"));
            chosen.ShouldContain("value=\"leaveOut.site\"");
            (await Page(language.Code, 400, ("receipt", story.Worker.Receipt), ("act", "packet"), ("packet", packet), ("answer", "change"), ("sent", "true"))).ShouldContain("value=\"wait\"");
            await Page(language.Code, ("receipt", story.Worker.Receipt), ("act", "packet"), ("packet", packet), ("answer", "yes"));
            var after = await Page(language.Code, ("receipt", story.Worker.Receipt), ("act", "open"));
            after.ShouldNotContain(Rendered[..20]);
            await Page(language.Code, ("receipt", story.Worker.Receipt), ("act", "question"), ("question", Hidden(after, "question")), ("answer", "yes"));
            (await story.Handler.Get($"/cases/{story.Case}/words")).Ok()["packets"]![0]!["state"]!.GetValue<string>().ShouldBe("yes");
            (await story.Release()).Good();
        }
    }

    [Fact]
    public async Task On_her_page_she_taps_what_is_to_be_different_and_no()
    {
        var story = await network.ADraftedPacket();
        await Shown(story);
        var packet = Hidden(await Page("my", ("receipt", story.Worker.Receipt), ("act", "open")), "packet");
        await Page("my", ("receipt", story.Worker.Receipt), ("act", "packet"), ("packet", packet), ("answer", "change"), ("sent", "true"), ("changes", "leaveOut.site"), ("changes", "wait"));
        ((string[])(await network.Ask("select changes from cases.rendering where id = $1", Guid.Parse(packet)))!).ShouldBe(["leaveOut.site", "wait"]);
        (await Page("my", 409, ("receipt", story.Worker.Receipt), ("act", "packet"), ("packet", packet), ("answer", "no"))).ShouldContain("class=\"refusals\"");

        var other = await network.ADraftedPacket();
        await Shown(other);
        await Page("th", ("receipt", other.Worker.Receipt), ("act", "packet"), ("packet", Hidden(await Page("th", ("receipt", other.Worker.Receipt), ("act", "open")), "packet")), ("answer", "no"));
        (await other.Release()).RefusedFor("share.she-says-no");
    }

    [Fact]
    public void Every_word_of_a_packet_has_its_words_in_every_language()
    {
        var texts = network.Services.GetRequiredService<ITexts>();
        string[] keys =
        [
            .. OpenIlm.Cases.PacketFields.All.Append("text").Append("files").Select(f => "her.field." + f), .. CodeLists.Of("journey_stages").Select(c => "her.stage." + c.Id), .. Enum.GetNames<OpenIlm.Cases.Severity>().Select(s => "her.severity." + s),
            .. new[] { 1, 10, 50, 200, 1000 }.Select(n => "her.band." + OpenIlm.Cases.PacketFields.Band(n)), .. OpenIlm.Cases.CaseCodes.Purposes.Select(p => "her.purpose." + p), .. Enum.GetNames<PacketWord>().SelectMany(w => new[] { "her.thanks." + w, "her.said." + w }),
            .. OpenIlm.Cases.QuestionTable.All.SelectMany(q => q.Choices.Select(c => "answer." + c).Append("question." + q.Code)),
        ];
        (from language in Languages.All from key in keys where !texts.Has(language.Code, key) select $"{language.Code} {key}").ShouldBeEmpty();
        OpenIlm.Cases.HerWordPolicy.Changes.Select(c => "packet-change." + c).Where(k => !texts.Has("en", k)).ShouldBeEmpty();
    }

    private Task<string> Page(string language, params (string Name, string Value)[] fields) => Page(language, 200, fields);

    private async Task<string> Page(string language, int status, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var response = await network.Anonymous.PostAsync($"/w/{language}/follow", content);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        Encoding.UTF8.GetByteCount(text).ShouldBeLessThan(30_000, language);
        foreach (Match key in Regex.Matches(text, @">\s*(her|question|answer|next)\.[\w.-]+\s*<")) throw new InvalidOperationException(key.Value);
        return WebUtility.HtmlDecode(text);
    }

    private static string Hidden(string page, string name) => Regex.Match(page, $"name=\"{name}\" value=\"([0-9a-f-]{{36}})\"").Groups[1].Value;
}
