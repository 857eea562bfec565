using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>What is wrong with the sheets as typed.</summary>
public enum RecoverySheetFault
{
    /// <summary>It does not start with A, B or C, or is not 112 letters and digits long.</summary>
    NotASheet,

    /// <summary>A letter or digit is mistyped.</summary>
    WrongChecksum,

    /// <summary>The same sheet twice.</summary>
    SameSheet,

    /// <summary>The two sheets were printed for different keys.</summary>
    DifferentSets,
}

/// <summary>The sheets do not open the key.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Sheet">1 or 2, the sheet it is about; 0 when about both.</param>
public sealed class RecoverySheetException(RecoverySheetFault Fault, int Sheet) : Exception($"Recovery sheet: {Fault}.")
{
    /// <summary>Why.</summary>
    public RecoverySheetFault Fault { get; } = Fault;

    /// <summary>1 or 2, the sheet it is about; 0 when about both.</summary>
    public int Sheet { get; } = Sheet;
}

/// <summary>
/// An organization's recovery key on three sheets of paper, by replicated XOR sharing: the key is x ⊕ y ⊕ z and each sheet
/// lacks one of the three. Any two sheets open it; a single one holds two random numbers and tells nothing at all.
/// </summary>
public static class RecoverySheets
{
    const int KeyBytes = 32, CheckBytes = 6, SheetBytes = 2 * KeyBytes + CheckBytes;
    const string Letters = "ABC";

    /// <summary>Splits a key into the sheets A, B and C: the letter, a space, 28 groups of four of Crockford's base 32.</summary>
    /// <exception cref="ArgumentException">The key is not 32 bytes.</exception>
    public static string[] Split(byte[] sk32)
    {
        if (sk32.Length != KeyBytes) throw new ArgumentException("The key is 32 bytes.", nameof(sk32));
        byte[] x = RandomNumberGenerator.GetBytes(KeyBytes), y = RandomNumberGenerator.GetBytes(KeyBytes);
        byte[][] shares = [x, y, Xor(Xor(sk32, x), y)];
        // Sheet i lacks share i and holds the next two, in a circle.
        return [.. Letters.Select((letter, i) => Write(letter, [.. shares[(i + 1) % 3], .. shares[(i + 2) % 3]]))];
    }

    /// <summary>The key of two sheets, in any order, as typed.</summary>
    /// <exception cref="RecoverySheetException">They are not two sheets of one set, or one is mistyped.</exception>
    public static byte[] Combine(string one, string two)
    {
        var (first, a) = Read(one, 1);
        var (second, b) = Read(two, 2);
        if (first == second) throw new RecoverySheetException(RecoverySheetFault.SameSheet, 0);
        // Put them so that the second follows the first in the circle; they then share the number two places on.
        if ((first + 1) % 3 != second) (a, b) = (b, a);
        var (next, shared) = (a[..KeyBytes], a[KeyBytes..]);
        if (!CryptographicOperations.FixedTimeEquals(shared, b.AsSpan(0, KeyBytes)))
            throw new RecoverySheetException(RecoverySheetFault.DifferentSets, 0);
        return Xor(Xor(next, shared), b[KeyBytes..]);
    }

    static string Write(char letter, byte[] shares) =>
        $"{letter} {Base32.Group(Base32.Encode([.. shares, .. Check(letter, shares)], Base32.Crockford))}";

    static (int Sheet, byte[] Shares) Read(string typed, int which)
    {
        typed = typed.Trim();
        var letter = typed.Length == 0 ? ' ' : char.ToUpperInvariant(typed[0]);
        var bytes = new byte[SheetBytes];
        if (!Letters.Contains(letter) || !Base32.TryReadTyped(typed.AsSpan(1), bytes))
            throw new RecoverySheetException(RecoverySheetFault.NotASheet, which);
        var shares = bytes[..(2 * KeyBytes)];
        if (!bytes.AsSpan(2 * KeyBytes).SequenceEqual(Check(letter, shares)))
            throw new RecoverySheetException(RecoverySheetFault.WrongChecksum, which);
        return (Letters.IndexOf(letter), shares);
    }

    // Over the sheet's own numbers only: a checksum of the key would tell something of it.
    static byte[] Check(char letter, byte[] shares) => SHA256.HashData([(byte)letter, .. shares])[..CheckBytes];

    static byte[] Xor(byte[] left, byte[] right) => [.. left.Select((b, i) => (byte)(b ^ right[i]))];
}
