namespace OpenIlm.Cases;

/// <summary>What the worker reads about her issue: keys of plain sentences (<c>state.*</c>). Never "resolved" before she has confirmed.</summary>
public static class WorkerView
{
    /// <summary>The key of the sentence.</summary>
    public static string StateKey(IssueState state) => state switch
    {
        IssueState.Triaged => "state.being-checked",
        IssueState.SafetyReviewed => "state.being-prepared",
        IssueState.SharedWithBusiness => "state.employer-told",
        IssueState.Responded => "state.employer-answered",
        IssueState.ActionAgreed => "state.action-promised",
        IssueState.ActionReported => "state.they-say-done",
        IssueState.AwaitingValidation => "state.your-answer",
        IssueState.NotConfirmed => "state.you-said-no",
        IssueState.PartlyConfirmed => "state.you-said-partly",
        IssueState.Validated => "state.you-confirmed",
        IssueState.Closed => "state.closed",
        IssueState.WithdrawnByWorker => "state.you-withdrew",
        IssueState.Dismissed => "state.not-taken-further",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The key of the sentence about a case that has no issues yet, or none at all.</summary>
    public static string StateKey(CaseState state) => state switch
    {
        CaseState.Received => "state.received",
        CaseState.Triaged => "state.being-answered",
        CaseState.Closed => "state.answered",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>Whether her answer is what the issue waits for.</summary>
    public static bool AwaitsHerAnswer(IssueState state) => state is IssueState.AwaitingValidation;
}
