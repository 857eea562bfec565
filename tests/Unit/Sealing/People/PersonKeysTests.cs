using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.People;

public class PersonKeysTests
{
    static readonly InstallationSecrets Secrets = TheHouse.NewSecrets();

    [Fact]
    public void One_password_gives_a_verifier_and_a_key_that_differ()
    {
        var keys = PasswordKeys.From(TheHouse.Key, Secrets);
        keys.Verifier.ShouldNotBe(keys.Kek);
        keys.Matches(PasswordKeys.From(TheHouse.Key, Secrets).Verifier).ShouldBeTrue();
        keys.Matches(PasswordKeys.From(TheHouse.ErasureKey, Secrets).Verifier).ShouldBeFalse();
        keys.Matches([]).ShouldBeFalse();
        $"{keys}".ShouldBe("password keys");
    }

    [Fact]
    public void T69_without_the_pepper_the_verifier_cannot_be_tested_and_the_key_does_not_depend_on_it()
    {
        var elsewhere = PasswordKeys.From(TheHouse.Key, TheHouse.NewSecrets());
        PasswordKeys.From(TheHouse.Key, Secrets).Matches(elsewhere.Verifier).ShouldBeFalse();
        elsewhere.Kek.ShouldBe(PasswordKeys.From(TheHouse.Key, Secrets).Kek);
    }

    [Fact]
    public void A_recovery_code_is_read_as_people_type_it()
    {
        for (var i = 0; i < 200; i++)
        {
            var code = RecoveryCode.Draw();
            code.Text.ShouldMatch("^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$");
            RecoveryCode.TryRead(" " + code.Text.ToLowerInvariant().Replace("-", " ").Replace('0', 'O').Replace('1', 'i'), out var read).ShouldBeTrue();
            read.Kek.ShouldBe(code.Kek);
        }
    }

    [Theory, InlineData(null), InlineData(""), InlineData("ABCD"), InlineData("UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU")]
    public void What_is_no_recovery_code_is_refused(string? typed) => RecoveryCode.TryRead(typed, out _).ShouldBeFalse();

    [Fact]
    public void A_recovery_code_of_another_length_is_refused()
    {
        var text = RecoveryCode.Draw().Text;
        RecoveryCode.TryRead(text[..^1], out _).ShouldBeFalse();
        RecoveryCode.TryRead(text + "0", out _).ShouldBeFalse();
    }

    [Fact]
    public void Recovery_codes_differ_and_do_not_print_themselves()
    {
        Enumerable.Range(0, 1000).Select(_ => RecoveryCode.Draw().Text).ShouldBeUnique();
        $"{RecoveryCode.Draw()}".ShouldBe("recovery code");
    }

    [Fact]
    public void T74_the_same_phone_differs_between_two_vaults_and_is_the_same_in_one()
    {
        byte[] one = KeyPair.Generate().Private, two = KeyPair.Generate().Private;
        PhoneIndex.Of(one, "+66812345678").ShouldBe(PhoneIndex.Of(one, "+66812345678"));
        PhoneIndex.Of(one, "+66812345678").ShouldNotBe(PhoneIndex.Of(two, "+66812345678"));
        PhoneIndex.Of(one, "+66812345678").ShouldNotBe(PhoneIndex.Of(one, "+66812345679"));
    }

    [Theory, InlineData(""), InlineData("0812345678"), InlineData("+66 812345678"), InlineData("+660"), InlineData("+0812345678"), InlineData("+6681234567890123"), InlineData("+၆၆၈၁၂၃၄၅၆၇၈")]
    public void T74_a_number_in_another_spelling_is_refused_and_not_repeated(string number)
    {
        var e = Should.Throw<ArgumentException>(() => PhoneIndex.Of(TheHouse.Key, number));
        if (number.Length > 4) e.Message.ShouldNotContain(number);
    }
}
