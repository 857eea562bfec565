using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice.Gateways;

/// <summary>Vectors of the providers' own documents and programs (shared data, README), and of openssl for those who publish none.</summary>
public sealed class SignaturesTests
{
    private static readonly KeyValuePair<string, string>[] call =
        [new("CallSid", "CA1234567890ABCDE"), new("Caller", "+14158675309"), new("Digits", "1234"), new("From", "+14158675309"), new("To", "+18005551212")];
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";

    [Fact]
    public void Twilio_signs_the_address_and_the_sorted_form() => Signatures.Twilio("12345", Url, call).ShouldBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");

    [Fact]
    public void The_order_in_which_a_form_arrives_does_not_matter() => Signatures.Twilio("12345", Url, call.Reverse()).ShouldBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");

    [Fact]
    public void A_value_that_stands_twice_under_one_name_is_taken_once() => Signatures.Twilio("12345", Url, [.. call, call[2]]).ShouldBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=3", "12345", "1234")]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", "12345", "1234")]
    [InlineData(Url, "12346", "1234")]
    [InlineData(Url, "12345", "1235")]
    public void Another_address_secret_or_field_is_another_signature(string url, string token, string digits) =>
        Signatures.Twilio(token, url, call.Select(f => f.Key == "Digits" ? new(f.Key, digits) : f)).ShouldNotBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");

    [Fact]
    public void Line_signs_the_body() => Signatures.Line("test_secret", "{\"hello\":\"world\"}"u8).ShouldBe("t7Hn4ZDHqs6e+wdvI5TyQIvzie0DmMUmuXEBqyyE/tM=");

    [Fact]
    public void WhatsApp_and_Viber_sign_the_body_in_hex()
    {
        // The same hash as LINE's vector, in another spelling.
        var hex = Convert.ToHexStringLower(Convert.FromBase64String("t7Hn4ZDHqs6e+wdvI5TyQIvzie0DmMUmuXEBqyyE/tM="));
        Signatures.WhatsApp("test_secret", "{\"hello\":\"world\"}"u8).ShouldBe("sha256=" + hex);
        Signatures.Viber("test_secret", "{\"hello\":\"world\"}"u8).ShouldBe(hex);
    }

    // printf '1700000000.{"hello":"world"}' | openssl dgst -sha256 -hmac test_secret
    [Fact]
    public void A_letter_is_signed_with_its_instant() => Signatures.Email("test_secret", "1700000000", "{\"hello\":\"world\"}"u8).ShouldBe("a5d9de1d23a233e086ce2cd0940311c91c3039e7d92c0d96a82fda4881746747");

    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abd", "abc", false)]
    [InlineData("ab", "abc", false)]
    [InlineData("", "abc", false)]
    [InlineData(null, "abc", false)]
    [InlineData("", "", false)]
    public void Nothing_is_the_same_as_nothing_expected(string? given, string expected, bool same) => Signatures.Same(given, expected).ShouldBe(same);
}
