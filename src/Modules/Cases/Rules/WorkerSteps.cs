namespace OpenIlm.Cases;

/// <summary>
/// What the worker reads of what happened, in days. That her name was opened is among it: whoever looks knows that she will know. Never who did it, never which
/// business, never a word, never how often on one day; nothing of what colleagues decided among themselves.
/// </summary>
public static class WorkerSteps
{
    private static readonly IReadOnlyDictionary<string, string> keys = new Dictionary<string, string>
    {
        ["case.read"] = "read", ["case.triaged"] = "sorted", ["case.identity-read"] = "name-opened", ["case.worker-answered"] = "we-wrote", ["case.worker-wrote"] = "you-wrote",
        ["case.consent-given"] = "you-allowed", ["case.consent-withdrawn"] = "you-took-back", ["share.released"] = "business-told", ["share.revoked"] = "business-untold",
        ["issue.response-recorded"] = "business-answered", ["issue.actions-agreed"] = "business-promised", ["issue.actions-reported"] = "business-says-done",
        ["issue.claim-put-to-worker"] = "we-asked-you", ["issue.confirmed"] = "you-said-yes", ["issue.partly-confirmed"] = "you-said-partly", ["issue.not-confirmed"] = "you-said-no",
        ["case.referred"] = "referred", ["case.reopened"] = "opened-again", ["case.closed"] = "closed",
    };

    /// <summary>The key of the sentence; null for what she is not shown.</summary>
    public static string? Of(string kind) => keys.GetValueOrDefault(kind);

    /// <summary>Every key there is, for the texts.</summary>
    public static IReadOnlyCollection<string> Keys => [.. keys.Values.Distinct()];

    /// <summary>The steps in their order, each once a day. What happened before she made contact is not hers: a case may be older than her word.</summary>
    /// <param name="since">The day of her contact.</param>
    /// <param name="happened">Kinds of events with their days, in order.</param>
    public static IReadOnlyList<(DateOnly On, string What)> Of(DateOnly since, IEnumerable<(DateOnly Day, string Kind)> happened) =>
        [.. happened.Where(h => h.Day >= since && Of(h.Kind) is not null).Select(h => (h.Day, Of(h.Kind)!)).Distinct().OrderBy(h => h.Day)];
}
