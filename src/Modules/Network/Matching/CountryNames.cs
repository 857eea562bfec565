using System.Collections.Frozen;
using System.Globalization;

namespace OpenIlm.Network;

/// <summary>What people call countries in lists and addresses: codes, English and own names (CLDR, as the framework carries it), and old or long names.</summary>
public static class CountryNames
{
    // Names in facility lists that CLDR spells otherwise. ISO 3166-1 alpha-2.
    private const string others = """
        US=usa=united states of america=america=u s a, GB=uk=great britain=england=scotland=wales=northern ireland, KR=korea=republic of korea=korea republic of=south korea=korea south, KP=north korea,
        VN=viet nam=socialist republic of vietnam, TW=taiwan=taiwan roc=chinese taipei=taiwan china, HK=hong kong=hong kong sar=hong kong china=hongkong, MO=macau=macao, CN=china=pr china=p r china=prc=mainland china=peoples republic of china=china mainland,
        TR=turkey=turkiye, MM=burma=myanmar=myanmar burma, CZ=czech republic=czechia, RU=russia=russian federation, LA=laos=lao pdr=lao peoples democratic republic, MD=moldova=republic of moldova, MK=macedonia=fyrom=north macedonia,
        BA=bosnia=bosnia and herzegovina=bosnia herzegovina, CI=ivory coast=cote divoire, CV=cape verde, SZ=swaziland=eswatini, IR=iran=islamic republic of iran, SY=syria, TZ=tanzania=united republic of tanzania, VE=venezuela, BO=bolivia, PS=palestine,
        AE=uae=united arab emirates, DO=dominican republic=dominican rep, SV=el salvador, LK=sri lanka=srilanka=ceylon, BD=bangladesh=bangladesh peoples republic, IN=india, PK=pakistan, KH=cambodia=kingdom of cambodia, NL=holland=the netherlands=netherlands,
        ID=indonesia, PH=philippines=the philippines, BN=brunei, TL=timor leste=east timor, RS=serbia=republic of serbia, XK=kosovo, CD=dr congo=democratic republic of the congo, CG=congo, NI=nicaragua, GT=guatemala, HN=honduras, HT=haiti, MG=madagascar, MU=mauritius,
        LS=lesotho, MW=malawi, KE=kenya, ET=ethiopia, JO=jordan, EG=egypt, MA=morocco, TN=tunisia, GE=georgia, AM=armenia, MX=mexico, PE=peru, CO=colombia, EC=ecuador, BR=brazil=brasil, AR=argentina, IT=italy=italia, ES=spain=espana, PT=portugal, DE=germany=deutschland
        """;

    private static readonly FrozenDictionary<string, string> codes;
    private static readonly FrozenDictionary<string, string[]> names;

    static CountryNames()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        void Say(string name, string code)
        {
            var folded = Folding.Fold(name);
            if (folded.Length > 0) found.TryAdd(folded, code);
        }
        var regions = CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => new RegionInfo(c.Name))
            .Where(r => r.TwoLetterISORegionName.Length == 2 && r.TwoLetterISORegionName.All(char.IsAsciiLetterUpper)).ToList();
        foreach (var r in regions) Say(r.TwoLetterISORegionName, r.TwoLetterISORegionName);
        foreach (var line in others.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            foreach (var name in line.Split('=')) Say(name, line[..2]);
        foreach (var r in regions)
            foreach (var name in new[] { r.ThreeLetterISORegionName, r.EnglishName, r.NativeName }) Say(name, r.TwoLetterISORegionName);
        codes = found.ToFrozenDictionary(StringComparer.Ordinal);
        // A two-letter code inside an address is more often a state or a street than a country.
        names = found.Where(f => f.Key.Length > 2).GroupBy(f => f.Value).ToFrozenDictionary(g => g.Key, g => g.Select(f => f.Key).OrderByDescending(n => n.Length).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>ISO 3166-1 alpha-2 of a country as people write it ("China", "CN", "CHINA", "Viet Nam"); null when nobody calls a country that.</summary>
    public static string? Code(string? written) => written is not null && codes.TryGetValue(Folding.Fold(written), out var code) ? code : null;

    /// <summary>A folded text without the names of the country.</summary>
    internal static string Without(string folded, string country)
    {
        if (!names.TryGetValue(country, out var known)) return folded;
        var padded = " " + folded + " ";
        foreach (var name in known) padded = padded.Replace(" " + name + " ", " ", StringComparison.Ordinal);
        return padded.Trim();
    }
}
