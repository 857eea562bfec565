using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.Receipts;

public class ReceiptTests
{
    /// <summary>0 to 9 in each script that a worker may type.</summary>
    public static TheoryData<string, char> Scripts => new()
    {
        { "Latin", '0' }, { "Burmese", '\u1040' }, { "Shan", '\u1090' }, { "Khmer", '\u17E0' }, { "Thai", '\u0E50' }, { "Lao", '\u0ED0' },
        { "Devanagari", '\u0966' }, { "Bengali", '\u09E6' }, { "Arabic-Indic", '\u0660' }, { "extended Arabic-Indic", '\u06F0' }, { "full-width", '\uFF10' },
    };

    [Theory, MemberData(nameof(Scripts))]
    public void T5_a_receipt_is_read_in_the_digits_of(string script, char zero)
    {
        var receipt = Receipt.Draw();
        var typed = string.Concat(receipt.Grouped.Select(c => c == ' ' ? c : (char)(zero + c - '0')));
        Receipt.TryRead(typed, out var read, out _).ShouldBeTrue(script);
        read.ShouldBe(receipt);
    }

    [Theory]
    [InlineData(" "), InlineData("-"), InlineData(". "), InlineData("\u00A0"), InlineData("\u200B"), InlineData("\u200D"), InlineData("\u2060"),
     InlineData("\uFEFF"), InlineData("\u200F"), InlineData("\u2068"), InlineData("\u2013"), InlineData("\u2011"), InlineData("\u2212"), InlineData("\t"), InlineData("\r\n"), InlineData("\u3000")]
    public void T5_a_receipt_is_read_with_anything_between_the_digits_that_phones_put_there(string between)
    {
        var receipt = Receipt.Draw();
        Receipt.TryRead(between + string.Join(between, receipt.Digits.ToCharArray()) + between, out var read, out var fault).ShouldBeTrue();
        read.ShouldBe(receipt);
        fault.ShouldBe(ReceiptFault.None);
    }

    [Fact]
    public void T5_the_Burmese_letters_wa_and_ra_are_taken_for_zero_and_seven()
    {
        var receipt = Receipt.Draw();
        var typed = string.Concat(receipt.Digits.Select(c => c switch { '0' => '\u101D', '7' => '\u101B', _ => (char)('\u1040' + c - '0') }));
        Receipt.TryRead(typed, out var read, out _).ShouldBeTrue();
        read.ShouldBe(receipt);
    }

    [Theory]
    [InlineData(null, ReceiptFault.Empty), InlineData("", ReceiptFault.Empty), InlineData(" - ", ReceiptFault.Empty)]
    [InlineData("12345678901234567", ReceiptFault.WrongLength), InlineData("1234567890123456789", ReceiptFault.WrongLength)]
    [InlineData("123456789012345a78", ReceiptFault.NotDigits), InlineData("abc", ReceiptFault.NotDigits), InlineData("²²²²²²²²²²²²²²²²²²", ReceiptFault.NotDigits)]
    [InlineData("000000000000000000", ReceiptFault.WrongCheckDigits)]
    public void T6_the_hint_says_what_is_wrong(string? typed, ReceiptFault expected)
    {
        Receipt.TryRead(typed, out var receipt, out var fault).ShouldBeFalse();
        fault.ShouldBe(expected);
        receipt.ShouldBe(default);
    }

    [Fact]
    public void T6_endless_input_is_a_wrong_length() =>
        (Receipt.TryRead(new string('1', 1_000_000), out _, out var fault), fault).ShouldBe((false, ReceiptFault.WrongLength));

    [Fact]
    public void T6_every_single_wrong_digit_is_caught()
    {
        for (var round = 0; round < 50; round++)
        {
            var digits = Receipt.Draw().Digits;
            for (var at = 0; at < digits.Length; at++)
                for (var wrong = '0'; wrong <= '9'; wrong++)
                    if (wrong != digits[at]) ShouldBeCaught(digits[..at] + wrong + digits[(at + 1)..]);
        }
    }

    [Fact]
    public void T6_every_swap_of_neighbors_is_caught()
    {
        for (var round = 0; round < 500; round++)
        {
            var digits = Receipt.Draw().Digits;
            for (var at = 0; at < digits.Length - 1; at++)
                if (digits[at] != digits[at + 1])
                    ShouldBeCaught(digits[..at] + digits[at + 1] + digits[at] + digits[(at + 2)..]);
        }
    }

    [Fact]
    public void T6_a_receipt_has_one_spelling_only()
    {
        var number = new string('1', 16);
        Enumerable.Range(0, 100).Count(check => Receipt.TryRead($"{number}{check:D2}", out _, out _)).ShouldBe(1);
        // For each remainder that leaves two spellings, 02 and 99, 00 and 97, 01 and 98, only the drawn one is read.
        for (var i = 0; i < 97; i++)
            Enumerable.Range(0, 100).Count(check => Receipt.TryRead($"{i:D16}{check:D2}", out _, out _)).ShouldBe(1);
    }

    [Fact]
    public void T12_the_digits_of_a_hundred_thousand_receipts_are_uniform_and_none_comes_twice()
    {
        const int Drawn = 100_000;
        var seen = new HashSet<string>();
        var counts = new int[16, 10];
        for (var i = 0; i < Drawn; i++)
        {
            var digits = Receipt.Draw().Digits;
            seen.Add(digits).ShouldBeTrue();
            for (var at = 0; at < 16; at++) counts[at, digits[at] - '0']++;
        }
        var chiSquare = 0.0;
        foreach (var count in counts) chiSquare += Math.Pow(count - Drawn / 10.0, 2) / (Drawn / 10.0);
        // 16 places of 9 degrees of freedom: mean 144, standard deviation 17. Outside 50 to 275 once in 10^9 runs or less.
        chiSquare.ShouldBeInRange(50, 275);
    }

    [Fact]
    public void What_is_shown_can_be_read_again() =>
        Prop.ForAll<int>(round =>
        {
            var receipt = Receipt.Draw();
            return Receipt.TryRead(receipt.Grouped, out var read, out _) && read == receipt
                && receipt.Grouped.Split(' ') is { Length: 6 } groups && groups.All(group => group.Length == 3)
                && receipt.Digits.Length == 18 && receipt.ToSecret().Length == 18;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void T9_a_receipt_does_not_print_itself()
    {
        var receipt = Receipt.Draw();
        $"{receipt}".ShouldBe("receipt");
        string.Concat("a ", receipt).ShouldBe("a receipt");
    }

    [Fact]
    public void The_default_value_is_no_receipt() => Should.Throw<InvalidOperationException>(() => default(Receipt).Digits);

    static void ShouldBeCaught(string typed)
    {
        Receipt.TryRead(typed, out _, out var fault).ShouldBeFalse(typed);
        fault.ShouldBe(ReceiptFault.WrongCheckDigits);
    }
}
