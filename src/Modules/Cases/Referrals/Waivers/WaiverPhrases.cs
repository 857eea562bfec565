using System.Text;
using System.Text.RegularExpressions;

namespace OpenIlm.Cases;

/// <summary>What a text may ask her to give up.</summary>
public enum WaiverKind
{
    /// <summary>Claims: "in full and final settlement", "no further claims".</summary>
    Claims,
    /// <summary>Courts, authorities, complaints, other mechanisms.</summary>
    OtherRoutes,
    /// <summary>Speaking of it.</summary>
    Silence,
    /// <summary>A receipt or signature before, or as the condition of, what she is owed (Q16).</summary>
    ConditionalReceipt,
}

/// <summary>
/// Words by which papers ask workers to give up rights (ILM-7, MSI-40, Q16), in the languages we have. A hint for people, not a finding: it says where a second
/// person looks. It says which kind was found, never which words, since the text is sealed.
/// </summary>
public static class WaiverPhrases
{
    /// <summary>One row of the table.</summary>
    /// <param name="Language">Language of the words.</param>
    /// <param name="Kind">What they ask for.</param>
    /// <param name="Pattern">The words, upper case, NFKC; one blank stands for any.</param>
    public sealed record Row(string Language, WaiverKind Kind, string Pattern);

    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<Row> Table =
    [
        Of("en", WaiverKind.Claims, "FULL AND FINAL"), Of("en", WaiverKind.Claims, "FINAL SETTLEMENT"), Of("en", WaiverKind.Claims, "NO (?:FURTHER|OTHER|MORE) CLAIMS?"),
        Of("en", WaiverKind.Claims, "WAIV(?:E|ES|ED|ER|ERS|ING)"), Of("en", WaiverKind.Claims, "(?:GIVE|GIVES|GAVE|GIVING|GIVEN) UP (?:\\S+ ){0,3}(?:CLAIMS?|RIGHTS?)"),
        Of("en", WaiverKind.Claims, "RELEAS(?:E|ES|ED|ING) (?:\\S+ ){0,5}FROM (?:\\S+ ){0,3}(?:CLAIMS?|LIABILITY|OBLIGATIONS?)"), Of("en", WaiverKind.Claims, "RENOUNC(?:E|ES|ED|ING)"),
        Of("en", WaiverKind.Claims, "NOTHING (?:MORE |ELSE )?(?:IS )?OWED"), Of("en", WaiverKind.Claims, "FORGO|FOREGO"),
        Of("en", WaiverKind.OtherRoutes, "(?:WITHDRAW|WITHDRAWS|DROP|DROPS|CANCEL|CANCELS) (?:\\S+ ){0,3}(?:COMPLAINTS?|REPORTS?|CASES?|CHARGES|LAWSUITS?)"),
        Of("en", WaiverKind.OtherRoutes, "(?:NOT|NEVER) (?:\\S+ ){0,4}(?:SUE|GO TO COURT|GO TO THE (?:POLICE|UNION|AUTHORITIES)|FILE (?:A |ANY )?(?:COMPLAINT|CASE|SUIT)|TAKE (?:\\S+ )?LEGAL ACTION)"),
        Of("en", WaiverKind.OtherRoutes, "NO LEGAL ACTION"),
        Of("en", WaiverKind.Silence, "NON[- ]?DISCLOSURE"), Of("en", WaiverKind.Silence, "(?:KEEP|REMAIN|STAY) (?:\\S+ ){0,3}(?:SILENT|CONFIDENTIAL|QUIET)"),
        Of("en", WaiverKind.Silence, "(?:NOT|NEVER) (?:TO )?(?:TALK|SPEAK|TELL) (?:\\S+ ){0,3}(?:ABOUT|OF|ANYONE|ANYBODY|OTHERS|MEDIA|NGO)"),
        Of("en", WaiverKind.ConditionalReceipt, "(?:ONLY )?(?:IF|AFTER|ONCE|PROVIDED|ON CONDITION) (?:THAT )?(?:\\S+ ){0,3}SIGNS?"), Of("en", WaiverKind.ConditionalReceipt, "MUST (?:FIRST )?SIGN"),
        Of("en", WaiverKind.ConditionalReceipt, "SIGN (?:\\S+ ){0,4}(?:BEFORE|TO (?:RECEIVE|GET|BE PAID))"), Of("en", WaiverKind.ConditionalReceipt, "IN (?:EXCHANGE|RETURN) FOR (?:\\S+ ){0,3}(?:SIGNATURE|SIGNING|RELEASE)"),

        Of("th", WaiverKind.Claims, "สละสิทธิ"), Of("th", WaiverKind.Claims, "สละข้อเรียกร้อง"), Of("th", WaiverKind.Claims, "ไม่ติดใจ(?:เรียกร้อง|เอาความ)"), Of("th", WaiverKind.Claims, "ไม่(?:มี|ขอ)?(?:ข้อ)?เรียกร้อง(?:ใด|อะไร|เพิ่ม|อีก)"),
        Of("th", WaiverKind.Claims, "ปลดเปลื้องความรับผิด"), Of("th", WaiverKind.OtherRoutes, "ถอน(?:คำ)?ร้องทุกข์"), Of("th", WaiverKind.OtherRoutes, "ถอน(?:คำร้อง|แจ้งความ|ฟ้อง|คดี|เรื่องร้องเรียน)"),
        Of("th", WaiverKind.OtherRoutes, "ไม่(?:ดำเนินคดี|ฟ้อง|แจ้งความ|ร้องเรียน)"), Of("th", WaiverKind.Silence, "ห้าม(?:พูด|บอก|เปิดเผย)"), Of("th", WaiverKind.Silence, "(?:เก็บ|รักษา)(?:เป็น)?ความลับ"),
        Of("th", WaiverKind.ConditionalReceipt, "(?:ต้อง|เมื่อ|ก่อน)(?:เซ็น|ลงนาม|ลงชื่อ)"),

        Of("my", WaiverKind.Claims, "အခွင့်အရေး ?(?:ကို)? ?(?:စွန့်လွှတ်|စွန့်)"), Of("my", WaiverKind.Claims, "တောင်းဆို(?:မှု|ခွင့်)? ?(?:များ)? ?(?:ကို)? ?(?:စွန့်|မပြု|မလုပ်)"), Of("my", WaiverKind.Claims, "(?:ထပ်မံ|နောက်ထပ်) ?(?:မ)?တောင်းဆို"),
        Of("my", WaiverKind.Claims, "အပြီးသတ် ?(?:ကျေအေး|ရှင်းလင်း|ပေးချေ)"), Of("my", WaiverKind.Claims, "ကျေအေး(?:ကြောင်း|ပါကြောင်း)"), Of("my", WaiverKind.OtherRoutes, "တရား ?(?:မ)?စွဲ(?:ဆို)?(?:ပါ)?(?:ဘူး|မည်မဟုတ်|ရ)"),
        Of("my", WaiverKind.OtherRoutes, "တိုင်(?:ကြား|တန်း)(?:ချက်|မှု)? ?(?:ကို)? ?(?:ရုပ်သိမ်း|ပြန်ရုပ်)"), Of("my", WaiverKind.Silence, "(?:လျှို့ဝှက်|နှုတ်ပိတ်)"), Of("my", WaiverKind.Silence, "(?:မပြော|မဖွင့်ဟ|မထုတ်ဖော်)(?:ရ|ပါ)"),
        Of("my", WaiverKind.ConditionalReceipt, "လက်မှတ် ?(?:ထိုးမှ|ရေးထိုးမှ|ထိုးပြီးမှ|ထိုးရမည်)"),

        Of("km", WaiverKind.Claims, "លះបង់(?:សិទ្ធិ|ការទាមទារ)"), Of("km", WaiverKind.Claims, "បោះបង់(?:សិទ្ធិ|ការទាមទារ)"), Of("km", WaiverKind.Claims, "មិនទាមទារ(?:អ្វី|បន្ថែម|ទៀត)"), Of("km", WaiverKind.Claims, "ទូទាត់(?:ចុងក្រោយ|ផ្តាច់)"),
        Of("km", WaiverKind.OtherRoutes, "ដកពាក្យ(?:បណ្តឹង|បណ្ដឹង)"), Of("km", WaiverKind.OtherRoutes, "មិន(?:ប្តឹង|ប្ដឹង)"), Of("km", WaiverKind.Silence, "(?:រក្សា|លាក់)(?:ការ)?សម្ងាត់"), Of("km", WaiverKind.Silence, "ហាម(?:និយាយ|ប្រាប់)"),
        Of("km", WaiverKind.ConditionalReceipt, "(?:ត្រូវ|លុះត្រាតែ|មុន)(?:ចុះហត្ថលេខា|ផ្តិតមេដៃ|ផ្ដិតមេដៃ)"),

        Of("ne", WaiverKind.Claims, "(?:दाबी|हक|अधिकार|दावी) ?(?:को|लाई)? ?(?:त्याग|छोड|परित्याग)"), Of("ne", WaiverKind.Claims, "(?:थप|अरू|कुनै) ?(?:पनि)? ?(?:दाबी|दावी|माग) ?(?:नगर|गर्ने छैन|छैन)"), Of("ne", WaiverKind.Claims, "(?:अन्तिम|पूर्ण) ?(?:फरफारक|भुक्तानी|हिसाब मिलान)"), Of("ne", WaiverKind.Claims, "फरफारक"),
        Of("ne", WaiverKind.OtherRoutes, "(?:उजुरी|मुद्दा|जाहेरी) ?(?:फिर्ता|नगर|नहाल)"), Of("ne", WaiverKind.Silence, "(?:गोप्य राख|कसैलाई (?:पनि )?नभन|चुप लाग)"), Of("ne", WaiverKind.ConditionalReceipt, "(?:हस्ताक्षर|सही|सहीछाप) ?(?:गरेपछि|गरेमा|गर्नुपर्ने|नगरे)"),
    ];

    private static readonly (WaiverKind Kind, Regex Words)[] compiled = [.. Table.GroupBy(r => r.Kind).Select(g => (g.Key,
        new Regex(string.Join('|', g.Select(r => Bounded(r))), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(2))))];

    /// <summary>What the texts may ask for, each kind once.</summary>
    public static IReadOnlyList<WaiverKind> Find(params IEnumerable<string?> texts)
    {
        var plain = Plain(string.Join(" \n ", texts.Where(t => !string.IsNullOrWhiteSpace(t))));
        return plain.Length == 0 ? [] : [.. compiled.Where(c => c.Words.IsMatch(plain)).Select(c => c.Kind).Order()];
    }

    // Spaces of any kind are one, and marks that print nothing do not hide a word.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        var blank = true;
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format) continue;
            if (Rune.IsWhiteSpace(rune)) { if (!blank) plain.Append(' '); blank = true; continue; }
            plain.Append(Rune.ToUpperInvariant(rune));
            blank = false;
        }
        return plain.ToString();
    }

    // Written as people write it; compared as Plain leaves it: NFKC takes the Thai and Lao am apart.
    private static Row Of(string language, WaiverKind kind, string pattern) => new(language, kind, pattern.Normalize(NormalizationForm.FormKC));

    // Only Latin script has words with spaces around them in every one of these languages.
    private static string Bounded(Row row) => row.Language == "en" ? $@"\b(?:{row.Pattern})\b" : $"(?:{row.Pattern})";
}
