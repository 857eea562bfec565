using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Collective issues: who decides (C1, C2, C4, C6), and what a list of workers may hold.</summary>
public class CollectiveRulesTests
{
    private static readonly IssueFacts asked = Issues.Consented with { RemedyRevision = 2, Collective = new(true, null, 9, 0, 9) };

    [Fact]
    public void C4_the_word_of_one_worker_no_longer_decides()
    {
        var reporter = (asked with { Validations = [new(ValidationOutcome.Confirmed, ResolutionQuality.Good, 2, IssueParty.Worker)] }).WithReporterCounted();
        reporter.Collective!.ReporterConfirmed.ShouldBe(true);
        IssueFlow.ActionFor(ValidationOutcome.Confirmed, reporter).ShouldBe(IssueAction.RecordAnswer);
        IssueFlow.Decide(IssueState.AwaitingValidation, IssueAction.Confirm, IssueParty.Worker, reporter).Codes().ShouldBe(["issue.not-confirmed-by-worker", "validation.too-few-confirmed"]);
        var no = (asked with { Validations = [new(ValidationOutcome.NotConfirmed, null, 2, IssueParty.Worker)] }).WithReporterCounted();
        IssueFlow.ActionFor(ValidationOutcome.NotConfirmed, no).ShouldBe(IssueAction.RecordAnswer);
    }

    [Fact]
    public void C4_the_reporter_counts_when_she_can_be_reached_and_not_when_contact_is_lost()
    {
        asked.WithReporterCounted().Collective!.Asked.ShouldBe(10);
        (asked with { ContactLost = true }).WithReporterCounted().Collective!.Asked.ShouldBe(9);
        // A confirmation of an earlier remedy is no answer to this one.
        (asked with { Validations = [new(ValidationOutcome.Confirmed, ResolutionQuality.Good, 1, IssueParty.Worker)] }).WithReporterCounted().Collective!.ReporterConfirmed.ShouldBeNull();
        // C6: not being reached is no answer either.
        (asked with { Validations = [new(ValidationOutcome.Unreachable, null, 2, IssueParty.Handler)] }).WithReporterCounted().Collective!.ReporterConfirmed.ShouldBeNull();
    }

    [Fact]
    public void C4_shows_who_was_asked_who_answered_and_how_many_are_needed()
    {
        var view = AskedView.Of(new CollectiveAnswers(true, true, 17, 8, 5, null, 1))!;
        (view.Asked, view.Answered, view.Confirmed, view.Needed, view.Waiting, view.Unreached).ShouldBe((18, 12, 9, 12, 5, 1));
        view.Verdict.ShouldBe(CollectiveVerdict.Waiting);
        AskedView.Of(null).ShouldBeNull();
    }

    [Fact]
    public void C1_and_C2_no_list_and_no_bulk_act_says_that_a_remedy_is_true()
    {
        foreach (var state in new[] { LedgerState.Confirmed, LedgerState.Partly, LedgerState.Disputed })
            SetWorkerStates.WhyNot(new(state, [Guid.NewGuid()])).ShouldBe([new CollectiveRefusals.OnlyAnAnswerSays(state)]);
        foreach (var state in LedgerStates.Recordable) SetWorkerStates.WhyNot(new(state, [Guid.NewGuid()])).ShouldBeEmpty();
        SetWorkerStates.WhyNot(new(LedgerState.Reached)).Codes().ShouldBe(["ledger.name-or-state"]);
        SetWorkerStates.WhyNot(new(LedgerState.Reached, [Guid.NewGuid()], LedgerState.Affected)).Codes().ShouldBe(["ledger.name-or-state"]);
        SetWorkerStates.WhyNot(new(LedgerState.Reached, null, LedgerState.Confirmed)).Codes().ShouldBe(["collective.only-an-answer-says"]);
    }

    [Fact]
    public void A_sample_is_chosen_for_several_workers_before_it_is_drawn_and_asks_no_smaller_share()
    {
        ChooseValidation.WhyNot(new(true, "1/2"), CaseSettings.Default).Codes().ShouldBe(["collective.share-too-small"]);
        ChooseValidation.WhyNot(new(true, "4/6"), CaseSettings.Default).ShouldBeEmpty();
        ChooseValidation.WhyNot(new(true, "3/2"), CaseSettings.Default).Codes().ShouldBe(["collective.share-unreadable"]);
        ChooseValidation.WhyNot(new(null), CaseSettings.Default).Codes().ShouldBe(["input.required"]);
        ChooseValidation.WhyNotNow(IssueState.AwaitingValidation, 1, false, true).Codes().ShouldBe(["collective.one-worker-only"]);
        ChooseValidation.WhyNotNow(IssueState.AwaitingValidation, 9, true, false).Codes().ShouldBe(["collective.already-drawn"]);
        foreach (var late in new[] { IssueState.Validated, IssueState.Closed, IssueState.Dismissed, IssueState.WithdrawnByWorker })
            ChooseValidation.WhyNotNow(late, 9, false, true).Codes().ShouldBe(["collective.too-late"]);
    }

    [Fact]
    public void A_sample_is_drawn_once_of_somebody_about_something_and_never_smaller_than_the_rule()
    {
        static IEnumerable<string> Why(IssueState state = IssueState.AwaitingValidation, bool chosen = true, bool drawn = false, int drawable = 60, int? size = null) =>
            DrawSample.WhyNot(state, chosen, drawn, 60, drawable, size, SampleSize.Default).Codes();
        Why().ShouldBeEmpty();
        Why(size: 20).ShouldBeEmpty();
        Why(size: 9).ShouldBe(["collective.sample-too-small"]);
        Why(drawn: true).ShouldBe(["collective.already-drawn"]);
        Why(chosen: false).ShouldBe(["collective.not-chosen"]);
        Why(IssueState.ActionAgreed).ShouldBe(["collective.nothing-to-ask"]);
        Why(drawable: 0).ShouldBe(["collective.nobody-to-draw"]);
    }

    [Fact]
    public void C2_an_employer_is_nobody_who_asks_a_worker_of_the_sample() =>
        RecordSampleAnswer.WhyNot(new(ValidationOutcome.Confirmed, "employer", "COMPANY", 1)).Codes().ShouldBe(["validation.asked-by-employer", "validation.asked-by-employer"]);

    [Theory]
    [InlineData("f", "Burmese", "WOMAN", "MM"), InlineData("ชาย", "kh", "MAN", "KH"), InlineData("WOMAN", "Nepal", "WOMAN", "NP"), InlineData("ស្រី", "Cambodian", "WOMAN", "KH"), InlineData("M", "THA", "MAN", "TH")]
    public void Words_of_a_list_become_codes(string gender, string nation, string genderCode, string nationCode)
    {
        var (kept, faults) = WorkerRow.Read(new() { Name = "A", Gender = gender, Nationality = nation, Department = " Line  3 " });
        faults.ShouldBeEmpty();
        kept!.Strata.ShouldBe([genderCode, nationCode, null, null, "Line 3", null]);
    }

    [Fact]
    public void What_looks_like_a_person_is_no_group_and_is_never_repeated()
    {
        foreach (var slipped in new[] { "0812345678", "daw@example.org", "+66 81 234 5678", "id:55" })
            WorkerRow.Read(new() { Name = "A", Department = slipped }).Faults.ShouldBe([new RowFault("department", "not-a-group")], slipped);
        WorkerRow.Read(new() { Name = "A", Gender = "Khin Sandar" }).Faults.ShouldBe([new RowFault("gender", "not-known")]);
        WorkerRow.Read(new() { Gender = "f" }).Faults.ShouldBe([new RowFault("name", "nobody")]);
        foreach (var label in new[] { "Night", "Line 3", "Sewing/Cutting", "ဌာန ၃", "แผนก 2", "Building B (north)" }) WorkerRow.Read(new() { Name = "A", Department = label }).Faults.ShouldBeEmpty(label);
    }

    [Fact]
    public void A_person_is_told_apart_by_her_number_in_the_list_else_by_name_and_telephone_together()
    {
        static string Of(string? name, string? phone, string? key = null) => WorkerRow.PersonOf(new(name, phone, key, null));
        Of("Ma Khin", "+66 81 234 5678").ShouldBe(Of("MA KHIN", "+66812345678"));
        Of("Ma Khin", "+66812345678").ShouldNotBe(Of("Ko Aung", "+66812345678"), "a telephone is shared");
        Of("Ma Khin", null, "E-7").ShouldBe(Of("Daw Khin", "+66812345678", "e-7"), "her number stands above how she is written");
        Of("ကျော်", null).ShouldNotBe(Of("ကျ", null), "vowel signs are letters");
    }

    [Fact]
    public void Cases_are_linked_at_one_site_by_what_they_share()
    {
        var site = Guid.NewGuid();
        LinkCases.Side Of(Guid? at, Guid? group, params string[] codes) => new(at, group, codes, [.. codes.Select(IssueTaxonomy.CategoryOf).Distinct()]);
        LinkCases.WhyNot(Of(site, null, "WAG-02"), Of(site, null, "WAG-02", "SAF-01")).ShouldBeEmpty();
        LinkCases.InCommon(Of(site, null, "WAG-02"), Of(site, null, "WAG-02", "SAF-01")).ShouldBe(["WAG-02"]);
        LinkCases.InCommon(Of(site, null, "WAG-02"), Of(site, null, "WAG-03")).ShouldBe(["WAG"]);
        LinkCases.WhyNot(Of(site, null, "WAG-02"), Of(Guid.NewGuid(), null, "WAG-02")).Codes().ShouldBe(["link.not-one-site"]);
        LinkCases.WhyNot(Of(null, null, "WAG-02"), Of(null, null, "WAG-02")).Codes().ShouldBe(["link.not-one-site"]);
        LinkCases.WhyNot(Of(site, null, "WAG-02"), Of(site, null, "SAF-01")).Codes().ShouldBe(["link.nothing-in-common"]);
        LinkCases.WhyNot(Of(site, Guid.NewGuid(), "WAG-02"), Of(site, Guid.NewGuid(), "WAG-02")).Codes().ShouldBe(["link.in-another-group"]);
    }
}
