using OpenIlm.Cases;
using OpenIlm.Kernel;
using static OpenIlm.Cases.IssueAction;
using static OpenIlm.Cases.IssueState;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Every cell of the state machine, for every party, against a table that is written out here.</summary>
public class IssueFlowCellsTests
{
    // H handler and supervisor, B business, W worker, C convenor, S the program. Whatever is not listed is illegal.
    private const string Table = """
        Triaged            ReviewSafety                SafetyReviewed     H
        Triaged            RecordRemedyWithoutBusiness ActionReported     H
        Triaged            Withdraw                    WithdrawnByWorker  HW
        Triaged            Dismiss                     Dismissed          H
        SafetyReviewed     ComposePacket               SafetyReviewed     H
        SafetyReviewed     Share                       SharedWithBusiness HS
        SafetyReviewed     RecordRemedyWithoutBusiness ActionReported     H
        SafetyReviewed     Withdraw                    WithdrawnByWorker  HW
        SafetyReviewed     Dismiss                     Dismissed          H
        SharedWithBusiness ComposePacket               SharedWithBusiness H
        SharedWithBusiness Share                       SharedWithBusiness HS
        SharedWithBusiness RecordResponse              Responded          HB
        SharedWithBusiness RecordRemedyWithoutBusiness ActionReported     H
        SharedWithBusiness Withdraw                    WithdrawnByWorker  HW
        SharedWithBusiness Dismiss                     Dismissed          H
        Responded          ComposePacket               Responded          H
        Responded          Share                       Responded          HS
        Responded          RecordResponse              Responded          HB
        Responded          AgreeActions                ActionAgreed       HB
        Responded          RecordRemedyWithoutBusiness ActionReported     H
        Responded          Withdraw                    WithdrawnByWorker  HW
        Responded          Dismiss                     Dismissed          H
        ActionAgreed       ComposePacket               ActionAgreed       H
        ActionAgreed       Share                       ActionAgreed       HS
        ActionAgreed       RecordResponse              ActionAgreed       HB
        ActionAgreed       AgreeActions                ActionAgreed       HB
        ActionAgreed       ReportOneAction             ActionAgreed       HB
        ActionAgreed       ReportActions               ActionReported     HB
        ActionAgreed       RecordRemedyWithoutBusiness ActionReported     H
        ActionAgreed       Withdraw                    WithdrawnByWorker  HW
        ActionAgreed       Dismiss                     Dismissed          H
        ActionReported     ComposePacket               ActionReported     H
        ActionReported     Share                       ActionReported     HS
        ActionReported     RequestValidation           AwaitingValidation H
        ActionReported     ReturnToAction              ActionAgreed       H
        ActionReported     Withdraw                    WithdrawnByWorker  HW
        ActionReported     Dismiss                     Dismissed          H
        AwaitingValidation ComposePacket               AwaitingValidation H
        AwaitingValidation Share                       AwaitingValidation HS
        AwaitingValidation RequestValidation           AwaitingValidation H
        AwaitingValidation ReturnToAction              ActionAgreed       H
        AwaitingValidation RecordAnswer                AwaitingValidation HWC
        AwaitingValidation Confirm                     Validated          HWC
        AwaitingValidation ConfirmPartly               PartlyConfirmed    HWC
        AwaitingValidation DenyRemedy                  NotConfirmed       HWC
        AwaitingValidation Withdraw                    WithdrawnByWorker  HW
        AwaitingValidation Dismiss                     Dismissed          H
        NotConfirmed       ReturnToAction              ActionAgreed       HS
        NotConfirmed       Withdraw                    WithdrawnByWorker  HW
        PartlyConfirmed    ReturnToAction              ActionAgreed       HS
        PartlyConfirmed    Withdraw                    WithdrawnByWorker  HW
        Validated          ConfirmPartly               PartlyConfirmed    HWC
        Validated          DenyRemedy                  NotConfirmed       HWC
        Validated          Close                       Closed             HS
        Validated          Withdraw                    WithdrawnByWorker  HW
        Closed             Reopen                      ActionAgreed       HW
        """;

    private sealed record Row(IssueState From, IssueAction Action, IssueState To, string By);

    private static readonly List<Row> rows = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(c => new Row(Enum.Parse<IssueState>(c[0]), Enum.Parse<IssueAction>(c[1]), Enum.Parse<IssueState>(c[2]), c[3])).ToList();

    private static bool Listed(string by, IssueParty party) => party switch
    {
        IssueParty.Handler or IssueParty.Supervisor => by.Contains('H'),
        IssueParty.Business => by.Contains('B'),
        IssueParty.Worker => by.Contains('W'),
        IssueParty.Convenor => by.Contains('C'),
        IssueParty.System => by.Contains('S'),
        IssueParty.Buyer or IssueParty.Auditor or IssueParty.Operator => false,
        _ => throw new ArgumentOutOfRangeException(nameof(party)),
    };

    // Facts under which nothing but the table itself can refuse the action.
    private static IssueFacts Favorable(IssueAction action) => new()
    {
        SafetyReview = SafetyDecision.Proceed,
        Consent = ConsentLevel.Summary,
        HasReleasablePacket = true,
        Actions = 1,
        RemedyRevision = 3,
        ReasonGiven = true,
        SecondPerson = true,
        Validations =
        [
            new(action switch
            {
                ConfirmPartly => ValidationOutcome.PartlyConfirmed,
                DenyRemedy => ValidationOutcome.NotConfirmed,
                _ => ValidationOutcome.Confirmed,
            }, ResolutionQuality.Good, 3, IssueParty.Worker),
        ],
    };

    public static TheoryData<IssueState> States => [.. Enum.GetValues<IssueState>()];

    [Theory, MemberData(nameof(States))]
    public void Every_cell_answers_as_the_table_says(IssueState from)
    {
        foreach (var action in Enum.GetValues<IssueAction>())
            foreach (var party in Enum.GetValues<IssueParty>())
            {
                var cell = $"{from}, {action}, {party}";
                var row = rows.SingleOrDefault(r => r.From == from && r.Action == action);
                var decision = IssueFlow.Decide(from, action, party, Favorable(action));
                if (row is null)
                {
                    decision.Refusals.ShouldBe([new IssueRefusals.IllegalMove(from, action)], cell);
                    decision.To.ShouldBe(from, cell);
                }
                else if (Listed(row.By, party))
                {
                    decision.Refusals.ShouldBeEmpty(cell);
                    decision.To.ShouldBe(row.To, cell);
                }
                else
                {
                    decision.Refusals.ShouldBe([new IssueRefusals.NotYourMove(action, party)], cell);
                    decision.To.ShouldBe(from, cell);
                }
            }
    }

    [Theory, MemberData(nameof(States))]
    public void The_next_steps_of_a_party_are_the_cells_of_the_table(IssueState from)
    {
        foreach (var party in Enum.GetValues<IssueParty>())
            IssueFlow.NextSteps(from, party, new()).Select(s => (s.Action, s.To)).ShouldBe(
                rows.Where(r => r.From == from && Listed(r.By, party)).Select(r => (r.Action, r.To)), ignoreOrder: true, $"{from}, {party}");
    }

    [Fact]
    public void The_table_here_and_the_table_there_have_the_same_moves() =>
        IssueFlow.Moves.Select(m => (m.From, m.Action, m.To)).Distinct().Count().ShouldBe(rows.Count);

    [Fact]
    public void The_diagram_shows_every_move()
    {
        var diagram = IssueFlow.Mermaid();
        diagram.ShouldStartWith("stateDiagram-v2\n    [*] --> Triaged\n");
        foreach (var row in rows)
            diagram.Split('\n').ShouldContain(line => line.StartsWith($"    {row.From} --> {row.To}: ") && line.Split(": ")[1].Split(", ").Contains(row.Action.ToString()), row.ToString());
        foreach (var end in new[] { Closed, WithdrawnByWorker, Dismissed }) diagram.ShouldContain($"    {end} --> [*]");
        diagram.Split('\n').Count(l => l.EndsWith("--> [*]")).ShouldBe(3);
    }
}
