using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Whoever asked her keeps to what she says: the tables of it.</summary>
public class HerWordPolicyTests
{
    private static readonly Guid share = Guid.NewGuid();
    private static readonly PacketVersion now = new(share, 2);
    private static readonly DateOnly day = new(2026, 11, 20);

    private static HerWord Word(RenderingState state, PacketVersion? packet = null, params string[] changes) => new(packet ?? now, state, changes, day);
    private static string Codes(IEnumerable<Refusal> reasons) => string.Join(' ', reasons.Select(r => r.Code));

    [Theory]
    [InlineData(RenderingState.Asked, "", "share.waits-for-her"), InlineData(RenderingState.Yes, "", ""), InlineData(RenderingState.Change, "wait", "share.she-wants-change"), InlineData(RenderingState.No, "", "share.she-says-no")]
    public void About_the_packet_as_it_is(RenderingState state, string change, string expected) => Codes(HerWordPolicy.WhyNotRelease(Word(state, null, change), now)).ShouldBe(expected);

    [Theory]
    [InlineData(RenderingState.Asked, "share.show-her-again"), InlineData(RenderingState.Yes, "share.show-her-again"), InlineData(RenderingState.Change, "share.show-her-again"), InlineData(RenderingState.No, "share.she-says-no")]
    public void About_what_it_was_before_an_edit_or_about_another_packet_to_the_same_business(RenderingState state, string expected)
    {
        Codes(HerWordPolicy.WhyNotRelease(Word(state, now with { Revision = 1 }), now)).ShouldBe(expected);
        Codes(HerWordPolicy.WhyNotRelease(Word(state, now with { Share = Guid.NewGuid() }), now)).ShouldBe(expected);
    }

    [Fact]
    public void Nobody_has_to_ask_her_beyond_her_consent() => HerWordPolicy.WhyNotRelease(null, now).ShouldBeEmpty();

    [Theory]
    [InlineData(RenderingState.Asked, "", "share.waits-for-her"), InlineData(RenderingState.Yes, "", "share.she-said-yes"), InlineData(RenderingState.No, "", "share.she-says-no")]
    [InlineData(RenderingState.Change, "wait", ""), InlineData(RenderingState.Change, "leaveOut.site", "share.she-wants-change"), InlineData(RenderingState.Change, "notThisBusiness", "share.she-wants-change")]
    public void Nobody_is_asked_again_and_again_until_she_says_yes(RenderingState state, string change, string expected)
    {
        Codes(HerWordPolicy.WhyNotShow(ShareState.Draft, [], Word(state, null, change), now)).ShouldBe(expected);
        Codes(HerWordPolicy.WhyNotShow(ShareState.Draft, [], Word(state, now with { Revision = 1 }, change), now)).ShouldBeEmpty();
    }

    [Fact]
    public void What_cannot_go_is_not_shown()
    {
        Codes(HerWordPolicy.WhyNotShow(ShareState.Released, [], null, now)).ShouldBe("share.wrong-state");
        Codes(HerWordPolicy.WhyNotShow(ShareState.Draft, [new("packet.name", CheckResult.Block, new Dictionary<string, object?>())], null, now)).ShouldBe("share.check-blocks");
    }

    [Theory]
    [InlineData(RenderingState.Asked, ShareState.Draft, 2, RenderingState.Yes, "")]
    [InlineData(RenderingState.Asked, ShareState.Approved, 2, RenderingState.No, "")]
    [InlineData(RenderingState.Yes, ShareState.Draft, 2, RenderingState.No, "")]
    [InlineData(RenderingState.Yes, ShareState.Draft, 2, RenderingState.Yes, "packet.answered")]
    [InlineData(RenderingState.No, ShareState.Draft, 2, RenderingState.Yes, "packet.answered")]
    [InlineData(RenderingState.TakenBack, ShareState.Draft, 2, RenderingState.Yes, "packet.not-asked")]
    [InlineData(RenderingState.Yes, ShareState.Released, 2, RenderingState.No, "packet.has-gone")]
    [InlineData(RenderingState.Asked, ShareState.Revoked, 2, RenderingState.Yes, "packet.has-gone")]
    [InlineData(RenderingState.Asked, ShareState.Draft, 3, RenderingState.Yes, "packet.changed-since")]
    public void An_answer_is_about_what_she_was_shown(RenderingState before, ShareState packet, int current, RenderingState said, string expected) =>
        Codes(HerWordPolicy.WhyNotAnswer(before, packet, 2, current, said, [])).ShouldBe(expected);

    [Fact]
    public void A_change_says_what_and_nothing_else_does()
    {
        Codes(HerWordPolicy.WhyNotAnswer(RenderingState.Asked, ShareState.Draft, 1, 1, RenderingState.Change, [])).ShouldBe("packet.say-what");
        Codes(HerWordPolicy.WhyNotAnswer(RenderingState.Asked, ShareState.Draft, 1, 1, RenderingState.Yes, ["wait"])).ShouldBe("packet.changes-out-of-place");
        HerWordPolicy.WhyNotAnswer(RenderingState.Asked, ShareState.Draft, 1, 1, RenderingState.Change, ["wait", "her name"]).ShouldBe([new BadInput("input.not-a-choice", "changes[1]")]);
        Codes(HerWordPolicy.WhyNotAnswer(RenderingState.Asked, ShareState.Draft, 1, 1, RenderingState.Change, [.. HerWordPolicy.Changes])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(RenderingState.Asked, ""), InlineData(RenderingState.Yes, "packet.answered"), InlineData(RenderingState.No, "packet.answered"), InlineData(RenderingState.Change, "packet.answered"), InlineData(RenderingState.TakenBack, "packet.not-asked")]
    public void What_she_answered_is_not_taken_back(RenderingState state, string expected) => Codes(HerWordPolicy.WhyNotTakeBack(state)).ShouldBe(expected);

    [Fact]
    public void The_policy_of_packets_asks_for_her_word()
    {
        var facts = new ShareFacts { Issue = IssueState.SafetyReviewed, Wanted = new Disclosure(null, "Outside", false, "remedy", new HashSet<string> { "site" }, false, false), Today = day, Packet = now, HerWord = Word(RenderingState.No) };
        SharePolicy.WhyNotRelease(facts).ShouldContain(new HerWordPolicy.SheSaysNo(day));
        SharePolicy.WhyNotRelease(facts with { HerWord = Word(RenderingState.Yes) }).OfType<HerWordPolicy.SheSaysNo>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, true, "my", "Text", "Name", ""), InlineData(true, false, "my", null, null, "input.required"), InlineData(false, false, "my", "Text", null, "rendering.nothing-to-render")]
    [InlineData(false, true, "my", null, null, "input.required"), InlineData(false, true, "en", null, null, "")]
    public void The_words_render_the_packet_and_nothing_else(bool summary, bool issue, string language, string? text, string? name, string expected) =>
        Codes(ShowPacket.WhyNot(new ShowPacket.Input(language, text, name), summary, issue)).ShouldBe(expected);

    [Fact]
    public void Questions_say_what_is_wrong_with_them()
    {
        Codes(AskQuestions.WhyNot(new AskQuestions.Input())).ShouldBe("input.required");
        AskQuestions.WhyNot(new AskQuestions.Input(["safeNow", "whereAreYou"])).ShouldBe([new BadInput("input.not-a-choice", "codes[1]")]);
        AskQuestions.WhyNot(new AskQuestions.Input(Own: new("", ["yes"], "my"))).Select(r => r.Field).ShouldBe(["own.text", "own.choices"]);
        Codes(AskQuestions.WhyNot(["safeNow"], ["safeNow"])).ShouldBe("question.asked-already");
        Codes(AskQuestions.WhyNot(["a", "b", "c"], ["d", "e", "f"])).ShouldBe("question.too-many-open");
    }

    [Fact]
    public void An_answer_is_one_of_the_choices_of_a_question_that_waits()
    {
        Codes(AnswerQuestion.WhyNot("Asked", ["yes", "no"], "yes")).ShouldBeEmpty();
        Codes(AnswerQuestion.WhyNot("Asked", ["yes", "no"], "maybe")).ShouldBe("input.not-a-choice");
        Codes(AnswerQuestion.WhyNot("TakenBack", ["yes", "no"], "yes")).ShouldBe("question.not-open");
        AnswerQuestion.WhyNot(new AnswerQuestion.Input("yes", "COMPANY")).ShouldBe([new RecordValidation.AskedByEmployer("channel")]);
        AnswerPacket.WhyNot(new AnswerPacket.Input(PacketWord.Yes, "COMPANY")).ShouldBe([new RecordValidation.AskedByEmployer("channel")]);
    }

    [Fact]
    public void Two_answers_mean_danger_and_each_question_fits_a_small_screen()
    {
        QuestionTable.All.SelectMany(q => q.Choices.Select(c => (q.Code, c, Danger: QuestionTable.DangerOf(q.Code, c)))).Where(x => x.Danger is not Danger.None)
            .ShouldBe([("safeNow", "no", Danger.InDanger), ("punished", "yes", Danger.Punished)]);
        QuestionTable.All.ShouldAllBe(q => q.Choices.Count >= 2 && q.Choices.Count <= AskQuestions.MostChoices && q.Choices.Distinct().Count() == q.Choices.Count);
        QuestionTable.All.Select(q => q.Code).ShouldBeUnique();
    }

    [Fact]
    public void A_plan_says_what_is_wrong_with_it()
    {
        KeepSafeContact.WhyNot(new("contactWorker", Hours: ["MO-FR 19:00-21:00"], TimeZone: "Asia/Bangkok")).ShouldBeEmpty();
        KeepSafeContact.WhyNot(new("curious", Hours: ["evenings"], Ways: [ContactWay.Call], NeverCall: true, Others: [new("")])).Select(r => $"{r.Code} {r.Field}").ShouldBe(
            ["input.not-a-choice reason", "contact.hours-unreadable hours[0]", "contact.hours-need-clock timeZone", "contact.only-calls-and-never-call ways", "input.required others[0].name"]);
        KeepSafeContact.WhyNot(new("contactWorker", TimeZone: "Bangkok")).ShouldBe([new BadInput("contact.no-such-clock", "timeZone")]);
        PlanContact.WhyNot(new(ContactWay.Receipt, On: day), day.AddDays(1)).Select(r => $"{r.Code} {r.Field}").ShouldBe(["contact.receipt-needs-no-plan way", "input.in-the-past on"]);
    }

    [Fact]
    public void Several_plans_meet_at_a_moment_that_suits_all_of_them()
    {
        SafeContactPlan[] plans = [new() { Hours = [OpeningHours.Read("MO-SU 19:00-21:00")!], TimeZone = "Asia/Bangkok" }, new() { Hours = [OpeningHours.Read("SU 20:00-22:00")!], TimeZone = "Asia/Bangkok" }];
        var found = PlanContact.Find(plans, ContactWay.Call, new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        found.Reasons.ShouldBeEmpty();
        found.At.ShouldBe(new DateTimeOffset(2026, 11, 29, 20, 0, 0, TimeSpan.FromHours(7)));
        PlanContact.Find([plans[0], new() { Hours = [OpeningHours.Read("SU 03:00-04:00")!], TimeZone = "Asia/Bangkok" }], ContactWay.Call, new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)).Reasons.Select(r => r.Code)
            .ShouldContain("message.outside-safe-hours");
        ReadSafeContact.Judge(plans, new DateTimeOffset(2026, 11, 29, 20, 30, 0, TimeSpan.FromHours(7))).UntilLocal.ShouldBe(new DateTime(2026, 11, 29, 21, 0, 0));
    }
}
