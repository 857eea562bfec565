using OpenIlm.Kernel;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice;

public sealed class CallRulesTests
{
    private static readonly DateOnly today = new(2026, 11, 21);
    private static readonly DateTimeOffset start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    private static LogContact.Input AQuestion(CallSheet call) => new() { Channel = "HOTLINE", Language = "my", Text = "How much may an agency take?", Reason = ContactReason.Information, Call = call };
    private static IReadOnlyList<(string Field, string Code)> Against(LogContact.Input input) => [.. CallRules.WhyNot(input, today).Select(r => (r.Field, r.Code))];

    [Fact]
    public void A_contact_needs_no_call_sheet() => Against(AQuestion(new()) with { Call = null }).ShouldBeEmpty();

    [Fact]
    public void C7_a_request_that_was_answered_is_finished_and_says_what_it_was_about()
    {
        Against(AQuestion(new() { Finished = true, Topic = "fees" })).ShouldBeEmpty();
        Against(AQuestion(new() { Finished = true })).ShouldBe([("call.topic", "input.required")]);
    }

    [Fact]
    public void C7_a_labor_issue_is_never_finished_with_a_call() =>
        Against(AQuestion(new() { Finished = true, Topic = "fees" }) with { Reason = ContactReason.Issue }).ShouldBe([("call.finished", "call.issue-not-finished")]);

    [Theory]
    [InlineData(Danger.InDanger)]
    [InlineData(Danger.Punished)]
    public void Who_is_in_danger_is_not_finished_with(Danger danger) =>
        Against(AQuestion(new() { Finished = true, Topic = "fees" }) with { Danger = danger }).ShouldBe([("call.finished", "call.danger-not-finished")]);

    [Fact]
    public void A_contact_that_joins_a_case_or_waits_for_a_call_is_not_finished_with()
    {
        Against(AQuestion(new() { Finished = true, Topic = "fees" }) with { CaseId = Guid.NewGuid() }).ShouldBe([("call.finished", "call.joined-not-finished")]);
        Against(AQuestion(new() { Finished = true, Topic = "fees", CallBack = new() { On = today } })).ShouldBe([("call.finished", "call.call-back-not-finished")]);
    }

    [Theory]
    [InlineData(-1, "call.day-is-over")]
    [InlineData(0, null)]
    [InlineData(366, null)]
    [InlineData(367, "call.day-too-far")]
    public void A_call_back_is_from_today_to_a_year_ahead(int days, string? code) =>
        Against(AQuestion(new() { CallBack = new() { On = today.AddDays(days) } })).Select(r => r.Code).ShouldBe(code is null ? [] : [code]);

    [Fact]
    public void Who_asked_never_to_be_contacted_is_not_called_back() =>
        Against(AQuestion(new() { CallBack = new() { On = today } }) with { ContactPlan = new() { Never = true } }).ShouldBe([("call.callBack.on", "call.never-contact")]);

    [Fact]
    public void Every_reason_is_told_at_once() =>
        Against(AQuestion(new() { NextStep = "dance", Topic = "weather", Attempts = 100, Interpreter = new() { Kind = "parrot" }, StartedAt = start, EndedAt = start.AddMinutes(-1), HandlerLanguage = "?" }))
            .Select(r => r.Field).Order().ShouldBe(["call.attempts", "call.endedAt", "call.handlerLanguage", "call.interpreter.kind", "call.nextStep", "call.topic"]);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "under-5")]
    [InlineData(4.9, "under-5")]
    [InlineData(5, "5-15")]
    [InlineData(15, "15-30")]
    [InlineData(30, "30-60")]
    [InlineData(60, "over-60")]
    [InlineData(360, "over-60")]
    [InlineData(361, null)]
    public void Of_a_call_only_the_band_of_its_length_is_kept(double minutes, string? band) => CallRules.Length(start, start.AddMinutes(minutes)).ShouldBe(band);

    [Theory]
    [InlineData(ContactReason.Information, null, "answered")]
    [InlineData(ContactReason.Assistance, null, "assisted")]
    [InlineData(ContactReason.Assistance, "referred", "referred")]
    public void A_finished_request_ends_as_what_was_done(ContactReason reason, string? next, string ending) => CallRules.Ending(reason, new() { NextStep = next }).ShouldBe(ending);

    [Fact]
    public void A_try_ends_the_wish_only_where_the_worker_was_reached_or_wants_it_no_longer() =>
        CallCodes.AttemptOutcomes.ToDictionary(o => o, CallBacks.After).ShouldBe(new Dictionary<string, string> { ["reached"] = "Reached", ["notReached"] = "Open", ["notSafe"] = "Open", ["noLongerWanted"] = "Ended" });

    [Theory]
    [InlineData(null, "input.required")]
    [InlineData("081 234 5678", "phone.needs-country")]
    [InlineData("+66 81 234 5678", null)]
    public void A_number_is_looked_up_only_with_its_country(string? phone, string? code) => KnownCaller.WhyNot(new(phone)).Select(r => r.Code).ShouldBe(code is null ? [] : [code]);
}
