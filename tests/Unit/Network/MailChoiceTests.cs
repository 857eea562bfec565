using OpenIlm.Network;

namespace OpenIlm.Tests.Unit.Network;

public sealed class MailChoiceTests
{
    [Theory]
    [InlineData(3, null, null, false)]
    [InlineData(22, 22, 6, true)]
    [InlineData(3, 22, 6, true)]
    [InlineData(5, 22, 6, true)]
    [InlineData(6, 22, 6, false)]
    [InlineData(21, 22, 6, false)]
    [InlineData(13, 12, 14, true)]
    [InlineData(14, 12, 14, false)]
    [InlineData(11, 12, 14, false)]
    public void Quiet_hours_may_go_over_midnight(int hour, int? from, int? until, bool quiet) => MailChoice.IsQuiet(hour, from, until).ShouldBe(quiet);

    [Theory]
    [InlineData(8, "Asia/Bangkok", null, null, new string[0])]
    [InlineData(24, "Asia/Bangkok", null, null, new[] { "mail-choice.not-an-hour" })]
    [InlineData(8, " ", null, null, new[] { "input.required" })]
    [InlineData(8, "UTC", 22, null, new[] { "mail-choice.both-hours" })]
    [InlineData(8, "UTC", 6, 6, new[] { "mail-choice.no-hour-left" })]
    public void What_cannot_be_kept_says_why(int hour, string zone, int? from, int? until, string[] reasons) =>
        MailChoice.WhyNot(new MailChoice.Input(true, true, hour, zone, from, until)).Select(r => r.Code).ShouldBe(reasons);

    [Fact]
    public void What_is_of_one_kind_on_one_day_stands_together_danger_first()
    {
        var day = new DateOnly(2026, 3, 10);
        ReadNotifications.NotificationView Told(long id, string kind, int days = 0, bool read = false) => new(id, kind, "case", Guid.NewGuid(), day.AddDays(days), read);
        var groups = ReadNotifications.Grouped([Told(9, "case.received"), Told(8, "case.danger"), Told(7, "case.received", read: true), Told(3, "case.received", -1)]);
        groups.Select(g => (g.Kind, g.All.Count)).ShouldBe([("case.danger", 1), ("case.received", 2), ("case.received", 1)]);
        groups[1].Ids.ShouldBe("9");
        groups[1].Read.ShouldBeFalse();
    }
}
