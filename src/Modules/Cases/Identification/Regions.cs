namespace OpenIlm.Cases;

/// <summary>The sub-regions of the world (UN M49): what a nationality is made when it is told more coarsely. A region stands as <c>r</c> and its number.</summary>
public static class Regions
{
    private static readonly IReadOnlyDictionary<string, string[]> countries = new Dictionary<string, string>
    {
        ["r015"] = "DZ EG EH LY MA SD TN",
        ["r014"] = "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
        ["r017"] = "AO CD CF CG CM GA GQ ST TD",
        ["r018"] = "BW LS NA SZ ZA",
        ["r011"] = "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
        ["r029"] = "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
        ["r013"] = "BZ CR GT HN MX NI PA SV",
        ["r005"] = "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
        ["r021"] = "BM CA GL PM US",
        ["r143"] = "KG KZ TJ TM UZ",
        ["r030"] = "CN HK JP KP KR MN MO TW",
        ["r035"] = "BN ID KH LA MM MY PH SG TH TL VN",
        ["r034"] = "AF BD BT IN IR LK MV NP PK",
        ["r145"] = "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
        ["r151"] = "BG BY CZ HU MD PL RO RU SK UA",
        ["r154"] = "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
        ["r039"] = "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
        ["r155"] = "AT BE CH DE FR LI LU MC NL",
        ["r053"] = "AU CC CX HM NF NZ",
        ["r054"] = "FJ NC PG SB VU",
        ["r057"] = "FM GU KI MH MP NR PW UM",
        ["r061"] = "AS CK NU PF PN TK TO TV WF WS",
    }.ToDictionary(r => r.Key, r => r.Value.Split(' '));

    private static readonly IReadOnlyDictionary<string, string> regions = countries.SelectMany(r => r.Value.Select(c => (c, r.Key))).ToDictionary(x => x.c, x => x.Key);

    /// <summary>Every region.</summary>
    public static IEnumerable<string> All => countries.Keys;

    /// <summary>Every country, ISO 3166-1 alpha-2.</summary>
    public static IEnumerable<string> Countries => regions.Keys;

    /// <summary>The region of a country; null for what is none.</summary>
    public static string? Of(string country) => regions.GetValueOrDefault(country);

    /// <summary>The countries of a region; none for what is no region.</summary>
    public static IReadOnlyList<string> CountriesOf(string region) => countries.GetValueOrDefault(region) ?? [];
}
