using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenIlm.Cases;

/// <summary>
/// A text made plain for searching: NFKC, upper case, digits of any script as 0 to 9, no marks that print nothing. The
/// searches look for people and moments; they count, and never say what they found.
/// </summary>
public sealed partial class PlainText
{
    /// <summary>Fewest letters of a part of a name that is looked for alone.</summary>
    public const int LeastNameLetters = 3;
    /// <summary>Fewest digits or characters of the end of a number that is looked for.</summary>
    public const int LeastNumberEnd = 6;

    private readonly string text;

    /// <summary>Makes the text plain.</summary>
    public PlainText(string source) => text = Plain(source);

    /// <summary>The text made plain.</summary>
    public string Text => text;

    /// <summary>Whether some part of the name stands in the text at all: the quick look before the thorough one.</summary>
    public bool Mentions(string name) => NamePart().Matches(Plain(name)).Any(m => text.Contains(m.Value, StringComparison.Ordinal));

    /// <summary>How many names are found whole, and how many only in part.</summary>
    public (int Whole, int Partly) NamesFound(IEnumerable<string> names)
    {
        var (whole, partly) = (0, 0);
        foreach (var name in names)
        {
            var parts = NamePart().Matches(Plain(name)).Select(m => m.Value).ToList();
            if (parts.Count == 0) continue;
            var letters = parts.Sum(Letters);
            // A name of one short part, such as "Ei", is looked for as a word of its own.
            if (letters > 0 && Contains(string.Join(@"[\s\p{P}]*", parts.Select(Regex.Escape)), parts[0], parts[^1])) whole++;
            else if (parts.Any(p => Letters(p) >= LeastNameLetters && Contains(Regex.Escape(p), p, p))) partly++;
        }
        return (whole, partly);
    }

    /// <summary>How many telephone numbers are found, whole or by their last six digits or more.</summary>
    public int PhonesFound(IEnumerable<string> phones)
    {
        var runs = DigitRuns().ToList();
        return phones.Select(p => string.Concat(Plain(p).Where(char.IsAsciiDigit)))
            .Count(digits => digits.Length >= LeastNumberEnd && runs.Exists(r => r.Contains(digits[^LeastNumberEnd..], StringComparison.Ordinal)));
    }

    /// <summary>How many identity numbers are found: whole from four characters on, or by their last six.</summary>
    public int IdsFound(IEnumerable<string> ids)
    {
        var packed = string.Concat(text.Where(char.IsLetterOrDigit));
        return ids.Select(id => string.Concat(Plain(id).Where(char.IsLetterOrDigit))).Count(id => id.Length switch
        {
            < 4 => false,
            // A short number is looked for as a word: "1234" is in many longer numbers.
            < LeastNumberEnd => Contains(string.Join(@"[\s\p{P}]*", id.Select(c => Regex.Escape(c.ToString()))), id, id),
            _ => packed.Contains(id[^LeastNumberEnd..], StringComparison.Ordinal),
        });
    }

    /// <summary>How many exact days are named: those of the case, and others.</summary>
    public (int OfCase, int Others) DatesFound(IReadOnlyCollection<DateOnly> caseDates)
    {
        var (ofCase, others) = (0, 0);
        foreach (Match match in NumericDate().Matches(text).Concat(DayMonth().Matches(text)).Concat(MonthDay().Matches(text)))
            if (caseDates.Any(d => Names(match, d))) ofCase++;
            else others++;
        return (ofCase, others);
    }

    /// <summary>How many times of day are named.</summary>
    public int TimesFound() => TimeOfDay().Count(text);

    /// <summary>How many runs of digits look like a telephone or identity number: seven digits or more, or letters with six.
    /// Days are not counted here.</summary>
    public int NumbersFound() => DigitRuns().Count(r => r.Length >= 7) + LettersAndDigits().Count(text);

    /// <summary>How many e-mail addresses or account names there are.</summary>
    public int AddressesFound() => Address().Count(text);

    private IEnumerable<string> DigitRuns() => DigitRun().Matches(NumericDate().Replace(text, " ; ")).Select(m => string.Concat(m.Value.Where(char.IsAsciiDigit)))
        // A number is also looked for where it looks like a day: 12-03-2024 may be the end of a telephone number.
        .Concat(NumericDate().Matches(text).Select(m => string.Concat(m.Value.Where(char.IsAsciiDigit))).Where(r => r.Length < 7));

    // Scripts that put no space between words are searched within words, the others by whole words.
    private bool Contains(string pattern, string first, string last) => Regex.IsMatch(text,
        (Spaceless(first[0]) ? "" : @"(?<![\p{L}\p{M}\p{Nd}])") + pattern + (Spaceless(last[^1]) ? "" : @"(?![\p{L}\p{M}\p{Nd}])"),
        RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));

    private static bool Spaceless(char c) => c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or (>= '\u3040' and <= '\u9FFF');

    private static int Letters(string part) => part.EnumerateRunes().Count(Rune.IsLetter);

    private static bool Names(Match match, DateOnly day)
    {
        int Number(string group) => match.Groups[group] is { Success: true } g && int.TryParse(g.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        var month = match.Groups["month"] is { Success: true } named ? MonthOf(named.Value) : 0;
        var year = Number("year");
        // Two digits, the Buddhist era, and no year at all are all read as the year of the case.
        if (year != 0 && year != day.Year && year != day.Year % 100 && year != day.Year + 543 && year != (day.Year + 543) % 100) return false;
        return month != 0
            ? month == day.Month && Number("day") == day.Day
            : (Number("a"), Number("b")) is var (a, b) && (a == day.Day && b == day.Month || a == day.Month && b == day.Day);
    }

    private static int MonthOf(string word)
    {
        for (var i = 0; i < months.Length; i++)
            if (months[i].Split('|').Any(m => word.StartsWith(m, StringComparison.Ordinal) || m.StartsWith(word, StringComparison.Ordinal))) return i + 1;
        return 0;
    }

    private static string Plain(string source)
    {
        var plain = new StringBuilder(source.Length);
        foreach (var rune in source.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format) continue;
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber) plain.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else plain.Append(Rune.ToUpperInvariant(rune));
        }
        return plain.ToString();
    }

    // As Plain leaves them: NFKC takes the Thai and Lao am apart.
    private static readonly string[] months =
    [
        .. new[]
        {
            "JAN|มกราคม|ม.ค|ဇန်နဝါရီ|មករា|जनवरी", "FEB|กุมภาพันธ์|ก.พ|ဖေဖော်ဝါရီ|កុម្ភៈ|फेब्रुअरी", "MAR|มีนาคม|มี.ค|မတ်|មីនា|मार्च",
            "APR|เมษายน|เม.ย|ဧပြီ|មេសា|अप्रिल", "MAY|พฤษภาคม|พ.ค|မေ|ឧសភា|मे", "JUN|มิถุนายน|มิ.ย|ဇွန်|មិថុនា|जुन",
            "JUL|กรกฎาคม|ก.ค|ဇူလိုင်|កក្កដា|जुलाई", "AUG|สิงหาคม|ส.ค|ဩဂုတ်|សីហា|अगस्ट", "SEP|กันยายน|ก.ย|စက်တင်ဘာ|កញ្ញា|सेप्टेम्बर",
            "OCT|ตุลาคม|ต.ค|အောက်တိုဘာ|តុលា|अक्टोबर", "NOV|พฤศจิกายน|พ.ย|နိုဝင်ဘာ|វិច្ឆិកា|नोभेम्बर", "DEC|ธันวาคม|ธ.ค|ဒီဇင်ဘာ|ធ្នូ|डिसेम्बर",
        }.Select(Plain),
    ];

    private static readonly string monthWord = @"(?<month>(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)(?!\p{L})|"
        + string.Join('|', months.SelectMany(m => m.Split('|').Skip(1)).OrderByDescending(m => m.Length).Select(Regex.Escape)) + ")";

    private static readonly Regex dayMonth = new(@"(?<!\d)(?<day>\d{1,2})(?:ST|ND|RD|TH)?\s*(?:OF\s+|-|ថ្ងៃ|ខែ)?\s*" + monthWord + @"(?:[\s,.]*(?<year>\d{4}))?", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
    private static readonly Regex monthDay = new(monthWord + @"\s*(?:လ\s*)?(?<day>\d{1,2})(?:ST|ND|RD|TH)?(?!\d)(?:[\s,]+(?<year>\d{4}))?", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));

    private static Regex DayMonth() => dayMonth;
    private static Regex MonthDay() => monthDay;

    [GeneratedRegex(@"[\p{L}\p{M}\p{Nd}]+", RegexOptions.CultureInvariant)]
    private static partial Regex NamePart();

    [GeneratedRegex(@"(?<!\d)(?:(?<year>\d{4})\s?[-/.]\s?(?<a>\d{1,2})\s?[-/.]\s?(?<b>\d{1,2})|(?<a>\d{1,2})\s?[-/.]\s?(?<b>\d{1,2})\s?[-/.]\s?(?<year>\d{4}|\d{2}))(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex NumericDate();

    [GeneratedRegex(@"(?<!\d)(?:[01]?\d|2[0-3])\s?[:H]\s?[0-5]\d(?!\d)|(?<!\d)(?:0?[1-9]|1[0-2])(?:[.:][0-5]\d)?\s?(?:AM|PM|A\.M\.|P\.M\.|O'CLOCK|O’CLOCK)(?!\p{L})|(?<!\d)(?:[01]?\d|2[0-3])[.:][0-5]\d\s?(?:น\.|នាទី|နာရီ|बजे)", RegexOptions.CultureInvariant)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"\d(?:[\s().\-/+–]{0,3}\d)*", RegexOptions.CultureInvariant)]
    private static partial Regex DigitRun();

    [GeneratedRegex(@"(?<![\p{L}\d])\p{L}{1,3}[\s-]?\d{6,}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex LettersAndDigits();

    [GeneratedRegex(@"[\p{L}\d._%+-]+@[\p{L}\d.-]+|(?<![\p{L}\d])@[\p{L}\d._]{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
