using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>An issue as it is counted.</summary>
/// <param name="Reason">Why the worker made contact.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ContactLost">Contact was lost before the worker confirmed, and not regained.</param>
public sealed record CountedIssue(ContactReason Reason, IssueState State, bool ContactLost);

/// <summary>
/// How many labor issues are resolved, out of how many. C6: contact lost is not resolved: it stays out of numerators and in
/// denominators. C7: information and assistance requests are not counted at all. A withdrawn issue stays in the
/// denominator: pressure to withdraw must not improve a figure; a dismissed one was none [ours].
/// </summary>
/// <param name="Resolved">Validated or closed, with the worker's confirmation.</param>
/// <param name="Issues">All that count.</param>
public sealed record ResolutionCount(int Resolved, int Issues)
{
    /// <summary>Whether the issue belongs in a denominator.</summary>
    public static bool Counts(CountedIssue issue) => issue.Reason is ContactReason.Issue && issue.State is not IssueState.Dismissed;

    /// <summary>Whether the issue belongs in a numerator.</summary>
    public static bool IsResolved(CountedIssue issue) => Counts(issue) && !issue.ContactLost && issue.State is (IssueState.Validated or IssueState.Closed);

    /// <summary>Counts.</summary>
    public static ResolutionCount Of(IReadOnlyCollection<CountedIssue> issues) => new(issues.Count(IsResolved), issues.Count(Counts));
}
