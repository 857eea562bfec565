using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Takes a facility list: reads the file, keeps its cells as they came, and proposes what its columns mean. Nothing of it is in the
/// directory yet.</summary>
public static class StartImport
{
    /// <summary>Largest request: the file and what stands around it in a form.</summary>
    public const int LargestRequest = TableFile.LargestFile + (1 << 20);
    // A file is held in memory while it is read; more than a few at once would not fit on a small server.
    private static readonly SemaphoreSlim readers = new(3, 3);

    /// <summary>Every reason the form itself shows.</summary>
    public static IEnumerable<Refusal> WhyNot(Upload upload)
    {
        if (upload.FileName.Length == 0) yield return new BadInput("input.required", "file");
        if (string.IsNullOrWhiteSpace(upload["source"])) yield return new BadInput("input.required", "source");
        else if (upload["source"].Length > 100) yield return new BadInput("input.too-long", "source", 100);
    }

    /// <summary>Keeps it.</summary>
    public static async Task<Outcome<CreatedView>> Handle(Upload upload, Work work)
    {
        if (WhyNot(upload).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        if (!await readers.WaitAsync(TimeSpan.FromSeconds(20), work.Cancelled)) return Outcome<CreatedView>.Busy;
        try
        {
            var read = TableFile.Read(upload.Bytes, upload.Length);
            if (!read.IsDone) return Outcome<CreatedView>.From(read);
            return await Keep(upload, read.Value!, work);
        }
        finally { readers.Release(); }
    }

    private static async Task<Outcome<CreatedView>> Keep(Upload upload, TableFile file, Work work)
    {
        var id = Guid.NewGuid();
        var source = RowChecks.Clean(upload["source"]);
        // The sheet with the list is the one with the most rows; a person may choose another.
        var sheet = file.Lines.CountBy(l => l.Sheet).MaxBy(s => s.Value).Key;
        var (header, columns) = Proposal([.. file.Lines.Where(l => l.Sheet == sheet).Take(60)], await MapImport.Remembered(source, work));
        work.Patience = TimeSpan.FromMinutes(3);
        work.Write("""
            insert into network.import (id, org_id, source, file_name, format, encoding, delimiter, state, wide, sheets, sheet, header_row, columns, lines, person_id, at)
            values ($1, $2, $3, $4, $5, $6, $7, 'Mapping', $8, $9, $10, $11, $12, $13, $14, $15)
            """, id, work.Actor.OrganizationId, source, Name(upload.FileName), file.Format, file.Encoding, file.Delimiter, work.Actor.May(NetworkPermissions.KeepDirectory), file.Sheets.ToArray(), (short)sheet, header, columns, file.Lines.Count, work.Actor.PersonId, work.Now);
        foreach (var lines in file.Lines.Chunk(5000))
            await work.Change("insert into network.import_line (import_id, org_id, sheet, line, cells) select $1, $2, u.sheet, u.line, u.cells::jsonb from unnest($3::integer[], $4::integer[], $5::text[]) as u(sheet, line, cells)",
                id, work.Actor.OrganizationId, lines.Select(l => l.Sheet).ToArray(), lines.Select(l => l.Number).ToArray(), lines.Select(l => JsonSerializer.Serialize(l.Cells)).ToArray());
        work.Audit("import.started", "import", id, new { file.Format, Rows = file.Lines.Count });
        return await work.Commit(new CreatedView(id));
    }

    /// <summary>The header row and a field for each of its columns.</summary>
    internal static (int Header, string[] Columns) Proposal(IReadOnlyList<TableFile.Line> lines, IReadOnlyDictionary<string, string> remembered, int? header = null)
    {
        var row = header ?? Columns.HeaderLine(lines);
        var headings = lines.FirstOrDefault(l => l.Number == row)?.Cells ?? [];
        return (row, [.. Columns.Propose(headings, remembered).Select(f => f?.ToString() ?? "")]);
    }

    private static string Name(string file) => RowChecks.Clean(file) is { Length: > 0 } clean ? clean.Length <= 200 ? clean : clean[^200..] : "list";
}
