using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenIlm.Network;

/// <summary>Spelling that does not matter, taken away: compatibility forms, case, Latin accents, punctuation, replacement characters, letters that
/// a scanner took for digits. Marks of scripts that carry vowels in them (Burmese, Thai, Khmer, Devanagari) stay.</summary>
public static partial class Folding
{
    /// <summary>Letters, digits and single spaces; nothing at either end.</summary>
    public static string Fold(string text)
    {
        // NFKC first: full-width letters, ligatures, squared words (㈱) become what they stand for. A lone surrogate is no letter.
        var whole = text.EnumerateRunes().Aggregate(new StringBuilder(text.Length), (b, r) => b.Append(r)).ToString();
        var apart = whole.Normalize(NormalizationForm.FormKC).Normalize(NormalizationForm.FormD);
        var folded = new StringBuilder(apart.Length);
        var last = default(Rune);
        foreach (var rune in apart.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
            {
                // Accents of Latin, Greek, Cyrillic and Armenian letters are spelling; elsewhere a mark is half a syllable.
                if (last.Value >= 0x0590) folded.Append(rune);
                continue;
            }
            last = rune;
            if (rune.Value is '\'' or '’' or '`' or 0x02BC or 0x200B or 0x200C or 0x200D or 0xFEFF or 0x00AD) continue;
            if (Rune.IsLetterOrDigit(rune) || category is UnicodeCategory.OtherNumber) folded.Append(Plain(Rune.ToLowerInvariant(rune)));
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(rune.Value == '.' ? '.' : ' ');
        }
        var text2 = ZeroForO().Replace(folded.ToString(), "doo");
        text2 = Dotted().Replace(text2, m => m.Value.Replace(".", "", StringComparison.Ordinal) + " ");
        text2 = DigitO().Replace(text2, "0");
        return Blank().Replace(text2.Replace('.', ' '), " ").Trim().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Words of a folded text: letters apart from digits ("unit14" is two), letters that stand alone in a row together ("s a" is "sa").</summary>
    public static IReadOnlyList<string> Words(string folded)
    {
        var pieces = LetterDigit().Replace(folded, " ").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var words = new List<string>(pieces.Length);
        var joining = false;
        foreach (var piece in pieces)
        {
            var alone = piece.Length == 1 && char.IsLetter(piece[0]) && piece[0] < 0x0590;
            if (alone && joining) words[^1] += piece;
            else words.Add(piece);
            joining = alone;
        }
        return words;
    }

    private static string Plain(Rune rune) => rune.Value switch
    {
        'ß' => "ss", 'ø' => "o", 'đ' or 'ð' => "d", 'ł' => "l", 'ı' => "i", 'æ' => "ae", 'œ' => "oe", 'þ' => "th", _ => rune.ToString(),
    };

    // "d.0.0." of a Serbian list is d.o.o.
    [GeneratedRegex(@"\bd[. ]?0[. ]?0\b")] private static partial Regex ZeroForO();
    // "s.a.", "d.o.o.", "p.t.": one word.
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])(?:\p{L}\.){2,}(?:\p{L}(?![\p{L}\p{Nd}]))?")] private static partial Regex Dotted();
    // "33o" is 330.
    [GeneratedRegex(@"(?<=\d)o(?![\p{L}])")] private static partial Regex DigitO();
    [GeneratedRegex(@"(?<=\p{Nd})(?=\p{L})|(?<=\p{L})(?=\p{Nd})")] private static partial Regex LetterDigit();
    [GeneratedRegex(@"\s+")] private static partial Regex Blank();
}
