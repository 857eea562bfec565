using OpenIlm.Cases;
using OpenIlm.Kernel;
using static OpenIlm.Cases.IssueAction;
using static OpenIlm.Cases.IssueState;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Conditions of the moves: rules C1, C2, C3, C5, C8 and C12, and the rows of rules.md section 3.</summary>
public class IssueFlowTests
{
    // Row "to Triaged, SafetyReviewed, SharedWithBusiness, AwaitingValidation: case handler" and the ones below it.
    [Fact]
    public void The_main_way_leads_from_triage_to_closed()
    {
        var state = Triaged;
        void Go(IssueAction action, IssueParty party, IssueFacts facts, IssueState expected)
        {
            var decision = IssueFlow.Decide(state, action, party, facts);
            decision.Refusals.ShouldBeEmpty($"{state} {action}");
            (state = decision.To).ShouldBe(expected);
        }

        Go(ReviewSafety, IssueParty.Handler, Issues.Reviewed, SafetyReviewed);
        Go(Share, IssueParty.Handler, Issues.Consented with { HasReleasablePacket = true }, SharedWithBusiness);
        Go(RecordResponse, IssueParty.Business, Issues.Consented, Responded);
        Go(AgreeActions, IssueParty.Business, Issues.Consented, ActionAgreed);
        Go(ReportActions, IssueParty.Business, Issues.Consented with { Actions = 2 }, ActionReported);
        Go(RequestValidation, IssueParty.Handler, Issues.Consented, AwaitingValidation);
        Go(Confirm, IssueParty.Worker, Issues.ConfirmedByWorker, Validated);
        IssueFlow.FollowOn(state, Issues.ConfirmedByWorker).ShouldBe(new(Close, Closed, false));
    }

    [Fact]
    public void A_handler_goes_the_same_way_on_behalf_of_a_business()
    {
        IssueFlow.Decide(SharedWithBusiness, RecordResponse, IssueParty.Handler, Issues.Consented).To.ShouldBe(Responded);
        IssueFlow.Decide(Responded, AgreeActions, IssueParty.Handler, Issues.Consented).To.ShouldBe(ActionAgreed);
        IssueFlow.Decide(ActionAgreed, ReportActions, IssueParty.Handler, Issues.Consented with { Actions = 1 }).To.ShouldBe(ActionReported);
    }

    [Fact]
    public void A_remedy_that_needed_no_business_is_recorded_even_where_the_review_says_never()
    {
        var never = Issues.Fresh with { SafetyReview = SafetyDecision.Never };
        IssueFlow.Decide(Triaged, RecordRemedyWithoutBusiness, IssueParty.Handler, never).To.ShouldBe(ActionReported);
        IssueFlow.Decide(Triaged, RecordRemedyWithoutBusiness, IssueParty.Handler, Issues.Fresh).Codes().ShouldBe(["issue.not-safety-reviewed"]);
    }

    [Theory]
    [InlineData(null, "issue.not-safety-reviewed")]
    [InlineData(SafetyDecision.Wait, "issue.review-does-not-proceed")]
    [InlineData(SafetyDecision.Never, "issue.review-does-not-proceed")]
    public void A_review_moves_the_issue_on_only_when_it_says_proceed(SafetyDecision? decision, string code) =>
        IssueFlow.Decide(Triaged, ReviewSafety, IssueParty.Handler, Issues.Fresh with { SafetyReview = decision }).Codes().ShouldBe([code]);

    [Fact]
    public void C1_an_issue_nobody_confirmed_cannot_be_closed_from_any_state()
    {
        foreach (var state in Enum.GetValues<IssueState>())
            IssueFlow.Decide(state, Close, IssueParty.Handler, Issues.Consented).Codes().ShouldContain("issue.not-confirmed-by-worker", state.ToString());
    }

    [Fact]
    public void C1_a_confirmation_without_a_quality_closes_nothing() =>
        IssueFlow.Decide(Validated, Close, IssueParty.Handler, Issues.Fresh with { Validations = [new(ValidationOutcome.Confirmed, null, 0, IssueParty.Worker)] })
            .Codes().ShouldBe(["issue.not-confirmed-by-worker"]);

    [Fact]
    public void C1_a_confirmation_of_an_earlier_remedy_closes_nothing() =>
        IssueFlow.Decide(Validated, Close, IssueParty.Handler, Issues.Answered(ValidationOutcome.Confirmed, revision: 1, remedy: 2))
            .Codes().ShouldBe(["issue.not-confirmed-by-worker"]);

    [Fact]
    public void C1_her_last_word_counts()
    {
        var confirmedThenDenied = Issues.ConfirmedByWorker with
        {
            Validations = [.. Issues.ConfirmedByWorker.Validations, new(ValidationOutcome.NotConfirmed, null, 2, IssueParty.Worker)],
        };
        IssueFlow.Decide(Validated, Close, IssueParty.Handler, confirmedThenDenied).Codes().ShouldBe(["issue.not-confirmed-by-worker"]);
        IssueFlow.Decide(Validated, DenyRemedy, IssueParty.Worker, confirmedThenDenied).To.ShouldBe(NotConfirmed);
    }

    [Fact]
    public void C1_not_being_reached_later_takes_no_confirmation_back() =>
        IssueFlow.Decide(Validated, Close, IssueParty.Handler, Issues.ConfirmedByWorker with
        {
            Validations = [.. Issues.ConfirmedByWorker.Validations, new(ValidationOutcome.Unreachable, null, 2, IssueParty.Handler)],
        }).To.ShouldBe(Closed);

    [Theory]
    [InlineData(AgreeActions, ActionAgreed)]
    [InlineData(RecordRemedyWithoutBusiness, ActionAgreed)]
    [InlineData(ReturnToAction, AwaitingValidation)]
    [InlineData(Reopen, Closed)]
    public void C1_changing_the_remedy_ends_the_confirmation(IssueAction action, IssueState from) =>
        IssueFlow.Decide(from, action, IssueParty.Handler, Issues.ConfirmedByWorker with { ReasonGiven = true }).ChangesRemedy.ShouldBeTrue();

    [Theory]
    [InlineData(IssueParty.Business)]
    [InlineData(IssueParty.Buyer)]
    [InlineData(IssueParty.Auditor)]
    [InlineData(IssueParty.Operator)]
    [InlineData(IssueParty.System)]
    public void C2_only_the_workers_side_gives_an_answer(IssueParty party)
    {
        foreach (var action in new[] { Confirm, ConfirmPartly, DenyRemedy, RecordAnswer })
            IssueFlow.Decide(AwaitingValidation, action, party, Issues.ConfirmedByWorker).Codes().ShouldBe(["issue.not-your-move"]);
        // Even a stored answer by the wrong hand counts for nothing.
        Issues.Answered(ValidationOutcome.Confirmed, party).ConfirmedByWorker.ShouldBeFalse();
    }

    [Theory]
    [InlineData(IssueParty.Worker)]
    [InlineData(IssueParty.Handler)]
    [InlineData(IssueParty.Supervisor)]
    [InlineData(IssueParty.Convenor)]
    public void C2_the_worker_answers_or_a_handler_or_the_convenor_records_it(IssueParty party) =>
        IssueFlow.Decide(AwaitingValidation, Confirm, party, Issues.Answered(ValidationOutcome.Confirmed, party)).To.ShouldBe(Validated);

    [Theory]
    [InlineData(ValidationOutcome.PartlyConfirmed, ConfirmPartly, PartlyConfirmed)]
    [InlineData(ValidationOutcome.NotConfirmed, DenyRemedy, NotConfirmed)]
    public void C3_an_answer_that_does_not_confirm_sends_the_issue_back_to_action(ValidationOutcome outcome, IssueAction action, IssueState through)
    {
        var facts = Issues.Answered(outcome);
        IssueFlow.ActionFor(outcome, facts).ShouldBe(action);
        IssueFlow.Decide(AwaitingValidation, action, IssueParty.Worker, facts).To.ShouldBe(through);
        IssueFlow.FollowOn(through, facts).ShouldBe(new(ReturnToAction, ActionAgreed, true));
        IssueFlow.Decide(AwaitingValidation, Confirm, IssueParty.Handler, facts).Codes().ShouldBe(["issue.not-confirmed-by-worker"]);
    }

    [Fact]
    public void C3_a_worker_who_was_not_reached_decides_nothing()
    {
        var facts = Issues.Answered(ValidationOutcome.Unreachable, IssueParty.Handler);
        IssueFlow.ActionFor(ValidationOutcome.Unreachable, facts).ShouldBe(RecordAnswer);
        IssueFlow.Decide(AwaitingValidation, RecordAnswer, IssueParty.Handler, facts).To.ShouldBe(AwaitingValidation);
        foreach (var action in new[] { Confirm, ConfirmPartly, DenyRemedy })
            IssueFlow.Decide(AwaitingValidation, action, IssueParty.Handler, facts).Allowed.ShouldBeFalse();
    }

    [Fact]
    public void C3_the_move_must_be_the_recorded_answer()
    {
        IssueFlow.Decide(AwaitingValidation, DenyRemedy, IssueParty.Handler, Issues.ConfirmedByWorker).Codes().ShouldBe(["issue.answer-differs"]);
        IssueFlow.Decide(AwaitingValidation, ConfirmPartly, IssueParty.Handler, Issues.ConfirmedByWorker).Codes().ShouldBe(["issue.answer-differs"]);
    }

    [Fact]
    public void C4_a_collective_issue_is_validated_by_the_share_of_those_asked()
    {
        var one = Issues.ConfirmedByWorker with { Collective = new(true, true, 5, 2, 3) };
        IssueFlow.ActionFor(ValidationOutcome.Confirmed, one).ShouldBe(RecordAnswer);
        IssueFlow.Decide(AwaitingValidation, Confirm, IssueParty.Handler, one).Codes().ShouldBe(["issue.not-confirmed-by-worker", "validation.too-few-confirmed"]);
        var enough = one with { Collective = new(true, true, 5, 3, 2) };
        IssueFlow.ActionFor(ValidationOutcome.Confirmed, enough).ShouldBe(Confirm);
        IssueFlow.Decide(AwaitingValidation, Confirm, IssueParty.Handler, enough).To.ShouldBe(Validated);
        var lost = one with { Collective = new(true, true, 5, 2, 0) };
        IssueFlow.ActionFor(ValidationOutcome.NotConfirmed, lost).ShouldBe(DenyRemedy);
        IssueFlow.Decide(AwaitingValidation, DenyRemedy, IssueParty.Handler, lost).To.ShouldBe(NotConfirmed);
    }

    [Fact]
    public void C5_an_open_retaliation_report_keeps_a_validated_issue_open()
    {
        var facts = Issues.ConfirmedByWorker with { OpenRetaliationReports = 2 };
        IssueFlow.Decide(AwaitingValidation, Confirm, IssueParty.Worker, facts).To.ShouldBe(Validated);
        IssueFlow.Decide(Validated, Close, IssueParty.Handler, facts).Refusals.ShouldBe([new IssueRefusals.RetaliationOpen(2)]);
        IssueFlow.FollowOn(Validated, facts).ShouldBeNull();
    }

    [Fact]
    public void C8_nothing_is_shared_before_a_safety_review()
    {
        IssueFlow.Decide(Triaged, Share, IssueParty.Handler, Issues.Fresh with { Consent = ConsentLevel.Summary, HasReleasablePacket = true })
            .Codes().ShouldBe(["issue.illegal-move", "issue.not-safety-reviewed"]);
        IssueFlow.Decide(Triaged, ComposePacket, IssueParty.Handler, Issues.Fresh).Codes().ShouldBe(["issue.illegal-move", "issue.not-safety-reviewed", "issue.no-live-consent"]);
    }

    [Fact]
    public void C8_nothing_is_shared_without_a_live_consent() =>
        IssueFlow.Decide(SafetyReviewed, Share, IssueParty.Handler, Issues.Reviewed with { HasReleasablePacket = true }).Codes().ShouldBe(["issue.no-live-consent"]);

    [Fact]
    public void C8_a_review_that_turned_stops_further_packets() =>
        IssueFlow.Decide(Responded, Share, IssueParty.Handler, Issues.Consented with { SafetyReview = SafetyDecision.Wait, HasReleasablePacket = true })
            .Refusals.ShouldBe([new IssueRefusals.ReviewDoesNotProceed(SafetyDecision.Wait)]);

    [Fact]
    public void C8_a_share_needs_a_packet_that_passes_its_checks() =>
        IssueFlow.Decide(SafetyReviewed, Share, IssueParty.System, Issues.Consented).Codes().ShouldBe(["issue.no-releasable-packet"]);

    [Fact]
    public void C6_C12_no_dated_fact_changes_a_state()
    {
        foreach (var state in Enum.GetValues<IssueState>())
            foreach (var fact in Enum.GetValues<DatedFact>())
            {
                DatedFacts.StateAfter(state, fact).ShouldBe(state);
                DatedFacts.WhyNot(fact, IssueParty.Handler, Issues.Fresh with { ContactLost = fact is DatedFact.ContactRegained }).ShouldBeEmpty();
                DatedFacts.WhyNot(fact, IssueParty.Business, Issues.Fresh with { ContactLost = fact is DatedFact.ContactRegained }).Codes().ShouldBe(["issue.fact-not-yours"]);
            }
    }

    [Fact]
    public void C12_the_worker_may_say_at_any_time_that_she_uses_another_channel() =>
        DatedFacts.WhyNot(DatedFact.OtherChannelUsed, IssueParty.Worker, Issues.Fresh).ShouldBeEmpty();

    [Fact]
    public void C6_contact_lost_opens_no_way_to_an_end()
    {
        var lost = Issues.Consented with { ContactLost = true };
        foreach (var state in Enum.GetValues<IssueState>().Where(s => s is not Validated))
            IssueFlow.Decide(state, Close, IssueParty.Handler, lost).Codes().ShouldContain("issue.illegal-move");
        IssueFlow.Decide(AwaitingValidation, Confirm, IssueParty.Handler, lost).Codes().ShouldBe(["issue.not-confirmed-by-worker"]);
        DatedFacts.WhyNot(DatedFact.ContactLost, IssueParty.Handler, lost).Codes().ShouldBe(["issue.contact-already-lost"]);
        DatedFacts.WhyNot(DatedFact.ContactRegained, IssueParty.Handler, Issues.Fresh).Codes().ShouldBe(["issue.contact-not-lost"]);
    }

    [Fact]
    public void The_issue_is_reported_only_when_every_agreed_action_is()
    {
        IssueFlow.Decide(ActionAgreed, ReportActions, IssueParty.Business, Issues.Fresh with { Actions = 3, UnreportedActions = 2 })
            .Refusals.ShouldBe([new IssueRefusals.ActionsNotReported(2, 3)]);
        IssueFlow.Decide(ActionAgreed, ReportActions, IssueParty.Business, Issues.Fresh).Codes().ShouldBe(["issue.no-action-agreed"]);
        IssueFlow.Decide(ActionAgreed, ReportOneAction, IssueParty.Business, Issues.Fresh).Codes().ShouldBe(["issue.no-action-agreed"]);
    }

    [Theory]
    [InlineData(IssueParty.Worker)]
    [InlineData(IssueParty.Handler)]
    public void Reopening_needs_a_reason(IssueParty party)
    {
        IssueFlow.Decide(Closed, Reopen, party, Issues.ConfirmedByWorker).Codes().ShouldBe(["issue.reason-missing"]);
        IssueFlow.Decide(Closed, Reopen, party, Issues.ConfirmedByWorker with { ReasonGiven = true }).To.ShouldBe(ActionAgreed);
    }

    [Fact]
    public void Dismissing_needs_a_reason_and_a_second_person()
    {
        IssueFlow.Decide(Triaged, Dismiss, IssueParty.Handler, Issues.Fresh).Codes().ShouldBe(["issue.reason-missing", "issue.second-person-missing"]);
        IssueFlow.Decide(Triaged, Dismiss, IssueParty.Handler, Issues.Fresh with { ReasonGiven = true, SecondPerson = true }).To.ShouldBe(Dismissed);
    }

    [Fact]
    public void The_worker_withdraws_without_a_reason_but_who_withdraws_for_her_writes_it_down()
    {
        IssueFlow.Decide(Responded, Withdraw, IssueParty.Worker, Issues.Fresh).To.ShouldBe(WithdrawnByWorker);
        IssueFlow.Decide(Responded, Withdraw, IssueParty.Handler, Issues.Fresh).Codes().ShouldBe(["issue.reason-missing"]);
    }

    [Fact]
    public void A_handler_takes_a_report_that_does_not_hold_back_to_action_with_a_reason()
    {
        IssueFlow.Decide(ActionReported, ReturnToAction, IssueParty.Handler, Issues.Fresh).Codes().ShouldBe(["issue.reason-missing"]);
        IssueFlow.Decide(AwaitingValidation, ReturnToAction, IssueParty.Handler, Issues.Fresh with { ReasonGiven = true }).To.ShouldBe(ActionAgreed);
    }

    [Fact]
    public void A_button_takes_as_given_what_its_own_form_asks_for_and_nothing_else()
    {
        IssueFlow.NextSteps(AwaitingValidation, IssueParty.Handler, Issues.Consented).Where(s => s.Allowed).Select(s => s.Action)
            .ShouldBe([ComposePacket, RequestValidation, ReturnToAction, RecordAnswer, Confirm, ConfirmPartly, DenyRemedy, Withdraw, Dismiss], ignoreOrder: true);
        IssueFlow.NextSteps(Validated, IssueParty.Handler, Issues.ConfirmedByWorker with { OpenRetaliationReports = 1 })
            .Single(s => s.Action is Close).WhyNotYet.ShouldBe([new IssueRefusals.RetaliationOpen(1)]);
        IssueFlow.NextSteps(SafetyReviewed, IssueParty.Handler, Issues.Reviewed).Single(s => s.Action is Share)
            .WhyNotYet.Codes().ShouldBe(["issue.no-live-consent", "issue.no-releasable-packet"]);
    }

    [Fact]
    public void An_outsider_is_not_told_what_an_illegal_move_would_lack() =>
        IssueFlow.Decide(Responded, Close, IssueParty.Business, Issues.Fresh with { OpenRetaliationReports = 1 }).Codes().ShouldBe(["issue.illegal-move"]);
}
