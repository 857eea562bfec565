using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What can be done with a case.</summary>
public enum CaseAction
{
    /// <summary>Sort it: site or employer, severity, labor issues.</summary>
    Triage,
    /// <summary>Close it.</summary>
    Close,
    /// <summary>Open it again, with a reason; also what reopening one of its issues does.</summary>
    Reopen,
}

/// <summary>Everything that can stand against a move of a case. Sentences: <c>Texts/Refusals.resx</c>.</summary>
public static class CaseRefusals
{
    /// <summary>No such move from this state.</summary>
    public sealed record IllegalMove(CaseState From, CaseAction Action) : Refusal("case.illegal-move");
    /// <summary>The move exists, for others.</summary>
    public sealed record NotYourMove(CaseAction Action, IssueParty Party) : Refusal("case.not-your-move");
    /// <summary>A report of a problem is triaged into at least one labor issue.</summary>
    public sealed record NoLaborIssue() : Refusal("case.no-labor-issue");
    /// <summary>An information or assistance request carries no labor issue: change its reason first (C7).</summary>
    public sealed record LaborIssueOutOfPlace(ContactReason Reason) : Refusal("case.labor-issue-out-of-place");
    /// <summary>Some of its issues are not at an end.</summary>
    public sealed record IssuesOpen(int Open, int Issues) : Refusal("case.issues-open");
    /// <summary>C5: a retaliation report is open.</summary>
    public sealed record RetaliationOpen(int Reports) : Refusal("case.retaliation-open");
    /// <summary>A written reason is needed.</summary>
    public static readonly BadInput ReasonMissing = new("case.reason-missing", "reason");
}

/// <summary>What the rules of a case look at, as it will stand when the act is recorded.</summary>
public sealed record CaseFacts
{
    /// <summary>What it is about.</summary>
    public ContactReason Reason { get; init; }
    /// <summary>The states of its labor issues.</summary>
    public IReadOnlyList<IssueState> Issues { get; init; } = [];
    /// <summary>Retaliation reports not resolved.</summary>
    public int OpenRetaliationReports { get; init; }
    /// <summary>The act comes with a written reason.</summary>
    public bool ReasonGiven { get; init; }
}

/// <summary>A named condition of a move of a case.</summary>
public delegate IEnumerable<Refusal> CaseGuard(CaseFacts facts);

/// <summary>One row of the state machine of a case.</summary>
public sealed record CaseMove(CaseState From, CaseAction Action, CaseState To, IReadOnlySet<IssueParty> By, CaseGuard Guard);

/// <summary>The answer of the state machine of a case.</summary>
/// <param name="To">Where the case goes; where it stands, when refused.</param>
/// <param name="Refusals">Every reason against; none when allowed.</param>
public sealed record CaseMoveDecision(CaseState To, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>Whether the move may be done.</summary>
    public bool Allowed => Refusals.Count == 0;
}

/// <summary>A move of a case that exists from here for this party, with the reasons why not yet.</summary>
public sealed record CaseNextStep(CaseAction Action, CaseState To, IReadOnlyList<Refusal> WhyNotYet)
{
    /// <summary>Whether it can be done now.</summary>
    public bool Allowed => WhyNotYet.Count == 0;
}

/// <summary>
/// The life of a case as data: Received, Triaged, Closed. C7: information and assistance requests are no labor issues and
/// close without validation, also untriaged; a case with labor issues closes only when all of them are at an end.
/// </summary>
public static class CaseFlow
{
    /// <summary>Every move there is.</summary>
    public static readonly IReadOnlyList<CaseMove> Moves =
    [
        new(CaseState.Received, CaseAction.Triage, CaseState.Triaged, IssueParties.Handlers, IssuesFitKind),
        new(CaseState.Received, CaseAction.Close, CaseState.Closed, IssueParties.Handlers, NothingOpen),
        new(CaseState.Triaged, CaseAction.Close, CaseState.Closed, IssueParties.HandlersOrSystem, NothingOpen),
        new(CaseState.Closed, CaseAction.Reopen, CaseState.Triaged, IssueParties.WorkerOrHandlers, WithReason),
    ];

    /// <summary>A problem has at least one labor issue, a request has none (C7).</summary>
    public static IEnumerable<Refusal> IssuesFitKind(CaseFacts facts)
    {
        if (facts.Reason is ContactReason.Issue && facts.Issues.Count == 0) yield return new CaseRefusals.NoLaborIssue();
        if (facts.Reason is not ContactReason.Issue && facts.Issues.Count > 0) yield return new CaseRefusals.LaborIssueOutOfPlace(facts.Reason);
    }

    /// <summary>C1, C5, C7: every labor issue is at an end, a reported problem has at least one, and no retaliation report is open.</summary>
    public static IEnumerable<Refusal> NothingOpen(CaseFacts facts)
    {
        // Without this, a report could be closed unread by never naming its issue.
        if (facts.Reason is ContactReason.Issue && facts.Issues.Count == 0) yield return new CaseRefusals.NoLaborIssue();
        if (facts.Issues.Count(s => !IssueFlow.IsTerminal(s)) is > 0 and var open) yield return new CaseRefusals.IssuesOpen(open, facts.Issues.Count);
        if (facts.OpenRetaliationReports > 0) yield return new CaseRefusals.RetaliationOpen(facts.OpenRetaliationReports);
    }

    /// <summary>A written reason.</summary>
    public static IEnumerable<Refusal> WithReason(CaseFacts facts)
    {
        if (!facts.ReasonGiven) yield return CaseRefusals.ReasonMissing;
    }

    /// <summary>Where the act leads, or every reason against it.</summary>
    public static CaseMoveDecision Decide(CaseState from, CaseAction action, IssueParty party, CaseFacts facts)
    {
        if (Moves.FirstOrDefault(m => m.From == from && m.Action == action) is not { } move)
            return new(from, [new CaseRefusals.IllegalMove(from, action)]);
        if (!move.By.Contains(party)) return new(from, [new CaseRefusals.NotYourMove(action, party)]);
        return move.Guard(facts).ToList() is { Count: > 0 } reasons ? new(from, reasons) : new(move.To, []);
    }

    /// <summary>Every move that exists from here for this party; a reason is taken as brought.</summary>
    public static IReadOnlyList<CaseNextStep> NextSteps(CaseState state, IssueParty party, CaseFacts facts) =>
    [
        .. Moves.Where(m => m.From == state && m.By.Contains(party))
            .Select(m => new CaseNextStep(m.Action, m.To, [.. m.Guard(facts with { ReasonGiven = true })])),
    ];

    /// <summary>A triaged case whose labor issues are all at an end closes by itself in the same act.</summary>
    public static bool ClosesByItself(CaseState state, CaseFacts facts) =>
        facts.Reason is ContactReason.Issue && state is CaseState.Triaged && Decide(state, CaseAction.Close, IssueParty.System, facts).Allowed;
}
