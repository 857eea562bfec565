using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Protection: the risk table, the state machines walked for every party, the watch, the critical path (rules, section 15) and the screening (section 14).</summary>
public class ProtectionTests
{
    private static readonly IssueParty[] parties = Enum.GetValues<IssueParty>();

    // --- Risk ---

    [Theory]
    [InlineData(Likelihood.Unlikely, "Low Low Medium High")]
    [InlineData(Likelihood.Possible, "Low Medium High High")]
    [InlineData(Likelihood.Likely, "Medium Medium High Critical")]
    [InlineData(Likelihood.AlmostCertain, "Medium High Critical Critical")]
    public void A_risk_is_likelihood_by_harm(Likelihood likelihood, string levels) =>
        string.Join(' ', Enum.GetValues<Harm>().Select(h => RiskTable.LevelOf(likelihood, h))).ShouldBe(levels);

    [Fact]
    public void A_risk_never_falls_when_it_gets_likelier_or_worse_and_is_looked_at_sooner_when_higher()
    {
        var likelihoods = Enum.GetValues<Likelihood>();
        var harms = Enum.GetValues<Harm>();
        foreach (var (a, b) in likelihoods.SelectMany(l => harms.Select(h => (l, h))))
        {
            if (a > 0) ((int)RiskTable.LevelOf(a, b)).ShouldBeGreaterThanOrEqualTo((int)RiskTable.LevelOf(a - 1, b));
            if (b > 0) ((int)RiskTable.LevelOf(a, b)).ShouldBeGreaterThanOrEqualTo((int)RiskTable.LevelOf(a, b - 1));
        }
        Enum.GetValues<RiskLevel>().Select(l => RiskTable.ReviewDays(l)).ShouldBe([30, 14, 3, 1]);
        RiskTable.ReviewDays(null).ShouldBe(14);
    }

    // --- State machines: what is not in the table cannot happen, and only who is named may ---

    private static void Walk<TState, TAct, TFacts>(Flow<TState, TAct, TFacts> flow, TFacts best, string agreed, IReadOnlySet<IssueParty> others) where TState : struct, Enum where TAct : struct, Enum
    {
        var rows = agreed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).ToDictionary(l => (l[0], l[1]), l => (To: l[2], By: l[3]));
        foreach (var from in Enum.GetValues<TState>())
            foreach (var act in Enum.GetValues<TAct>())
                foreach (var party in parties)
                {
                    var decision = flow.Decide(from, act, party, best);
                    if (!rows.TryGetValue((from.ToString(), act.ToString()), out var row))
                    {
                        decision.Refusals.Single().Code.ShouldBe("protection.illegal-move", $"{from} {act} {party}");
                        decision.To.ShouldBe(from);
                        continue;
                    }
                    var may = row.By.Split(',').Contains(party.ToString());
                    decision.Allowed.ShouldBe(may, $"{from} {act} {party}: {string.Join(", ", decision.Refusals.Codes())}");
                    decision.To.ToString().ShouldBe(may ? row.To : from.ToString());
                    if (!may) decision.Refusals.Single().Code.ShouldBe("protection.not-your-move");
                    if (others.Contains(party)) may.ShouldBeFalse($"{party} never moves anything of protection");
                }
    }

    private static readonly HashSet<IssueParty> never = [IssueParty.Worker, IssueParty.Business, IssueParty.Buyer, IssueParty.Convenor, IssueParty.Auditor, IssueParty.Operator];

    [Fact]
    public void The_life_of_a_measure() => Walk(SafeguardFlow.Table, new SafeguardFacts(true), """
        Planned PutInPlace InPlace Handler,Supervisor
        Planned Review Planned Handler,Supervisor
        InPlace Review InPlace Handler,Supervisor
        Planned End Ended Handler,Supervisor
        InPlace End Ended Handler,Supervisor
        """, never);

    [Fact]
    public void The_life_of_a_check_in_19() => Walk(CheckInFlow.Table, new CheckInFacts(1), """
        Scheduled Try Scheduled Handler,Supervisor
        Scheduled Reach Reached Handler,Supervisor
        NotReached Reach Reached Handler,Supervisor
        NotReached End Done Handler,Supervisor
        Reached Tell Done Handler,Supervisor
        Scheduled Revoke Revoked Handler,Supervisor,System
        NotReached Revoke Revoked Handler,Supervisor,System
        """, never);

    [Fact]
    public void The_life_of_a_report_of_retaliation_19() => Walk(RetaliationFlow.Table, new RetaliationFacts { MeasuresInPlace = 1, NoteGiven = true }, """
        Received Assess Assessed Handler,Supervisor
        Assessed Protect ProtectionInPlace Handler,Supervisor
        ProtectionInPlace Investigate Investigated Handler,Supervisor
        Investigated Resolve Resolved Handler,Supervisor
        Assessed SetAside Resolved Supervisor
        """, never);

    [Fact]
    public void A_machine_asks_nobody_whether_she_is_safe()
    {
        foreach (var state in Enum.GetValues<CheckInState>()) CheckInFlow.Table.ActsOf(state, IssueParty.System).Except([CheckInAct.Revoke]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, CheckInState.Scheduled)]
    [InlineData(2, CheckInState.Scheduled)]
    [InlineData(3, CheckInState.NotReached)]
    [InlineData(4, CheckInState.NotReached)]
    public void Three_tries_and_she_counts_as_not_reached_19(int tries, CheckInState to) => CheckInFlow.Table.Decide(CheckInState.Scheduled, CheckInAct.Try, IssueParty.Handler, new(tries)).To.ShouldBe(to);

    [Fact]
    public void Protection_is_not_taken_away_without_a_reason()
    {
        foreach (var from in new[] { SafeguardState.Planned, SafeguardState.InPlace })
            SafeguardFlow.Table.Decide(from, SafeguardAct.End, IssueParty.Supervisor, new(false)).Refusals.Codes().ShouldBe(["protection.reason-missing"]);
    }

    [Fact]
    public void Nothing_is_looked_into_before_something_protects_her()
    {
        RetaliationFlow.Table.Decide(RetaliationState.Assessed, RetaliationAct.Protect, IssueParty.Handler, new()).Refusals.Codes().ShouldBe(["retaliation.nothing-in-place"]);
        RetaliationFlow.Table.Decide(RetaliationState.Assessed, RetaliationAct.Protect, IssueParty.Handler, new() { WorkerDeclines = true }).Refusals.Codes().ShouldBe(["protection.reason-missing"]);
        RetaliationFlow.Table.Decide(RetaliationState.Assessed, RetaliationAct.Protect, IssueParty.Handler, new() { WorkerDeclines = true, NoteGiven = true }).Allowed.ShouldBeTrue();
        RetaliationFlow.Table.Decide(RetaliationState.Assessed, RetaliationAct.Investigate, IssueParty.Supervisor, new() { NoteGiven = true, MeasuresInPlace = 3 }).Refusals.Codes().ShouldBe(["protection.illegal-move"]);
    }

    [Theory]
    [InlineData(RetaliationState.Investigated, RetaliationAct.Resolve)]
    [InlineData(RetaliationState.Assessed, RetaliationAct.SetAside)]
    public void Nobody_resolves_it_over_her_head(RetaliationState from, RetaliationAct act)
    {
        RetaliationFlow.Table.Decide(from, act, IssueParty.Supervisor, new() { NoteGiven = true, WorkerDisagrees = true }).Refusals.Codes().ShouldBe(["retaliation.worker-disagrees"]);
        RetaliationFlow.Table.Decide(from, act, IssueParty.Supervisor, new()).Refusals.Codes().ShouldBe(["protection.reason-missing"]);
    }

    // --- Watch ---

    [Fact]
    public void She_is_asked_7_30_and_90_days_after_a_release_and_once_where_two_would_ask_on_one_day()
    {
        var released = new DateOnly(2024, 1, 31);
        WatchPlan.DaysOf(released, WatchPlan.DefaultDays, new HashSet<DateOnly>()).Select(d => d.On).ShouldBe([new(2024, 2, 7), new(2024, 3, 1), new(2024, 4, 30)]);
        WatchPlan.DaysOf(released, [30, 7, 7], new HashSet<DateOnly> { new(2024, 3, 1) }).ShouldBe([(7, new DateOnly(2024, 2, 7))]);
    }

    [Theory]
    [InlineData(false, false, false, true)]
    [InlineData(true, false, false, false)]
    [InlineData(false, true, false, false)]
    [InlineData(false, false, true, false)]
    public void The_watch_ends_with_a_packet_only_where_nobody_can_have_read_it(bool opened, bool readOut, bool others, bool ends) => WatchPlan.EndsWith(opened, readOut, others).ShouldBe(ends);

    [Theory]
    [InlineData(new[] { 7, 30, 90 }, "")]
    [InlineData(new[] { 14 }, "")]
    [InlineData(new int[0], "input.required")]
    [InlineData(new[] { 0, 7 }, "input.too-small")]
    [InlineData(new[] { 7, 731 }, "input.too-large")]
    [InlineData(new[] { 7, 7 }, "input.twice")]
    [InlineData(new[] { 15, 30 }, "watch.first-too-late")]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6, 7 }, "input.too-many")]
    public void Days_that_an_organization_sets(int[] days, string code) => string.Join(' ', WatchPlan.WhyNot(days).Codes()).ShouldBe(code);

    // --- Critical path, section 15 ---

    [Fact]
    public void The_path_has_its_eight_steps_in_order_15() => PathSteps.All.ShouldBe(
    [
        PathStep.SafetyAssessed, PathStep.WishesRecorded, PathStep.LeadTold, PathStep.RemovedFromHarm, PathStep.Referred, PathStep.AuthorityReported, PathStep.SuspectUndisturbed, PathStep.BusinessNotified,
    ]);

    [Fact]
    public void No_business_is_told_before_steps_1_to_3_are_done_15_8()
    {
        foreach (var done in Subsets(PathSteps.All))
        {
            var blocked = SharePolicy.WhyNotYet(PathSteps.Gate(done)).Any();
            blocked.ShouldBe(!PathSteps.First.All(done.Contains), string.Join(", ", done));
            IssueGuards.MayTellBusiness(Issues.Consented with { CriticalPath = PathSteps.Gate(done) }).Any().ShouldBe(blocked);
        }
        SharePolicy.WhyNotYet(null).ShouldBeEmpty();
    }

    [Fact]
    public void Steps_1_to_3_are_never_refused_the_others_with_a_reason_and_the_last_is_nobodys_to_record()
    {
        foreach (var step in PathSteps.All.Except([PathStep.BusinessNotified]))
        {
            PathSteps.WhyNot(new(step, PathStepState.Declined)).Codes().ShouldContain("protection.reason-missing");
            PathSteps.WhyNot(new(step, PathStepState.Declined, NoteGiven: true)).Codes().ShouldBe(PathSteps.First.Contains(step) ? ["path.cannot-be-declined"] : []);
        }
        PathSteps.WhyNot(new(PathStep.BusinessNotified, PathStepState.Done)).Codes().ShouldBe(["path.follows-from-release"]);
    }

    [Theory]
    // to, police endanger, legal duty, she agrees, note
    [InlineData("police", Known.No, Known.No, Known.Yes, false, "")]
    [InlineData("police", Known.Yes, Known.Yes, Known.Yes, true, "path.police-endanger")]
    [InlineData("police", Known.Unknown, Known.No, Known.Yes, true, "path.police-not-judged")]
    [InlineData("unBody", Known.Yes, Known.No, Known.Yes, false, "")]
    [InlineData("otherAuthority", Known.Unknown, Known.No, Known.Yes, false, "")]
    [InlineData("laborInspection", Known.No, Known.No, Known.No, true, "path.against-her-wish")]
    [InlineData("laborInspection", Known.No, Known.Unknown, Known.Unknown, true, "path.against-her-wish")]
    [InlineData("laborInspection", Known.No, Known.Yes, Known.No, false, "protection.reason-missing")]
    [InlineData("laborInspection", Known.No, Known.Yes, Known.No, true, "")]
    [InlineData("police", Known.Yes, Known.No, Known.No, true, "path.police-endanger path.against-her-wish")]
    public void A_report_to_an_authority_protects_her_first_15_6(string to, Known police, Known duty, Known agrees, bool note, string codes) =>
        string.Join(' ', PathSteps.WhyNot(new(PathStep.AuthorityReported, PathStepState.Done, note, to, police, duty, agrees)).Codes()).ShouldBe(codes);

    // --- Screening, section 14 ---

    [Theory]
    [InlineData(ScreeningAge.Adult, true, true, true, ScreeningResult.Indication)]
    [InlineData(ScreeningAge.Adult, true, false, true, ScreeningResult.AssessForcedLabor)]
    [InlineData(ScreeningAge.Child, true, false, true, ScreeningResult.Indication)]
    [InlineData(ScreeningAge.Child, true, true, true, ScreeningResult.Indication)]
    [InlineData(ScreeningAge.Adult, false, true, true, ScreeningResult.NoIndication)]
    [InlineData(ScreeningAge.Child, false, true, true, ScreeningResult.NoIndication)]
    [InlineData(ScreeningAge.Unknown, false, true, true, ScreeningResult.NoIndication)]
    [InlineData(ScreeningAge.Unknown, true, true, true, ScreeningResult.Indication)]
    [InlineData(ScreeningAge.Unknown, true, false, true, ScreeningResult.IndicationIfChild)]
    [InlineData(ScreeningAge.Adult, true, true, false, ScreeningResult.NoIndication)]
    [InlineData(ScreeningAge.Child, true, true, false, ScreeningResult.NoIndication)]
    public void Every_row_of_the_screening_14(ScreeningAge age, bool act, bool means, bool purpose, ScreeningResult result) => ScreeningTable.ResultOf(age, act, means, purpose).ShouldBe(result);

    [Fact]
    public void Every_combination_has_a_result_more_elements_never_indicate_less_and_a_child_is_never_less_than_an_adult()
    {
        bool[] either = [false, true];
        foreach (var (act, means, purpose) in either.SelectMany(a => either.SelectMany(m => either.Select(p => (a, m, p)))))
        {
            foreach (var age in Enum.GetValues<ScreeningAge>())
            {
                var here = ScreeningTable.OpensCriticalPath(ScreeningTable.ResultOf(age, act, means, purpose));
                if (here)
                    foreach (var more in new[] { (true, means, purpose), (act, true, purpose), (act, means, true) })
                        ScreeningTable.OpensCriticalPath(ScreeningTable.ResultOf(age, more.Item1, more.Item2, more.Item3)).ShouldBeTrue();
            }
            if (ScreeningTable.OpensCriticalPath(ScreeningTable.ResultOf(ScreeningAge.Adult, act, means, purpose)))
                ScreeningTable.OpensCriticalPath(ScreeningTable.ResultOf(ScreeningAge.Child, act, means, purpose)).ShouldBeTrue();
        }
    }

    [Fact]
    public void The_elements_are_those_of_the_field() => (ProtectionCodes.Acts.Count, ProtectionCodes.Means.Count, ProtectionCodes.Purposes.Count).ShouldBe((5, 8, 7));

    // --- Suspects and seriousness ---

    [Fact]
    public void Nothing_goes_to_a_suspect_15_7()
    {
        var facts = new ShareFacts { Issue = IssueState.SafetyReviewed, SafetyReview = SafetyDecision.Proceed, Wanted = new(Guid.NewGuid(), null, false, "remedy", new HashSet<string>(), false, false), Today = new(2024, 3, 8), RecipientIsSuspect = true };
        SharePolicy.WhyNotShare(facts).Codes().ShouldContain("share.recipient-is-suspect");
        SharePolicy.WhyNotRelease(facts).Codes().ShouldContain("share.recipient-is-suspect");
        SharePolicy.WhyNotApprove(facts, Guid.NewGuid()).Codes().ShouldContain("share.recipient-is-suspect");
    }

    [Fact]
    public void Suppression_of_voice_makes_a_matter_serious_ILM21()
    {
        EscalationOrder.IsSerious(Severity.Low, false).ShouldBeFalse();
        EscalationOrder.Next(null, EscalationOrder.IsSerious(Severity.Low, false, voiceSuppressed: true)).ShouldBe(EscalationLevel.EscalationFocalPoint);
    }

    /// <summary>No way to resolved without protection, an inquiry and her word, in whatever order things are tried.</summary>
    [Fact]
    public void No_sequence_of_acts_resolves_a_report_over_her_head()
    {
        Prop.ForAll(Gen.Choose(0, 719).ArrayOf(200).ToArbitrary(), acts =>
        {
            var (state, isProtected, found, supervisorSetAside) = (RetaliationState.Received, false, false, false);
            foreach (var n in acts)
            {
                var (act, party) = ((RetaliationAct)(n % 5), parties[n / 5 % 9]);
                var facts = new RetaliationFacts { MeasuresInPlace = n / 45 % 2, WorkerDeclines = n / 90 % 2 == 1, NoteGiven = n / 180 % 2 == 1, WorkerDisagrees = n / 360 % 2 == 1 };
                var decision = RetaliationFlow.Table.Decide(state, act, party, facts);
                if (!decision.Allowed) continue;
                if (decision.To is RetaliationState.ProtectionInPlace) isProtected = facts.MeasuresInPlace > 0 || facts is { WorkerDeclines: true, NoteGiven: true };
                if (decision.To is RetaliationState.Investigated) found = true;
                supervisorSetAside |= act is RetaliationAct.SetAside && party is IssueParty.Supervisor;
                if (decision.To is RetaliationState.Resolved && (facts.WorkerDisagrees || !(supervisorSetAside || (isProtected && found)))) return false;
                state = decision.To;
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }

    private static IEnumerable<IReadOnlyList<PathStep>> Subsets(IReadOnlyList<PathStep> of) =>
        Enumerable.Range(0, 1 << of.Count).Select(mask => (IReadOnlyList<PathStep>)[.. of.Where((_, i) => (mask >> i & 1) == 1)]);
}
