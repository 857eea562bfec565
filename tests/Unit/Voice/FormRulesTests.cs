using OpenIlm.Sealing;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice;

public sealed class FormRulesTests
{
    private static readonly DateTimeOffset issued = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private static readonly VoiceOptions options = new();

    private static FormClaims AForm() => new(Guid.NewGuid(), new byte[32], issued, Guid.NewGuid(), "my");

    [Theory]
    [InlineData(0, FormStanding.TooYoung)]
    [InlineData(19.9, FormStanding.TooYoung)]
    [InlineData(20, FormStanding.Ready)]
    [InlineData(3600, FormStanding.Ready)]
    [InlineData(3601, FormStanding.Expired)]
    [InlineData(-5, FormStanding.TooYoung)]
    public void A_form_is_taken_from_twenty_seconds_to_an_hour_of_age(double seconds, FormStanding expected) =>
        FormRules.Judge(AForm(), sameReceipt: true, issued.AddSeconds(seconds), options).ShouldBe(expected);

    [Fact]
    public void A_form_of_another_receipt_or_an_altered_one_is_never_ready()
    {
        FormRules.Judge(AForm(), sameReceipt: false, issued.AddMinutes(1), options).ShouldBe(FormStanding.NotThisForm);
        FormRules.Judge(null, sameReceipt: false, issued.AddMinutes(1), options).ShouldBe(FormStanding.NotThisForm);
    }

    [Fact]
    public void A_young_form_says_how_many_seconds_to_wait()
    {
        var form = AForm();
        var now = issued.AddSeconds(12.5);
        FormRules.WhyNot(FormStanding.TooYoung, form, now, options).ShouldBe(new FormRules.TooYoung(8));
    }

    [Theory]
    [InlineData(FormStanding.Expired, "form.expired")]
    [InlineData(FormStanding.NotThisForm, "form.invalid")]
    public void Every_other_fault_is_about_the_form_state(FormStanding standing, string code)
    {
        var reason = FormRules.WhyNot(standing, null, issued, options);
        reason.ShouldNotBeNull();
        (reason.Code, reason.Field).ShouldBe((code, "formState"));
    }

    [Fact]
    public void A_ready_form_has_nothing_against_it() => FormRules.WhyNot(FormStanding.Ready, AForm(), issued, options).ShouldBeNull();

    [Fact]
    public void The_least_age_is_an_option_of_the_network() =>
        FormRules.Judge(AForm(), true, issued, options with { MinimumFormAge = TimeSpan.Zero }).ShouldBe(FormStanding.Ready);
}
