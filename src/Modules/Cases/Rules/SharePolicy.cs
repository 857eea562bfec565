using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Everything that can stand against a packet. Sentences: <c>Texts/Refusals.resx</c>.</summary>
public static class ShareRefusals
{
    /// <summary>No safety review yet (C8).</summary>
    public sealed record NotSafetyReviewed() : Refusal("share.not-safety-reviewed");
    /// <summary>The latest safety review says wait or never (C8).</summary>
    public sealed record ReviewDoesNotProceed(SafetyDecision Decision) : Refusal("share.review-does-not-proceed");
    /// <summary>The issue is at a stage at which nothing goes out.</summary>
    public sealed record IssueNotShareable(IssueState State) : Refusal("share.issue-not-shareable");
    /// <summary>Critical path, steps 1 to 3 (rules, section 15): safety assessed, her wishes recorded, the safeguarding lead told.</summary>
    public sealed record CriticalPathOpen(string Missing) : Refusal("share.critical-path-open");
    /// <summary>Critical path, step 7: the recipient is a suspect.</summary>
    public sealed record RecipientIsSuspect() : Refusal("share.recipient-is-suspect");
    /// <summary>The packet is not in the state that the act starts from.</summary>
    public sealed record WrongState(ShareState State) : Refusal("share.wrong-state");
    /// <summary>A second person has to approve.</summary>
    public sealed record SecondPersonNeeded() : Refusal("share.second-person-needed");
    /// <summary>Nobody approves an own packet.</summary>
    public sealed record SelfApproval() : Refusal("share.self-approval");
    /// <summary>Nobody at the recipient holds a key yet.</summary>
    public sealed record RecipientHasNoKey() : Refusal("share.recipient-has-no-key");
    /// <summary>A check of the packet blocks it.</summary>
    public sealed record CheckBlocks(string Check) : Refusal("share.check-blocks");
    /// <summary>The checks were not run over the packet as it is.</summary>
    public sealed record NotChecked() : Refusal("share.not-checked");
    /// <summary>It was put off: it goes out on that day or after.</summary>
    public sealed record PutOff(DateOnly NotBefore) : Refusal("share.put-off");
    /// <summary>To release at once, the reviewer records why the timing identifies nobody.</summary>
    public static readonly BadInput TimingReasonMissing = new("share.timing-reason-missing", "reason");
}

/// <summary>Steps 1 to 3 of the critical path; a business is told nothing before all are done (rules, section 15, step 8).</summary>
/// <param name="SafetyAssessed">A handler assessed the immediate safety.</param>
/// <param name="WishesRecorded">What the worker wants is recorded.</param>
/// <param name="LeadTold">The safeguarding lead (a supervisor of the vault) was told.</param>
public sealed record CriticalPath(bool SafetyAssessed, bool WishesRecorded, bool LeadTold);

/// <summary>What the rules of a packet look at.</summary>
public sealed record ShareFacts
{
    /// <summary>Where the issue stands.</summary>
    public required IssueState Issue { get; init; }
    /// <summary>Decision of the latest safety review; null when there was none.</summary>
    public SafetyDecision? SafetyReview { get; init; }
    /// <summary>Null when the issue is not critical.</summary>
    public CriticalPath? CriticalPath { get; init; }
    /// <summary>The recipient is named as a suspect in the critical path (step 7).</summary>
    public bool RecipientIsSuspect { get; init; }
    /// <summary>Every consent recorded in the case.</summary>
    public IReadOnlyList<ConsentGiven> Consents { get; init; } = [];
    /// <summary>What would be told, to whom, for what.</summary>
    public required Disclosure Wanted { get; init; }
    /// <summary>Today, in the time zone of the organization.</summary>
    public required DateOnly Today { get; init; }
    /// <summary>Where the packet stands.</summary>
    public ShareState State { get; init; }
    /// <summary>Results of <see cref="PacketChecks.Run"/> over the packet as it is; null when they were not run.</summary>
    public IReadOnlyList<PacketCheck>? Checks { get; init; }
    /// <summary>Who composed it.</summary>
    public Guid Author { get; init; }
    /// <summary>Who approved it; null when nobody did.</summary>
    public Guid? ApprovedBy { get; init; }
    /// <summary>Whether a person at the recipient holds the key of its vault. Not asked of a recipient outside the network, to whom the handler reads it out.</summary>
    public bool RecipientHasKey { get; init; }

    /// <summary>Whoever composed it wants a second person to look, whatever the checks say.</summary>
    public bool SecondAsked { get; init; }

    /// <summary>The packet as it is.</summary>
    public PacketVersion Packet { get; init; }
    /// <summary>What she last said of what this business would be told about this issue; null where she was never asked.</summary>
    public HerWord? HerWord { get; init; }

    /// <summary>A second person approves whenever a check warns, the packet says who she is, or somebody asked for it.</summary>
    public bool NeedsSecondPerson => SecondAsked || Wanted.Identifies || Checks is { } checks && checks.Any(c => c.Result is CheckResult.Warn);
}

/// <summary>C8: nothing is shared with a business before a safety review (Do No Harm) and a live consent for recipient,
/// purpose and fields (security, section 2.8, flow 4).</summary>
public static class SharePolicy
{
    /// <summary>Every reason against composing this packet.</summary>
    public static IEnumerable<Refusal> WhyNotShare(ShareFacts facts)
    {
        if (facts.Issue is IssueState.Validated or IssueState.NotConfirmed or IssueState.PartlyConfirmed || IssueFlow.IsTerminal(facts.Issue))
            yield return new ShareRefusals.IssueNotShareable(facts.Issue);
        if (facts.SafetyReview is not { } decision) yield return new ShareRefusals.NotSafetyReviewed();
        else if (decision is not SafetyDecision.Proceed) yield return new ShareRefusals.ReviewDoesNotProceed(decision);
        foreach (var reason in WhyNotYet(facts.CriticalPath)) yield return reason;
        if (facts.RecipientIsSuspect) yield return new ShareRefusals.RecipientIsSuspect();
        foreach (var reason in ConsentCover.WhyNot(facts.Consents, facts.Wanted, facts.Today)) yield return reason;
    }

    /// <summary>Every reason against an approval by this person. A blocking check cannot be approved away.</summary>
    public static IEnumerable<Refusal> WhyNotApprove(ShareFacts facts, Guid approver)
    {
        if (facts.State is not ShareState.Draft) yield return new ShareRefusals.WrongState(facts.State);
        if (approver == facts.Author) yield return new ShareRefusals.SelfApproval();
        foreach (var reason in WhyNotShare(facts).Concat(Blocked(facts))) yield return reason;
    }

    /// <summary>Every reason against a release: all of the above again, since a consent may have ended and a review may have
    /// turned since the packet was composed.</summary>
    public static IEnumerable<Refusal> WhyNotRelease(ShareFacts facts)
    {
        if (facts.State is not (ShareState.Draft or ShareState.Approved)) yield return new ShareRefusals.WrongState(facts.State);
        foreach (var reason in WhyNotShare(facts).Concat(Blocked(facts))) yield return reason;
        if (facts.ApprovedBy is { } approver && approver == facts.Author) yield return new ShareRefusals.SelfApproval();
        else if (facts.NeedsSecondPerson && (facts.ApprovedBy is null || facts.State is not ShareState.Approved)) yield return new ShareRefusals.SecondPersonNeeded();
        foreach (var reason in HerWordPolicy.WhyNotRelease(facts.HerWord, facts.Packet)) yield return reason;
        if (!facts.Wanted.IsOutside && !facts.RecipientHasKey) yield return new ShareRefusals.RecipientHasNoKey();
    }

    /// <summary>Every reason against taking a packet back. Only that it is taken back already: what protects the worker is never blocked.</summary>
    public static IEnumerable<Refusal> WhyNotRevoke(ShareState state)
    {
        if (state is ShareState.Revoked) yield return new ShareRefusals.WrongState(state);
    }

    private static IEnumerable<Refusal> Blocked(ShareFacts facts) => facts.Checks is not { } checks
        ? [new ShareRefusals.NotChecked()]
        : checks.Where(c => c.Result is CheckResult.Block).Select(c => new ShareRefusals.CheckBlocks(c.Code));

    /// <summary>Step 8 of the critical path: no business is told anything before steps 1 to 3 are recorded. Nothing against it where nothing is critical.</summary>
    public static IEnumerable<Refusal> WhyNotYet(CriticalPath? path)
    {
        if (path is not null && Missing(path).ToList() is { Count: > 0 } missing) yield return new ShareRefusals.CriticalPathOpen(string.Join(", ", missing));
    }

    private static IEnumerable<string> Missing(CriticalPath path)
    {
        if (!path.SafetyAssessed) yield return "safety assessment";
        if (!path.WishesRecorded) yield return "the worker's wishes";
        if (!path.LeadTold) yield return "telling the safeguarding lead";
    }
}
