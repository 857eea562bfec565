using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Cases;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>The control chart of small counts, against numbers worked out by hand and runs that were measured.</summary>
public class ControlChartTests
{
    private static readonly DateOnly monday = new(2026, 1, 5);

    // Three reports in the first thirteen weeks, then what a test adds from week 26 on (counted from 0).
    private static int[] Weeks(params int[] newest) => [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, .. new int[13], .. newest];

    [Fact]
    public void Half_a_year_is_needed_before_anything_is_said()
    {
        var early = ControlChart.Of(monday, [.. new int[24], 50]);
        early.SaysSomething.ShouldBeFalse();
        early.Points.ShouldAllBe(p => p.Expected == null && p.Level == 0 && !p.Signal);
        early.Now.ShouldBeNull();
        var enough = ControlChart.Of(monday, [.. new int[25], 50]);
        enough.SaysSomething.ShouldBeTrue();
        enough.Points[^1].Signal.ShouldBeTrue();
        ControlChart.Of(monday, []).Now.ShouldBeNull();
    }

    [Fact]
    public void Five_reports_in_three_weeks_where_half_a_one_is_expected_worked_out_by_hand()
    {
        var chart = ControlChart.Of(monday, Weeks(2, 2, 1));
        // The eight newest weeks do not count: week 26 looks back on weeks 0 to 18, three reports and the half one that is added, in 19 weeks.
        chart.Points[26].Expected!.Value.ShouldBe(3.5 / 19, 1e-12);
        // 2 x ln 3 - 2 x 0.184211 = 1.828804
        chart.Points[26].Level.ShouldBe(1.828804, 1e-6);
        // + 2 x 1.098612 - 2 x 0.175 = 3.676028: not yet
        chart.Points[27].Level.ShouldBe(3.676028, 1e-6);
        chart.Points[27].Signal.ShouldBeFalse();
        // + 1.098612 - 2 x 0.166667 = 4.441307: beyond 4
        chart.Points[28].Level.ShouldBe(4.441307, 1e-6);
        chart.Points[28].Signal.ShouldBeTrue();
        var now = chart.Now.ShouldNotBeNull();
        (now.Since, now.Weeks, now.Reports).ShouldBe((monday.AddDays(26 * 7), 3, 5));
        now.Expected.ShouldBe(0.525877, 1e-6);
    }

    [Fact]
    public void Six_reports_in_three_weeks_where_one_and_a_bit_is_expected_signal_and_five_do_not()
    {
        Enumerable.Repeat(ControlChart.Step(2, 0.4), 3).Sum().ShouldBe((6 * Math.Log(3)) - 2.4, 1e-12);
        Enumerable.Repeat(ControlChart.Step(2, 0.4), 3).Sum().ShouldBeGreaterThan(ControlChart.Limit);
        (ControlChart.Step(2, 0.4) + ControlChart.Step(2, 0.4) + ControlChart.Step(1, 0.4)).ShouldBeLessThan(ControlChart.Limit);
    }

    [Fact]
    public void A_rise_is_over_after_four_weeks_that_bring_no_more_than_expected()
    {
        ControlChart.Of(monday, Weeks(2, 2, 1, 0, 0, 0)).Now.ShouldNotBeNull();
        var over = ControlChart.Of(monday, Weeks(2, 2, 1, 0, 0, 0, 0));
        over.Now.ShouldBeNull();
        over.Points[^1].ShouldSatisfyAllConditions(p => p.Level.ShouldBe(0), p => p.Signal.ShouldBeFalse());
        // One report a week is more than expected here: it goes on.
        ControlChart.Of(monday, Weeks(2, 2, 1, 1, 1, 1, 1)).Now.ShouldNotBeNull();
    }

    [Fact]
    public void A_site_that_always_had_many_is_not_warned_of_for_as_many()
    {
        ControlChart.Of(monday, [.. Enumerable.Repeat(6, 80)]).Now.ShouldBeNull();
        ControlChart.Of(monday, [.. Enumerable.Repeat(6, 78), 16, 16]).Now.ShouldNotBeNull();
        ControlChart.Of(monday, [.. Enumerable.Repeat(6, 78), 0, 0]).Now.ShouldBeNull();
    }

    [Fact]
    public void Never_reported_before_four_reports_signal_and_three_do_not()
    {
        ControlChart.Of(monday, [.. new int[79], 3]).Now.ShouldBeNull();
        ControlChart.Of(monday, [.. new int[79], 4]).Now.ShouldNotBeNull();
    }

    [Fact]
    public void A_week_begins_on_monday_and_counts_are_not_negative()
    {
        Should.Throw<ArgumentException>(() => ControlChart.Of(monday.AddDays(1), [1]));
        Should.Throw<ArgumentException>(() => ControlChart.Of(monday, [-1]));
        Enumerable.Range(0, 7).Select(d => ControlChart.MondayOf(monday.AddDays(d))).Distinct().ShouldBe([monday]);
        ControlChart.MondayOf(monday.AddDays(-1)).ShouldBe(monday.AddDays(-7));
    }

    private static readonly Arbitrary<int[]> counts = Gen.Frequency((6, Gen.Constant(0)), (3, Gen.Constant(1)), (1, Gen.Choose(2, 9))).ArrayOf(110).ToArbitrary();

    [Fact]
    public void What_comes_later_never_changes_what_was_said_of_a_week() => Prop.ForAll(counts, all =>
        Enumerable.Range(0, all.Length).All(n => ControlChart.Of(monday, all[..n]).Points.SequenceEqual(ControlChart.Of(monday, all).Points.Take(n)))).QuickCheckThrowOnFailure();

    [Fact]
    public void One_report_more_in_the_newest_week_never_ends_a_signal_and_never_lowers_the_level() => Prop.ForAll(counts, all =>
    {
        if (all.Length == 0) return true;
        var (less, more) = (ControlChart.Of(monday, all), ControlChart.Of(monday, [.. all[..^1], all[^1] + 1]));
        return more.Points[^1].Level >= less.Points[^1].Level && (less.Now is null || more.Now is not null);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_signal_names_at_least_four_reports_and_more_than_expected() => Prop.ForAll(counts, all =>
        ControlChart.Of(monday, all).Now is not { } now || (now.Reports >= 4 && now.Weeks >= 1 && now.Since.AddDays(7 * (now.Weeks - 1)) == monday.AddDays(7 * (all.Length - 1))))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.05, 1000, 75), InlineData(0.2, 450, 20), InlineData(0.5, 350, 9), InlineData(1, 260, 5), InlineData(2, 200, 3.5), InlineData(5, 260, 2)]
    public void False_signals_are_years_apart_and_a_tripled_rate_is_seen_in_weeks(double expected, double leastBetweenFalse, double mostUntilSeen)
    {
        MeanRun(expected, expected, 400).ShouldBeGreaterThan(leastBetweenFalse);
        MeanRun(expected, 3 * expected, 400).ShouldBeLessThan(mostUntilSeen);
    }

    // Mean number of weeks until the limit, with a chance that is the same at every run of the tests.
    private static double MeanRun(double expected, double rate, int runs)
    {
        ulong state = 20260105;
        double Chance() => ((state = (state * 6364136223846793005) + 1442695040888963407) >> 11) / (double)(1UL << 53);
        int Poisson()
        {
            var (limit, product, count) = (Math.Exp(-rate), Chance(), 0);
            for (; product > limit; count++) product *= Chance();
            return count;
        }
        var weeks = 0L;
        for (var run = 0; run < runs; run++)
            for (var level = 0.0; level < ControlChart.Limit; weeks++) level = Math.Max(0, level + ControlChart.Step(Poisson(), expected));
        return weeks / (double)runs;
    }
}
