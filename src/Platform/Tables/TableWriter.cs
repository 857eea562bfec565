using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.AspNetCore.Http;

namespace OpenIlm.Platform;

/// <summary>A table on its way out as a file.</summary>
/// <param name="Name">Name of the file without its ending, and of the sheet.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Cells: text, numbers, days, yes or no; null is an empty cell.</param>
public sealed record Table(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>Tables as CSV (RFC 4180) and XLSX, for every room. A text that a spreadsheet would take for a formula is made text by an apostrophe before it.</summary>
public static class TableWriter
{
    /// <summary>Formats that can be asked for.</summary>
    public static readonly IReadOnlyList<string> Formats = ["csv", "xlsx"];

    /// <summary>The text as no formula.</summary>
    public static string Harmless(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    /// <summary>A text as one cell of CSV.</summary>
    public static string Cell(string text)
    {
        text = Harmless(text);
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    /// <summary>The table as CSV, lines ended by CR LF.</summary>
    public static string Csv(Table table)
    {
        var csv = new StringBuilder();
        csv.AppendJoin(',', table.Columns.Select(Cell)).Append("\r\n");
        foreach (var row in table.Rows) csv.AppendJoin(',', row.Select(c => IsNumber(c) ? Text(c) : Cell(Text(c)))).Append("\r\n");
        return csv.ToString();
    }

    /// <summary>The table as a workbook of one sheet.</summary>
    public static byte[] Xlsx(Table table)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var part = book.AddNewPart<WorksheetPart>();
            // Row by row: a table of a hundred thousand rows is never a tree in memory.
            using (var writer = OpenXmlWriter.Create(part))
            {
                writer.WriteStartElement(new Worksheet());
                writer.WriteStartElement(new SheetData());
                Row(writer, table.Columns);
                foreach (var row in table.Rows) Row(writer, row);
                writer.WriteEndElement();
                writer.WriteEndElement();
            }
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = table.Name.Length > 31 ? table.Name[..31] : table.Name }));
        }
        return file.ToArray();
    }

    /// <summary>The table as an answer to download.</summary>
    /// <param name="table">The table.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="day">The day in the name of the file.</param>
    public static IResult Download(Table table, string format, DateOnly day)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{table.Name}-{day:yyyy-MM-dd}.{format}");
        return format == "xlsx" ? Results.File(Xlsx(table), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name)
            : Results.File([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Csv(table))], "text/csv; charset=utf-8", name);
    }

    private static void Row(OpenXmlWriter writer, IEnumerable<object?> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells)
            writer.WriteElement(IsNumber(cell) ? new Cell { CellValue = new CellValue(Text(cell)), DataType = CellValues.Number }
                : new Cell { InlineString = new InlineString(new Text(Whole(Harmless(Text(cell)))) { Space = SpaceProcessingModeValues.Preserve }), DataType = CellValues.InlineString });
        writer.WriteEndElement();
    }

    private static bool IsNumber(object? cell) => cell is int or long or short or double or decimal;

    private static string Text(object? cell) => cell switch
    {
        null => "",
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    // XML cannot hold control characters.
    private static string Whole(string text) => text.All(c => c >= ' ' || c is '\t' or '\n' or '\r') ? text : new string([.. text.Where(c => c >= ' ' || c is '\t' or '\n' or '\r')]);
}
