using OpenIlm.Kernel;
using OpenIlm.Kit;

namespace OpenIlm.Cases;

/// <summary>Something that can be done now or not yet, as the case page draws it.</summary>
/// <param name="Key">Its words: <c>step.KEY</c> and <c>step.KEY.more</c>.</param>
/// <param name="Href">The page that does it.</param>
/// <param name="WhyNot">Every reason why not yet; none when it can be done now.</param>
/// <param name="IsAside">Possible, but not the way forward.</param>
/// <param name="Waiting">Others have the word: what is waited for, in words. No page does it.</param>
public sealed record CaseAct(string Key, string Href, IReadOnlyList<string> WhyNot, bool IsAside = false, string? Waiting = null)
{
    /// <summary>Whether it can be done now.</summary>
    public bool IsOpen => WhyNot.Count == 0;
}

/// <summary>Draws what can be done from the state machine. Several moves that one form makes become one act.</summary>
public static class CaseActs
{
    private static readonly HashSet<string> asides = ["remedy", "return", "withdraw", "dismiss", "reopen"];

    /// <summary>The acts on a case as a whole.</summary>
    public static IReadOnlyList<CaseAct> Of(CaseView view) =>
    [
        .. view.NextSteps.Where(s => s.Action is not nameof(CaseAction.Reopen)).Select(s => s.Action == nameof(CaseAction.Triage)
            ? new CaseAct("triage", $"/app/cases/{view.Id}/triage", Reasons(s))
            : new CaseAct("close-case", $"/app/cases/{view.Id}/close", Reasons(s), view.Reason is ContactReason.Issue)),
    ];

    /// <summary>The acts on an issue, the way forward first. What the way needs later is named with its reasons.</summary>
    public static IReadOnlyList<CaseAct> Of(CaseView view, IssueView issue, Words words)
    {
        var acts = issue.NextSteps.SelectMany(s => One(view, issue, s)).GroupBy(a => a.Href)
            // One form makes several moves: it is open when one of them is.
            .Select(g => g.FirstOrDefault(a => a.IsOpen) ?? g.First()).ToList();
        if (IssueFlow.IsTerminal(issue.State)) return acts;
        if (acts.All(a => a.Key != "share") && issue.State is IssueState.Triaged)
            acts.Add(new CaseAct("share", $"/app/issues/{issue.Id}/share", [.. IssueGuards.MayTellBusiness(FactsOf(view)).Select(words.Refusal)]));
        if (issue.State is IssueState.Triaged or IssueState.SafetyReviewed && view.Consents.All(c => !c.Live))
            acts.Add(new CaseAct("ask-consent", $"/app/cases/{view.Id}/consent", []));
        // Where many are affected, the reporter's word is one among those asked.
        if (issue is { Collective: not null, State: IssueState.ActionReported or IssueState.AwaitingValidation })
            acts.Insert(0, new CaseAct("sample", $"/app/cases/{view.Id}/workers?issue={issue.Id}", []));
        if (acts.All(a => a.Key != "close"))
            acts.Add(new CaseAct("close", $"/app/issues/{issue.Id}/close", [words.Refusal(new IssueRefusals.NotConfirmedByWorker()), .. view.OpenRetaliationReports > 0 ? [words.Refusal(new IssueRefusals.RetaliationOpen(view.OpenRetaliationReports))] : Array.Empty<string>()]));
        return [.. Waits(issue, words), .. acts.Where(a => !a.IsAside && a.IsOpen), .. acts.Where(a => !a.IsAside && !a.IsOpen), .. acts.Where(a => a.IsAside)];
    }

    private static IEnumerable<CaseAct> One(CaseView view, IssueView issue, StepView step)
    {
        var at = $"/app/issues/{issue.Id}";
        CaseAct Act(string key, string? href = null, IReadOnlyList<string>? why = null) => new(key, href ?? $"{at}/{key}", why ?? Reasons(step), asides.Contains(key));
        switch (Enum.Parse<IssueAction>(step.Action))
        {
            // The review itself is always possible; what its last decision says stands beside it.
            case IssueAction.ReviewSafety: yield return Act("safety", $"/app/cases/{view.Id}/safety", []); break;
            case IssueAction.ComposePacket when issue.Shares.Any(s => s.State is ShareState.Draft or ShareState.Approved): break;
            case IssueAction.ComposePacket: yield return Act(issue.State is IssueState.SafetyReviewed ? "share" : "share-more", $"{at}/share") with { IsAside = issue.State is not IssueState.SafetyReviewed }; break;
            case IssueAction.Share:
                foreach (var packet in issue.Shares.Where(s => s.State is ShareState.Draft or ShareState.Approved))
                    yield return Act(packet is { State: ShareState.Draft, NeedsSecondPerson: true } ? "approve" : packet.ReleaseOn is null ? "release" : "released-soon", $"/app/shares/{packet.Id}", []);
                break;
            case IssueAction.RecordResponse or IssueAction.AgreeActions: yield return Act("response"); break;
            case IssueAction.ReportOneAction or IssueAction.ReportActions: yield return Act("report", why: issue.Actions.Any(a => a.State is ActionState.Agreed) ? [] : null); break;
            case IssueAction.RecordRemedyWithoutBusiness: yield return Act("remedy"); break;
            case IssueAction.RequestValidation: yield return Act(issue.State is IssueState.ActionReported ? "ask" : "ask-again", $"{at}/ask") with { IsAside = issue.State is not IssueState.ActionReported }; break;
            case IssueAction.RecordAnswer or IssueAction.Confirm or IssueAction.ConfirmPartly or IssueAction.DenyRemedy: yield return Act("answer", why: []); break;
            case IssueAction.Close: yield return Act("close"); break;
            case IssueAction.Reopen: yield return Act("reopen"); break;
            case IssueAction.ReturnToAction: yield return Act("return"); break;
            case IssueAction.Withdraw: yield return Act("withdraw"); break;
            case IssueAction.Dismiss: yield return Act(issue.DismissalAsked ? "dismiss-second" : "dismiss", $"{at}/dismiss") with { IsAside = true }; break;
        }
    }

    // Where a business has an account, or the worker a receipt, the word is theirs; recording it for them is the exception.
    private static IEnumerable<CaseAct> Waits(IssueView issue, Words words)
    {
        if (issue.State is IssueState.SharedWithBusiness && issue.Shares.FirstOrDefault(s => s is { State: ShareState.Released, RecipientOrganizationId: not null }) is { } share)
            yield return new CaseAct("wait-answer", "", [], Waiting: words.Format("clock.answer", ("Recipient", share.Recipient), ("Day", share.DueOn)));
        if (issue.State is IssueState.ActionAgreed && issue.Shares.Any(s => s is { State: ShareState.Released, RecipientOrganizationId: not null }) && issue.Actions.Where(a => a.State is ActionState.Agreed).Min(a => a.DueOn) is { } due)
            yield return new CaseAct("wait-action", "", [], Waiting: words.Format("clock.action", ("Day", due)));
        if (issue.State is IssueState.AwaitingValidation && issue.Claims.Any(c => c is { Current: true, SentToWorker: true }))
            yield return new CaseAct("wait-worker", "", [], Waiting: words.Format("clock.worker", ("Day", issue.Claims.Last(c => c.Current).MadeOn)));
    }

    private static IssueFacts FactsOf(CaseView view) => new()
    {
        SafetyReview = view.SafetyReviews.Count > 0 ? view.SafetyReviews[^1].Decision : null,
        Consent = view.Consents.Where(c => c.Live && ConsentPurposes.IsForBusiness(c.Purpose)).Select(c => c.Level).DefaultIfEmpty(ConsentLevel.None).Max(),
    };

    private static IReadOnlyList<string> Reasons(StepView step) => [.. step.WhyNotYet.Select(r => r.Message)];
}
