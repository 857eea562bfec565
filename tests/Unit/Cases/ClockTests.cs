using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Unit.Cases;

/// <summary>Rules C9, C10 and C11, and what the worker is promised.</summary>
public class ClockTests
{
    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void C9_the_handler_is_reminded_thirty_days_after_the_report_of_the_action()
    {
        ClockRules.Validation(Day("2024-01-31"), CaseSettings.Default, WorkCalendar.Plain, []).ShouldBe(new ClockDays(Day("2024-03-01"), Day("2024-03-01")));
        ClockRules.Validation(Day("2024-01-31"), CaseSettings.Default with { ValidationReminderDays = 10 }, WorkCalendar.Plain, []).RemindOn.ShouldBe(Day("2024-02-10"));
    }

    [Fact]
    public void C9_time_closes_nothing() => IssueFlow.FollowOn(IssueState.AwaitingValidation, Issues.ConfirmedByWorker).ShouldBeNull();

    [Theory]
    [InlineData(null, false, EscalationLevel.PrimaryFocalPoint)]
    [InlineData(null, true, EscalationLevel.EscalationFocalPoint)]
    [InlineData(EscalationLevel.PrimaryFocalPoint, false, EscalationLevel.EscalationFocalPoint)]
    [InlineData(EscalationLevel.PrimaryFocalPoint, true, EscalationLevel.EscalationFocalPoint)]
    [InlineData(EscalationLevel.EscalationFocalPoint, false, EscalationLevel.Buyer)]
    [InlineData(EscalationLevel.EscalationFocalPoint, true, EscalationLevel.Buyer)]
    [InlineData(EscalationLevel.Buyer, false, null)]
    [InlineData(EscalationLevel.Buyer, true, null)]
    public void C10_escalation_goes_up_one_level_at_a_time_and_serious_issues_skip_the_first(EscalationLevel? current, bool serious, EscalationLevel? next) =>
        EscalationOrder.Next(current, serious).ShouldBe(next);

    [Theory]
    [InlineData(Severity.Low, false, false)]
    [InlineData(Severity.Medium, false, false)]
    [InlineData(Severity.High, false, true)]
    [InlineData(Severity.Critical, false, true)]
    [InlineData(Severity.Low, true, true)]
    public void C10_serious_is_high_or_critical(Severity severity, bool critical, bool serious) => EscalationOrder.IsSerious(severity, critical).ShouldBe(serious);

    [Fact]
    public void C11_silence_reminds_on_day_7_escalates_on_14_and_tells_the_buyer_on_30()
    {
        var released = Day("2024-02-01");
        ClockDays Of(Severity severity, bool critical = false) => ClockRules.Response(released, CaseSettings.Default, severity, critical, WorkCalendar.Plain, []);
        Of(Severity.Medium).ShouldBe(new(Day("2024-02-14"), Day("2024-02-08"), Day("2024-02-15"), Day("2024-03-02")));
        EscalationLevel? On(int day, bool serious = false) => ClockRules.LevelReached(Of(serious ? Severity.High : Severity.Medium), released.AddDays(day));
        On(6).ShouldBeNull();
        On(7).ShouldBe(EscalationLevel.PrimaryFocalPoint);
        On(13).ShouldBe(EscalationLevel.PrimaryFocalPoint);
        On(14).ShouldBe(EscalationLevel.EscalationFocalPoint);
        On(29).ShouldBe(EscalationLevel.EscalationFocalPoint);
        On(30).ShouldBe(EscalationLevel.Buyer);
        // C10: serious issues go straight to the escalation focal point.
        On(0, serious: true).ShouldBe(EscalationLevel.EscalationFocalPoint);
        Of(Severity.Critical).ShouldBe(new(Day("2024-02-02"), Day("2024-02-08"), released, Day("2024-03-02")));
        Of(Severity.Low, critical: true).DueOn.ShouldBe(Day("2024-02-02"));
    }

    [Fact]
    public void C11_nobody_is_taken_further_on_a_day_that_was_promised() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(days, x =>
    {
        var planned = ClockRules.Response(DateOnly.FromDayNumber(x.A), CaseSettings.Default, Severity.Medium, false, WorkCalendar.Plain, []);
        return planned.EscalateOn > planned.DueOn && planned.BuyerOn > planned.EscalateOn && planned.RemindOn <= planned.DueOn;
    }));

    [Fact]
    public void C11_a_critical_issue_is_acted_upon_within_24_hours()
    {
        var at = new DateTimeOffset(2024, 2, 28, 22, 30, 0, TimeSpan.Zero);
        ClockRules.CriticalDueAt(at, CaseSettings.Default).ShouldBe(new DateTimeOffset(2024, 2, 29, 22, 30, 0, TimeSpan.Zero));
        ClockRules.CriticalDueAt(at, CaseSettings.Default with { CriticalHours = 12 }).ShouldBe(new DateTimeOffset(2024, 2, 29, 10, 30, 0, TimeSpan.Zero));
        var clock = new ClockFacts(Day("2024-02-29"), ClockRules.CriticalDueAt(at, CaseSettings.Default), null, null, null, null, "Asia/Bangkok");
        ClockRules.Of(clock, at.AddHours(24)).ShouldBe(ClockStanding.Running);
        ClockRules.Of(clock, at.AddHours(24).AddSeconds(1)).ShouldBe(ClockStanding.Overdue);
        ClockRules.Of(clock with { MetOn = Day("2024-02-29"), MetAt = at.AddHours(25) }, at.AddDays(9)).ShouldBe(ClockStanding.MetLate);
        ClockRules.CanWait(ClockKind.Critical).ShouldBeFalse();
        ClockRules.CanWait(ClockKind.Read).ShouldBeFalse();
    }

    [Fact]
    public void C11_the_numbers_in_force_are_the_last_version_that_has_begun()
    {
        CaseSettings[] versions = [new(2, "Ma Ma", Day("2024-06-01")) { RemindDays = 5 }, new(3, "Ma Ma", Day("2025-01-01")) { RemindDays = 3 }];
        CaseSettings.InForce(versions, Day("2024-05-31")).ShouldBe(CaseSettings.Default);
        CaseSettings.InForce(versions, Day("2024-06-01")).Version.ShouldBe(2);
        CaseSettings.InForce(versions, Day("2025-03-01")).Version.ShouldBe(3);
    }

    [Fact]
    public void C11_numbers_that_make_no_sense_are_refused_all_at_once()
    {
        CaseSettings.Default.WhyNot().ShouldBeEmpty();
        (CaseSettings.Default with { Author = " ", RemindDays = 20, EscalateDays = 10, BuyerDays = 0 }).WhyNot().Select(r => (r.Code, r.Field)).ShouldBe(
        [
            ("settings.author-missing", "author"), ("settings.too-small", "buyerDays"), ("settings.out-of-order", "escalateDays"), ("settings.out-of-order", "buyerDays"),
        ]);
        (CaseSettings.Default with { ConfirmingShare = new(1, 2) }).WhyNot().Codes().ShouldBe(["settings.share-out-of-range"]);
        (CaseSettings.Default with { ConfirmingShare = new(4, 3) }).WhyNot().Codes().ShouldBe(["settings.share-out-of-range"]);
        (CaseSettings.Default with { DaysOff = Enum.GetValues<DayOfWeek>().ToHashSet() }).WhyNot().Codes().ShouldBe(["settings.no-working-day"]);
    }

    [Theory]
    // 2024-03-08 is a Friday.
    [InlineData("2024-03-08", Danger.None, "2024-03-13")]
    [InlineData("2024-03-09", Danger.None, "2024-03-13")]
    [InlineData("2024-03-10", Danger.None, "2024-03-13")]
    [InlineData("2024-03-11", Danger.None, "2024-03-14")]
    [InlineData("2024-03-08", Danger.InDanger, "2024-03-09")]
    [InlineData("2024-03-08", Danger.Punished, "2024-03-09")]
    public void A_report_is_read_the_next_day_when_there_is_danger_and_else_in_three_working_days(string received, Danger danger, string by) =>
        WaitingPromise.ReadBy(Day(received), danger, CaseSettings.Default, WorkCalendar.Plain).ShouldBe(Day(by));

    [Fact]
    public void Working_days_are_those_of_the_organization() =>
        WaitingPromise.ReadBy(Day("2024-03-08"), Danger.None, CaseSettings.Default with { ReadWorkingDays = 2 }, WorkCalendar.Plain with { DaysOff = new HashSet<DayOfWeek> { DayOfWeek.Saturday } })
            .ShouldBe(Day("2024-03-11"));

    private static readonly Arbitrary<(int A, int B, int Danger)> days =
        (from a in Gen.Choose(700000, 760000) from gap in Gen.Choose(0, 400) from danger in Gen.Choose(0, 2) select (a, a + gap, danger)).ToArbitrary();

    [Fact]
    public void Due_dates_never_move_backwards_and_never_lie_before_their_start() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(days, x =>
    {
        var (early, late) = (DateOnly.FromDayNumber(x.A), DateOnly.FromDayNumber(x.B));
        Func<DateOnly, DateOnly>[] clocks =
        [
            d => ClockRules.Validation(d, CaseSettings.Default, WorkCalendar.Plain, []).DueOn,
            d => Silence(d).RemindOn!.Value,
            d => Silence(d).EscalateOn!.Value,
            d => Silence(d).BuyerOn!.Value,
            d => WaitingPromise.ReadBy(d, (Danger)x.Danger, CaseSettings.Default, WorkCalendar.Plain),
            d => ReleaseTiming.Decide(false, false, d).On,
        ];
        foreach (var due in clocks)
        {
            due(early).ShouldBeGreaterThan(early);
            due(late).ShouldBeGreaterThanOrEqualTo(due(early));
        }
        // The longer the silence, the higher the level.
        foreach (var serious in new[] { true, false })
            Nullable.Compare(ClockRules.LevelReached(Silence(early, serious), late), ClockRules.LevelReached(Silence(early, serious), late.AddDays(1))).ShouldBeLessThanOrEqualTo(0);
        return true;
    }));

    private static ClockDays Silence(DateOnly released, bool serious = false) =>
        ClockRules.Response(released, CaseSettings.Default, serious ? Severity.High : Severity.Low, false, WorkCalendar.Plain, []);

    [Theory]
    [InlineData("2024-03-10", "2024-03-11")]
    [InlineData("2024-03-11", "2024-03-18")]
    [InlineData("2024-03-12", "2024-03-18")]
    public void A_packet_waits_for_the_next_weekly_batch(string today, string on)
    {
        ReleaseTiming.Decide(false, false, Day(today)).ShouldBe(new(false, Day(on)));
        ReleaseTiming.Decide(true, false, Day(today)).ShouldBe(new(true, Day(today)));
        ReleaseTiming.Decide(false, true, Day(today)).ShouldBe(new(true, Day(today)));
    }

    [Fact]
    public void A_release_at_once_needs_a_critical_issue_the_reviewers_word_or_a_reason()
    {
        ReleaseTiming.WhyNotNow(false, false, " ").Select(r => (r.Code, r.Field)).ShouldBe([("share.timing-reason-missing", "reason")]);
        ReleaseTiming.WhyNotNow(true, false, null).ShouldBeEmpty();
        ReleaseTiming.WhyNotNow(false, true, null).ShouldBeEmpty();
        ReleaseTiming.WhyNotNow(false, false, "The whole line stood still").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2024-03-10", "2024-03-04")]
    [InlineData("2024-03-11", "2024-03-11")]
    [InlineData("2024-03-17", "2024-03-11")]
    public void A_business_sees_the_week_of_an_earlier_date(string day, string week) => ReleaseTiming.WeekOf(Day(day)).ShouldBe(Day(week));

    [Fact]
    public void The_worker_reads_a_sentence_of_its_own_for_every_state()
    {
        var keys = Enum.GetValues<IssueState>().Select(WorkerView.StateKey).Concat(Enum.GetValues<CaseState>().Select(WorkerView.StateKey)).ToList();
        keys.ShouldBeUnique();
        keys.ShouldAllBe(k => k.StartsWith("state."));
        Enum.GetValues<IssueState>().Where(WorkerView.AwaitsHerAnswer).ShouldBe([IssueState.AwaitingValidation]);
    }
}
