using System.Globalization;
using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A list of workers: which columns it has, and its rows as they can be kept. Pure: the file is read already.</summary>
public sealed class WorkerList
{
    /// <summary>Largest file, in bytes.</summary>
    public const int LargestFile = 10 << 20;

    /// <summary>No heading says a name, a number or a key.</summary>
    public sealed record NoNames() : Refusal("ledger.no-names")
    {
        /// <inheritdoc />
        public override string Field => "file";
    }
    /// <summary>Two headings mean the same.</summary>
    public sealed record HeadingTwice(string Column) : Refusal("ledger.heading-twice")
    {
        /// <inheritdoc />
        public override string Field => "file";
    }

    private static readonly Dictionary<string, string> meanings = Meanings();

    /// <summary>Columns that were understood, in the order of the list.</summary>
    public required IReadOnlyList<string> Columns { get; init; }
    /// <summary>How many headings nobody knows.</summary>
    public required int Ignored { get; init; }
    /// <summary>Its rows, in their order: what can be kept, or what is wrong.</summary>
    public required IReadOnlyList<(int Number, KeptWorker? Kept, IReadOnlyList<RowFault> Faults)> Rows { get; init; }

    /// <summary>Reads the sheet with the most rows. The headings stand in the first of its rows of which at least one is known.</summary>
    public static Outcome<WorkerList> Read(TableFile file)
    {
        var sheet = file.Lines.CountBy(l => l.Sheet).MaxBy(s => s.Value).Key;
        var lines = file.Lines.Where(l => l.Sheet == sheet).ToList();
        var header = lines.Take(20).MaxBy(l => l.Cells.Count(c => Meaning(c) is not null))!;
        var columns = header.Cells.Select(Meaning).ToList();
        if (!columns.Any(c => c is "name" or "phone" or "key")) return Outcome<WorkerList>.Refused(new NoNames());
        if (columns.OfType<string>().CountBy(c => c).FirstOrDefault(c => c.Value > 1) is { Key: { } twice }) return Outcome<WorkerList>.Refused(new HeadingTwice(twice));
        var rows = new List<(int, KeptWorker?, IReadOnlyList<RowFault>)>();
        foreach (var line in lines.Where(l => l.Number > header.Number))
        {
            string? Cell(string column) => columns.IndexOf(column) is >= 0 and var at && at < line.Cells.Count ? line.Cells[at] : null;
            var (kept, faults) = WorkerRow.Read(new GivenWorker
            {
                Name = Cell("name"), Phone = Cell("phone"), Key = Cell("key"), Note = Cell("note"), Gender = Cell("gender"), Nationality = Cell("nationality"),
                ContractType = Cell("contractType"), Recruiter = Cell("recruiter"), Department = Cell("department"), Site = Cell("site"),
            });
            rows.Add((line.Number, kept, faults));
        }
        return new WorkerList { Columns = [.. columns.OfType<string>()], Ignored = header.Cells.Count(c => !string.IsNullOrWhiteSpace(c) && Meaning(c) is null), Rows = rows };
    }

    /// <summary>What a heading means; null when nobody knows.</summary>
    public static string? Meaning(string heading) => meanings.GetValueOrDefault(Key(heading));

    private static string Key(string heading) => new([.. heading.Normalize(NormalizationForm.FormKC).Where(c => char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark).Select(char.ToLowerInvariant)]);

    private static Dictionary<string, string> Meanings()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        void Are(string column, string headings) { foreach (var heading in headings.Split('|')) all[Key(heading)] = column; }
        Are("name", "name|full name|worker|worker name|name of worker|employee name|employee|အမည်|နာမည်|ชื่อ|ชื่อ-สกุล|ชื่อพนักงาน|ឈ្មោះ|नाम|họ tên|họ và tên|nama|nombre|nom");
        Are("phone", "phone|phone number|telephone|tel|mobile|mobile number|contact|contact number|whatsapp|ဖုန်း|ဖုန်းနံပါတ်|โทรศัพท์|เบอร์โทร|ទូរស័ព្ទ|លេខទូរស័ព្ទ|फोन|फोन नम्बर|điện thoại|telepon|teléfono|téléphone");
        Are("key", "key|id|no|no.|number|worker id|worker no|employee id|employee no|employee number|staff id|staff no|badge|badge number|card no|payroll number|รหัส|รหัสพนักงาน|ဝန်ထမ်းနံပါတ်|អត្តលេខ|क्रम|mã số");
        Are("note", "note|notes|remark|remarks|comment|comments|หมายเหตุ|မှတ်ချက်|កំណត់ចំណាំ|कैफियत");
        Are("gender", "gender|sex|m/f|เพศ|လိင်|ភេទ|लिङ्ग|giới tính|jenis kelamin|género|sexe");
        Are("nationality", "nationality|country of origin|citizenship|country|สัญชาติ|နိုင်ငံသား|សញ្ជាតិ|राष्ट्रियता|quốc tịch|kewarganegaraan|nacionalidad|nationalité");
        Are("contractType", "contract|contract type|type of contract|employment type|status|ประเภทสัญญา|စာချုပ်|កិច្ចសន្យា|करार");
        Are("recruiter", "recruiter|agency|recruitment agency|agent|broker|นายหน้า|အေးဂျင့်|ភ្នាក់ងារ|एजेन्सी|म्यानपावर");
        Are("department", "department|dept|section|line|shift|unit|team|แผนก|กะ|ဌာန|ဆိုင်း|ផ្នែក|វេន|विभाग|पाली");
        Are("site", "site|factory|plant|building|location|workplace|โรงงาน|စက်ရုံ|រោងចក្រ|कारखाना");
        return all;
    }
}
