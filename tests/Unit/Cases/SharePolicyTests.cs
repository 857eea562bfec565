using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Rule C8 and the critical path (rules, section 15).</summary>
public class SharePolicyTests
{
    private static readonly DateOnly today = new(2024, 3, 8);
    private static readonly Guid factory = Guid.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly Guid other = Guid.Parse("22222222-2222-4222-8222-222222222222");
    private static readonly Guid author = Guid.Parse("33333333-3333-4333-8333-333333333333");

    private static readonly ConsentGiven consent = new(
        ConsentLevel.Summary, RecipientKind.Organization, factory, null, "remedy", new HashSet<string> { "category", "month" }, today.AddDays(-10), today);
    private static readonly Disclosure wanted = new(factory, null, false, "remedy", new HashSet<string> { "category" }, true, false);
    private static readonly PacketCheck pass = new(PacketChecks.Name, CheckResult.Pass, new Dictionary<string, object?>());
    private static readonly PacketCheck warn = pass with { Result = CheckResult.Warn };
    private static readonly PacketCheck block = pass with { Result = CheckResult.Block };

    private static readonly ShareFacts ready = new()
    {
        Issue = IssueState.SafetyReviewed, SafetyReview = SafetyDecision.Proceed, Consents = [consent], Wanted = wanted, Today = today,
        Checks = [pass], Author = author, RecipientHasKey = true,
    };

    [Fact]
    public void C8_with_a_review_and_a_covering_consent_a_packet_goes_out()
    {
        SharePolicy.WhyNotShare(ready).ShouldBeEmpty();
        SharePolicy.WhyNotRelease(ready).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "share.not-safety-reviewed")]
    [InlineData(SafetyDecision.Wait, "share.review-does-not-proceed")]
    [InlineData(SafetyDecision.Never, "share.review-does-not-proceed")]
    public void C8_without_a_proceeding_review_nothing_is_composed_or_released(SafetyDecision? review, string code)
    {
        SharePolicy.WhyNotShare(ready with { SafetyReview = review }).Codes().ShouldBe([code]);
        SharePolicy.WhyNotRelease(ready with { SafetyReview = review }).Codes().ShouldBe([code]);
    }

    public static TheoryData<string, string> BadConsents => new()
    {
        { "withdrawn", "consent.withdrawn" }, { "expired", "consent.expired" }, { "later", "consent.not-yet" }, { "recipient", "consent.other-recipient" },
        { "purpose", "consent.other-purpose" }, { "fields", "consent.other-fields" }, { "level", "consent.level-too-low" }, { "none", "consent.missing" },
        { "absent", "consent.missing" }, { "buyers", "consent.other-recipient" }, { "outside", "consent.other-recipient" },
    };

    [Theory, MemberData(nameof(BadConsents))]
    public void C8_a_consent_covers_recipient_purpose_fields_level_and_day_or_nothing(string what, string code)
    {
        ConsentGiven[] consents = what switch
        {
            "withdrawn" => [consent with { WithdrawnOn = today }],
            "expired" => [consent with { ExpiresOn = today.AddDays(-1) }],
            "later" => [consent with { GivenOn = today.AddDays(1) }],
            "recipient" => [consent with { Recipient = other }],
            "purpose" => [consent with { Purpose = "repayment" }],
            "fields" => [consent with { Fields = new HashSet<string> { "month" } }],
            "level" => [consent with { Level = ConsentLevel.CodedFacts }],
            "none" => [consent with { Level = ConsentLevel.None }],
            "absent" => [],
            "buyers" => [consent with { RecipientKind = RecipientKind.BuyersOfThisSite, Recipient = null }],
            "outside" => [consent with { RecipientKind = RecipientKind.Outside, Recipient = null, OutsideName = "Sun Ltd" }],
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        SharePolicy.WhyNotShare(ready with { Consents = consents }).Codes().ShouldContain(code);
        SharePolicy.WhyNotRelease(ready with { Consents = consents }).Codes().ShouldContain(code);
    }

    [Fact]
    public void C8_buyers_of_this_site_are_those_who_buy_there_today()
    {
        var buyers = consent with { RecipientKind = RecipientKind.BuyersOfThisSite, Recipient = null };
        SharePolicy.WhyNotShare(ready with { Consents = [buyers], Wanted = wanted with { RecipientBuysFromSite = true } }).ShouldBeEmpty();
        SharePolicy.WhyNotShare(ready with { Consents = [buyers], Wanted = wanted with { Recipient = null, OutsideName = "Sun Ltd", RecipientBuysFromSite = true } })
            .Codes().ShouldBe(["consent.other-recipient"]);
    }

    [Fact]
    public void C8_an_employer_outside_the_network_is_named_in_the_consent_and_needs_no_key()
    {
        var outside = consent with { RecipientKind = RecipientKind.Outside, Recipient = null, OutsideName = "Sun Ltd" };
        var told = wanted with { Recipient = null, OutsideName = " sun ltd" };
        SharePolicy.WhyNotRelease(ready with { Consents = [outside], Wanted = told, RecipientHasKey = false }).ShouldBeEmpty();
        SharePolicy.WhyNotRelease(ready with { Consents = [outside], Wanted = told with { OutsideName = "Moon Ltd" }, RecipientHasKey = false }).Codes().ShouldBe(["consent.other-recipient"]);
        SharePolicy.WhyNotRelease(ready with { Wanted = told, RecipientHasKey = false }).Codes().ShouldBe(["consent.other-recipient"]);
    }

    [Theory]
    [InlineData(false, false, ConsentLevel.CodedFacts)]
    [InlineData(true, false, ConsentLevel.Summary)]
    [InlineData(false, true, ConsentLevel.Identified)]
    [InlineData(true, true, ConsentLevel.Identified)]
    public void C8_what_a_packet_carries_decides_the_level_it_needs(bool summary, bool identifies, ConsentLevel needed)
    {
        var packet = wanted with { HasSummary = summary, Identifies = identifies };
        packet.LevelNeeded.ShouldBe(needed);
        foreach (var level in Enum.GetValues<ConsentLevel>().Where(l => l != ConsentLevel.None))
            ConsentCover.WhyNot(consent with { Level = level }, packet, today).Any().ShouldBe(level < needed, level.ToString());
    }

    [Fact]
    public void C8_two_halves_of_a_consent_are_no_whole() =>
        SharePolicy.WhyNotShare(ready with
        {
            Wanted = wanted with { Fields = consent.Fields },
            Consents = [consent with { Fields = new HashSet<string> { "month" } }, consent with { Fields = new HashSet<string> { "category" } }],
        }).Codes().ShouldBe(["consent.other-fields"]);

    [Fact]
    public void The_highest_live_consent_is_shown_on_the_case()
    {
        ConsentCover.HighestLive([], today).ShouldBe(ConsentLevel.None);
        ConsentCover.HighestLive([consent, consent with { Level = ConsentLevel.Identified, WithdrawnOn = today }], today).ShouldBe(ConsentLevel.Summary);
        ConsentCover.HighestLive([consent], today.AddDays(1)).ShouldBe(ConsentLevel.None);
    }

    [Fact]
    public void A_warning_needs_a_second_person_and_never_the_author()
    {
        var warned = ready with { Checks = [pass, warn] };
        SharePolicy.WhyNotRelease(warned).Codes().ShouldBe(["share.second-person-needed"]);
        SharePolicy.WhyNotApprove(warned, author).Codes().ShouldBe(["share.self-approval"]);
        SharePolicy.WhyNotApprove(warned, other).ShouldBeEmpty();
        SharePolicy.WhyNotRelease(warned with { State = ShareState.Approved, ApprovedBy = other }).ShouldBeEmpty();
        SharePolicy.WhyNotRelease(warned with { State = ShareState.Approved, ApprovedBy = author }).Codes().ShouldBe(["share.self-approval"]);
        SharePolicy.WhyNotRelease(warned with { State = ShareState.Draft, ApprovedBy = other }).Codes().ShouldBe(["share.second-person-needed"]);
    }

    [Fact]
    public void An_identified_packet_needs_a_second_person_even_when_every_check_passes() =>
        SharePolicy.WhyNotRelease(ready with { Wanted = wanted with { Identifies = true }, Consents = [consent with { Level = ConsentLevel.Identified }] })
            .Codes().ShouldBe(["share.second-person-needed"]);

    [Fact]
    public void A_blocking_check_cannot_be_approved_away()
    {
        var blocked = ready with { Checks = [block] };
        SharePolicy.WhyNotApprove(blocked, other).ShouldBe([new ShareRefusals.CheckBlocks(PacketChecks.Name)]);
        SharePolicy.WhyNotRelease(blocked with { State = ShareState.Approved, ApprovedBy = other }).ShouldBe([new ShareRefusals.CheckBlocks(PacketChecks.Name)]);
    }

    [Fact]
    public void A_packet_that_was_not_checked_does_not_go_out() => SharePolicy.WhyNotRelease(ready with { Checks = null }).Codes().ShouldBe(["share.not-checked"]);

    [Fact]
    public void A_recipient_where_nobody_holds_a_key_gets_nothing() => SharePolicy.WhyNotRelease(ready with { RecipientHasKey = false }).Codes().ShouldBe(["share.recipient-has-no-key"]);

    [Theory]
    [InlineData(ShareState.Released)]
    [InlineData(ShareState.Revoked)]
    public void A_packet_goes_out_once(ShareState state)
    {
        SharePolicy.WhyNotRelease(ready with { State = state }).ShouldBe([new ShareRefusals.WrongState(state)]);
        SharePolicy.WhyNotApprove(ready with { State = state }, other).ShouldBe([new ShareRefusals.WrongState(state)]);
    }

    [Fact]
    public void Revoking_is_blocked_by_nothing_but_a_revocation()
    {
        foreach (var state in Enum.GetValues<ShareState>()) SharePolicy.WhyNotRevoke(state).Any().ShouldBe(state is ShareState.Revoked);
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public void A_critical_issue_is_told_to_no_business_before_the_first_three_steps_of_its_path(bool assessed, bool wishes, bool told)
    {
        SharePolicy.WhyNotShare(ready with { CriticalPath = new(assessed, wishes, told) }).Codes().ShouldBe(["share.critical-path-open"]);
        SharePolicy.WhyNotShare(ready with { CriticalPath = new(true, true, true) }).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_goes_out_of_an_issue_that_is_decided()
    {
        foreach (var state in Enum.GetValues<IssueState>())
            SharePolicy.WhyNotShare(ready with { Issue = state }).Any(r => r is ShareRefusals.IssueNotShareable)
                .ShouldBe(state is IssueState.NotConfirmed or IssueState.PartlyConfirmed or IssueState.Validated or IssueState.Closed or IssueState.WithdrawnByWorker or IssueState.Dismissed);
    }

    [Fact]
    public void Every_reason_is_given_at_once() => SharePolicy.WhyNotRelease(ready with { SafetyReview = null, Consents = [], Checks = [block, warn], RecipientHasKey = false })
        .Codes().ShouldBe(["share.not-safety-reviewed", "consent.missing", "share.check-blocks", "share.second-person-needed", "share.recipient-has-no-key"]);
}
