using System.Globalization;

namespace OpenIlm.Network;

/// <summary>Countries as people write them: ISO codes of two and three letters, English names and those in the country's own
/// languages (CLDR, as the platform carries it), everyday, old and foreign names of the countries that lists are about; and, where none fits, the one
/// that was probably meant.</summary>
public static class ListedCountries
{
    private static readonly Dictionary<string, string> known = Known();
    private static readonly Dictionary<string, string> english = English();

    /// <summary>The ISO 3166-1 alpha-2 code; null when nobody knows the word.</summary>
    public static string? Find(string words)
    {
        var key = Columns.Key(words);
        if (known.TryGetValue(key, out var code)) return code;
        // What a state calls itself in full, where the rest is a name of its own.
        foreach (var title in titles)
            if (key.StartsWith(title, StringComparison.Ordinal) && known.TryGetValue(key[title.Length..], out code)) return code;
        return null;
    }

    private static readonly string[] titles = ["the", "republicof", "therepublicof", "kingdomof", "thekingdomof", "stateof", "sultanateof", "federalrepublicof", "islamicrepublicof"];

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
        return all;
    }

    private const string aliases = """
        CN Chine|Cina|Çin|Trung Quốc|จีน|中國|중국|Tiongkok|Китай
        BD Bangladesch|Bangladeş|孟加拉|孟加拉国|バングラデシュ|방글라데시|Бангладеш
        IN Inde|Indien|India|Índia|Hindistan|Ấn Độ|อินเดีย|印度|インド|인도|Индия
        VN Viêt Nam|Viêtnam|Vietnã|เวียดนาม|越南|ベトナム|베트남|Вьетнам
        KH Cambodge|Camboya|Kambodscha|Camboja|Cambogia|Kamboçya|Campuchia|กัมพูชา|柬埔寨|カンボジア|캄보디아|Kamboja|Камбоджа
        ID Indonésie|Indonesien|Indonésia|Endonezya|อินโดนีเซีย|印度尼西亚|印尼|インドネシア|인도네시아|Индонезия
        TH Thaïlande|Tailandia|Tailândia|Thailandia|Tayland|Thái Lan|泰国|泰國|タイ|태국|Таиланд
        MM Birmanie|Birmania|Birma|Mianmar|พม่า|เมียนมา|缅甸|ミャンマー|미얀마|Мьянма
        PK Pakistán|Paquistão|巴基斯坦|パキスタン|파키스탄|Пакистан
        TR Turquie|Turquía|Türkei|Turquia|Turchia|土耳其|トルコ|터키|튀르키예|Турция
        LK Шри-Ланка|斯里兰卡|スリランカ|스리랑카
        MY Malaisie|Malasia|Malásia|Malesia|Malezya|马来西亚|マレーシア|말레이시아|มาเลเซีย|Малайзия
        PH Filipinas|Filippine|Filipinler|菲律宾|フィリピン|필리핀|ฟิลิปปินส์|Филиппины
        NP Népal|Nepál|尼泊尔|ネパール|네팔|Непал
        LA Laosz|老挝|ラオス|라오스|ลาว|Лаос
        JP Japon|Japón|Giappone|Japão|Japan|日本|일본|ญี่ปุ่น|Япония
        KR Corée du Sud|Corée|Corea del Sur|Corea|Südkorea|Coreia do Sul|Corea del Sud|Güney Kore|韩国|韓國|大韩民国|韓国|เกาหลีใต้|Корея
        TW Taïwan|Taiwán|台湾|台灣|臺灣|대만|ไต้หวัน|Тайвань
        DE Allemagne|Alemania|Alemanha|Germania|Almanya|德国|ドイツ|독일|Германия
        FR Francia|Frankreich|França|Fransa|法国|フランス|프랑스|Франция
        IT Italie|Italien|Itália|İtalya|意大利|イタリア|이탈리아|Италия
        ES Espagne|Spanien|Espanha|Spagna|İspanya|西班牙|スペイン|스페인|Испания
        PT Portogallo|Portekiz|葡萄牙|ポルトガル|포르투갈|Португалия
        GB Royaume-Uni|Reino Unido|Vereinigtes Königreich|Großbritannien|Regno Unito|Birleşik Krallık|İngiltere|英国|イギリス|영국
        US États-Unis|Estados Unidos|Vereinigte Staaten|Stati Uniti|ABD|EE.UU.|EEUU|美国|アメリカ|미국|США
        MX Mexique|Mexiko|Messico|Meksika|墨西哥|メキシコ|멕시코
        BR Brésil|Brasilien|Brasile|Brezilya|巴西|ブラジル|브라질
        PE Pérou|Perù|秘鲁|ペルー
        MA Maroc|Marruecos|Marokko|Marrocos|Marocco|Fas|摩洛哥|モロッコ
        TN Tunisie|Túnez|Tunesien|Tunísia|Tunus|突尼斯|チュニジア
        EG Égypte|Egipto|Ägypten|Egito|Egitto|Mısır|埃及|エジプト
        ET Éthiopie|Etiopía|Äthiopien|Etiópia|Etiopia|Etiyopya|埃塞俄比亚
        RO Roumanie|Rumania|Rumänien|Romênia|Romanya|罗马尼亚
        BG Bulgarie|Bulgarien|Bulgária|Bulgaristan|保加利亚
        PL Pologne|Polonia|Polen|Polônia|Polonya|波兰
        JO Jordanie|Jordania|Jordanien|Jordânia|Giordania|Ürdün|约旦
        GT 危地马拉
        SK Slovak Republic|Slovak Rep.
        KG Kyrgyz Republic
        GR Hellenic Republic
        LY Libya|Libyan Arab Jamahiriya
        NP Federal Democratic Republic of Nepal
        ET Federal Democratic Republic of Ethiopia
        HN 洪都拉斯
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
