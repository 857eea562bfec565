using System.Text;
using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Rules, section 19, row Referral; C12; MSI-40, Q16, N8.</summary>
public sealed class ReferralTests
{
    private static readonly ReferralFacts ready = new() { Checks = [], Author = Guid.NewGuid(), Actor = Guid.NewGuid() };
    private static FlowDecision<ReferralState> Decide(ReferralState from, ReferralAct act, ReferralFacts? facts = null, IssueParty party = IssueParty.Handler) => ReferralFlow.Table.Decide(from, act, party, facts ?? ready);

    [Fact]
    public void The_way_of_a_referral_is_that_of_the_rules()
    {
        var state = ReferralState.Offered;
        foreach (var (act, to) in new[]
        {
            (ReferralAct.Name, ReferralState.Offered), (ReferralAct.Consent, ReferralState.Consented), (ReferralAct.Write, ReferralState.Consented), (ReferralAct.Send, ReferralState.Sent), (ReferralAct.Accept, ReferralState.Accepted),
            (ReferralAct.Start, ReferralState.InService), (ReferralAct.FollowUp, ReferralState.InService), (ReferralAct.Complete, ReferralState.Completed), (ReferralAct.TakeFeedback, ReferralState.FeedbackTaken),
        })
        {
            Decide(state, act).ShouldSatisfyAllConditions(d => d.Refusals.ShouldBeEmpty(), d => d.To.ShouldBe(to));
            state = to;
        }
        Decide(ReferralState.Sent, ReferralAct.Decline).To.ShouldBe(ReferralState.Declined);
    }

    [Fact]
    public void Every_move_that_is_not_in_the_table_is_refused_and_only_handlers_make_one()
    {
        var moves = ReferralFlow.Table.Moves.Select(m => (m.From, m.Act)).ToHashSet();
        foreach (var state in Enum.GetValues<ReferralState>())
        foreach (var act in Enum.GetValues<ReferralAct>())
        foreach (var party in Enum.GetValues<IssueParty>())
        {
            var facts = act is ReferralAct.Approve ? ready with { Checks = [new(PacketChecks.Waiver, CheckResult.Warn, new Dictionary<string, object?>())] } : ready;
            var may = moves.Contains((state, act)) && party is (IssueParty.Handler or IssueParty.Supervisor);
            Decide(state, act, facts, party).Allowed.ShouldBe(may, $"{state} {act} {party}");
        }
    }

    [Fact]
    public void She_may_take_it_back_from_everywhere_and_nothing_stands_against_it()
    {
        var worst = new ReferralFacts { IsNamed = false, RecipientIsOtherSide = true, AgainstConsent = [new ConsentRefusals.Missing()], AsksWaiver = true };
        foreach (var state in Enum.GetValues<ReferralState>().Where(s => s is not ReferralState.Revoked)) Decide(state, ReferralAct.Revoke, worst).To.ShouldBe(ReferralState.Revoked, state.ToString());
    }

    [Fact]
    public void No_row_leads_to_sent_without_a_consent_that_covers_it_a_letter_and_an_answer_about_waivers()
    {
        var rows = ReferralFlow.Table.Moves.Where(m => m.To is ReferralState.Sent && m.From is not ReferralState.Sent).ToList();
        rows.ShouldHaveSingleItem();
        foreach (var (facts, code) in new (ReferralFacts, string)[]
        {
            (ready with { AgainstConsent = [new ConsentRefusals.Missing()] }, "consent.missing"),
            (ready with { Checks = null }, "referral.no-letter"),
            (ready with { AsksWaiver = true }, "waiver.asked"),
            (ready with { IsNamed = false }, "referral.nobody-named"),
            (ready with { RecipientIsOtherSide = true }, "referral.recipient-is-other-side"),
            (ready with { IsPolice = true, PoliceEndangers = true }, "path.police-endanger"),
            (ready with { Checks = [new(PacketChecks.Name, CheckResult.Block, new Dictionary<string, object?>())] }, "share.check-blocks"),
            (ready with { Checks = [new(PacketChecks.Waiver, CheckResult.Warn, new Dictionary<string, object?>())] }, "referral.second-person-needed"),
            (ready with { Checks = [new(PacketChecks.Waiver, CheckResult.Warn, new Dictionary<string, object?>())], ApprovedBy = ready.Author }, "referral.second-person-needed"),
        })
            Decide(ReferralState.Consented, ReferralAct.Send, facts).Refusals.Select(r => r.Code).ShouldContain(code);
        Decide(ReferralState.Consented, ReferralAct.Send, ready with { Checks = [new(PacketChecks.Waiver, CheckResult.Warn, new Dictionary<string, object?>())], ApprovedBy = Guid.NewGuid() }).Allowed.ShouldBeTrue();
        Decide(ReferralState.Consented, ReferralAct.Approve, ready with { Actor = ready.Author }).Refusals.Select(r => r.Code).ShouldContain("share.self-approval");
    }

    [Theory]
    [InlineData("This is a full and final settlement of everything.", WaiverKind.Claims)]
    [InlineData("The worker agrees to make no further claims.", WaiverKind.Claims)]
    [InlineData("She WAIVES  any\u200b right.", WaiverKind.Claims)]
    [InlineData("We pay once she drops her complaint.", WaiverKind.OtherRoutes)]
    [InlineData("She will not go to court about this.", WaiverKind.OtherRoutes)]
    [InlineData("Workers keep this strictly confidential.", WaiverKind.Silence)]
    [InlineData("The money is ready after she signs the receipt.", WaiverKind.ConditionalReceipt)]
    [InlineData("ลูกจ้างตกลงสละสิทธิเรียกร้องทั้งหมด", WaiverKind.Claims)]
    [InlineData("คนงานจะไม่ดำเนินคดีกับบริษัท", WaiverKind.OtherRoutes)]
    [InlineData("ต้องเซ็นเอกสารก่อนรับเงิน", WaiverKind.ConditionalReceipt)]
    [InlineData("အလုပ်သမားသည် အခွင့်အရေးကို စွန့်လွှတ်ပါသည်။", WaiverKind.Claims)]
    [InlineData("တိုင်ကြားချက်ကို ရုပ်သိမ်းရမည်။", WaiverKind.OtherRoutes)]
    [InlineData("លက្ខខណ្ឌ៖ កម្មករលះបង់សិទ្ធិទាំងអស់", WaiverKind.Claims)]
    [InlineData("កម្មករត្រូវដកពាក្យបណ្តឹង", WaiverKind.OtherRoutes)]
    [InlineData("श्रमिकले सबै दाबी त्याग गर्नेछ", WaiverKind.Claims)]
    [InlineData("उजुरी फिर्ता लिनुपर्छ", WaiverKind.OtherRoutes)]
    public void Words_that_ask_her_to_give_up_rights_are_found_in_five_languages(string text, WaiverKind kind)
    {
        WaiverPhrases.Find(text).ShouldContain(kind);
        WaiverPhrases.Find(text.Normalize(NormalizationForm.FormD)).ShouldContain(kind, "however it is encoded");
    }

    [Theory]
    [InlineData("We will pay what is owed. Pay the wages of June and July.")]
    [InlineData("Wages were paid on the last pay day; payslips and transfers are attached.")]
    [InlineData("The supervisor was warned and signs a pledge.")]
    [InlineData("The final payment was made in July.")]
    [InlineData("They said it is done. Please tell us if it is not true.")]
    [InlineData("จ่ายค่าจ้างครบแล้ว พร้อมค่าล่วงเวลา")]
    [InlineData("လုပ်ခများ ပေးပြီးပြီဟု ဆိုသည်။")]
    [InlineData("ពួកគេនិយាយថា ប្រាក់ឈ្នួលត្រូវបានបង់ហើយ។")]
    [InlineData("बाँकी ज्याला तिरियो भन्छन्।")]
    public void Ordinary_words_of_a_remedy_are_not_taken_for_a_waiver(string text) => WaiverPhrases.Find(text).ShouldBeEmpty();

    [Fact]
    public void Each_language_has_words_for_each_kind() =>
        WaiverPhrases.Table.Select(r => (r.Language, r.Kind)).Distinct().Count().ShouldBe(Languages.All.Count * Enum.GetValues<WaiverKind>().Length);

    [Fact]
    public void A_long_text_that_almost_asks_is_read_in_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        WaiverPhrases.Find(string.Concat(Enumerable.Repeat("give up a b c release of from not never sign only if ", 1200)));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), "a pattern that goes back over and over would take hours");
    }

    [Fact]
    public void The_question_stops_a_yes_asks_where_the_words_look_like_it_and_lets_a_no_through()
    {
        const string text = "In full and final settlement.";
        WaiverGuard.WhyNot(true, "Paid.").Select(r => r.Code).ShouldBe(["waiver.asked"]);
        WaiverGuard.WhyNot(null, "Paid.").ShouldBeEmpty();
        WaiverGuard.WhyNot(null, text).Select(r => r.Code).ShouldBe(["waiver.answer-needed"]);
        WaiverGuard.WhyNot(false, text).ShouldBeEmpty();
        WaiverGuard.WhyNotPut(false, text, IssueParty.Handler).Select(r => r.Code).ShouldBe(["waiver.supervisor-puts"]);
        WaiverGuard.WhyNotPut(false, text, IssueParty.Supervisor).ShouldBeEmpty();
        PacketChecks.OfText(text, KnownIdentity.Unknown, [], CaseSettings.Default).Single(c => c.Code == PacketChecks.Waiver).Result.ShouldBe(CheckResult.Warn);
    }

    [Fact]
    public void Every_kind_of_route_is_offered_and_the_cheapest_first()
    {
        RemedyRoute.All.Select(r => r.Kind).Distinct().Order().ShouldBe(ReferralCodes.Routes.Order());
        RemedyRoute.All.Select(r => r.Cost).ShouldBe(RemedyRoute.All.Select(r => r.Cost).Order());
    }

    [Theory]
    [InlineData("WOMAN", "Feminine")]
    [InlineData("MAN", "Masculine")]
    [InlineData("OTHER", "NonConforming")]
    [InlineData("ND", "NonSpecifiedUnknown")]
    public void Genders_map(string ours, string theirs) => HtcdsFields.Gender(ours).ShouldBe(theirs);

    [Theory]
    [InlineData("my", "mya")]
    [InlineData("th", "tha")]
    [InlineData("km", "khm")]
    [InlineData("ne", "nep")]
    [InlineData("en-GB", "eng")]
    public void Languages_map_to_three_letters(string ours, string theirs) => HtcdsFields.Language(ours).ShouldBe(theirs);

    [Fact]
    public void Status_and_trafficking_status_map_and_nothing_is_guessed()
    {
        HtcdsFields.Status(Facts() with { State = CaseState.Closed, CloseReason = "referred" }).ShouldBe("ClosedReferred");
        HtcdsFields.Status(Facts() with { State = CaseState.Closed, CloseReason = "assisted" }).ShouldBe("Closed");
        HtcdsFields.Status(Facts() with { OpenIssues = 0, AwaitingOrWatched = true }).ShouldBe("FollowUp");
        HtcdsFields.Status(Facts()).ShouldBe("Active");
        HtcdsFields.TraffickingStatus(null, null).ShouldBeNull();
        HtcdsFields.TraffickingStatus(ScreeningResult.NoIndication, null).ShouldBeNull("no indication is no conclusion");
        HtcdsFields.TraffickingStatus(ScreeningResult.Indication, null).ShouldBe("PossibleVictimOfTrafficking");
        HtcdsFields.TraffickingStatus(ScreeningResult.Indication, "notTrafficking").ShouldBe("NotAVictimOfTrafficking");
        HtcdsFields.TraffickingStatus(ScreeningResult.Indication, "trafficking").ShouldBe("ActualVictimOfTrafficking");
        HtcdsFields.Exploitation(["WAG-01", "SEV-02", "SEV-07"]).ShouldBeEmpty();
        HtcdsFields.Exploitation(["SEV-01", "SEV-04"]).ShouldBe(["ForcedLabour", "ChildLabour"]);
        HtcdsFields.MethodsOfControl(["DOC-01", "MOV-01"]).ShouldBe(["WithholdsDocuments"], "what only CTDC knows is left out");
    }

    [Fact]
    public void Only_what_the_consent_lists_is_filled()
    {
        HtcdsFields.Fill(Facts(), new HashSet<string> { "prs_Gender", "vic_MethodsOfControl" }).Select(f => f.Key).ShouldBe(["prs_Gender", "vic_MethodsOfControl", "con_Consent"]);
        HtcdsFields.Fill(Facts(), new HashSet<string>()).Select(f => f.Key).ShouldBe(["con_Consent"]);
        HtcdsFields.Fill(Facts(), HtcdsFields.Consentable.ToHashSet()).ShouldAllBe(f => f.Value is string || f.Value is bool || f.Value is DateOnly || f.Value is IReadOnlyList<string>);
    }

    [Fact]
    public void An_export_needs_a_live_consent_for_exchange_at_the_level_of_its_fields()
    {
        var today = new DateOnly(2026, 3, 2);
        var consent = new ConsentGiven(ConsentLevel.CodedFacts, RecipientKind.Outside, null, "IOM office", HtcdsFields.Purpose, new HashSet<string> { "cas_Status" }, today);
        ExportHtcds.WhyNot(consent, today).ShouldBeEmpty();
        ExportHtcds.WhyNot((ConsentGiven?)null, today).Select(r => r.Code).ShouldBe(["consent.missing"]);
        ExportHtcds.WhyNot(consent with { WithdrawnOn = today }, today).Select(r => r.Code).ShouldBe(["consent.withdrawn"]);
        ExportHtcds.WhyNot(consent with { ExpiresOn = today.AddDays(-1) }, today).Select(r => r.Code).ShouldBe(["consent.expired"]);
        ExportHtcds.WhyNot(consent with { Purpose = "remedy" }, today).Select(r => r.Code).ShouldBe(["consent.other-purpose"]);
        ExportHtcds.WhyNot(consent with { Fields = new HashSet<string> { "prs_FirstName" } }, today).Select(r => r.Code).ShouldBe(["consent.level-too-low"]);
    }

    private static HtcdsFacts Facts() => new("Andaman", "CivilSociety", "Ploy", CaseState.Triaged, null, 1, false, "my", ["DOC-01", "SEV-01"], "Plant", "TH", ScreeningResult.Indication, null, null,
        [new("Clinic", new DateOnly(2026, 3, 1), "medical", [])], new WorkerIdentity { Name = "Ma Khin", Gender = "WOMAN", Nationality = "MM", Phone = "+6681" });
}
