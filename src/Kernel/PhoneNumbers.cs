using System.Globalization;
using System.Text;

namespace OpenIlm.Kernel;

/// <summary>Telephone numbers as people write them, in the one spelling that an index can find again.</summary>
public static class PhoneNumbers
{
    /// <summary>E.164 (plus sign, 7 to 15 digits) where the number names its country; else null: a guess could point at another person.</summary>
    public static string? ToE164(string? typed)
    {
        if (typed is null) return null;
        var digits = new StringBuilder();
        var plus = false;
        foreach (var c in typed)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(c);
            if (digit >= 0) digits.Append((char)('0' + digit));
            else if (c is '+' or '\uFF0B' && digits.Length == 0 && !plus) plus = true;
            else if (!(char.IsWhiteSpace(c) || c is '-' or '.' or '(' or ')' or '/' || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format)) return null;
        }
        var number = digits.ToString();
        if (!plus && number.StartsWith("00", StringComparison.Ordinal)) { number = number[2..]; plus = true; }
        return plus && number.Length is >= 7 and <= 15 && number[0] != '0' ? "+" + number : null;
    }
}
