using FsCheck;
using FsCheck.Fluent;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing.People;

public class RecoverySheetsTests
{
    static readonly byte[] Secret = KeyPair.Generate().Private;
    static readonly string[] Sheets = RecoverySheets.Split(Secret);

    [Theory, InlineData(0, 1), InlineData(1, 0), InlineData(0, 2), InlineData(2, 0), InlineData(1, 2), InlineData(2, 1)]
    public void Any_two_sheets_open_the_key_in_any_order(int one, int two) => RecoverySheets.Combine(Sheets[one], Sheets[two]).ShouldBe(Secret);

    [Fact]
    public void Any_key_comes_back_from_any_two() =>
        Prop.ForAll<Guid, Guid>((left, right) =>
        {
            byte[] key = [.. left.ToByteArray(), .. right.ToByteArray()];
            var sheets = RecoverySheets.Split(key);
            return RecoverySheets.Combine(sheets[0], sheets[1]).SequenceEqual(key)
                && RecoverySheets.Combine(sheets[2], sheets[1]).SequenceEqual(key)
                && RecoverySheets.Combine(sheets[0], sheets[2]).SequenceEqual(key);
        }).QuickCheckThrowOnFailure();

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void One_sheet_alone_tells_nothing(int which)
    {
        // Fits any key at all: for each other key there is a second sheet that makes this one open it.
        var other = KeyPair.Generate().Private;
        var shares = SharesOf(Sheets[which]);
        var missing = Enumerable.Range(0, 32).Select(i => (byte)(other[i] ^ shares[i] ^ shares[32 + i])).ToArray();
        var letter = "ABC"[(which + 1) % 3];
        byte[] next = [.. shares[32..], .. missing];
        RecoverySheets.Combine(Sheets[which], RecoverySheetText(letter, next)).ShouldBe(other);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void One_sheet_of_the_same_key_looks_random_each_time(int which)
    {
        // Each bit of a sheet, over 2,000 sheets of one key, is set half of the time: 1,000 with a standard deviation of 22.
        var set = new int[64 * 8];
        for (var i = 0; i < 2000; i++)
        {
            var shares = SharesOf(RecoverySheets.Split(Secret)[which]);
            for (var bit = 0; bit < set.Length; bit++) set[bit] += shares[bit / 8] >> bit % 8 & 1;
        }
        set.ShouldAllBe(count => count > 840 && count < 1160);
    }

    [Fact]
    public void A_sheet_is_a_letter_and_28_groups_of_four()
    {
        Sheets.Select(sheet => sheet[0]).ShouldBe(['A', 'B', 'C']);
        Sheets.ShouldAllBe(sheet => sheet.Substring(2).Split('-').Length == 28);
    }

    [Fact]
    public void Sheets_are_read_as_people_type_them() =>
        RecoverySheets.Combine("  " + Sheets[0].ToLowerInvariant().Replace('-', ' ').Replace('0', 'o').Replace('1', 'l'), Sheets[2].Replace("-", "\n")).ShouldBe(Secret);

    [Fact]
    public void Every_single_wrong_symbol_is_caught()
    {
        for (var i = 2; i < Sheets[0].Length; i++)
        {
            if (Sheets[0][i] == '-') continue;
            var typed = Sheets[0][..i] + (Sheets[0][i] == 'Z' ? 'Y' : 'Z') + Sheets[0][(i + 1)..];
            Fault(typed, Sheets[1]).ShouldBe((RecoverySheetFault.WrongChecksum, 1));
        }
    }

    [Fact]
    public void The_fault_and_the_sheet_are_named()
    {
        Fault(Sheets[1], Sheets[1]).ShouldBe((RecoverySheetFault.SameSheet, 0));
        Fault(Sheets[0], RecoverySheets.Split(Secret)[1]).ShouldBe((RecoverySheetFault.DifferentSets, 0));
        Fault(Sheets[0], "B" + Sheets[2][1..]).ShouldBe((RecoverySheetFault.WrongChecksum, 2));
        Fault("", Sheets[2]).ShouldBe((RecoverySheetFault.NotASheet, 1));
        Fault(Sheets[2], "D" + Sheets[0][1..]).ShouldBe((RecoverySheetFault.NotASheet, 2));
        Fault(Sheets[0][..^1], Sheets[2]).ShouldBe((RecoverySheetFault.NotASheet, 1));
        Fault(Sheets[0] + "0", Sheets[2]).ShouldBe((RecoverySheetFault.NotASheet, 1));
        Fault(Sheets[0].Replace('-', '!'), Sheets[2]).ShouldBe((RecoverySheetFault.NotASheet, 1));
    }

    [Fact]
    public void Only_a_key_of_32_bytes_is_split() => Should.Throw<ArgumentException>(() => RecoverySheets.Split(new byte[31]));

    static (RecoverySheetFault, int) Fault(string one, string two)
    {
        var e = Should.Throw<RecoverySheetException>(() => RecoverySheets.Combine(one, two));
        return (e.Fault, e.Sheet);
    }

    static byte[] SharesOf(string sheet)
    {
        var bytes = new byte[70];
        Base32.TryReadTyped(sheet.AsSpan(1), bytes).ShouldBeTrue();
        return bytes[..64];
    }

    static string RecoverySheetText(char letter, byte[] shares) =>
        letter + " " + Base32.Encode([.. shares, .. System.Security.Cryptography.SHA256.HashData([(byte)letter, .. shares])[..6]], Base32.Crockford);
}
