using OpenIlm.Platform.Contracts;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice;

public sealed class FollowReportTests
{
    private static WorkerCase ACase(string state, params (string State, bool Awaiting)[] issues) =>
        new(state, null, new DateOnly(2026, 11, 25), [.. issues.Select(i => new WorkerIssue(Guid.NewGuid(), "WAG", i.State, i.Awaiting, null))], []);

    [Fact]
    public void What_happens_next_is_her_answer_before_all_else() =>
        FollowReport.NextStep(ACase("Triaged", ("Responded", false), ("AwaitingValidation", true))).ShouldBe("next.AwaitingValidation");

    [Fact]
    public void One_issue_tells_the_next_step_and_several_tell_it_together()
    {
        FollowReport.NextStep(ACase("Triaged", ("ActionAgreed", false))).ShouldBe("next.ActionAgreed");
        FollowReport.NextStep(ACase("Triaged", ("ActionAgreed", false), ("Responded", false))).ShouldBe("next.case.Triaged");
    }

    [Theory]
    [InlineData("Received")]
    [InlineData("Closed")]
    public void A_case_without_open_issues_tells_it_by_itself(string state) => FollowReport.NextStep(ACase(state)).ShouldBe("next.case." + state);

    [Theory]
    [InlineData("en", "Tuesday, 24 November 2026")]
    [InlineData("th", "วันอังคาร, 24 พฤศจิกายน 2026")]
    public void A_promised_day_is_said_with_its_weekday_in_the_gregorian_year(string language, string expected) =>
        PromiseWords.Day(new DateOnly(2026, 11, 24), language).ShouldBe(expected);
}
