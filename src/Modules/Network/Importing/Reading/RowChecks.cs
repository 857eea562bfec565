using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenIlm.Network;

/// <summary>Something about one cell or row: what, where, what stands there, and the mend (text <c>import.problem.CODE</c>).</summary>
/// <param name="Level"><c>error</c>: the row is not imported. <c>warning</c>: it is, without the doubtful part.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Column">Heading as the file has it; empty for the whole row.</param>
/// <param name="Value">What stands there, at most 200 characters.</param>
/// <param name="Hint">What was probably meant, or the bound that was missed.</param>
public sealed record RowProblem(string Level, string Code, string Column = "", string Value = "", string Hint = "");

/// <summary>A row of a list as it was understood.</summary>
public sealed class ListedFacility
{
    /// <summary>Row of the sheet, from 1.</summary>
    public required int Line { get; init; }
    /// <summary>Name of the facility.</summary>
    public string Name { get; set; } = "";
    /// <summary>ISO 3166-1 alpha-2; empty when unknown.</summary>
    public string Country { get; set; } = "";
    /// <summary>Street address.</summary>
    public string Address { get; set; } = "";
    /// <summary>City or province.</summary>
    public string Place { get; set; } = "";
    /// <summary>The employer; the facility's own name when the list names none.</summary>
    public string Organization { get; set; } = "";
    /// <summary>Kind of the employer (<c>organization_types.csv</c>, enum_name).</summary>
    public string OrganizationKind { get; set; } = "Supplier";
    /// <summary>Sector in words.</summary>
    public string Sector { get; set; } = "";
    /// <summary>ISIC Rev. 4 section; null when the words are not known.</summary>
    public string? Isic { get; set; }
    /// <summary>Kind of facility in words.</summary>
    public string FacilityType { get; set; } = "";
    /// <summary>IANA zone.</summary>
    public string TimeZone { get; set; } = "";
    /// <summary>Whether the list itself named the zone.</summary>
    public bool HasTimeZone { get; set; }
    /// <summary>Degrees north.</summary>
    public double? Latitude { get; set; }
    /// <summary>Degrees east.</summary>
    public double? Longitude { get; set; }
    /// <summary>Workers.</summary>
    public int? Headcount { get; set; }
    /// <summary>Open Supply Hub ID.</summary>
    public string? OsId { get; set; }
    /// <summary>D-U-N-S number.</summary>
    public string? Duns { get; set; }
    /// <summary>Legal Entity Identifier.</summary>
    public string? Lei { get; set; }
    /// <summary>Tier, 1 to 9.</summary>
    public int? Tier { get; set; }
    /// <summary>Stray spaces that were mended.</summary>
    public int Mended { get; set; }
    /// <summary>Every problem of the row.</summary>
    public List<RowProblem> Problems { get; } = [];

    /// <summary>Whether the row can be imported.</summary>
    public bool IsSound => Problems.TrueForAll(p => p.Level != "error");
    /// <summary>What the row is about, for finding it again: name, country, address and place without marks and case.</summary>
    public string Key => KeyOf(Name, Country, Address, Place);

    /// <summary>The key of anything with these words.</summary>
    public static string KeyOf(string name, string country, string address, string place) => $"{Columns.Key(name)}|{country}|{Columns.Key(address)}|{Columns.Key(place)}";
}

/// <summary>Reads the cells of a row by the mapping and checks each. Pure: what stands in the file decides, nothing else.</summary>
public sealed partial class RowChecks
{
    private const int LongestName = 200, LongestAddress = 500, MostWorkers = 2_000_000;
    private readonly IReadOnlyList<string> headings;
    private readonly Dictionary<ListField, int> columns;
    private readonly Dictionary<string, int> seen = [], osIds = [];

    /// <summary>Checks for rows under these headings.</summary>
    /// <param name="headings">Headings as the file has them.</param>
    /// <param name="fields">The field of each column; null for none.</param>
    public RowChecks(IReadOnlyList<string> headings, IReadOnlyList<ListField?> fields)
    {
        this.headings = headings;
        columns = fields.Select((f, i) => (f, i)).Where(x => x.f is not null).ToDictionary(x => x.f!.Value, x => x.i);
    }

    /// <summary>Reads a row. Rows are given in the order of the file: a row that stood there before is found.</summary>
    public ListedFacility Read(int line, IReadOnlyList<string> cells)
    {
        var row = new ListedFacility { Line = line };
        string Cell(ListField field)
        {
            if (!columns.TryGetValue(field, out var at) || at >= cells.Count) return "";
            var clean = Clean(cells[at]);
            if (clean != cells[at]) row.Mended++;
            if (Damaged(clean)) Warn(row, "damaged", field, clean);
            return clean;
        }
        row.Name = Within(row, ListField.Name, Cell(ListField.Name), LongestName);
        if (row.Name.Length == 0) Fail(row, "name-missing", ListField.Name, "");
        Country(row, Cell(ListField.Country));
        row.Address = Within(row, ListField.Address, Cell(ListField.Address), LongestAddress);
        if (row.Address.Length == 0 && columns.ContainsKey(ListField.Address)) Warn(row, "address-missing", ListField.Address, "");
        row.Place = Within(row, ListField.Place, Cell(ListField.Place), LongestName);
        row.Organization = Within(row, ListField.Parent, Cell(ListField.Parent), LongestName) is { Length: > 0 } parent ? parent : row.Name;
        row.FacilityType = Within(row, ListField.FacilityType, Cell(ListField.FacilityType), LongestName);
        row.OrganizationKind = Columns.Key(row.FacilityType) is var kind && kind.Contains("recruitment", StringComparison.Ordinal) ? "RecruitmentAgency" : kind.StartsWith("union", StringComparison.Ordinal) ? "TradeUnion" : "Supplier";
        row.Sector = Within(row, ListField.Sector, Cell(ListField.Sector), LongestName);
        row.Isic = Sectors.Section(row.Sector);
        if (row.Sector.Length > 0 && row.Isic is null && !Sectors.SaysNothing(row.Sector)) Warn(row, "sector-unknown", ListField.Sector, row.Sector);
        Position(row, Cell(ListField.Latitude), Cell(ListField.Longitude));
        Identifiers(row, Cell(ListField.OsId), Cell(ListField.Duns), Cell(ListField.Lei));
        Workers(row, Cell(ListField.Workers));
        Zone(row, Cell(ListField.TimeZone));
        Tier(row, Cell(ListField.Tier), Cell(ListField.Relation));
        if (cells.Count > headings.Count && cells.Skip(headings.Count).Any(c => !string.IsNullOrWhiteSpace(c)))
            row.Problems.Add(new RowProblem("warning", "extra-cells", "", Short(string.Join(" | ", cells.Skip(headings.Count))), headings.Count.ToString(CultureInfo.InvariantCulture)));
        if (row.IsSound && !seen.TryAdd(row.Key, line)) row.Problems.Add(new RowProblem("warning", "repeat", "", Short(row.Name), seen[row.Key].ToString(CultureInfo.InvariantCulture)));
        return row;
    }

    /// <summary>Whether the row stood in the file before.</summary>
    public static bool IsRepeat(ListedFacility row) => row.Problems.Exists(p => p.Code == "repeat");

    /// <summary>Text without stray spaces: none at the ends, one at a time, no invisible ones.</summary>
    public static string Clean(string cell)
    {
        if (cell.Length == 0) return cell;
        var clean = new StringBuilder(cell.Length);
        var space = false;
        foreach (var c in cell.Normalize(NormalizationForm.FormC))
        {
            if (c is '\u200B' or '\u200E' or '\u200F' or '\uFEFF' or '\u2060') continue;
            if (char.IsWhiteSpace(c) || char.IsControl(c)) { space = clean.Length > 0; continue; }
            if (space) clean.Append(' ');
            space = false;
            clean.Append(c);
        }
        return clean.ToString();
    }

    /// <summary>Whether letters were lost before the file came: signs that stand for a letter nobody could write, and text read in the wrong characters.</summary>
    internal static bool Damaged(string text) => Lost().IsMatch(text);

    private void Country(ListedFacility row, string words)
    {
        if (words.Length == 0) { Fail(row, "country-missing", ListField.Country, ""); return; }
        if (ListedCountries.Find(words) is { } code) { row.Country = code; return; }
        if (ListedCountries.Nearest(words) is { } near) Fail(row, "country-typo", ListField.Country, words, near.Name);
        else Fail(row, "country-unknown", ListField.Country, words);
    }

    private void Position(ListedFacility row, string north, string east)
    {
        if (north.Length == 0 && east.Length == 0) return;
        if (north.Length == 0 || east.Length == 0) { Warn(row, "position-half", north.Length == 0 ? ListField.Longitude : ListField.Latitude, north + east); return; }
        if (Degrees(north) is not { } lat) { Warn(row, "position-not-a-number", ListField.Latitude, north); return; }
        if (Degrees(east) is not { } lng) { Warn(row, "position-not-a-number", ListField.Longitude, east); return; }
        if (lat == 0 && lng == 0) { Warn(row, "position-zero", ListField.Latitude, "0, 0"); return; }
        if (Math.Abs(lat) > 90 && Math.Abs(lat) <= 180 && Math.Abs(lng) <= 90) { Warn(row, "position-swapped", ListField.Latitude, $"{north}, {east}"); (lat, lng) = (lng, lat); }
        if (Math.Abs(lat) > 90) { Warn(row, "latitude-impossible", ListField.Latitude, north); return; }
        if (Math.Abs(lng) > 180) { Warn(row, "longitude-impossible", ListField.Longitude, east); return; }
        (row.Latitude, row.Longitude) = (lat, lng);
    }

    private static double? Degrees(string words) =>
        double.TryParse(words.Replace(',', '.').TrimEnd('°'), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees : null;

    private void Identifiers(ListedFacility row, string osId, string duns, string lei)
    {
        if (osId.Length > 0)
        {
            row.OsId = ListedIds.OsId(osId);
            if (row.OsId is null) Warn(row, "os-id-wrong", ListField.OsId, osId);
            else if (row.Country.Length > 0 && row.OsId[..2] != row.Country) { Warn(row, "os-id-of-another-country", ListField.OsId, osId, ListedCountries.English(row.OsId[..2])); row.OsId = null; }
            else if (!osIds.TryAdd(row.OsId, row.Line)) { Warn(row, "os-id-twice", ListField.OsId, osId, osIds[row.OsId].ToString(CultureInfo.InvariantCulture)); row.OsId = null; }
        }
        if (duns.Length > 0 && (row.Duns = ListedIds.Duns(duns)) is null) Warn(row, "duns-wrong", ListField.Duns, duns);
        if (lei.Length > 0 && (row.Lei = ListedIds.Lei(lei)) is null) Warn(row, "lei-wrong", ListField.Lei, lei);
    }

    private void Workers(ListedFacility row, string words)
    {
        if (words.Length == 0) return;
        var digits = Thousands().IsMatch(words) ? Marks().Replace(words, "") : words;
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count != Math.Floor(count)) Warn(row, Range().IsMatch(words) ? "workers-a-range" : "workers-not-a-number", ListField.Workers, words);
        else if (count > MostWorkers) Warn(row, "workers-too-many", ListField.Workers, words, MostWorkers.ToString("N0", CultureInfo.InvariantCulture));
        else row.Headcount = (int)count;
    }

    private void Zone(ListedFacility row, string words)
    {
        if (words.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(words, out var zone)) { (row.TimeZone, row.HasTimeZone) = (zone.Id, true); return; }
        if (row.Country.Length == 0) return;
        row.TimeZone = TimeZones.Main(row.Country);
        if (words.Length > 0) Warn(row, "time-zone-unknown", ListField.TimeZone, words, row.TimeZone);
        else if (TimeZones.HasSeveral(row.Country)) row.Problems.Add(new RowProblem("warning", "time-zone-guessed", Heading(ListField.TimeZone), ListedCountries.English(row.Country), row.TimeZone));
    }

    private void Tier(ListedFacility row, string tier, string relation)
    {
        if (tier.Length > 0)
        {
            var digits = new string([.. tier.Where(char.IsAsciiDigit)]);
            if (digits.Length == 1 && digits[0] is >= '1' and <= '9') row.Tier = digits[0] - '0';
            else Warn(row, "tier-wrong", ListField.Tier, tier);
        }
        if (relation.Length == 0) return;
        int? said = Columns.Key(relation) switch
        {
            "direct" or "directsupplier" or "firsttier" or "tier1" or "owned" or "own" or "licensee" or "contract" or "contractor" => 1,
            "indirect" or "indirectsupplier" or "subcontractor" or "subcontract" or "subsupplier" or "secondtier" or "tier2" => 2,
            "upstream" or "rawmaterial" or "tier3" => 3,
            _ => null,
        };
        if (said is null) Warn(row, "relation-unknown", ListField.Relation, relation);
        else row.Tier ??= said;
    }

    private string Within(ListedFacility row, ListField field, string text, int longest)
    {
        if (text.Length <= longest) return text;
        Fail(row, "too-long", field, text, longest.ToString(CultureInfo.InvariantCulture));
        return Cut(text, longest);
    }

    private string Heading(ListField field) => columns.TryGetValue(field, out var at) && at < headings.Count ? headings[at] : "";
    private void Fail(ListedFacility row, string code, ListField field, string value, string hint = "") => row.Problems.Add(new RowProblem("error", code, Heading(field), Short(value), hint));
    private void Warn(ListedFacility row, string code, ListField field, string value, string hint = "") => row.Problems.Add(new RowProblem("warning", code, Heading(field), Short(value), hint));
    private static string Short(string value) => value.Length <= 200 ? value : Cut(value, 199) + "…";
    // Half a character cannot be stored.
    private static string Cut(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];

    // The sign of a lost letter, its drawn box, question marks in a row, and UTF-8 that was read as Western text.
    [GeneratedRegex("[\uFFFD\u25A1\u25AF]|\\?\\?|\\w\\?\\w|[\u00C3\u00C2][\u0080-\u00BF]|\u00E2\u20AC|\u00EF\u00BF\u00BD")]
    private static partial Regex Lost();
    [GeneratedRegex(@"^\d{1,3}([,.' ]\d{3})+$")]
    private static partial Regex Thousands();
    [GeneratedRegex(@"[,.' ]")]
    private static partial Regex Marks();
    [GeneratedRegex(@"^\D*\d[\d,. ]*\s*(-|–|to|~|\+)")]
    private static partial Regex Range();
}
