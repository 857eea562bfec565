using System.Net;

namespace OpenIlm.Tests.Service;

/// <summary>A write with an Idempotency-Key happens once, however often its caller has to repeat it.</summary>
public sealed class IdempotencyTest(TestNetwork network)
{
    [Fact]
    public async Task The_same_key_twice_makes_one_case_and_gives_one_answer()
    {
        var ngo = await network.AnNgo();
        var first = await Log(ngo, "key-of-one-call", "She called.");
        var second = await Log(ngo, "key-of-one-call", "She called.");
        first.Created();
        second.Created();
        second.Text.ShouldBe(first.Text);
        (await Cases(ngo)).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_five_times_at_once_makes_one_case()
    {
        var ngo = await network.AnNgo();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Log(ngo, "key-of-a-race", "She called.")));
        (await Cases(ngo)).ShouldBe(1);
        // Who comes while the first is on its way is told so; who comes afterwards gets the first answer.
        foreach (var answer in answers.Where(a => a.Status != HttpStatusCode.Created)) answer.RefusedFor("request.in-flight");
        answers.Where(a => a.Status == HttpStatusCode.Created).Select(a => a.Text).Distinct().ShouldHaveSingleItem();
        (await Log(ngo, "key-of-a-race", "She called.")).Created().ToJsonString().ShouldBe(answers.First(a => a.Status == HttpStatusCode.Created).Json.ToJsonString());
        (await Cases(ngo)).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_comes_back_with_another_request_is_refused()
    {
        var ngo = await network.AnNgo();
        (await Log(ngo, "key-of-one-call", "She called.")).Created();
        (await Log(ngo, "key-of-one-call", "He called.")).RefusedFor("request.key-reused", HttpStatusCode.BadRequest);
        (await ngo.Handler.Post("/channels", new { }, once: "key-of-one-call")).Status.ShouldBe(HttpStatusCode.NotFound, "no permission, no answer of another");
        (await Cases(ngo)).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_its_callers_own()
    {
        var ngo = await network.AnNgo();
        var one = await Log(ngo, "everybodys-key", "She called.");
        var other = await ngo.Supervisor.Post("/contacts", Body("She called."), once: "everybodys-key");
        other.Created();
        other.Text.ShouldNotBe(one.Text);
        (await Cases(ngo)).ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_request_keeps_nothing_under_its_key()
    {
        var ngo = await network.AnNgo();
        (await Log(ngo, "key-of-a-mistake", "")).RefusedFor("text.empty", HttpStatusCode.BadRequest);
        (await Log(ngo, "key-of-a-mistake", "She called.")).Created();
        (await Cases(ngo)).ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_act_without_an_answer_is_answered_as_the_first_was()
    {
        var story = await network.ATriagedIssue();
        var first = await story.Handler.Post($"/cases/{story.Case}/notes", new { text = "Called her." }, once: "key-of-a-note");
        var second = await story.Handler.Post($"/cases/{story.Case}/notes", new { text = "Called her." }, once: "key-of-a-note");
        (second.Status, second.Text).ShouldBe((first.Status, first.Text));
        (await story.CaseFile())["texts"]!.AsArray().Count(t => t!["kind"]!.GetValue<string>() == "note").ShouldBe(1);
    }

    [Fact]
    public async Task What_is_shown_once_is_not_kept_under_a_key()
    {
        var story = await network.AReceivedReport();
        var receipt = (await story.Handler.Post($"/cases/{story.Case}/receipt", new { }, once: "key-of-a-receipt")).Created()["receipt"]!.GetValue<string>();
        (await story.Handler.Post($"/cases/{story.Case}/identity", new { reason = "safety" }, once: "key-of-a-look")).Good();
        var kept = (string)(await network.Ask("select coalesce(string_agg(answer, ' '), '') from platform.once where org_id = $1", story.Ngo.Organization))!;
        kept.ShouldNotContain(receipt);
        kept.ShouldNotContain("person");
    }

    [Theory, InlineData("short"), InlineData("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task A_key_has_8_to_100_characters(string key)
    {
        var ngo = await network.AnNgo();
        (await Log(ngo, key, "She called.")).RefusedFor("request.key-length", HttpStatusCode.BadRequest);
    }

    private static object Body(string text) => new { channel = "HOTLINE", language = "my", text, reason = "issue" };
    private static Task<Answer> Log(Ngo ngo, string key, string text) => ngo.Handler.Post("/contacts", Body(text), once: key);
    private async Task<long> Cases(Ngo ngo) => (long)(await network.Ask("""select count(*) from cases."case" where org_id = $1""", ngo.Organization))!;
}
