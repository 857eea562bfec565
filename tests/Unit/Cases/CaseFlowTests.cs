using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Unit.Cases;

public class CaseFlowTests
{
    private static readonly CaseFacts withIssue = new() { Issues = [IssueState.Triaged] };

    [Fact]
    public void Every_cell_answers_as_the_table_says()
    {
        const string Table = """
            Received Triage Triaged Handler Supervisor
            Received Close Closed Handler Supervisor
            Triaged Close Closed Handler Supervisor System
            Closed Reopen Triaged Handler Supervisor Worker
            """;
        var rows = Table.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var favorable = new CaseFacts { Reason = ContactReason.Information, ReasonGiven = true };
        foreach (var from in Enum.GetValues<CaseState>())
            foreach (var action in Enum.GetValues<CaseAction>())
                foreach (var party in Enum.GetValues<IssueParty>())
                {
                    var row = rows.SingleOrDefault(r => r[0] == from.ToString() && r[1] == action.ToString());
                    var decision = CaseFlow.Decide(from, action, party, favorable);
                    var cell = $"{from} {action} {party}";
                    if (row is null) decision.Refusals.ShouldBe([new CaseRefusals.IllegalMove(from, action)], cell);
                    else if (row.Skip(3).Contains(party.ToString())) decision.Refusals.ShouldBeEmpty(cell);
                    else decision.Refusals.ShouldBe([new CaseRefusals.NotYourMove(action, party)], cell);
                    decision.To.ToString().ShouldBe(decision.Allowed ? row![2] : from.ToString(), cell);
                }
    }

    [Theory]
    [InlineData(ContactReason.Information)]
    [InlineData(ContactReason.Assistance)]
    public void C7_information_and_assistance_requests_close_without_validation(ContactReason reason)
    {
        CaseFlow.Decide(CaseState.Received, CaseAction.Close, IssueParty.Handler, new() { Reason = reason }).To.ShouldBe(CaseState.Closed);
        CaseFlow.Decide(CaseState.Triaged, CaseAction.Close, IssueParty.Handler, new() { Reason = reason }).To.ShouldBe(CaseState.Closed);
    }

    [Fact]
    public void C7_a_request_carries_no_labor_issue() =>
        CaseFlow.Decide(CaseState.Received, CaseAction.Triage, IssueParty.Handler, withIssue with { Reason = ContactReason.Information })
            .Codes().ShouldBe(["case.labor-issue-out-of-place"]);

    [Fact]
    public void A_problem_is_triaged_into_at_least_one_labor_issue()
    {
        CaseFlow.Decide(CaseState.Received, CaseAction.Triage, IssueParty.Handler, new()).Codes().ShouldBe(["case.no-labor-issue"]);
        CaseFlow.Decide(CaseState.Received, CaseAction.Triage, IssueParty.Handler, withIssue).To.ShouldBe(CaseState.Triaged);
    }

    [Fact]
    public void A_report_cannot_be_closed_by_never_naming_its_issue() =>
        CaseFlow.Decide(CaseState.Received, CaseAction.Close, IssueParty.Handler, new()).Codes().ShouldBe(["case.no-labor-issue"]);

    [Fact]
    public void A_case_closes_only_when_all_its_issues_are_at_an_end()
    {
        foreach (var state in Enum.GetValues<IssueState>())
        {
            var facts = new CaseFacts { Issues = [IssueState.Closed, state] };
            var atAnEnd = state is IssueState.Closed or IssueState.WithdrawnByWorker or IssueState.Dismissed;
            CaseFlow.Decide(CaseState.Triaged, CaseAction.Close, IssueParty.Handler, facts).Refusals
                .ShouldBe(atAnEnd ? [] : new Refusal[] { new CaseRefusals.IssuesOpen(1, 2) }, state.ToString());
            CaseFlow.ClosesByItself(CaseState.Triaged, facts).ShouldBe(atAnEnd);
        }
    }

    [Fact]
    public void C5_an_open_retaliation_report_keeps_any_case_open()
    {
        CaseFlow.Decide(CaseState.Triaged, CaseAction.Close, IssueParty.Handler, new() { Issues = [IssueState.Closed], OpenRetaliationReports = 1 })
            .Refusals.ShouldBe([new CaseRefusals.RetaliationOpen(1)]);
        CaseFlow.Decide(CaseState.Received, CaseAction.Close, IssueParty.Handler, new() { Reason = ContactReason.Assistance, OpenRetaliationReports = 1 })
            .Codes().ShouldBe(["case.retaliation-open"]);
    }

    [Fact]
    public void A_request_never_closes_by_itself() => CaseFlow.ClosesByItself(CaseState.Triaged, new() { Reason = ContactReason.Information }).ShouldBeFalse();

    [Fact]
    public void Reopening_needs_a_reason()
    {
        CaseFlow.Decide(CaseState.Closed, CaseAction.Reopen, IssueParty.Worker, withIssue).Codes().ShouldBe(["case.reason-missing"]);
        CaseFlow.NextSteps(CaseState.Closed, IssueParty.Worker, withIssue).Single().Allowed.ShouldBeTrue();
    }
}

internal static class CaseDecisions
{
    public static IEnumerable<string> Codes(this CaseMoveDecision decision) => decision.Refusals.Select(r => r.Code);
}
