using System.Globalization;

namespace OpenIlm.Sealing;

/// <summary>Reads digits as people type them: in their own script, with spaces, dashes, dots and the marks that phones slip in.</summary>
internal static class TypedDigits
{
    /// <summary>Longer input is not looked at to the end: a form field has no reason to hold it.</summary>
    const int LongestInput = 256;

    /// <summary>Counts the digits and keeps as many as fit, as values 0 to 9. False when anything else than digits and separators stands there.</summary>
    public static bool TryRead(ReadOnlySpan<char> typed, Span<byte> digits, out int count)
    {
        count = 0;
        foreach (var c in typed[..Math.Min(typed.Length, LongestInput)])
        {
            var digit = Value(c);
            if (digit >= 0)
            {
                if (count < digits.Length) digits[count] = (byte)digit;
                count++;
            }
            else if (!IsSeparator(c)) return false;
        }
        if (typed.Length > LongestInput) count = int.MaxValue;
        return true;
    }

    static int Value(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        // Two Burmese letters look like digits and are typed for them: wa for zero, ra for seven. Check digits guard the guess.
        '\u101D' => 0,
        '\u101B' => 7,
        // Every script of the basic plane: Burmese, Shan, Khmer, Thai, Lao, Devanagari, Bengali, Arabic, full-width and others.
        _ => CharUnicodeInfo.GetDecimalDigitValue(c),
    };

    static bool IsSeparator(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.DashPunctuation or UnicodeCategory.Format or UnicodeCategory.Control => true,
        // Full stops and middle dots of several scripts, the minus sign, the emoji selectors.
        _ => c is '.' or '\u00B7' or '\u2022' or '\u2024' or '\u2027' or '\u3002' or '\uFF0E' or '\uFF61' or '\u30FB' or '\uFF65'
            or '\u2212' or '\uFE0E' or '\uFE0F',
    };
}
