using OpenIlm.Kernel;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice;

public sealed class LogContactTests
{
    private static LogContact.Input ACall() => new() { Channel = "hotline", Language = "km", Text = "She said ..." };

    [Theory]
    [InlineData("HOTLINE")]
    [InlineData("sms")]
    [InlineData("InPerson")]
    public void Every_channel_of_the_list_is_taken_in_either_case(string channel) => LogContact.WhyNot(ACall() with { Channel = channel }).ShouldBeEmpty();

    [Theory]
    [InlineData(null, "input.required")]
    [InlineData("pigeon", "input.not-a-choice")]
    public void A_contact_names_how_it_came(string? channel, string code) =>
        LogContact.WhyNot(ACall() with { Channel = channel }).Select(r => (r.Field, r.Code)).ShouldBe([("channel", code)]);

    [Fact]
    public void Consent_taken_by_a_handler_is_spoken_or_written_never_from_the_web() =>
        LogContact.WhyNot(ACall() with { Consent = new() { Level = ConsentLevel.Summary, How = "web" } }).Select(r => r.Field).ShouldBe(["consent.how"]);

    [Theory]
    [InlineData("+66 (0)81", null)]
    [InlineData("+66 81 234 5678", "+66812345678")]
    [InlineData("0066-81-234-5678", "+66812345678")]
    [InlineData("+၆၆ ၈၁ ၂၃၄ ၅၆၇၈", "+66812345678")]
    [InlineData("081 234 5678", null)]
    [InlineData("call my sister", null)]
    [InlineData("+0 81 234 567", null)]
    [InlineData(null, null)]
    public void A_phone_number_is_indexed_only_where_it_names_its_country(string? typed, string? expected) => PhoneNumbers.ToE164(typed).ShouldBe(expected);
}
