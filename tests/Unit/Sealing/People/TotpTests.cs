using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.People;

public class TotpTests
{
    static readonly byte[] Seed = "12345678901234567890"u8.ToArray();
    static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 10, TimeSpan.Zero);
    static readonly long Step = Now.ToUnixTimeSeconds() / 30;

    static string Code(long step)
    {
        var digits = new byte[6];
        Totp.Code(Seed, step, digits);
        return string.Concat(digits);
    }

    [Theory]
    [InlineData(59, "287082"), InlineData(1111111109, "081804"), InlineData(1111111111, "050471"), InlineData(1234567890, "005924"), InlineData(2000000000, "279037")]
    public void T67_the_codes_of_RFC_6238_are_accepted(long second, string code) =>
        Totp.Accept(Seed, code, DateTimeOffset.FromUnixTimeSeconds(second), 0).ShouldBe(second / 30);

    [Theory, InlineData(-1), InlineData(0), InlineData(1)]
    public void T40_one_step_before_to_one_after_is_accepted(int drift) => Totp.Accept(Seed, Code(Step + drift), Now, 0).ShouldBe(Step + drift);

    [Theory, InlineData(-3), InlineData(-2), InlineData(2), InlineData(3)]
    public void T40_two_steps_off_is_refused(int drift) => Totp.Accept(Seed, Code(Step + drift), Now, 0).ShouldBeNull();

    [Fact]
    public void T40_a_code_is_accepted_once()
    {
        var accepted = Totp.Accept(Seed, Code(Step), Now, 0).ShouldNotBeNull();
        Totp.Accept(Seed, Code(Step), Now, accepted).ShouldBeNull();
        Totp.Accept(Seed, Code(Step - 1), Now, accepted).ShouldBeNull();
        Totp.Accept(Seed, Code(Step + 1), Now, accepted).ShouldBe(Step + 1);
    }

    [Theory, InlineData(null), InlineData(""), InlineData("12345"), InlineData("1234567"), InlineData("12345x")]
    public void What_is_no_code_is_refused(string? typed) => Totp.Accept(Seed, typed, Now, 0).ShouldBeNull();

    [Fact]
    public void A_code_may_be_typed_in_another_script_and_with_a_space()
    {
        var burmese = string.Concat(Code(Step).Select(c => (char)('\u1040' + c - '0')));
        Totp.Accept(Seed, burmese[..3] + " " + burmese[3..], Now, 0).ShouldBe(Step);
    }

    [Fact]
    public void The_address_holds_the_seed_in_base_32()
    {
        Totp.Base32(Seed).ShouldBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        Totp.Uri("OpenILM", "aye aye@ngo.example", Seed).ShouldBe(
            "otpauth://totp/OpenILM:aye%20aye%40ngo.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=OpenILM&algorithm=SHA1&digits=6&period=30");
        Totp.NewSeed().Length.ShouldBe(20);
    }
}
