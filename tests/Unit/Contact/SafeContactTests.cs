using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Unit.Contact;

/// <summary>Whether a worker may be reached now, this way, with this: the one rule for every sender.</summary>
public class SafeContactTests
{
    private static readonly DateTimeOffset tuesdayEvening = new(2026, 11, 24, 19, 30, 0, TimeSpan.FromHours(7));
    private static readonly SafeContactPlan evenings = new() { Hours = [OpeningHours.Read("MO-FR 19:00-21:00")!], TimeZone = "Asia/Bangkok" };

    private static IReadOnlyList<string> Codes(SafeContactPlan plan, DateTimeOffset? at = null, ContactWay way = ContactWay.Sms, OutgoingContent? content = null) =>
        [.. SafeContact.WhyNot(plan, at ?? tuesdayEvening, way, content ?? OutgoingContent.Nothing).Select(r => r.Code)];

    private static SafeContactPlan PlanOf(string what) => what switch
    {
        "nothing" => new(),
        "never" => new() { Never = true },
        "never call" => new() { NeverCall = true },
        "stopped" => new() { Stopped = true },
        "shared" => new() { SharedPhone = true },
        "line" => new() { Ways = [ContactWay.Line] },
        "line in words" => new() { WayInWords = "only Line" },
        "hours in words" => new() { HoursInWords = "after nine" },
        "evenings" => evenings,
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    [Theory]
    [InlineData("nothing", ContactWay.Sms, ""), InlineData("nothing", ContactWay.Call, "")]
    [InlineData("never", ContactWay.Sms, "message.never-contact"), InlineData("never", ContactWay.Call, "message.never-contact"), InlineData("never", ContactWay.Meeting, "message.never-contact")]
    [InlineData("never call", ContactWay.Call, "message.never-call"), InlineData("never call", ContactWay.Sms, "")]
    [InlineData("stopped", ContactWay.Line, "message.stopped"), InlineData("stopped", ContactWay.Email, "message.stopped"), InlineData("stopped", ContactWay.Call, ""), InlineData("stopped", ContactWay.Meeting, "")]
    [InlineData("shared", ContactWay.Sms, ""), InlineData("shared", ContactWay.Call, "")]
    [InlineData("line", ContactWay.Line, ""), InlineData("line", ContactWay.WhatsApp, "message.another-way"), InlineData("line", ContactWay.Call, "message.another-way")]
    [InlineData("line in words", ContactWay.Line, ""), InlineData("line in words", ContactWay.Sms, "message.another-way")]
    [InlineData("hours in words", ContactWay.Sms, "message.safe-hours"), InlineData("hours in words", ContactWay.Call, "message.safe-hours")]
    [InlineData("evenings", ContactWay.Sms, ""), InlineData("evenings", ContactWay.Call, "")]
    public void Each_wish_stands_against_what_it_is_about_and_nothing_else(string plan, ContactWay way, string expected) => string.Join(' ', Codes(PlanOf(plan), way: way)).ShouldBe(expected);

    [Theory]
    [InlineData("never"), InlineData("never call"), InlineData("stopped"), InlineData("shared"), InlineData("line"), InlineData("hours in words"), InlineData("evenings")]
    public void What_waits_behind_her_receipt_is_never_refused(string plan) =>
        Codes(PlanOf(plan), tuesdayEvening.AddHours(6), ContactWay.Receipt, new(Typed: true, Found: [HarmfulKind.Complaint])).ShouldBeEmpty();

    [Fact]
    public void Every_reason_is_told_at_once() => Codes(new() { Never = true, Stopped = true, Ways = [ContactWay.Line], Hours = evenings.Hours, TimeZone = evenings.TimeZone, SharedPhone = true }, tuesdayEvening.AddHours(4), ContactWay.Sms,
        new(Typed: true, Found: [HarmfulKind.Matter])).ShouldBe(["message.never-contact", "message.stopped", "message.another-way", "message.outside-safe-hours", "message.shared-phone", "message.confirm-harmless"]);

    [Theory]
    [InlineData(false, false, false, "message.harmful-words message.confirm-harmless")]
    [InlineData(false, true, false, "message.confirm-harmless")]
    [InlineData(false, true, true, "")]
    [InlineData(false, false, true, "message.harmful-words")]
    [InlineData(true, true, true, "message.shared-phone")]
    public void Words_that_tell_something_are_seen_and_kept_or_stay_here(bool shared, bool accepted, bool harmless, string expected) =>
        string.Join(' ', Codes(new() { SharedPhone = shared }, content: new(true, [HarmfulKind.Employer], accepted ? [HarmfulKind.Employer] : [], harmless))).ShouldBe(expected);

    [Fact]
    public void On_a_phone_of_others_empty_words_and_the_notice_may_go()
    {
        Codes(new() { SharedPhone = true }, content: new(true, [], [], Harmless: true)).ShouldBeEmpty();
        Codes(new() { SharedPhone = true }).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_found_later_has_not_been_seen() =>
        Codes(new(), content: new(true, [HarmfulKind.Complaint, HarmfulKind.Name], [HarmfulKind.Complaint], true)).ShouldBe(["message.harmful-words"]);

    [Fact]
    public void No_reason_repeats_her_words()
    {
        var told = SafeContact.WhyNot(new SafeContactPlan { WayInWords = "my sister Aye", HoursInWords = "after nine", CodeWord = "mango", Ways = [], Others = [new("Aye", MayHear.Nothing)] }, tuesdayEvening, ContactWay.Line, new(true))
            .SelectMany(r => r.Facts().Values).ToList();
        told.ShouldBeEmpty();
        evenings.ToString().ShouldBe("safe-contact plan");
    }

    [Fact]
    public void The_strictest_of_several_contacts_holds_and_each_reason_is_told_once() =>
        SafeContact.WhyNot([new() { Never = true }, new() { Never = true, NeverCall = true }, new()], tuesdayEvening, ContactWay.Call, OutgoingContent.Nothing).Select(r => r.Code).ShouldBe(["message.never-contact", "message.never-call"]);

    [Theory]
    [InlineData("2026-11-24T18:59:59+07:00", false), InlineData("2026-11-24T19:00:00+07:00", true), InlineData("2026-11-24T20:59:59+07:00", true), InlineData("2026-11-24T21:00:00+07:00", false)]
    [InlineData("2026-11-28T19:30:00+07:00", false), InlineData("2026-11-24T12:30:00Z", true)]
    public void An_hour_begins_and_ends_on_her_clock(string at, bool safe) => SafeContact.IsSafeHour(evenings, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(safe);

    [Fact]
    public void Outside_her_hours_it_says_when_it_is_safe_again()
    {
        var refused = (SafeContact.OutsideSafeHours)SafeContact.WhyNot(evenings, new DateTimeOffset(2026, 11, 27, 22, 0, 0, TimeSpan.FromHours(7)), ContactWay.Sms, OutgoingContent.Nothing).Single();
        refused.ShouldBe(new SafeContact.OutsideSafeHours(new DateOnly(2026, 11, 30), "19:00", "Asia/Bangkok"));
    }

    [Theory]
    [InlineData("SA 22:00-02:00", "2026-11-29T01:00:00+07:00", true)]
    [InlineData("SA 22:00-02:00", "2026-11-28T01:00:00+07:00", false)]
    [InlineData("SU 00:00-24:00", "2026-11-29T23:59:00+07:00", true)]
    [InlineData("SU 00:00-24:00", "2026-11-30T00:00:00+07:00", false)]
    public void A_span_may_run_past_midnight_and_belongs_to_the_day_on_which_it_began(string hours, string at, bool safe) =>
        SafeContact.IsSafeHour(evenings with { Hours = [OpeningHours.Read(hours)!] }, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(safe);

    // Berlin, 2026: forward on 29 March (02:00 to 03:00), back on 25 October (03:00 to 02:00).
    [Theory]
    [InlineData("SU 02:15-02:45", "2026-03-29T00:30:00Z", false, "2026-04-05T00:15:00Z")]
    [InlineData("SU 02:15-03:30", "2026-03-29T00:30:00Z", false, "2026-03-29T01:00:00Z")]
    [InlineData("SU 01:30-02:15", "2026-03-29T00:45:00Z", true, "2026-03-29T01:00:00Z")]
    [InlineData("SU 02:00-02:30", "2026-10-25T00:10:00Z", true, "2026-10-25T00:30:00Z")]
    [InlineData("SU 02:00-02:30", "2026-10-25T00:40:00Z", false, "2026-10-25T01:00:00Z")]
    [InlineData("SU 02:30-03:30", "2026-10-25T00:50:00Z", true, "2026-10-25T01:00:00Z")]
    [InlineData("SU 19:00-21:00", "2026-10-25T18:30:00Z", true, "2026-10-25T20:00:00Z")]
    [InlineData("SU 19:00-21:00", "2026-03-29T18:30:00Z", true, "2026-03-29T19:00:00Z")]
    public void When_the_clock_is_set_her_hours_stay_on_her_clock(string hours, string at, bool safe, string edge)
    {
        var plan = new SafeContactPlan { Hours = [OpeningHours.Read(hours)!], TimeZone = "Europe/Berlin" };
        var now = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        SafeContact.IsSafeHour(plan, now).ShouldBe(safe);
        (safe ? SafeContact.Until(plan, now) : SafeContact.Next(plan, now)?.At).ShouldBe(DateTimeOffset.Parse(edge, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_next_safe_moment_and_the_end_of_the_present_one_are_the_first_there_are()
    {
        string[] zones = ["Asia/Bangkok", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
        DateTimeOffset[] around = [new(2026, 3, 28, 0, 0, 0, TimeSpan.Zero), new(2026, 10, 24, 0, 0, 0, TimeSpan.Zero), new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 4, 4, 0, 0, 0, TimeSpan.Zero), new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero)];
        var spans = from day in Gen.Choose(0, 6) from begin in Gen.Choose(0, 95) from length in Gen.Choose(1, 60)
                    select new OpeningHours([(DayOfWeek)day], TimeOnly.MinValue.AddMinutes(begin * 15), TimeOnly.MinValue.AddMinutes((begin + length) % 96 * 15));
        var cases = from zone in Gen.Elements(zones) from start in Gen.Elements(around) from minutes in Gen.Choose(0, 72 * 60) from hours in spans.Where(s => s.Opens != s.Closes).ListOf(2)
                    select (Plan: new SafeContactPlan { Hours = [.. hours], TimeZone = zone }, Now: start.AddMinutes(minutes));
        Prop.ForAll(cases.ToArbitrary(), x =>
        {
            var safe = SafeContact.IsSafeHour(x.Plan, x.Now);
            var told = safe ? SafeContact.Until(x.Plan, x.Now) : SafeContact.Next(x.Plan, x.Now)?.At;
            // Another way to the same answer: look at every minute of two weeks.
            var found = Enumerable.Range(1, 9 * 24 * 60).Select(m => x.Now.AddMinutes(m)).Where(at => SafeContact.IsSafeHour(x.Plan, at) != safe).Cast<DateTimeOffset?>().FirstOrDefault();
            return told == found;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void What_was_sealed_before_there_were_plans_still_opens_and_says_the_same()
    {
        const string old = """{"name":"Aye","phone":"+66812345678","safeChannel":"Line","safeHours":"after nine","codeWord":"mango","neverContact":false}""";
        var who = JsonSerializer.Deserialize<WorkerIdentity>(old, Json.Compact)!;
        (who.Name, who.Plan).ShouldBe(("Aye", null));
        var plan = who.ContactPlan();
        (plan.WayInWords, plan.HoursInWords, plan.CodeWord, plan.Never).ShouldBe(("Line", "after nine", "mango", false));
        JsonSerializer.Deserialize<WorkerIdentity>("""{"neverContact":true}""", Json.Compact)!.ContactPlan().Never.ShouldBeTrue();
    }

    [Fact]
    public void A_plan_comes_back_from_the_file_as_it_was_kept()
    {
        var kept = evenings with { Ways = [ContactWay.Line, ContactWay.Call], CodeWord = "mango", SharedPhone = true, Others = [new("Aye", MayHear.CallAgain)], AskedOn = new DateOnly(2026, 11, 21), SayInstead = "the clinic" };
        var back = JsonSerializer.Deserialize<WorkerIdentity>(JsonSerializer.SerializeToUtf8Bytes(new WorkerIdentity { Plan = kept }, Json.Compact), Json.Compact)!.Plan!;
        back.Hours.ShouldBe(kept.Hours);
        back.Ways.ShouldBe(kept.Ways);
        back.Others.ShouldBe(kept.Others);
        (back.TimeZone, back.CodeWord, back.SharedPhone, back.AskedOn, back.SayInstead).ShouldBe((kept.TimeZone, kept.CodeWord, kept.SharedPhone, kept.AskedOn, kept.SayInstead));
    }
}
