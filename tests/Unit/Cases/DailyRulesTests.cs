using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>What may be done to many at once, when cases go over and come back, what the worker is told, and filters as addresses.</summary>
public sealed class DailyRulesTests
{
    private static readonly Guid me = Guid.NewGuid(), other = Guid.NewGuid();
    private static readonly DateOnly today = new(2026, 3, 10);

    private static string[] Codes(BulkKind kind, BulkFacts? facts, Guid? to = null) => [.. BulkRules.WhyNot(kind, facts, to ?? other).Select(r => r.Code)];

    [Fact]
    public void Hidden_and_absent_have_one_reason() => Codes(BulkKind.Assign, null).ShouldBe(["case.not-found"]);

    [Theory]
    [InlineData(BulkKind.Assign, CaseState.Triaged, false, true, new string[0])]
    [InlineData(BulkKind.Assign, CaseState.Received, false, false, new string[0])]
    [InlineData(BulkKind.Assign, CaseState.Closed, false, true, new[] { "case.is-closed" })]
    [InlineData(BulkKind.Assign, CaseState.Closed, true, true, new[] { "case.is-closed", "case.assignee-keeps-out" })]
    [InlineData(BulkKind.HandOver, CaseState.Triaged, false, false, new[] { "case.cannot-seal" })]
    [InlineData(BulkKind.HandOver, CaseState.Triaged, true, true, new[] { "case.assignee-keeps-out" })]
    [InlineData(BulkKind.AddToList, CaseState.Closed, true, false, new string[0])]
    public void Every_reason_is_told_at_once(BulkKind kind, CaseState state, bool keepsOut, bool canSeal, string[] reasons) =>
        Codes(kind, new BulkFacts(state, me, keepsOut, canSeal)).ShouldBe(reasons);

    [Fact]
    public void Whoever_runs_it_already_and_what_is_in_the_list_already_is_left()
    {
        Codes(BulkKind.Assign, new BulkFacts(CaseState.Triaged, other)).ShouldBe(["case.runs-it-already"]);
        Codes(BulkKind.AddToList, new BulkFacts(CaseState.Triaged, me, InList: true)).ShouldBe(["case.in-list-already"]);
    }

    [Theory]
    [InlineData(null, null, new string[0])]
    [InlineData(0, 0, new string[0])]
    [InlineData(5, 16, new string[0])]
    [InlineData(-1, 3, new[] { "handover.in-the-past" })]
    [InlineData(5, 4, new[] { "handover.ends-before-it-begins" })]
    [InlineData(367, null, new[] { "handover.too-far" })]
    [InlineData(0, 367, new[] { "handover.too-far" })]
    public void The_days_of_a_handover(int? from, int? until, string[] reasons) =>
        HandoverRules.WhyNot(me, other, from is { } f ? today.AddDays(f) : null, until is { } u ? today.AddDays(u) : null, today, [me, other]).Select(r => r.Code).ShouldBe(reasons);

    [Fact]
    public void A_handover_needs_a_colleague_who_may_run_cases()
    {
        HandoverRules.WhyNot(me, null, null, null, today, [me]).Single().Code.ShouldBe("input.required");
        HandoverRules.WhyNot(me, me, null, null, today, [me]).Single().Code.ShouldBe("input.not-a-choice");
        HandoverRules.WhyNot(me, other, null, null, today, [me]).Single().Code.ShouldBe("input.not-a-choice");
    }

    [Fact]
    public void It_begins_once_and_ends_once_whichever_days_somebody_looks() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(
        Gen.Choose(0, 20).Zip(Gen.Choose(0, 30)).Zip(Gen.Choose(0, 60).ArrayOf()).ToArbitrary(), made =>
        {
            var ((from, length), looks) = made;
            var (state, moves) = (HandoverState.Planned, new List<HandoverState>());
            foreach (var day in looks.Order())
            {
                var next = HandoverRules.On(state, today.AddDays(from), today.AddDays(from + length), today.AddDays(day));
                if (next != state) moves.Add(next);
                state = next;
                // Whoever looks a second time on the same day changes nothing.
                if (HandoverRules.On(state, today.AddDays(from), today.AddDays(from + length), today.AddDays(day)) != state && state is not HandoverState.Running) return false;
            }
            return moves.SequenceEqual([]) || moves.SequenceEqual([HandoverState.Running]) || moves.SequenceEqual([HandoverState.Running, HandoverState.Ended]) || moves.SequenceEqual([HandoverState.Canceled]);
        }));

    [Fact]
    public void The_last_day_belongs_to_the_colleague()
    {
        HandoverRules.On(HandoverState.Running, today.AddDays(-3), today, today).ShouldBe(HandoverState.Running);
        HandoverRules.On(HandoverState.Running, today.AddDays(-4), today.AddDays(-1), today).ShouldBe(HandoverState.Ended);
        HandoverRules.On(HandoverState.Running, today.AddDays(-400), null, today).ShouldBe(HandoverState.Running);
    }

    [Fact]
    public void The_worker_reads_plain_steps_by_day_once_each_and_nothing_of_before_her_word()
    {
        var steps = WorkerSteps.Of(today, [(today.AddDays(-1), "case.triaged"), (today, "case.received"), (today, "case.identity-read"), (today, "case.identity-read"), (today.AddDays(2), "case.safety-reviewed"),
            (today.AddDays(2), "share.released"), (today.AddDays(1), "case.noted"), (today.AddDays(1), "case.assigned"), (today.AddDays(1), "case.recused"), (today.AddDays(5), "issue.response-recorded")]);
        steps.ShouldBe([(today, "name-opened"), (today.AddDays(2), "business-told"), (today.AddDays(5), "business-answered")]);
    }

    [Fact]
    public void A_filter_and_its_address_are_one() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(filters.ToArbitrary(), filter =>
        CaseFilter.FromQuery(filter.ToQuery()) == filter && (filter.ToQuery().Length == 0) == (filter == new CaseFilter())));

    private static readonly Gen<CaseFilter> filters =
        from state in Gen.Elements<CaseState?>(null, CaseState.Received, CaseState.Triaged, CaseState.Closed)
        from step in Gen.Elements<IssueState?>(null, IssueState.SharedWithBusiness, IssueState.AwaitingValidation)
        from site in Gen.Elements<Guid?>(null, Guid.NewGuid())
        from category in Gen.Elements(null, "WAG")
        from mine in Gen.Elements(true, false)
        from late in Gen.Elements<bool?>(null, true, false)
        from day in Gen.Elements<DateOnly?>(null, today)
        from query in Gen.Elements(null, "river-copper")
        from list in Gen.Elements<Guid?>(null, Guid.NewGuid())
        from inbox in Gen.Elements(true, false)
        select new CaseFilter { State = state, IssueState = step, SiteId = site, Category = category, Mine = mine, Overdue = late, From = day, Query = query, List = list, Inbox = inbox };

    [Fact]
    public void Columns_stand_in_one_order_and_nonsense_is_the_usual_list()
    {
        CaseColumns.Of(["received", "about"]).ShouldBe(["about", "received"]);
        CaseColumns.Of(["nonsense"]).ShouldBe(CaseColumns.Usual);
        CaseColumns.Of(null).ShouldBe(CaseColumns.Usual);
    }
}
