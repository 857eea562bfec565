using System.Globalization;
using System.Text;

namespace OpenIlm.Kernel;

/// <summary>What in a message would harm a worker if somebody else read it.</summary>
public enum HarmfulKind
{
    /// <summary>That she complained, reported or has a case.</summary>
    Complaint,
    /// <summary>That she speaks with a hotline, an organization, a union, a lawyer or an authority.</summary>
    Helper,
    /// <summary>That somebody is in danger, threatened or punished.</summary>
    Danger,
    /// <summary>What it is about: wages, papers, fees, violence.</summary>
    Matter,
    /// <summary>Her name, or that of somebody who stands in her file.</summary>
    Name,
    /// <summary>Her employer, or the place where she works.</summary>
    Employer,
    /// <summary>The reference of her case, or her receipt.</summary>
    Reference,
}

/// <summary>Names that stand in a worker's file and must not stand on her phone.</summary>
/// <param name="People">Her name, her code word's owner, helpers.</param>
/// <param name="Employers">Employer and site.</param>
/// <param name="References">What the case is called.</param>
public sealed record KnownNames(IReadOnlyList<string> People, IReadOnlyList<string> Employers, IReadOnlyList<string> References)
{
    /// <summary>Nothing is known.</summary>
    public static readonly KnownNames None = new([], [], []);
}

/// <summary>
/// A table of words that tell another reader what a message is about, in the five languages of the worker's pages, and the search for them. It warns and does not judge: a person decides,
/// and on a phone that others use nothing of it goes out.
/// </summary>
public static class HarmfulWords
{
    /// <summary>The words by what they would tell. Beginnings of words where a script parts words with spaces (Latin, Devanagari); anywhere in the others.</summary>
    public static readonly IReadOnlyDictionary<HarmfulKind, IReadOnlyDictionary<string, string[]>> Table = new Dictionary<HarmfulKind, IReadOnlyDictionary<string, string[]>>
    {
        [HarmfulKind.Complaint] = new Dictionary<string, string[]>
        {
            ["en"] = ["complain", "report", "your case", "the case", "case number", "grievance", "investigat", "evidence", "receipt"],
            ["my"] = ["တိုင်ကြား", "တိုင်စာ", "တိုင်တန်း", "အမှုတွဲ", "စုံစမ်း", "သက်သေ"],
            ["km"] = ["បណ្ដឹង", "បណ្តឹង", "ប្ដឹង", "ប្តឹង", "រាយការណ៍", "សំណុំរឿង", "ស៊ើបអង្កេត", "ភស្តុតាង"],
            ["th"] = ["ร้องเรียน", "ร้องทุกข์", "แจ้งความ", "คดี", "รายงาน", "สอบสวน", "หลักฐาน"],
            ["ne"] = ["उजुरी", "गुनासो", "मुद्दा", "छानबिन", "प्रमाण", "रिपोर्ट"],
        },
        [HarmfulKind.Helper] = new Dictionary<string, string[]>
        {
            ["en"] = ["hotline", "helpline", "ngo", "union", "lawyer", "legal aid", "police", "embassy", "labor office", "labour office", "ministry", "inspector", "shelter", "case worker", "caseworker"],
            ["my"] = ["သမဂ္ဂ", "ရှေ့နေ", "ရဲစခန်း", "ရဲတပ်", "သံရုံး", "အလုပ်သမားရုံး", "အကူအညီလိုင်း"],
            ["km"] = ["សហជីព", "មេធាវី", "ប៉ូលិស", "នគរបាល", "ស្ថានទូត", "អង្គការ", "អធិការ"],
            ["th"] = ["สายด่วน", "สหภาพ", "ทนาย", "ตำรวจ", "สถานทูต", "กรมแรงงาน", "มูลนิธิ", "ผู้ตรวจ"],
            ["ne"] = ["हटलाइन", "हेल्पलाइन", "युनियन", "वकिल", "प्रहरी", "दूतावास", "श्रम कार्यालय", "संस्था", "निरीक्षक"],
        },
        [HarmfulKind.Danger] = new Dictionary<string, string[]>
        {
            ["en"] = ["danger", "threat", "punish", "retaliat", "violence", "beat", "abuse", "rape", "harass", "traffick", "escape", "rescue", "safe"],
            ["my"] = ["အန္တရာယ်", "ခြိမ်းခြောက်", "ရိုက်နှက်", "အကြမ်းဖက်", "ထွက်ပြေး", "လူကုန်ကူး"],
            ["km"] = ["គ្រោះថ្នាក់", "គំរាម", "ហិង្សា", "វាយដំ", "រត់គេច", "ជួញដូរ"],
            ["th"] = ["อันตราย", "ข่มขู่", "ขู่", "ทำร้าย", "ความรุนแรง", "หนี", "ค้ามนุษย์", "ล่วงละเมิด"],
            ["ne"] = ["खतरा", "धम्की", "हिंसा", "कुटपिट", "भागेर", "बेचबिखन", "दुर्व्यवहार"],
        },
        [HarmfulKind.Matter] = new Dictionary<string, string[]>
        {
            ["en"] = ["wage", "salary", "unpaid", "overtime", "passport", "document", "recruitment fee", "debt", "employer", "manager", "factory", "boss", "supervisor", "agency", "broker"],
            ["my"] = ["လုပ်ခ", "လစာ", "အချိန်ပို", "နိုင်ငံကူးလက်မှတ်", "ပတ်စပို့", "အလုပ်ရှင်", "စက်ရုံ", "ပွဲစား", "အကြွေး"],
            ["km"] = ["ប្រាក់ឈ្នួល", "ប្រាក់ខែ", "ថែមម៉ោង", "លិខិតឆ្លងដែន", "ប៉ាស្ព័រ", "និយោជក", "ថៅកែ", "រោងចក្រ", "បំណុល"],
            ["th"] = ["ค่าจ้าง", "เงินเดือน", "ค่าแรง", "ล่วงเวลา", "หนังสือเดินทาง", "พาสปอร์ต", "นายจ้าง", "โรงงาน", "หัวหน้า", "นายหน้า", "หนี้"],
            ["ne"] = ["ज्याला", "तलब", "ओभरटाइम", "राहदानी", "पासपोर्ट", "रोजगारदाता", "कारखाना", "म्यानेजर", "दलाल", "ऋण"],
        },
    };

    private static readonly IReadOnlyList<(HarmfulKind Kind, string Word)> words = [.. Table.SelectMany(k => k.Value.SelectMany(l => l.Value).Select(w => (k.Key, Plain(w)))).Distinct()];

    /// <summary>Shortest name that is looked for, in characters: shorter ones stand in every sentence.</summary>
    private const int LeastName = 3;

    /// <summary>What in the text would tell another reader something, in the order of the table.</summary>
    /// <param name="text">The words that would go to her phone.</param>
    /// <param name="known">Names from her file.</param>
    public static IReadOnlyList<HarmfulKind> Find(string? text, KnownNames? known = null)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        var plain = Plain(text);
        var found = words.Where(w => Holds(plain, w.Word, whole: false)).Select(w => w.Kind).ToHashSet();
        if (known is not null)
        {
            if (known.People.SelectMany(Parts).Any(p => Holds(plain, p, whole: true))) found.Add(HarmfulKind.Name);
            if (known.Employers.Select(Plain).Concat(known.Employers.SelectMany(Parts)).Any(p => Holds(plain, p, whole: true))) found.Add(HarmfulKind.Employer);
            if (known.References.Select(Plain).Any(r => Holds(plain, r, whole: true))) found.Add(HarmfulKind.Reference);
        }
        return [.. found.Order()];
    }

    // The words of a name; what only says what kind of company it is tells nothing by itself.
    private static IEnumerable<string> Parts(string name) => Plain(name).Split([' ', ',', '.', '-', '(', ')', '/', '&'], StringSplitOptions.RemoveEmptyEntries).Where(p => p.Length >= LeastName && !common.Contains(p));

    private static readonly HashSet<string> common = ["CO", "LTD", "CO.", "LIMITED", "COMPANY", "PUBLIC", "THE", "AND", "INC", "PLC", "GROUP", "THAILAND", "INTERNATIONAL", "PLANT", "SITE", "NEW", "FOR", "OF"];

    private static bool Holds(string text, string word, bool whole)
    {
        if (word.Length < 2) return false;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            // Burmese, Khmer and Thai are written without spaces: there a word is found wherever it stands.
            if (!Spaced(word[0])) return true;
            if ((at == 0 || !IsLetter(text[at - 1])) && (!whole || at + word.Length == text.Length || !IsLetter(text[at + word.Length]))) return true;
        }
        return false;
    }

    private static bool Spaced(char first) => first < '\u0E00' || first >= '\u1100' && first is not (>= '\u1780' and <= '\u17FF');
    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format) plain.Append(Rune.ToUpperInvariant(rune));
        return plain.ToString().Trim();
    }
}
