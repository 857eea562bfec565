using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>What a business, and whoever runs the case, may do with each other's words; and which numbers hold.</summary>
public class BusinessSideTests
{
    private static readonly DateOnly today = new(2026, 3, 4); // A Wednesday.

    [Theory]
    [InlineData(ShareState.Draft, 5, "why", null)]
    [InlineData(ShareState.Approved, 5, "why", null)]
    [InlineData(ShareState.Released, 5, "why", "share.wrong-state")]
    [InlineData(ShareState.Revoked, 5, "why", "share.wrong-state")]
    [InlineData(ShareState.Draft, 0, "why", "input.in-the-past")]
    [InlineData(ShareState.Draft, 400, "why", "input.too-far")]
    [InlineData(ShareState.Draft, 5, " ", "input.required")]
    public void A_packet_is_put_off_with_a_day_and_a_reason(ShareState state, int days, string reason, string? code) =>
        DelayShare.WhyNot(new(today.AddDays(days), reason), state, today).Codes().ShouldBe(code is null ? [] : [code]);

    [Fact]
    public void The_end_of_a_delay_needs_no_reason() => DelayShare.WhyNot(new(null), ShareState.Draft, today).ShouldBeEmpty();

    [Theory]
    [InlineData(false, false, null, false, "2026-03-09")]
    [InlineData(true, false, null, true, "2026-03-04")]
    [InlineData(false, true, null, true, "2026-03-04")]
    // Put off: with the first batch from that day on, whatever else would let it go.
    [InlineData(true, true, "2026-03-05", false, "2026-03-09")]
    [InlineData(false, false, "2026-03-09", false, "2026-03-09")]
    [InlineData(false, false, "2026-03-10", false, "2026-03-16")]
    [InlineData(true, false, "2026-03-04", true, "2026-03-04")]
    public void What_is_put_off_goes_with_the_first_batch_from_then_on(bool critical, bool safe, string? notBefore, bool now, string on) =>
        ReleaseTiming.Decide(critical, safe, today, DayOfWeek.Monday, notBefore is null ? null : DateOnly.Parse(notBefore, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(new ReleaseMoment(now, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(ShareState.Draft, false, null)]
    [InlineData(ShareState.Draft, true, "share.second-person-asked-already")]
    [InlineData(ShareState.Approved, false, "share.wrong-state")]
    [InlineData(ShareState.Released, false, "share.wrong-state")]
    public void A_second_person_is_asked_once_while_it_is_a_draft(ShareState state, bool asked, string? code) => AskSecondPerson.WhyNot(new(), state, asked).Codes().ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData(ShareState.Draft, "gender", null, false, null)]
    [InlineData(ShareState.Approved, "gender", "WOMAN", false, null)]
    [InlineData(ShareState.Released, "gender", null, false, "share.wrong-state")]
    [InlineData(ShareState.Draft, "nationality", null, false, "input.not-a-choice")]
    [InlineData(ShareState.Draft, "", null, false, "input.required")]
    [InlineData(ShareState.Draft, "gender", "MAN", false, "packet.coarser-already")]
    public void A_fact_is_made_coarser_as_the_page_showed_it(ShareState state, string field, string? from, bool leaveOut, string? code) =>
        GeneralizeShare.WhyNot(new(field, from, leaveOut), state, new Dictionary<string, string> { ["gender"] = "WOMAN", ["site"] = "Plant" }).Codes().ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData("nationality", "NP", false, null)]
    [InlineData("nationality", "NP", true, "packet.last-fact")]
    [InlineData("gender", "WOMAN", false, "packet.last-fact")]
    public void A_packet_tells_at_least_one_fact(string field, string value, bool leaveOut, string? code) =>
        GeneralizeShare.WhyNot(new(field, null, leaveOut), ShareState.Draft, new Dictionary<string, string> { [field] = value }).Codes().ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData("Why?", false, 0, null)]
    [InlineData("", false, 0, "input.required")]
    [InlineData("Why?", true, 0, "shared-issue.not-open")]
    [InlineData("Why?", false, 5, "inquiry.too-many-wait")]
    public void A_business_asks_while_the_work_goes_on(string text, bool ended, int waiting, string? code) => AskInquiry.WhyNot(new(text), ended, waiting).Codes().ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData("Yes.", null, "Asked", null)]
    [InlineData(null, "couldIdentify", "Asked", null)]
    [InlineData("Yes.", "couldIdentify", "Asked", "input.one-of")]
    [InlineData(null, null, "Asked", "input.one-of")]
    [InlineData(null, "becauseISaySo", "Asked", "input.not-a-choice")]
    [InlineData("Yes.", null, "Answered", "inquiry.not-waiting")]
    [InlineData("Yes.", null, "Refused", "inquiry.not-waiting")]
    public void A_question_is_answered_or_refused_once(string? text, string? refusal, string state, string? code) => AnswerInquiry.WhyNot(new(text, refusal), state).Codes().ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData("We paid.", true, null)]
    [InlineData(" ", true, "input.required")]
    [InlineData("We paid.", false, "account.not-asked")]
    public void Who_is_asked_for_an_answer_gives_an_account(string text, bool answers, string? code) => GiveAccount.WhyNot(text, answers).Codes().ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData(true, null, "Given", null)]
    [InlineData(false, "couldIdentify", "Given", null)]
    [InlineData(false, null, "Given", "input.required")]
    [InlineData(false, "silence", "Given", "input.not-a-choice")]
    [InlineData(null, null, "Given", "input.required")]
    [InlineData(true, null, "Shown", "account.not-waiting")]
    [InlineData(true, null, "Replaced", "account.not-waiting")]
    public void An_account_is_shown_or_given_back_with_a_reason(bool? show, string? reason, string state, string? code) => DecideAccount.WhyNot(new(show, reason), state).Codes().ShouldBe(code is null ? [] : [code]);

    [Fact]
    public void The_reply_of_a_mechanism_is_numbers_and_every_wrong_one_is_named()
    {
        KeepMechanism.WhyNot(new KeepMechanism.MonthInput(new(2026, 2, 1), [new("WAG", MechanismState.Ongoing, 3), new("WAG", MechanismState.Completed, 0)]), today).ShouldBeEmpty();
        KeepMechanism.WhyNot(new KeepMechanism.MonthInput(new(2026, 2, 2), [new("XXX", MechanismState.Ongoing, 1), new("WAG", null, -1), new("OSH", MechanismState.Rejected, 1), new("OSH", MechanismState.Rejected, 2)]), today)
            .Select(r => (r.Code, r.Field)).ShouldBe([("mechanism.not-a-month", "month"), ("input.not-a-choice", "counts[0].category"), ("input.required", "counts[1].state"), ("input.out-of-range", "counts[1].received"), ("mechanism.twice", "counts[3]")]);
        KeepMechanism.WhyNot(new KeepMechanism.MonthInput(new(2026, 4, 1), []), today).Codes().ShouldBe(["input.in-the-future"]);
        KeepMechanism.WhyNot(new KeepMechanism.MonthInput(new(2020, 4, 1), null), today).Codes().ShouldBe(["mechanism.too-old", "input.required"]);
        KeepMechanism.WhyNot(new KeepMechanism.DescriptionInput(" ")).Codes().ShouldBe(["input.required"]);
        KeepMechanism.WhyNot(new KeepMechanism.DescriptionInput(new string('x', 4001))).Codes().ShouldBe(["input.too-long"]);
    }

    [Fact]
    public void What_was_proposed_comes_back_as_it_was_and_nonsense_is_named()
    {
        var own = new SettingsNumbers { ConfirmingShare = "3/4", SampleSteps = [new(50, 8), new(400, 30)], SampleLeast = 60, LeastMatchingWorkers = 25, SmallSiteHeadcount = 300 };
        var settings = own.Settings(2, "x", today);
        settings.ConfirmingShare.ShouldBe(new ConfirmingShare(3, 4));
        settings.SampleSize.Of(51).ShouldBe(30);
        (SettingsNumbers.Of(settings) with { SampleSteps = own.SampleSteps, DaysOff = own.DaysOff }).ShouldBe(own);
        SettingsNumbers.Of(settings).SampleSteps.ShouldBe(own.SampleSteps);
        (own with { ConfirmingShare = "most" }).Settings(2, "x", today).WhyNot().Codes().ShouldBe(["settings.share-out-of-range"]);
        (own with { SampleSteps = [new(400, 30), new(50, 8)] }).Settings(2, "x", today).WhyNot().Codes().ShouldBe(["settings.sample-size-unsound"]);
    }

    [Fact]
    public void The_page_offers_the_share_of_the_settings_and_what_asks_for_more()
    {
        ChooseValidation.SharesFrom(new(2, 3)).ShouldBe(["2/3", "3/4", "4/5", "1/1"]);
        ChooseValidation.SharesFrom(new(3, 4)).ShouldBe(["3/4", "4/5", "1/1"]);
        ChooseValidation.SharesFrom(new(7, 10)).ShouldBe(["7/10", "3/4", "4/5", "1/1"]);
    }

    [Fact]
    public void Everybody_is_promised_the_longest_of_the_places_that_take_reports_in_calendar_days()
    {
        var shipped = new CaseCalendar(WorkCalendar.Plain, CaseSettings.Default, null, 0);
        StageTerms.Longest([], today).ShouldBe(new StagePromises(3, 13, 14, 30, 14, 30, 60));
        // Ten working days from a Wednesday are fourteen calendar days, and a holiday makes it fifteen.
        var working = CaseSettings.Default with { EscalateDays = 10, ResponseUnit = TermUnit.BusinessDays, ReadWorkingDays = 5, RemindDays = 5 };
        StageTerms.Of(shipped with { Settings = working }, today).EscalateDays.ShouldBe(14);
        StageTerms.Of(new(WorkCalendar.Plain with { Holidays = new HashSet<DateOnly> { today.AddDays(1) } }, working, "TH", 0), today).EscalateDays.ShouldBe(15);
        var both = StageTerms.Longest([shipped, shipped with { Settings = working }], today);
        (both.ReadWorkingDays, both.EscalateDays, both.BuyerDays).ShouldBe((5, 14, StageTerms.Of(shipped with { Settings = working }, today).BuyerDays));
    }
}
