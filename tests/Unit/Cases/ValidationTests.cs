using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Rules C1 to C4 and C6, as far as they speak of answers and counts.</summary>
public class ValidationTests
{
    [Theory]
    [InlineData(ValidationOutcome.Confirmed, ResolutionQuality.Poor, 1, RetaliationAnswer.Yes)]
    [InlineData(ValidationOutcome.Confirmed, ResolutionQuality.Excellent, 5, RetaliationAnswer.No)]
    [InlineData(ValidationOutcome.Confirmed, ResolutionQuality.Fair, null, RetaliationAnswer.Unknown)]
    [InlineData(ValidationOutcome.PartlyConfirmed, null, null, RetaliationAnswer.Unknown)]
    [InlineData(ValidationOutcome.NotConfirmed, null, null, RetaliationAnswer.Unknown)]
    public void C3_an_answer_of_the_worker_is_taken(ValidationOutcome outcome, ResolutionQuality? quality, int? satisfaction, RetaliationAnswer retaliation) =>
        new ValidationAnswer(outcome, quality, satisfaction, retaliation).WhyNot(IssueParty.Worker, 1, 1).ShouldBeEmpty();

    [Fact]
    public void C1_a_confirmation_names_the_quality() =>
        new ValidationAnswer(ValidationOutcome.Confirmed).WhyNot(IssueParty.Worker, 1, 1).Select(r => (r.Code, r.Field)).ShouldBe([("validation.quality-missing", "quality")]);

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public void C3_satisfaction_is_one_to_five(int satisfaction) =>
        new ValidationAnswer(ValidationOutcome.NotConfirmed, null, satisfaction).WhyNot(IssueParty.Worker, 1, 1).Codes().ShouldBe(["validation.satisfaction-out-of-range"]);

    [Theory]
    [InlineData(IssueParty.Business)]
    [InlineData(IssueParty.Buyer)]
    [InlineData(IssueParty.Auditor)]
    [InlineData(IssueParty.Operator)]
    [InlineData(IssueParty.System)]
    public void C2_a_business_user_cannot_create_a_validation(IssueParty party) =>
        new ValidationAnswer(ValidationOutcome.Confirmed, ResolutionQuality.Good, Attempts: 1).WhyNot(party, 1, 1).ShouldBe([new ValidationRefusals.NotFromWorker(party)]);

    [Fact]
    public void An_answer_to_an_earlier_claim_is_refused() =>
        new ValidationAnswer(ValidationOutcome.NotConfirmed).WhyNot(IssueParty.Worker, 1, 2).Codes().ShouldBe(["validation.claim-superseded"]);

    [Fact]
    public void A_recorded_answer_says_how_many_attempts_it_took()
    {
        new ValidationAnswer(ValidationOutcome.NotConfirmed).WhyNot(IssueParty.Handler, 1, 1).Codes().ShouldBe(["validation.attempts-missing"]);
        new ValidationAnswer(ValidationOutcome.NotConfirmed, Attempts: 0).WhyNot(IssueParty.Handler, 1, 1).Codes().ShouldBe(["validation.attempts-missing"]);
        new ValidationAnswer(ValidationOutcome.Unreachable, Attempts: 3).WhyNot(IssueParty.Handler, 1, 1).ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_reached_means_no_answers_and_only_who_tried_can_say_so()
    {
        new ValidationAnswer(ValidationOutcome.Unreachable, ResolutionQuality.Good, Attempts: 1).WhyNot(IssueParty.Handler, 1, 1).Codes().ShouldBe(["validation.unreachable-with-answer"]);
        new ValidationAnswer(ValidationOutcome.Unreachable).WhyNot(IssueParty.Worker, 1, 1).Codes().ShouldBe(["validation.unreachable-from-worker"]);
    }

    [Fact]
    public void C5_a_yes_on_retaliation_opens_a_report()
    {
        new ValidationAnswer(ValidationOutcome.Confirmed, Retaliation: RetaliationAnswer.Yes).ReportsRetaliation.ShouldBeTrue();
        new ValidationAnswer(ValidationOutcome.Confirmed).ReportsRetaliation.ShouldBeFalse();
    }

    [Theory]
    // Two thirds of those asked, the reporter counted in when she can be reached.
    [InlineData(true, true, 2, 1, true)]
    [InlineData(true, true, 5, 3, true)]
    [InlineData(true, true, 5, 2, false)]
    [InlineData(true, false, 5, 4, true)]
    [InlineData(true, false, 5, 3, false)]
    [InlineData(false, null, 3, 2, true)]
    [InlineData(false, null, 3, 1, false)]
    [InlineData(false, true, 3, 1, false)]
    [InlineData(false, null, 999999, 666666, true)]
    [InlineData(false, null, 999999, 666665, false)]
    [InlineData(true, true, 0, 0, false)]
    [InlineData(true, null, 3, 3, false)]
    public void C4_a_collective_issue_closes_when_the_share_confirms(bool reachable, bool? reporter, int asked, int confirmed, bool closes) =>
        CollectiveValidation.Decide(reachable, reporter, asked, confirmed, 0).Count.ShouldBe(closes ? 0 : 1);

    [Fact]
    public void C4_names_every_reason()
    {
        CollectiveValidation.Decide(true, null, 0, 0, 2).Codes().ShouldBe(["validation.sample-missing", "validation.reporter-not-asked", "validation.too-few-confirmed", "issue.retaliation-open"]);
        CollectiveValidation.Decide(true, true, 5, 2, 0).ShouldBe([new ValidationRefusals.TooFewConfirmed(3, 6, 4)]);
        CollectiveValidation.Decide(true, true, 5, 5, 1).ShouldBe([new IssueRefusals.RetaliationOpen(1)]);
    }

    [Fact]
    public void C4_the_share_is_configurable()
    {
        CollectiveValidation.Decide(false, null, 4, 3, 0, new(3, 4)).ShouldBeEmpty();
        CollectiveValidation.Decide(false, null, 4, 3, 0, new(1, 1)).ShouldBe([new ValidationRefusals.TooFewConfirmed(3, 4, 4)]);
    }

    [Fact]
    public void C4_is_lost_only_when_the_share_cannot_be_reached_any_more()
    {
        CollectiveValidation.Judge(new(false, null, 6, 2, 2)).ShouldBe(CollectiveVerdict.Waiting);
        CollectiveValidation.Judge(new(false, null, 6, 2, 1)).ShouldBe(CollectiveVerdict.NotConfirmed);
        CollectiveValidation.Judge(new(true, null, 6, 6)).ShouldBe(CollectiveVerdict.Waiting);
    }

    [Fact]
    public void C6_contact_lost_stays_out_of_numerators_and_in_denominators()
    {
        ResolutionCount.Of([new(ContactReason.Issue, IssueState.Closed, false), new(ContactReason.Issue, IssueState.AwaitingValidation, true)]).ShouldBe(new(1, 2));
        ResolutionCount.Of([new(ContactReason.Issue, IssueState.Closed, true)]).ShouldBe(new(0, 1));
    }

    [Fact]
    public void C7_requests_are_not_counted() =>
        ResolutionCount.Of([new(ContactReason.Information, IssueState.Closed, false), new(ContactReason.Assistance, IssueState.Closed, false)]).ShouldBe(new(0, 0));

    [Theory]
    [InlineData(IssueState.Triaged, 0, 1)]
    [InlineData(IssueState.ActionReported, 0, 1)]
    [InlineData(IssueState.PartlyConfirmed, 0, 1)]
    [InlineData(IssueState.Validated, 1, 1)]
    [InlineData(IssueState.Closed, 1, 1)]
    [InlineData(IssueState.WithdrawnByWorker, 0, 1)]
    [InlineData(IssueState.Dismissed, 0, 0)]
    public void Only_what_the_worker_confirmed_is_resolved(IssueState state, int resolved, int issues) =>
        ResolutionCount.Of([new(ContactReason.Issue, state, false)]).ShouldBe(new(resolved, issues));
}
