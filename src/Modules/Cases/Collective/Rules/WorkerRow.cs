using System.Globalization;
using System.Text;
using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>An affected worker as a list or a form gives her.</summary>
public sealed record GivenWorker
{
    /// <summary>Name; sealed.</summary>
    public string? Name { get; init; }
    /// <summary>Telephone number; sealed.</summary>
    public string? Phone { get; init; }
    /// <summary>Her number in the list or at the employer; sealed. It tells her apart where it is given.</summary>
    public string? Key { get; init; }
    /// <summary>Anything else; sealed.</summary>
    public string? Note { get; init; }
    /// <summary>Code or word for the gender (<c>gender_options.csv</c>).</summary>
    public string? Gender { get; init; }
    /// <summary>Country of nationality: ISO 3166-1 code, English name, or what its people are called.</summary>
    public string? Nationality { get; init; }
    /// <summary>Code or word for the kind of contract.</summary>
    public string? ContractType { get; init; }
    /// <summary>Recruiter, as a short label.</summary>
    public string? Recruiter { get; init; }
    /// <summary>Shift or department, as a short label.</summary>
    public string? Department { get; init; }
    /// <summary>Site or building, as a short label.</summary>
    public string? Site { get; init; }
}

/// <summary>What is wrong with a row. It names the column, never what stood in it: a cell may hold a name that slipped.</summary>
/// <param name="Column">The member.</param>
/// <param name="Code">Why; sentences <c>ledger-problem.CODE</c>.</param>
public sealed record RowFault(string Column, string Code);

/// <summary>A row that can be kept.</summary>
/// <param name="Strata">Coarse codes in the order of <see cref="Cases.Strata.Criteria"/>.</param>
/// <param name="Person">What tells her apart, in one spelling, for the blind index.</param>
/// <param name="Sealed">Name, number, key and note as they are sealed.</param>
public sealed record KeptWorker(IReadOnlyList<string?> Strata, string Person, SealedWorker Sealed);

/// <summary>What is sealed of an affected worker.</summary>
public sealed record SealedWorker(string? Name, string? Phone, string? Key, string? Note);

/// <summary>Reads one row: codes that are coarse, and one spelling that finds the same person again. Pure.</summary>
public static class WorkerRow
{
    /// <summary>Longest label of a stratum.</summary>
    public const int LongestLabel = 40;
    /// <summary>Most values of one criterion in a ledger: more than these are no groups any more but people.</summary>
    public const int MostValues = 20;
    private const int longestName = 200, longestNote = 2000;

    /// <summary>Kinds of contract; ours, stable.</summary>
    public static readonly IReadOnlyList<string> ContractTypes = ["permanent", "fixedTerm", "daily", "pieceRate", "agency", "apprentice", "seasonal", "other"];

    private static readonly Dictionary<string, string> genders = Meanings("WOMAN:woman,women,female,f,w,girl,หญิง,အမျိုးသမီး,မ,ស្រី,महिला,nữ,perempuan,mujer,femme|MAN:man,men,male,m,boy,ชาย,အမျိုးသား,ကျား,ប្រុស,पुरुष,nam,laki-laki,hombre,homme|OTHER:other,x,another,another designation,non-binary,nonbinary|ND:nd,prefer not to disclose,not disclosed");
    private static readonly Dictionary<string, string> contracts = Meanings("permanent:permanent,regular,unlimited,indefinite|fixedTerm:fixedterm,fixed term,fixed-term,fixed,temporary,contract,fdc|daily:daily,day,casual,daily wage|pieceRate:piecerate,piece rate,piece-rate,piece|agency:agency,outsourced,subcontract,subcontracted,labour agency,labor agency|apprentice:apprentice,trainee,intern,probation|seasonal:seasonal|other:other");
    private static readonly Dictionary<string, string> nations = Nations();

    /// <summary>The row as it can be kept, or everything that is wrong with it.</summary>
    public static (KeptWorker? Kept, IReadOnlyList<RowFault> Faults) Read(GivenWorker given)
    {
        var faults = new List<RowFault>();
        string? Words(string? text, string column, int most)
        {
            var clean = Spaced(text);
            if (clean is null) return null;
            if (clean.Length > most) { faults.Add(new(column, "too-long")); return null; }
            return clean;
        }
        string? Coded(string? text, string column, Dictionary<string, string> meanings)
        {
            var clean = Spaced(text);
            if (clean is null) return null;
            if (meanings.TryGetValue(clean.ToLowerInvariant(), out var code)) return code;
            faults.Add(new(column, "not-known"));
            return null;
        }
        string? Label(string? text, string column)
        {
            var clean = Spaced(text);
            if (clean is null) return null;
            if (clean.Length > LongestLabel) { faults.Add(new(column, "too-long")); return null; }
            if (IsLabel(clean)) return clean;
            faults.Add(new(column, "not-a-group"));
            return null;
        }
        var sealedPart = new SealedWorker(Words(given.Name, "name", longestName), Words(given.Phone, "phone", 60), Words(given.Key, "key", 100), Words(given.Note, "note", longestNote));
        string?[] strata = [Coded(given.Gender, "gender", genders), Coded(given.Nationality, "nationality", nations), Coded(given.ContractType, "contractType", contracts),
            Label(given.Recruiter, "recruiter"), Label(given.Department, "department"), Label(given.Site, "site")];
        if (sealedPart is { Name: null, Phone: null, Key: null } && faults.All(f => f.Column is not ("name" or "phone" or "key"))) faults.Add(new("name", "nobody"));
        return faults.Count > 0 ? (null, faults) : (new KeptWorker(strata, PersonOf(sealedPart), sealedPart), []);
    }

    /// <summary>What tells a person apart: her key where the list has one; else name and number together, since telephones are shared; else what there is.</summary>
    public static string PersonOf(SealedWorker worker)
    {
        if (worker.Key is { } key) return "key\n" + Folded(key);
        var phone = worker.Phone is { } typed ? PhoneNumbers.ToE164(typed) ?? new string([.. typed.Where(char.IsAsciiDigit)]) : "";
        return "person\n" + (worker.Name is { } name ? Folded(name) : "") + "\n" + phone;
    }

    private static string Folded(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    private static string? Spaced(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // A label is readable by the server: what looks like somebody's number or address is no name of a group.
    private static bool IsLabel(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if (char.IsDigit(c)) { if (++digits > 4) return false; }
            else if (!(char.IsLetter(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || c is ' ' or '-' or '/' or '.' or '&' or '(' or ')' or '\'' or '#')) return false;
        }
        return text.Any(char.IsLetterOrDigit);
    }

    private static Dictionary<string, string> Meanings(string text)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('|'))
        {
            var (code, words) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            all[code.ToLowerInvariant()] = code;
            foreach (var word in words.Split(',')) all.TryAdd(word, code);
        }
        return all;
    }

    private static Dictionary<string, string> Nations()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var region in CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(c => c.Name.Length > 0).Select(c => new RegionInfo(c.Name))
            .Where(r => r.TwoLetterISORegionName.Length == 2 && r.TwoLetterISORegionName.All(char.IsAsciiLetterUpper)).DistinctBy(r => r.TwoLetterISORegionName))
            foreach (var word in new[] { region.TwoLetterISORegionName, region.ThreeLetterISORegionName, region.EnglishName }) all.TryAdd(word.ToLowerInvariant(), region.TwoLetterISORegionName);
        foreach (var line in "MM:myanmar,burma,burmese,bamar|TH:thai|KH:cambodian,khmer|LA:lao,laos,laotian|VN:vietnam,viet nam,vietnamese|NP:nepali,nepalese|BD:bangladeshi|IN:indian|ID:indonesian|MY:malaysian|PH:filipino,filipina,philippine|LK:sri lankan|PK:pakistani|CN:chinese|TR:turkish,turkey|SY:syrian|ET:ethiopian|KE:kenyan|MX:mexican|GT:guatemalan|UA:ukrainian".Split('|'))
            foreach (var word in line[3..].Split(',')) all[word] = line[..2];
        return all;
    }
}
