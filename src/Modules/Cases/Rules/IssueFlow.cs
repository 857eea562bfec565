using OpenIlm.Kernel;
using static OpenIlm.Cases.IssueAction;
using static OpenIlm.Cases.IssueState;

namespace OpenIlm.Cases;

/// <summary>One row of the state machine.</summary>
/// <param name="From">Where the issue stands.</param>
/// <param name="Action">What is done.</param>
/// <param name="To">Where it stands afterwards; the same state where only a fact is added.</param>
/// <param name="By">Who may.</param>
/// <param name="Guard">The condition; null when there is none.</param>
public sealed record Move(IssueState From, IssueAction Action, IssueState To, IReadOnlySet<IssueParty> By, IssueGuard? Guard = null)
{
    /// <summary>The remedy is another one afterwards: count up <see cref="IssueFacts.RemedyRevision"/>. No earlier answer of the worker speaks about it.</summary>
    public bool ChangesRemedy => Action is AgreeActions or RecordRemedyWithoutBusiness or ReturnToAction or Reopen;
}

/// <summary>The answer of the state machine.</summary>
/// <param name="To">Where the issue goes; where it stands, when refused.</param>
/// <param name="Refusals">Every reason against; none when allowed.</param>
/// <param name="ChangesRemedy">Count up the revision of the remedy with this move.</param>
public sealed record MoveDecision(IssueState To, IReadOnlyList<Refusal> Refusals, bool ChangesRemedy = false)
{
    /// <summary>Whether the move may be done.</summary>
    public bool Allowed => Refusals.Count == 0;
}

/// <summary>A move that exists from here for this party, with the reasons why not yet. Drawn beside its button.</summary>
/// <param name="Action">What can be done.</param>
/// <param name="To">Where it leads.</param>
/// <param name="WhyNotYet">Every reason against; none when it can be done now.</param>
public sealed record NextStep(IssueAction Action, IssueState To, IReadOnlyList<Refusal> WhyNotYet)
{
    /// <summary>Whether it can be done now.</summary>
    public bool Allowed => WhyNotYet.Count == 0;
}

/// <summary>A move that the program makes by itself, in the same act and transaction.</summary>
/// <param name="Action">What is done, by <see cref="IssueParty.System"/>.</param>
/// <param name="To">Where it leads.</param>
/// <param name="ChangesRemedy">Count up the revision of the remedy with this move.</param>
public sealed record FollowOnMove(IssueAction Action, IssueState To, bool ChangesRemedy);

/// <summary>The life of a labor issue as data (rules, section 3; C1 to C5, C8).</summary>
public static class IssueFlow
{
    private static readonly IssueState[] shareable = [SharedWithBusiness, Responded, ActionAgreed, ActionReported, AwaitingValidation];
    private static readonly IssueState[] undecided = [Triaged, SafetyReviewed, .. shareable];

    /// <summary>Every move there is. What is not here cannot happen.</summary>
    public static readonly IReadOnlyList<Move> Moves =
    [
        new(Triaged, ReviewSafety, SafetyReviewed, IssueParties.Handlers, IssueGuards.ReviewProceeds),

        new(SafetyReviewed, ComposePacket, SafetyReviewed, IssueParties.Handlers, IssueGuards.MayTellBusiness),
        // The weekly batch releases by the clock.
        new(SafetyReviewed, Share, SharedWithBusiness, IssueParties.HandlersOrSystem, IssueGuards.PacketMayGo),
        .. shareable.Select(s => new Move(s, ComposePacket, s, IssueParties.Handlers, IssueGuards.MayTellBusiness)),
        .. shareable.Select(s => new Move(s, Share, s, IssueParties.HandlersOrSystem, IssueGuards.PacketMayGo)),

        // For an employer outside the network the handler reads the packet out: the same act, under the same conditions.
        new(SharedWithBusiness, RecordResponse, Responded, IssueParties.BusinessOrHandlers),
        new(Responded, RecordResponse, Responded, IssueParties.BusinessOrHandlers),
        new(ActionAgreed, RecordResponse, ActionAgreed, IssueParties.BusinessOrHandlers),

        new(Responded, AgreeActions, ActionAgreed, IssueParties.BusinessOrHandlers),
        new(ActionAgreed, AgreeActions, ActionAgreed, IssueParties.BusinessOrHandlers),
        new(ActionAgreed, ReportOneAction, ActionAgreed, IssueParties.BusinessOrHandlers, IssueGuards.ActionIsAgreed),
        new(ActionAgreed, ReportActions, ActionReported, IssueParties.BusinessOrHandlers, IssueGuards.EveryActionReported),

        // A review that says "never to a business" leaves this way open.
        new(Triaged, RecordRemedyWithoutBusiness, ActionReported, IssueParties.Handlers, IssueGuards.WasReviewed),
        new(SafetyReviewed, RecordRemedyWithoutBusiness, ActionReported, IssueParties.Handlers),
        new(SharedWithBusiness, RecordRemedyWithoutBusiness, ActionReported, IssueParties.Handlers),
        new(Responded, RecordRemedyWithoutBusiness, ActionReported, IssueParties.Handlers),
        new(ActionAgreed, RecordRemedyWithoutBusiness, ActionReported, IssueParties.Handlers),

        new(ActionReported, RequestValidation, AwaitingValidation, IssueParties.Handlers),
        new(AwaitingValidation, RequestValidation, AwaitingValidation, IssueParties.Handlers),
        new(ActionReported, ReturnToAction, ActionAgreed, IssueParties.Handlers, IssueGuards.WithReason),
        new(AwaitingValidation, ReturnToAction, ActionAgreed, IssueParties.Handlers, IssueGuards.WithReason),

        new(AwaitingValidation, RecordAnswer, AwaitingValidation, IssueParties.WorkerOrRecorders),
        new(AwaitingValidation, Confirm, Validated, IssueParties.WorkerOrRecorders, IssueGuards.WorkerConfirms),
        new(AwaitingValidation, ConfirmPartly, PartlyConfirmed, IssueParties.WorkerOrRecorders, IssueGuards.WorkerConfirmsPartly),
        new(AwaitingValidation, DenyRemedy, NotConfirmed, IssueParties.WorkerOrRecorders, IssueGuards.WorkerDenies),
        // She may change her mind as long as a retaliation report keeps the issue open.
        new(Validated, ConfirmPartly, PartlyConfirmed, IssueParties.WorkerOrRecorders, IssueGuards.WorkerConfirmsPartly),
        new(Validated, DenyRemedy, NotConfirmed, IssueParties.WorkerOrRecorders, IssueGuards.WorkerDenies),
        new(NotConfirmed, ReturnToAction, ActionAgreed, IssueParties.HandlersOrSystem),
        new(PartlyConfirmed, ReturnToAction, ActionAgreed, IssueParties.HandlersOrSystem),

        new(Validated, Close, Closed, IssueParties.HandlersOrSystem, IssueGuards.NothingBlocksClosing),
        new(Closed, Reopen, ActionAgreed, IssueParties.WorkerOrHandlers, IssueGuards.WithReason),

        // The worker owes nobody a reason; who withdraws in her name writes down what she said.
        .. new[] { NotConfirmed, PartlyConfirmed, Validated }.Concat(undecided).SelectMany(s => new Move[]
        {
            new(s, Withdraw, WithdrawnByWorker, IssueParties.WorkerAlone),
            new(s, Withdraw, WithdrawnByWorker, IssueParties.Handlers, IssueGuards.WithReason),
        }),
        .. undecided.Select(s => new Move(s, Dismiss, Dismissed, IssueParties.Handlers, IssueGuards.WithReasonAndSecondPerson)),
    ];

    /// <summary>Whether the state is an end (marked * in the rules).</summary>
    public static bool IsTerminal(IssueState state) => state is Closed or WithdrawnByWorker or Dismissed;

    /// <summary>Where the act leads, or every reason against it.</summary>
    /// <remarks>An illegal move also names what its action would lack, to a party that the action belongs to: closing
    /// before the worker has confirmed says so.</remarks>
    public static MoveDecision Decide(IssueState from, IssueAction action, IssueParty party, IssueFacts facts)
    {
        var rows = Moves.Where(m => m.From == from && m.Action == action).ToList();
        if (rows.Count == 0)
            return new(from, [new IssueRefusals.IllegalMove(from, action), .. Moves
                .Where(m => m.Action == action && m.By.Contains(party) && m.Guard is not null).Select(m => m.Guard!).Distinct()
                .SelectMany(guard => guard(facts)).Distinct()]);
        if (rows.Find(m => m.By.Contains(party)) is not { } move)
            return new(from, [new IssueRefusals.NotYourMove(action, party)]);
        return move.Guard?.Invoke(facts).ToList() is { Count: > 0 } reasons
            ? new(from, reasons)
            : new(move.To, [], move.ChangesRemedy);
    }

    /// <summary>Every move that exists from here for this party, with the reasons why not yet. What the act itself brings
    /// (a reason, a second person, the worker's answer) is taken as brought: its form will ask for it.</summary>
    public static IReadOnlyList<NextStep> NextSteps(IssueState state, IssueParty party, IssueFacts facts) =>
    [
        .. Moves.Where(m => m.From == state && m.By.Contains(party))
            .Select(m => new NextStep(m.Action, m.To, m.Guard is null ? [] : [.. m.Guard(Brought(m.Action, party, facts))])),
    ];

    /// <summary>The move that the program makes by itself after another; null when there is none. Not confirmed and partly
    /// confirmed go back to action at once, the answer stays as a dated fact; validated closes where nothing blocks (C4, C5).</summary>
    public static FollowOnMove? FollowOn(IssueState state, IssueFacts facts)
    {
        IssueAction? action = state switch { NotConfirmed or PartlyConfirmed => ReturnToAction, Validated => Close, _ => null };
        return action is { } next && Decide(state, next, IssueParty.System, facts) is { Allowed: true } decision
            ? new(next, decision.To, decision.ChangesRemedy)
            : null;
    }

    /// <summary>What an answer amounts to, once it is counted in the facts.</summary>
    public static IssueAction ActionFor(ValidationOutcome outcome, IssueFacts facts) => facts.Collective is { } answers
        ? CollectiveValidation.Judge(answers) switch
        {
            CollectiveVerdict.Confirmed => Confirm,
            CollectiveVerdict.NotConfirmed => DenyRemedy,
            _ => RecordAnswer,
        }
        : outcome switch
        {
            ValidationOutcome.Confirmed => Confirm,
            ValidationOutcome.PartlyConfirmed => ConfirmPartly,
            ValidationOutcome.NotConfirmed => DenyRemedy,
            _ => RecordAnswer,
        };

    /// <summary>The state diagram, as Mermaid text, drawn from the table.</summary>
    public static string Mermaid() => string.Join('\n',
    [
        "stateDiagram-v2",
        $"    [*] --> {Triaged}",
        .. Moves.GroupBy(m => (m.From, m.To)).Select(g => $"    {g.Key.From} --> {g.Key.To}: {string.Join(", ", g.Select(m => m.Action).Distinct())}"),
        .. Enum.GetValues<IssueState>().Where(IsTerminal).Select(s => $"    {s} --> [*]"),
    ]) + "\n";

    private static IssueFacts Brought(IssueAction action, IssueParty party, IssueFacts facts) => action switch
    {
        Reopen or Withdraw or Dismiss or ReturnToAction => facts with { ReasonGiven = true, SecondPerson = true },
        Confirm => Answered(ValidationOutcome.Confirmed, party, facts),
        ConfirmPartly => Answered(ValidationOutcome.PartlyConfirmed, party, facts),
        DenyRemedy => Answered(ValidationOutcome.NotConfirmed, party, facts),
        _ => facts,
    };

    private static IssueFacts Answered(ValidationOutcome outcome, IssueParty party, IssueFacts facts) =>
        facts with { Validations = [.. facts.Validations, new(outcome, ResolutionQuality.Fair, facts.RemedyRevision, party)] };
}
