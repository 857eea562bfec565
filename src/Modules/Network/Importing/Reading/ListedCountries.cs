using System.Globalization;

namespace OpenIlm.Network;

/// <summary>Countries as people write them: ISO codes of two and three letters, names in many languages, everyday and old names, and,
/// where none fits, the one that was probably meant. Names are the platform's own data (CLDR).</summary>
public static class ListedCountries
{
    private static readonly string[] languages = ["en", "es", "fr", "de", "it", "pt", "nl", "zh-Hans", "zh-Hant", "ja", "ko", "vi", "th", "tr", "id", "ms", "km", "my", "ne", "hi", "bn", "ru", "ar", "pl"];
    private static readonly Dictionary<string, string> known = Known();
    private static readonly Dictionary<string, string> english = English();

    /// <summary>The ISO 3166-1 alpha-2 code; null when nobody knows the word.</summary>
    public static string? Find(string words) => known.GetValueOrDefault(Columns.Key(words));

    /// <summary>The country that was probably meant, in English: a letter or two are wrong. Null where it could be several or none.</summary>
    public static (string Code, string Name)? Nearest(string words)
    {
        var key = Columns.Key(words);
        if (key.Length < 4) return null;
        var most = key.Length < 7 ? 1 : 2;
        var near = known.Where(k => k.Key.Length >= 4 && Math.Abs(k.Key.Length - key.Length) <= most)
            .Select(k => (k.Value, Steps: Steps(k.Key, key))).Where(x => x.Steps <= most).OrderBy(x => x.Steps).ToList();
        return near.Count == 0 || near.Where(n => n.Steps == near[0].Steps).Select(n => n.Value).Distinct().Count() > 1 ? null : (near[0].Value, English(near[0].Value));
    }

    /// <summary>The English name of a code.</summary>
    public static string English(string code) => english.GetValueOrDefault(code, code);

    /// <summary>How many letters are missing, too many, wrong or swapped.</summary>
    internal static int Steps(string one, string other)
    {
        var at = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) at[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) at[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                at[i, j] = Math.Min(Math.Min(at[i - 1, j] + 1, at[i, j - 1] + 1), at[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) at[i, j] = Math.Min(at[i, j], at[i - 2, j - 2] + 1);
            }
        return at[one.Length, other.Length];
    }

    private static List<RegionInfo> Regions() =>
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(c => c.Name.Length > 0).Select(c => new RegionInfo(c.Name)).Where(r => r.TwoLetterISORegionName.Length == 2 && r.TwoLetterISORegionName.All(char.IsAsciiLetterUpper))];

    private static Dictionary<string, string> English() => Regions().DistinctBy(r => r.TwoLetterISORegionName).ToDictionary(r => r.TwoLetterISORegionName, r => r.EnglishName);

    private static Dictionary<string, string> Known()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        void Is(string code, string name) { if (Columns.Key(name) is { Length: > 1 } key) all.TryAdd(key, code); }
        var regions = Regions();
        foreach (var region in regions)
        {
            Is(region.TwoLetterISORegionName, region.TwoLetterISORegionName);
            Is(region.TwoLetterISORegionName, region.ThreeLetterISORegionName);
            Is(region.TwoLetterISORegionName, region.EnglishName);
        }
        foreach (var alias in aliases.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            foreach (var name in alias[3..].Split('|')) Is(alias[..2], name);
        foreach (var region in regions) Is(region.TwoLetterISORegionName, region.NativeName);
        var before = CultureInfo.CurrentUICulture;
        try
        {
            foreach (var language in languages)
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                foreach (var region in regions.DistinctBy(r => r.TwoLetterISORegionName)) Is(region.TwoLetterISORegionName, new RegionInfo(region.Name).DisplayName);
            }
        }
        finally { CultureInfo.CurrentUICulture = before; }
        return all;
    }

    private const string aliases = """
        CN P.R. China|PR China|PRC|P.R.C.|People's Republic of China|China PRC|China (PRC)|Mainland China|China Mainland|China, People's Republic of|The People's Republic of China|中华人民共和国
        HK Hong Kong|Hong Kong SAR|Hong Kong, China|Hongkong|HKSAR|China Hong Kong
        MO Macau|Macao|Macao SAR|Macau SAR
        TW Taiwan|Taiwan, China|Chinese Taipei|Taiwan ROC|Taiwan R.O.C.|Taiwan, Province of China
        VN Viet Nam|Vietnam|S.R. Vietnam|Socialist Republic of Vietnam
        KR Korea|South Korea|Republic of Korea|Korea, Republic of|Korea (South)|Korea South|S. Korea|Rep. of Korea
        KP North Korea|DPRK|Korea North
        TR Turkey|Türkiye|Turkiye
        MM Burma|Myanmar|Myanmar (Burma)|Union of Myanmar
        LA Laos|Lao|Lao PDR|Lao People's Democratic Republic
        KH Cambodia|Kampuchea|Kingdom of Cambodia
        GB UK|U.K.|United Kingdom|Great Britain|England|Scotland|Wales|Northern Ireland|Britain
        US USA|U.S.A.|U.S.|United States|United States of America|America
        AE UAE|U.A.E.|United Arab Emirates|Dubai
        CZ Czech Republic|Czechia|Czech Rep.
        MK Macedonia|North Macedonia|FYROM|Republic of Macedonia
        CI Ivory Coast|Cote d'Ivoire|Côte d’Ivoire
        SZ Swaziland|Eswatini
        CV Cape Verde|Cabo Verde
        NL Holland|The Netherlands|Netherlands
        RU Russia|Russian Federation
        MD Moldova|Republic of Moldova|Moldova, Republic of
        TZ Tanzania|United Republic of Tanzania|Tanzania, United Republic of
        IR Iran|Islamic Republic of Iran|Iran, Islamic Republic of
        SY Syria|Syrian Arab Republic
        BO Bolivia|Plurinational State of Bolivia|Bolivia, Plurinational State of
        VE Venezuela|Bolivarian Republic of Venezuela|Venezuela, Bolivarian Republic of
        CD DR Congo|DRC|Democratic Republic of the Congo|Congo, Democratic Republic of the|Congo (Kinshasa)|Zaire
        CG Republic of the Congo|Congo|Congo (Brazzaville)
        PS Palestine|State of Palestine|Palestinian Territories|West Bank and Gaza
        BN Brunei|Brunei Darussalam
        TL East Timor|Timor-Leste|Timor Leste
        BA Bosnia|Bosnia and Herzegovina|Bosnia & Herzegovina|Bosnia-Herzegovina
        LK Sri Lanka|Srilanka|Ceylon
        BD Bangladesh|Bangla Desh
        PH Philippines|The Philippines|Philipines
        SA Saudi Arabia|KSA|Kingdom of Saudi Arabia
        EG Egypt|Arab Republic of Egypt
        DO Dominican Republic|Dominican Rep.
        MU Mauritius|Maurice
        """;
}
