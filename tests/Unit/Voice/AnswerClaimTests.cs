using OpenIlm.Kernel;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice;

public sealed class AnswerClaimTests
{
    [Fact]
    public void An_answer_says_whether_it_is_true() => AnswerClaim.WhyNot(new()).Select(r => (r.Field, r.Code)).ShouldBe([("outcome", "input.required")]);

    [Fact]
    public void Who_answers_was_reached() =>
        AnswerClaim.WhyNot(new() { Outcome = ValidationOutcome.Unreachable }).Select(r => (r.Field, r.Code)).ShouldBe([("outcome", "input.not-a-choice")]);

    [Theory]
    [InlineData(0, "input.too-small")]
    [InlineData(6, "input.too-large")]
    public void Satisfaction_is_one_to_five(int satisfaction, string code) =>
        AnswerClaim.WhyNot(new() { Outcome = ValidationOutcome.NotConfirmed, Satisfaction = satisfaction }).Select(r => r.Code).ShouldBe([code]);

    [Fact]
    public void Her_words_may_be_left_out() => AnswerClaim.WhyNot(new() { Outcome = ValidationOutcome.Confirmed, Text = null }).ShouldBeEmpty();
}
