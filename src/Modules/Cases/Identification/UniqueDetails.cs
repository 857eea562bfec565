using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenIlm.Cases;

/// <summary>
/// Details of a summary by which colleagues would know who spoke: what somebody works as, which line or room it is, numbers that are exact, groups that are
/// small. Looked for in a text made plain (<see cref="PlainText"/>), in English and the languages of the field. A hit is a question to a person, not a verdict.
/// </summary>
public static partial class UniqueDetails
{
    /// <summary>Most hits of one kind that are named.</summary>
    public const int MostNamed = 12;

    /// <summary>What is found, in the words of the plain text.</summary>
    /// <param name="plain">The text as <see cref="PlainText.Text"/> gives it.</param>
    /// <param name="least">Fewer people than this are a small group.</param>
    public static Found In(string plain, int least) => new(
        [.. Job().Matches(plain).Concat(JobSpaceless().Matches(plain)).Select(m => m.Value.Trim()).Distinct()],
        [.. Place().Matches(plain).Concat(PlaceSpaceless().Matches(plain)).Concat(Ordinal().Matches(plain)).Select(m => m.Value.Trim()).Distinct()],
        [.. Exact(plain).Concat(Small(plain, least)).Distinct()]);

    /// <summary>What was found.</summary>
    /// <param name="Jobs">What somebody works as.</param>
    /// <param name="Places">Lines, rooms, houses, vessels by their number or letter.</param>
    /// <param name="Quantities">Exact amounts and small groups.</param>
    public sealed record Found(IReadOnlyList<string> Jobs, IReadOnlyList<string> Places, IReadOnlyList<string> Quantities);

    // Three digits that are not round: 12,450 points at one payslip, 12,000 at many. Years, days, times and long numbers have checks of their own.
    private static IEnumerable<string> Exact(string plain)
    {
        foreach (Match match in Amount().Matches(plain))
        {
            var digits = string.Concat(match.Value.Where(char.IsAsciiDigit));
            if (digits.Length > 9 || !match.Value.Contains(',', StringComparison.Ordinal) && !match.Value.Contains('.', StringComparison.Ordinal) && digits.Length >= 7) continue;
            if (digits.Length == 4 && digits == match.Value && int.Parse(digits, CultureInfo.InvariantCulture) is (>= 1900 and <= 2100) or (>= 2440 and <= 2640)) continue;
            if (digits.Trim('0').Length >= 3) yield return match.Value;
        }
    }

    private static IEnumerable<string> Small(string plain, int least)
    {
        foreach (Match match in People().Matches(plain).Concat(PeopleSpaceless().Matches(plain)))
            if ((int.TryParse(match.Groups["n"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1 + Array.IndexOf(numbers, match.Groups["n"].Value)) < least) yield return match.Value.Trim();
    }

    private static readonly string[] numbers = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"];

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])(?:NURSE|INTERPRETER|TRANSLATOR|COOK|CHEF|DRIVER|MECHANIC|ELECTRICIAN|WELDER|CARPENTER|PLUMBER|FORKLIFT (?:DRIVER|OPERATOR)|CRANE OPERATOR|BOILER OPERATOR|CLEANER|GARDENER|SECURITY GUARD|LINE LEADER|TEAM LEADER|GROUP LEADER|SHIFT LEADER|DORMITORY LEADER|QUALITY (?:INSPECTOR|CONTROLLER)|LAB(?:ORATORY)? TECHNICIAN|CLERK|SECRETARY|STOREKEEPER|TRAINER|SHOP STEWARD|UNION (?:LEADER|SECRETARY|PRESIDENT)|COMMITTEE MEMBER|BOATSWAIN|SKIPPER|CAPTAIN)S?(?![\p{L}\p{Nd}])", RegexOptions.CultureInvariant)]
    private static partial Regex Job();

    [GeneratedRegex("ล่าม|พยาบาล|แม่ครัว|พ่อครัว|คนขับรถ|ช่างเชื่อม|ช่างไฟ|หัวหน้าไลน์|หัวหน้ากะ|စကားပြန်|သူနာပြု|စားဖိုမှူး|ယာဉ်မောင်း|လိုင်းခေါင်းဆောင်|អ្នកបកប្រែ|គិលានុបដ្ឋា|ចុងភៅ|អ្នកបើកបរ|ប្រធានក្រុម|दोभाषे|नर्स|भान्से|चालक|टोली नाइके", RegexOptions.CultureInvariant)]
    private static partial Regex JobSpaceless();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])(?:LINES?|BUILDINGS?|BLOCKS?|ROOMS?|DORM(?:ITORY|ITORIES|S)?|WORKSHOPS?|HALLS?|FLOORS?|GATES?|SECTIONS?|UNITS?|SHEDS?|PONDS?|BOATS?|VESSELS?|PLOTS?|CAMPS?|HOUSES?|STATIONS?|TABLES?|MACHINES?)\s*(?:NO\.?|NUMBER|NR\.?|#)?\s*(?:\p{Nd}+\p{L}?|[B-HJ-Z](?=$|[\s\p{P}])|A(?=$|\p{P}))", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(@"(?:ไลน์|อาคาร|ตึก|ห้อง|หอพัก|แผนก|ชั้น|เรือ|လိုင်း|အဆောင်|အခန်း|အဆောက်အအုံ|အထပ်|ខ្សែ|អគារ|បន្ទប់|ជាន់|लाइन|भवन|कोठा|तला)\s*(?:ที่|เลขที่|အမှတ်|လေខ|លេខ|ទី|नं\.?|नम्बर)?\s*\p{Nd}+", RegexOptions.CultureInvariant)]
    private static partial Regex PlaceSpaceless();

    [GeneratedRegex(@"(?<!\p{Nd})\p{Nd}{1,3}(?:ST|ND|RD|TH)\s+(?:FLOOR|LINE|BUILDING|ROOM|HALL|GATE)(?!\p{L})", RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"(?<![\p{L}\d.,/:-])\d(?:[\d,]*\d)?(?:\.\d+)?(?![\d:/-]|[.,]\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    [GeneratedRegex(@"(?<![\p{L}\d.,])(?<n>\d{1,3}|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE)\s+(?:(?!OF|OR|AND|TO|IN)[A-Z-]+\s+){0,2}(?:WORKERS?|WOMEN|WOMAN|MEN|MAN|PEOPLE|PERSONS?|COLLEAGUES?|EMPLOYEES?|FRIENDS?|MIGRANTS?|GIRLS?|BOYS?|CHILDREN|FAMIL(?:Y|IES)|COUPLES?)(?![\p{L}])", RegexOptions.CultureInvariant)]
    private static partial Regex People();

    [GeneratedRegex(@"(?:(?:คนงาน|พนักงาน|แรงงาน)\s*(?<n>\d{1,3})\s*คน|အလုပ်သမား\s*(?<n>\d{1,3})\s*(?:ဦး|ယောက်)|កម្មករ\s*(?<n>\d{1,3})\s*នាក់|(?<n>\d{1,3})\s*(?:जना|श्रमिक))", RegexOptions.CultureInvariant)]
    private static partial Regex PeopleSpaceless();
}
