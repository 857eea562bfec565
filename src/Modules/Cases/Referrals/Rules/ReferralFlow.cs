using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Where a referral stands (rules, section 19).</summary>
public enum ReferralState
{
    /// <summary>She was told of it.</summary>
    Offered,
    /// <summary>She agreed that this recipient is told, for this purpose.</summary>
    Consented,
    /// <summary>The letter went out.</summary>
    Sent,
    /// <summary>They take her.</summary>
    Accepted,
    /// <summary>They do not.</summary>
    Declined,
    /// <summary>They help her now.</summary>
    InService,
    /// <summary>The help has ended.</summary>
    Completed,
    /// <summary>She said how it was.</summary>
    FeedbackTaken,
    /// <summary>It was taken back: she does not want it, or not any more.</summary>
    Revoked,
}

/// <summary>What is done with a referral.</summary>
public enum ReferralAct
{
    /// <summary>Names whom it is to.</summary>
    Name,
    /// <summary>She agrees.</summary>
    Consent,
    /// <summary>The letter is written, or written anew.</summary>
    Write,
    /// <summary>A second person agrees to the letter.</summary>
    Approve,
    /// <summary>The letter goes out.</summary>
    Send,
    /// <summary>The recipient takes her.</summary>
    Accept,
    /// <summary>The recipient does not.</summary>
    Decline,
    /// <summary>The help begins.</summary>
    Start,
    /// <summary>Somebody looked how it goes: a referral alone is not enough (REM-45).</summary>
    FollowUp,
    /// <summary>The help ends.</summary>
    Complete,
    /// <summary>She says how it was.</summary>
    TakeFeedback,
    /// <summary>It is taken back.</summary>
    Revoke,
}

/// <summary>What the guards of a referral look at.</summary>
public sealed record ReferralFacts
{
    /// <summary>Somebody is named.</summary>
    public bool IsNamed { get; init; } = true;
    /// <summary>The recipient is the employer, its agency or buyer, or a suspect.</summary>
    public bool RecipientIsOtherSide { get; init; }
    /// <summary>It is to the police.</summary>
    public bool IsPolice { get; init; }
    /// <summary>Contact with the police endangers her (critical path, step 6).</summary>
    public bool PoliceEndangers { get; init; }
    /// <summary>Every reason why no consent of hers covers what the letter tells, to whom, for what; none when one does.</summary>
    public IReadOnlyList<Refusal> AgainstConsent { get; init; } = [];
    /// <summary>Results of the checks over the letter as it is; null without a letter.</summary>
    public IReadOnlyList<PacketCheck>? Checks { get; init; }
    /// <summary>The letter says that something in it asks her to give up a claim.</summary>
    public bool AsksWaiver { get; init; }
    /// <summary>Who wrote the letter.</summary>
    public Guid Author { get; init; }
    /// <summary>Who approved it; null when nobody did.</summary>
    public Guid? ApprovedBy { get; init; }
    /// <summary>The letter says who she is.</summary>
    public bool Identifies { get; init; }
    /// <summary>Who acts.</summary>
    public Guid Actor { get; init; }

    /// <summary>A second person looks at the letter wherever a check warns: to say who she is, with her consent, is what most letters are for.</summary>
    public bool NeedsSecondPerson => Checks is { } checks && checks.Any(c => c.Result is CheckResult.Warn);
}

/// <summary>The life of a referral as data (rules, section 19, row Referral). It moves nothing else: no issue, no clock, no promise (C12).</summary>
public static class ReferralFlow
{
    /// <summary>Every move.</summary>
    public static readonly Flow<ReferralState, ReferralAct, ReferralFacts> Table = new(
    [
        Row(ReferralState.Offered, ReferralAct.Name, ReferralState.Offered, Whom),
        Row(ReferralState.Offered, ReferralAct.Consent, ReferralState.Consented, Consented),
        Row(ReferralState.Consented, ReferralAct.Consent, ReferralState.Consented, Consented),
        Row(ReferralState.Consented, ReferralAct.Write, ReferralState.Consented, Consented),
        Row(ReferralState.Consented, ReferralAct.Approve, ReferralState.Consented, Approved),
        Row(ReferralState.Consented, ReferralAct.Send, ReferralState.Sent, Sendable),
        Row(ReferralState.Sent, ReferralAct.Accept, ReferralState.Accepted),
        Row(ReferralState.Sent, ReferralAct.Decline, ReferralState.Declined),
        Row(ReferralState.Accepted, ReferralAct.Decline, ReferralState.Declined),
        Row(ReferralState.Accepted, ReferralAct.Start, ReferralState.InService),
        Row(ReferralState.InService, ReferralAct.Complete, ReferralState.Completed),
        Row(ReferralState.Completed, ReferralAct.TakeFeedback, ReferralState.FeedbackTaken),
        .. new[] { ReferralState.Sent, ReferralState.Accepted, ReferralState.Declined, ReferralState.InService, ReferralState.Completed }.Select(s => Row(s, ReferralAct.FollowUp, s)),
        // She may take it back at any time, and nothing ever stands against that.
        .. Enum.GetValues<ReferralState>().Where(s => s is not ReferralState.Revoked).Select(s => Row(s, ReferralAct.Revoke, ReferralState.Revoked)),
    ]);

    /// <summary>States in which somebody has to look after it.</summary>
    public static readonly IReadOnlySet<ReferralState> Open = new HashSet<ReferralState> { ReferralState.Offered, ReferralState.Consented, ReferralState.Sent, ReferralState.Accepted, ReferralState.InService, ReferralState.Completed };

    /// <summary>The way of a referral that goes well, for the line that shows it.</summary>
    public static readonly IReadOnlyList<ReferralState> Way =
        [ReferralState.Offered, ReferralState.Consented, ReferralState.Sent, ReferralState.Accepted, ReferralState.InService, ReferralState.Completed, ReferralState.FeedbackTaken];

    private static FlowMove<ReferralState, ReferralAct, ReferralFacts> Row(ReferralState from, ReferralAct act, ReferralState to, Func<ReferralFacts, IEnumerable<Refusal>>? guard = null) =>
        new(from, act, to, IssueParties.Handlers, guard);

    private static IEnumerable<Refusal> Whom(ReferralFacts facts)
    {
        if (!facts.IsNamed) yield return new ReferralRefusals.NobodyNamed();
        if (facts.RecipientIsOtherSide) yield return new ReferralRefusals.RecipientIsOtherSide();
        if (facts is { IsPolice: true, PoliceEndangers: true }) yield return new ProtectionRefusals.PoliceEndanger();
    }

    private static IEnumerable<Refusal> Consented(ReferralFacts facts) => Whom(facts).Concat(facts.AgainstConsent);

    private static IEnumerable<Refusal> Approved(ReferralFacts facts)
    {
        if (facts.Checks is null) { yield return new ReferralRefusals.NoLetter(); yield break; }
        if (facts.Actor == facts.Author) yield return new ShareRefusals.SelfApproval();
        foreach (var reason in Consented(facts).Concat(Blocked(facts))) yield return reason;
    }

    // Everything is asked again: a consent may have ended, and a suspect may have been named, since the letter was written.
    private static IEnumerable<Refusal> Sendable(ReferralFacts facts)
    {
        if (facts.Checks is null) { yield return new ReferralRefusals.NoLetter(); yield break; }
        foreach (var reason in Consented(facts).Concat(Blocked(facts))) yield return reason;
        if (facts.AsksWaiver) yield return new WaiverRefusals.Asked();
        if (facts.NeedsSecondPerson && (facts.ApprovedBy is not { } second || second == facts.Author)) yield return new ReferralRefusals.SecondPersonNeeded();
    }

    private static IEnumerable<Refusal> Blocked(ReferralFacts facts) => facts.Checks!.Where(c => c.Result is CheckResult.Block).Select(c => new ShareRefusals.CheckBlocks(c.Code));
}

/// <summary>Everything that can stand against a referral. Sentences: <c>Texts/Referrals.resx</c>.</summary>
public static class ReferralRefusals
{
    /// <summary>She was told of a kind of help; whom exactly, nobody said yet.</summary>
    public sealed record NobodyNamed() : Refusal("referral.nobody-named")
    {
        /// <inheritdoc />
        public override string Field => "recipientName";
    }
    /// <summary>The employer, its agency, its buyer or a suspect is told by a packet or not at all (C8).</summary>
    public sealed record RecipientIsOtherSide() : Refusal("referral.recipient-is-other-side")
    {
        /// <inheritdoc />
        public override string Field => "recipientName";
    }
    /// <summary>There is no letter yet.</summary>
    public sealed record NoLetter() : Refusal("referral.no-letter");
    /// <summary>A check warns: a second person looks at the letter.</summary>
    public sealed record SecondPersonNeeded() : Refusal("referral.second-person-needed");
    /// <summary>Nobody at the recipient holds a key: the letter has to be printed.</summary>
    public sealed record RecipientHasNoKey() : Refusal("referral.recipient-has-no-key")
    {
        /// <inheritdoc />
        public override string Field => "how";
    }
    /// <summary>Only an organization of the network reads it here.</summary>
    public sealed record NotInNetwork() : Refusal("referral.not-in-network")
    {
        /// <inheritdoc />
        public override string Field => "how";
    }
    /// <summary>She told us nothing that these fields could be filled with.</summary>
    public sealed record NothingToTell(string Fields) : Refusal("referral.nothing-to-tell")
    {
        /// <inheritdoc />
        public override string Field => "fields";
    }
    /// <summary>The recipient answered already.</summary>
    public sealed record AlreadyAnswered() : Refusal("referral.already-answered");
}
