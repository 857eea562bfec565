using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Cases;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Days at a place: weekends, holidays, month ends, leap days, nights in which clocks are changed.</summary>
public class CalendarTests
{
    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
    private static WorkCalendar With(string zone = "Asia/Bangkok", params string[] holidays) => WorkCalendar.Plain with { TimeZone = zone, Holidays = holidays.Select(Day).ToHashSet() };

    [Theory]
    // Rules, section 7 and R1: the ends of months and leap days.
    [InlineData("2024-01-31", 1, TermUnit.Months, "2024-02-29")]
    [InlineData("2023-01-31", 1, TermUnit.Months, "2023-02-28")]
    [InlineData("2024-01-31", 3, TermUnit.Months, "2024-04-30")]
    [InlineData("2024-01-31", 6, TermUnit.Months, "2024-07-31")]
    [InlineData("2024-08-31", 6, TermUnit.Months, "2025-02-28")]
    [InlineData("2024-01-31", 12, TermUnit.Months, "2025-01-31")]
    [InlineData("2024-02-29", 1, TermUnit.Years, "2025-02-28")]
    [InlineData("2024-02-29", 4, TermUnit.Years, "2028-02-29")]
    [InlineData("2024-05-10", 14, TermUnit.CalendarDays, "2024-05-24")]
    [InlineData("2024-02-28", 1, TermUnit.CalendarDays, "2024-02-29")]
    [InlineData("2024-12-31", 1, TermUnit.CalendarDays, "2025-01-01")]
    // 2024-04-12 is a Friday.
    [InlineData("2024-04-12", 1, TermUnit.BusinessDays, "2024-04-15")]
    [InlineData("2024-04-12", 5, TermUnit.BusinessDays, "2024-04-19")]
    [InlineData("2024-04-13", 1, TermUnit.BusinessDays, "2024-04-15")]
    [InlineData("2024-04-12", 0, TermUnit.BusinessDays, "2024-04-12")]
    public void D1_D2_R1_terms_end_on_their_day(string start, int count, TermUnit unit, string end) => With().EndOf(Day(start), count, unit, []).ShouldBe(Day(end));

    [Fact]
    public void Holidays_count_for_working_days_alone()
    {
        var songkran = With("Asia/Bangkok", "2024-04-15", "2024-04-16", "2024-04-13");
        songkran.EndOf(Day("2024-04-12"), 1, TermUnit.BusinessDays, []).ShouldBe(Day("2024-04-17"));
        songkran.EndOf(Day("2024-04-12"), 1, TermUnit.CalendarDays, []).ShouldBe(Day("2024-04-13"));
    }

    [Fact]
    public void Days_off_are_those_of_the_country()
    {
        var dhaka = With("Asia/Dhaka") with { DaysOff = new HashSet<DayOfWeek> { DayOfWeek.Friday, DayOfWeek.Saturday } };
        dhaka.EndOf(Day("2024-04-11"), 1, TermUnit.BusinessDays, []).ShouldBe(Day("2024-04-14"));
        dhaka.IsWorkday(Day("2024-04-14")).ShouldBeTrue();
    }

    [Theory]
    // The last hour of a day at the place, and the first of the next; zones east and west of Greenwich, with and without clocks that are changed.
    [InlineData("Asia/Bangkok", "2024-06-30T16:59:59Z", "2024-06-30")]
    [InlineData("Asia/Bangkok", "2024-06-30T17:00:00Z", "2024-07-01")]
    [InlineData("Asia/Kathmandu", "2024-06-30T18:14:59Z", "2024-06-30")]
    [InlineData("Asia/Kathmandu", "2024-06-30T18:15:00Z", "2024-07-01")]
    [InlineData("America/New_York", "2024-03-10T04:59:59Z", "2024-03-09")]
    [InlineData("America/New_York", "2024-03-11T03:59:59Z", "2024-03-10")]
    [InlineData("America/New_York", "2024-03-11T04:00:00Z", "2024-03-11")]
    [InlineData("America/New_York", "2024-11-04T04:59:59Z", "2024-11-03")]
    [InlineData("America/New_York", "2024-11-04T05:00:00Z", "2024-11-04")]
    public void A_day_begins_at_midnight_of_the_place(string zone, string instant, string day)
    {
        var at = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
        With(zone).DayOf(at).ShouldBe(Day(day));
        var clock = new ClockFacts(Day(day), null, null, null, null, null, zone);
        ClockRules.Of(clock, at).ShouldBe(ClockStanding.DueToday);
        ClockRules.Of(clock with { DueOn = Day(day).AddDays(-1) }, at).ShouldBe(ClockStanding.Overdue);
        ClockRules.Of(clock with { DueOn = Day(day).AddDays(1) }, at).ShouldBe(ClockStanding.Running);
    }

    [Theory]
    [InlineData("America/New_York", "2024-03-10", 23)]
    [InlineData("America/New_York", "2024-11-03", 25)]
    [InlineData("America/New_York", "2024-07-01", 24)]
    [InlineData("Asia/Bangkok", "2024-03-10", 24)]
    // Midnight that does not exist, and midnight that comes twice.
    [InlineData("Asia/Beirut", "2024-03-31", 23)]
    [InlineData("America/Havana", "2024-11-03", 25)]
    public void Daylight_saving_makes_a_day_shorter_or_longer_and_loses_none(string zone, string day, int hours)
    {
        var calendar = With(zone);
        (calendar.BeginningOf(Day(day).AddDays(1)) - calendar.BeginningOf(Day(day))).TotalHours.ShouldBe(hours);
        calendar.DayOf(calendar.BeginningOf(Day(day))).ShouldBe(Day(day));
        calendar.DayOf(calendar.BeginningOf(Day(day)).AddTicks(-1)).ShouldBe(Day(day).AddDays(-1));
    }

    [Fact]
    public void A_pause_moves_the_last_day_by_the_days_it_stood()
    {
        var start = Day("2024-02-01");
        DateOnly End(params PausedDays[] pauses) => With().EndOf(start, 14, TermUnit.CalendarDays, pauses);
        End().ShouldBe(Day("2024-02-15"));
        End(new PausedDays(Day("2024-02-05"), Day("2024-02-08"))).ShouldBe(Day("2024-02-18"));
        End(new PausedDays(Day("2024-02-01"), Day("2024-02-04"))).ShouldBe(Day("2024-02-18"));
        End(new PausedDays(Day("2024-01-20"), Day("2024-02-04"))).ShouldBe(Day("2024-02-18"));
        // On the last day itself: time is left afterwards.
        End(new PausedDays(Day("2024-02-15"), Day("2024-02-20"))).ShouldBe(Day("2024-02-20"));
        End(new PausedDays(Day("2024-02-05"), Day("2024-02-05"))).ShouldBe(Day("2024-02-15"));
        // One that lasts takes nothing out yet; one that came after the last day changes nothing.
        End(new PausedDays(Day("2024-02-05"), null)).ShouldBe(Day("2024-02-15"));
        End(new PausedDays(Day("2024-02-20"), Day("2024-03-20"))).ShouldBe(Day("2024-02-15"));
        // Over the end of a leap February.
        End(new PausedDays(Day("2024-02-10"), Day("2024-03-10"))).ShouldBe(Day("2024-03-15"));
    }

    private enum Happening { Pause, Holiday, Extension, DayOff }

    private static readonly Arbitrary<((int Start, int Count, int Unit, int Severity) Clock, (int What, int At, int Length)[] Acts)> sequences = (
        from start in Gen.Choose(735000, 745000) from count in Gen.Choose(0, 60) from unit in Gen.Choose(0, 3) from severity in Gen.Choose(0, 3)
        from acts in (from what in Gen.Choose(0, 3) from at in Gen.Choose(-10, 120) from length in Gen.Choose(0, 30) select (what, at, length)).ArrayOf(12)
        select ((start, count, unit, severity), acts)).ToArbitrary();

    [Fact]
    public void Due_dates_never_move_backwards_under_any_sequence_of_pauses_extensions_and_holidays() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(sequences, x =>
    {
        var (start, unit, severity) = (DateOnly.FromDayNumber(x.Clock.Start), (TermUnit)x.Clock.Unit, (Severity)x.Clock.Severity);
        var count = unit is TermUnit.Months or TermUnit.Years ? x.Clock.Count % 14 : x.Clock.Count;
        var (calendar, pauses, further) = (With(), new List<PausedDays>(), 0);
        var settings = CaseSettings.Default with { ResponseUnit = unit is TermUnit.BusinessDays ? unit : TermUnit.CalendarDays };
        (DateOnly End, ClockDays Days) Now() => (calendar.EndOf(start, count, unit, pauses, further), ClockRules.Response(start, settings, severity, false, calendar, pauses, further));
        var before = Now();
        before.End.ShouldBeGreaterThanOrEqualTo(start);
        foreach (var (what, at, length) in x.Acts)
        {
            switch ((Happening)what)
            {
                // A pause begins and later goes on: both in turn.
                case Happening.Pause:
                    pauses.Add(new(start.AddDays(at), null));
                    Now().ShouldBe(before);
                    pauses[^1] = pauses[^1] with { Until = start.AddDays(at + length) };
                    break;
                case Happening.Extension: further += length; break;
                case Happening.Holiday: calendar = calendar with { Holidays = calendar.Holidays.Append(start.AddDays(at)).ToHashSet() }; break;
                case Happening.DayOff: if (calendar.DaysOff.Count < 5) calendar = calendar with { DaysOff = calendar.DaysOff.Append((DayOfWeek)(length % 7)).ToHashSet() }; break;
            }
            var after = Now();
            after.End.ShouldBeGreaterThanOrEqualTo(before.End);
            after.Days.DueOn.ShouldBeGreaterThanOrEqualTo(before.Days.DueOn);
            after.Days.RemindOn!.Value.ShouldBeGreaterThanOrEqualTo(before.Days.RemindOn!.Value);
            after.Days.EscalateOn!.Value.ShouldBeGreaterThanOrEqualTo(before.Days.EscalateOn!.Value);
            after.Days.BuyerOn!.Value.ShouldBeGreaterThanOrEqualTo(before.Days.BuyerOn!.Value);
            before = after;
        }
        return true;
    }));

    [Fact]
    public void A_pause_within_the_term_adds_exactly_its_days() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
        (from start in Gen.Choose(735000, 745000) from count in Gen.Choose(2, 60) from at in Gen.Choose(0, 60) from length in Gen.Choose(0, 90) select (start, count, at, length)).ToArbitrary(), x =>
    {
        var start = DateOnly.FromDayNumber(x.start);
        var from = start.AddDays(x.at % (x.count + 1));
        return With().EndOf(start, x.count, TermUnit.CalendarDays, [new(from, from.AddDays(x.length))]) == start.AddDays(x.count + x.length);
    }));

    [Fact]
    public void What_is_paused_is_not_overdue_and_what_came_late_says_so()
    {
        var (day, later) = (Day("2024-02-15"), new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var clock = new ClockFacts(day, null, null, null, null, null, "Asia/Bangkok");
        ClockRules.Of(clock, later).ShouldBe(ClockStanding.Overdue);
        ClockRules.Of(clock with { PausedOn = day }, later).ShouldBe(ClockStanding.Paused);
        ClockRules.Of(clock with { EndedOn = day.AddDays(3) }, later).ShouldBe(ClockStanding.Stopped);
        ClockRules.Of(clock with { MetOn = day }, later).ShouldBe(ClockStanding.Met);
        ClockRules.Of(clock with { MetOn = day.AddDays(1), PausedOn = day }, later).ShouldBe(ClockStanding.MetLate);
    }

    [Fact]
    public void Numbers_are_those_of_the_severity_where_it_has_its_own()
    {
        CaseSettings.Default.For(Severity.Low).ShouldBe(new Terms(7, 14, 30, 14, 60));
        CaseSettings.Default.For(Severity.High).ShouldBe(new Terms(7, 14, 30, 7, 30));
        CaseSettings.Default.For(Severity.Critical).ShouldBe(new Terms(7, 14, 30, 3, 14));
        var wrong = CaseSettings.Default with { BySeverity = new Dictionary<Severity, SeverityTerms> { [Severity.High] = new() { EscalateDays = 3, BuyerDays = 0 } } };
        wrong.WhyNot().Select(r => (r.Code, r.Field)).ShouldBe([("settings.too-small", "bySeverity.high.buyerDays"), ("settings.out-of-order", "bySeverity.high.escalateDays"), ("settings.out-of-order", "bySeverity.high.buyerDays")]);
        SettingsNumbers.Of(CaseSettings.Default).Settings(1, "OpenILM", DateOnly.MinValue).WhyNot().ShouldBeEmpty();
    }

    [Fact]
    public void A_list_of_holidays_tells_every_row_that_cannot_be_read()
    {
        KeepCalendar.Parse("country,day,name,source\nTH,2026-04-13,\"Songkran, first day\",Gazette\n\nTH,2026-04-14,Songkran,\n").Rows.Select(r => (r.Country, r.Holiday.Day, r.Holiday.Name))
            .ShouldBe([("TH", Day("2026-04-13"), "Songkran, first day"), ("TH", Day("2026-04-14"), "Songkran")]);
        KeepCalendar.Parse("country,name\nTH,x").Wrong.ShouldBe([new KeepCalendar.ColumnMissing("day")]);
        KeepCalendar.Parse("day,name,country\n2026-13-01,x,TH\n2026-04-13,,THA").Wrong
            .ShouldBe([new KeepCalendar.RowWrong(2, "day"), new KeepCalendar.RowWrong(3, "country"), new KeepCalendar.RowWrong(3, "name")]);
    }
}
