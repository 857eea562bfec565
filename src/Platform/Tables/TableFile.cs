using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>A file that may hold a table: recognized by its first bytes, never by its name, and read row by row.</summary>
public sealed class TableFile
{
    /// <summary>Largest file, in bytes.</summary>
    public const int LargestFile = 50 << 20;
    /// <summary>Most rows over all sheets.</summary>
    public const int MostRows = 200_000;
    /// <summary>Most columns.</summary>
    public const int MostColumns = 200;
    /// <summary>What a packed workbook may unpack to, in bytes.</summary>
    private const long LargestUnpacked = 600L << 20;

    /// <summary>The file is something else than a table.</summary>
    public sealed record NoTable(string Found) : Refusal("import.no-table")
    {
        /// <inheritdoc />
        public override string Field => "file";
    }
    /// <summary>Nothing is in it.</summary>
    public sealed record Empty() : Refusal("import.empty")
    {
        /// <inheritdoc />
        public override string Field => "file";
    }
    /// <summary>The workbook asks for a password.</summary>
    public sealed record Encrypted() : Refusal("import.encrypted")
    {
        /// <inheritdoc />
        public override string Field => "file";
    }
    /// <summary>The workbook cannot be read.</summary>
    public sealed record Corrupt() : Refusal("import.corrupt")
    {
        /// <inheritdoc />
        public override string Field => "file";
    }
    /// <summary>It unpacks to far more than it should.</summary>
    public sealed record Bomb(int Megabytes) : Refusal("import.unpacks-too-large")
    {
        /// <inheritdoc />
        public override string Field => "file";
    }
    /// <summary>More rows than are taken at once.</summary>
    public sealed record TooManyRows(int Limit) : Refusal("import.too-many-rows")
    {
        /// <inheritdoc />
        public override string Field => "file";
    }
    /// <summary>A row with more cells than are taken.</summary>
    public sealed record TooManyColumns(int Row, int Columns, int Limit) : Refusal("import.too-many-columns")
    {
        /// <inheritdoc />
        public override string Field => "file";
    }
    /// <summary>One column only.</summary>
    public sealed record OneColumn() : Refusal("import.one-column")
    {
        /// <inheritdoc />
        public override string Field => "file";
    }
    /// <summary>A quote that never closes.</summary>
    public sealed record QuoteOpen(int Line) : Refusal("import.quote-open")
    {
        /// <inheritdoc />
        public override string Field => "file";
    }

    /// <summary>A row as it stands in the file.</summary>
    /// <param name="Sheet">Sheet, from 0.</param>
    /// <param name="Line">Row of the sheet, from 1, as a spreadsheet counts.</param>
    /// <param name="Cells">Its cells, without empty ones at the end.</param>
    public sealed record Line(int Sheet, int Number, IReadOnlyList<string> Cells);

    /// <summary>What the file is: Csv, Xlsx or Xls.</summary>
    public required string Format { get; init; }
    /// <summary>Characters of a text file.</summary>
    public string Encoding { get; init; } = "";
    /// <summary>What stands between cells of a text file.</summary>
    public string Delimiter { get; init; } = "";
    /// <summary>Names of the sheets; one empty name for text.</summary>
    public required IReadOnlyList<string> Sheets { get; init; }
    /// <summary>The rows that are not empty, in order.</summary>
    public required IReadOnlyList<Line> Lines { get; init; }

    /// <summary>Reads a file whole, or says what it is and what to do.</summary>
    public static Outcome<TableFile> Read(byte[] bytes, int length)
    {
        var head = bytes.AsSpan(0, length);
        if (head.IndexOfAnyExcept(" \t\r\n"u8) is var begins && (begins < 0 || head[begins..].SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))) return Outcome<TableFile>.Refused(new Empty());
        if (head.StartsWith("PK\u0003\u0004"u8)) return Workbook(bytes, length, "Xlsx");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) return Workbook(bytes, length, "Xls");
        return Other(head) is { } found ? Outcome<TableFile>.Refused(new NoTable(found)) : Text(bytes, length);
    }

    private static string? Other(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF"u8)) return "PDF";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])) return "PNG";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "JPEG";
        if (head.StartsWith("GIF8"u8)) return "GIF";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return "gzip";
        if (head.StartsWith("Rar!"u8) || head.StartsWith("7z"u8)) return "archive";
        if (head.StartsWith("{\\rtf"u8)) return "RTF";
        var start = System.Text.Encoding.Latin1.GetString(head[..Math.Min(512, head.Length)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return "HTML";
        if (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)) return "XML";
        if (start.StartsWith("{\"", StringComparison.Ordinal) || start.StartsWith("[{", StringComparison.Ordinal) || start.StartsWith("{\n", StringComparison.Ordinal)) return "JSON";
        var wide = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        return !wide && head.Contains((byte)0) ? "binary" : null;
    }

    private static Outcome<TableFile> Text(byte[] bytes, int length)
    {
        var (encoding, name) = TextDecoding.Of(bytes.AsSpan(0, length));
        StreamReader Open() => new(new MemoryStream(bytes, 0, length, false), encoding);
        char delimiter;
        using (var head = Open())
        {
            var start = new char[64 * 1024];
            delimiter = CsvRows.Sniff(new string(start, 0, head.ReadBlock(start)));
        }
        var lines = new List<Line>();
        try
        {
            using var text = Open();
            var number = 0;
            foreach (var row in CsvRows.Read(text, delimiter))
            {
                number++;
                if (Keep(lines, 0, number, row) is { } refusal) return Outcome<TableFile>.Refused(refusal);
            }
        }
        catch (CsvRows.UnclosedQuote open) { return Outcome<TableFile>.Refused(new QuoteOpen(open.Line)); }
        if (lines.Count == 0) return Outcome<TableFile>.Refused(new Empty());
        if (lines.All(l => l.Cells.Count < 2)) return Outcome<TableFile>.Refused(new OneColumn());
        return new TableFile { Format = "Csv", Encoding = name, Delimiter = delimiter switch { '\t' => "tab", _ => delimiter.ToString() }, Sheets = [""], Lines = lines };
    }

    private static Outcome<TableFile> Workbook(byte[] bytes, int length, string format)
    {
        try
        {
            if (format == "Xlsx" && Unpacked(bytes, length) is { } refusal) return Outcome<TableFile>.Refused(refusal);
            using var stream = new MemoryStream(bytes, 0, length, false);
            TextDecoding.Of([]); // Old workbooks name code pages that must be known.
            using var reader = ExcelReaderFactory.CreateReader(stream, new ExcelReaderConfiguration { LeaveOpen = true });
            var (sheets, lines) = (new List<string>(), new List<Line>());
            do
            {
                var number = 0;
                while (reader.Read())
                {
                    number++;
                    var cells = new List<string>(Math.Min(reader.FieldCount, MostColumns + 1));
                    for (var i = 0; i < reader.FieldCount; i++) cells.Add(Words(reader.GetValue(i)));
                    if (Keep(lines, sheets.Count, number, cells) is { } tooMuch) return Outcome<TableFile>.Refused(tooMuch);
                }
                sheets.Add(reader.Name ?? "");
            }
            while (reader.NextResult());
            if (lines.Count == 0) return Outcome<TableFile>.Refused(new Empty());
            if (lines.All(l => l.Cells.Count < 2)) return Outcome<TableFile>.Refused(new OneColumn());
            return new TableFile { Format = format, Sheets = sheets, Lines = lines };
        }
        catch (InvalidPasswordException) { return Outcome<TableFile>.Refused(new Encrypted()); }
        // A damaged workbook breaks its reader in many ways; none of them is a fault of this program.
        catch (Exception broken) when (broken is not OutOfMemoryException and not OperationCanceledException) { return Outcome<TableFile>.Refused(new Corrupt()); }
    }

    private static Refusal? Unpacked(byte[] bytes, int length)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes, 0, length, false), ZipArchiveMode.Read);
        if (archive.Entries.All(e => !e.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)))
            return new NoTable(archive.Entries.Any(e => e.FullName.StartsWith("word/", StringComparison.OrdinalIgnoreCase)) ? "Word"
                : archive.Entries.Any(e => e.FullName.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase)) ? "PowerPoint"
                : archive.Entries.Any(e => e.FullName == "mimetype") ? "OpenDocument" : "zip");
        // Counted, not believed: the sizes that an archive states are whatever its maker wrote.
        var (total, buffer) = (0L, new byte[81920]);
        foreach (var entry in archive.Entries)
        {
            using var inside = entry.Open();
            int read;
            while ((read = inside.Read(buffer)) > 0)
                if ((total += read) > LargestUnpacked) return new Bomb((int)(LargestUnpacked >> 20));
        }
        return null;
    }

    private static Refusal? Keep(List<Line> lines, int sheet, int number, List<string> cells)
    {
        while (cells.Count > 0 && string.IsNullOrWhiteSpace(cells[^1])) cells.RemoveAt(cells.Count - 1);
        if (cells.Count == 0) return null;
        if (cells.Count > MostColumns) return new TooManyColumns(number, cells.Count, MostColumns);
        // The header is a row too.
        if (lines.Count > MostRows + 50) return new TooManyRows(MostRows);
        // PostgreSQL's text holds every character but this one.
        for (var i = 0; i < cells.Count; i++) if (cells[i].Contains('\0', StringComparison.Ordinal)) cells[i] = cells[i].Replace('\0', '\uFFFD');
        lines.Add(new Line(sheet, number, cells));
        return null;
    }

    private static string Words(object? value) => value switch
    {
        null => "",
        string text => text,
        // Whole numbers without a point, others without rounding: a position has seven digits.
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime day => day.TimeOfDay == TimeSpan.Zero ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : day.ToString("s", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
