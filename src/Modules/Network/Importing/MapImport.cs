using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Says what the columns of a list mean, remembers it for the source, and has the rows checked.</summary>
public static class MapImport
{
    /// <summary>What is said. What is left out stays as it was proposed.</summary>
    /// <param name="Sheet">Sheet, from 0.</param>
    /// <param name="HeaderRow">Row of the sheet that holds the headings, from 1.</param>
    /// <param name="Columns">The field of each column, camel case (<c>name</c>, <c>country</c>, <c>osId</c> …), empty for none.</param>
    public sealed record Input(int? Sheet = null, int? HeaderRow = null, IReadOnlyList<string>? Columns = null);

    /// <summary>A field without which no row can be imported has no column.</summary>
    public sealed record NeedsColumn(ListField Column) : Refusal("import.needs-column")
    {
        /// <inheritdoc />
        public override string Field => "columns";
    }
    /// <summary>Two columns are said to be the same field.</summary>
    public sealed record ColumnTwice(ListField Column) : Refusal("import.column-twice")
    {
        /// <inheritdoc />
        public override string Field => "columns";
    }
    /// <summary>The import is past that.</summary>
    public sealed record NotNow(string State) : Refusal("import.not-now");

    /// <summary>Every reason against the columns.</summary>
    public static IEnumerable<Refusal> WhyNot(IReadOnlyList<ListField?> fields)
    {
        foreach (var needed in new[] { ListField.Name, ListField.Country }) if (!fields.Contains(needed)) yield return new NeedsColumn(needed);
        foreach (var twice in fields.OfType<ListField>().GroupBy(f => f).Where(g => g.Count() > 1)) yield return new ColumnTwice(twice.Key);
    }

    /// <summary>Changes sheet or header row and proposes anew, without checking yet.</summary>
    public static Task<Outcome> Look(Guid id, int? version, Input input, Work work) => Set(id, version, input, work, check: false);

    /// <summary>Takes the mapping and has the rows checked.</summary>
    public static Task<Outcome> Handle(Guid id, int? version, Input input, Work work) => Set(id, version, input, work, check: true);

    private sealed record Row(string State, int Version, string Source, short Sheet, int HeaderRow, string[] Columns, string[] Sheets);
    private sealed record LineRow(int Line, string Cells);

    private static async Task<Outcome> Set(Guid id, int? version, Input input, Work work, bool check)
    {
        var row = await work.FirstOrNone<Row>("select state, version, source, sheet, header_row, columns, sheets from network.import where id = $1 for update", id);
        if (row is null) return Outcome.Missing;
        if (version is { } seen && seen != row.Version) return Outcome.Stale;
        if (row.State is not ("Mapping" or "Ready" or "Failed")) return Outcome.Refused(new NotNow(row.State));
        if (input.Sheet is { } asked && (asked < 0 || asked >= row.Sheets.Length)) return Outcome.Refused(new BadInput("input.out-of-range", "sheet", $"0 to {row.Sheets.Length - 1}"));
        var sheet = (short)(input.Sheet ?? row.Sheet);
        var lines = (await work.All<LineRow>("select line, cells::text as cells from network.import_line where import_id = $1 and sheet = $2 order by line limit 60", id, sheet))
            .Select(l => new TableFile.Line(sheet, l.Line, JsonSerializer.Deserialize<List<string>>(l.Cells)!)).ToList();
        if (lines.Count == 0) return Outcome.Refused(new BadInput("import.sheet-empty", "sheet"));
        if (input.HeaderRow is { } head && lines.TrueForAll(l => l.Number != head)) return Outcome.Refused(new BadInput("import.no-such-row", "headerRow"));
        var moved = sheet != row.Sheet || (input.HeaderRow is { } other && other != row.HeaderRow);
        var (header, columns) = moved ? StartImport.Proposal(lines, await Remembered(row.Source, work), input.HeaderRow) : (row.HeaderRow, row.Columns);
        if (input.Columns is { } said)
        {
            if (said.Count > TableFile.MostColumns) return Outcome.Refused(new BadInput("input.too-many", "columns", TableFile.MostColumns));
            if (said.FirstOrDefault(s => s.Length > 0 && Read(s) is null) is not null) return Outcome.Refused(new BadInput("input.not-a-choice", "columns"));
            columns = [.. said.Select(s => Read(s)?.ToString() ?? "")];
        }
        var fields = columns.Select(Read).ToList();
        if (check && WhyNot(fields).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        work.Write("update network.import set sheet = $2, header_row = $3, columns = $4, state = $5, note = '', done = 0, total = 0, version = version + 1 where id = $1", id, sheet, header, columns, check ? "Checking" : "Mapping");
        if (check)
        {
            var headings = lines.First(l => l.Number == header).Cells;
            foreach (var (heading, field) in headings.Zip(columns).DistinctBy(h => OpenIlm.Network.Columns.Key(h.First)).Where(h => OpenIlm.Network.Columns.Key(h.First).Length > 0))
                work.Write("insert into network.import_source (org_id, source, heading, field) values ($1, $2, $3, $4) on conflict (org_id, source, heading) do update set field = excluded.field",
                    work.Actor.OrganizationId, row.Source, OpenIlm.Network.Columns.Key(heading), field);
        }
        work.Audit(check ? "import.mapped" : "import.looked", "import", id);
        return await work.Commit();
    }

    /// <summary>What this organization said before of the headings of a source.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> Remembered(string source, Work work) =>
        (await work.All<Heading>("select heading as name, field from network.import_source where source = $1", source)).ToDictionary(h => h.Name, h => h.Field);

    private sealed record Heading(string Name, string Field);

    private static ListField? Read(string word) => Enum.TryParse<ListField>(word, ignoreCase: true, out var field) && Enum.IsDefined(field) && !char.IsAsciiDigit(word[0]) ? field : null;
}
