using System.Globalization;
using System.Text;
using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>An import in a list.</summary>
public sealed record ImportItemView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Source,
    [property: Field(FieldClass.C1)] string FileName,
    [property: Field(FieldClass.C1)] string State,
    [property: Field(FieldClass.C1)] int Lines,
    [property: Field(FieldClass.C1)] DateTimeOffset At) : IView<SignedIn>;

/// <summary>How many rows of each kind.</summary>
/// <param name="Rows">All rows below the header.</param>
/// <param name="New">Sites that are not in the directory.</param>
/// <param name="Same">Sites that are there just so.</param>
/// <param name="Changed">Sites that are there otherwise.</param>
/// <param name="Duplicates">New ones that resemble a site of the directory.</param>
/// <param name="TakenAsSame">Of those, the ones a person took for that site.</param>
/// <param name="Errors">Rows that cannot be imported.</param>
/// <param name="Warnings">Rows that are imported with a note.</param>
/// <param name="Repeats">Rows that stood in the file before.</param>
/// <param name="Mended">Cells with stray spaces that were mended.</param>
/// <param name="Relations">Relations of a buyer that the list makes.</param>
/// <param name="Stayed">Rows that an undo left, since something depends on them.</param>
public sealed record ImportCountsView(
    [property: Field(FieldClass.C1)] long Rows, [property: Field(FieldClass.C1)] long New, [property: Field(FieldClass.C1)] long Same, [property: Field(FieldClass.C1)] long Changed,
    [property: Field(FieldClass.C1)] long Duplicates, [property: Field(FieldClass.C1)] long TakenAsSame, [property: Field(FieldClass.C1)] long Errors, [property: Field(FieldClass.C1)] long Warnings,
    [property: Field(FieldClass.C1)] long Repeats, [property: Field(FieldClass.C1)] long Mended, [property: Field(FieldClass.C1)] long Relations, [property: Field(FieldClass.C1)] long Stayed) : IView<SignedIn>
{
    /// <summary>Whether there is anything to apply.</summary>
    [Field(FieldClass.C1)]
    public bool ChangesNothing => New == 0 && Changed == 0 && Relations == 0;
}

/// <summary>A column of the list: its heading, what it means, and what stands in it.</summary>
public sealed record ImportColumnView(
    [property: Field(FieldClass.C1)] string Heading,
    [property: Field(FieldClass.C1)] string Field,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Samples) : IView<SignedIn>;

/// <summary>One kind of problem and how many rows have it.</summary>
public sealed record ImportProblemCountView(
    [property: Field(FieldClass.C1)] string Level,
    [property: Field(FieldClass.C1)] string Code,
    [property: Field(FieldClass.C1)] long Rows) : IView<SignedIn>;

/// <summary>An import.</summary>
public sealed record ImportView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] string Source,
    [property: Field(FieldClass.C1)] string FileName,
    [property: Field(FieldClass.C1)] string Format,
    [property: Field(FieldClass.C1)] string Encoding,
    [property: Field(FieldClass.C1)] string Delimiter,
    [property: Field(FieldClass.C1)] string State,
    [property: Field(FieldClass.C1)] string Note,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Sheets,
    [property: Field(FieldClass.C1)] int Sheet,
    [property: Field(FieldClass.C1)] int HeaderRow,
    [property: Field(FieldClass.C1)] IReadOnlyList<ImportColumnView> Columns,
    [property: Field(FieldClass.C1)] int Done,
    [property: Field(FieldClass.C1)] int Total,
    [property: Field(FieldClass.C1)] ImportCountsView Counts,
    [property: Field(FieldClass.C1)] IReadOnlyList<ImportProblemCountView> Problems,
    [property: Field(FieldClass.C1)] DateTimeOffset At) : IView<SignedIn>;

/// <summary>A problem of a row in words.</summary>
public sealed record ImportProblemView(
    [property: Field(FieldClass.C1)] string Level,
    [property: Field(FieldClass.C1)] string Code,
    [property: Field(FieldClass.C1)] string Column,
    [property: Field(FieldClass.C1)] string Value,
    [property: Field(FieldClass.C1)] string Message) : IView<SignedIn>;

/// <summary>A row and what it turned out to be.</summary>
public sealed record ImportRowView(
    [property: Field(FieldClass.C1)] int Row,
    [property: Field(FieldClass.C1)] string Outcome,
    [property: Field(FieldClass.C1)] string Name,
    [property: Field(FieldClass.C1)] string Country,
    [property: Field(FieldClass.C1)] string Address,
    [property: Field(FieldClass.C1)] string Place,
    [property: Field(FieldClass.C1)] string Organization,
    [property: Field(FieldClass.C1)] Guid? SiteId,
    [property: Field(FieldClass.C1)] Guid? CandidateId,
    [property: Field(FieldClass.C1)] string? CandidateName,
    [property: Field(FieldClass.C1)] string? CandidateAddress,
    [property: Field(FieldClass.C1)] Guid? CandidateOrganizationId,
    [property: Field(FieldClass.C1)] double? Score,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Reasons,
    [property: Field(FieldClass.C1)] string Decision,
    [property: Field(FieldClass.C1)] string Stayed,
    [property: Field(FieldClass.C1)] IReadOnlyList<ImportProblemView> Problems) : IView<SignedIn>;

/// <summary>Imports of the caller's organization. Row-level security decides whose they are.</summary>
public static class ReadImport
{
    /// <summary>Kinds of rows that can be asked for.</summary>
    public static readonly IReadOnlyList<string> Filters = ["all", "new", "changed", "duplicates", "errors", "warnings", "repeats", "same", "stayed"];

    /// <summary>The newest imports.</summary>
    public static Task<IReadOnlyList<ImportItemView>> List(Work work) =>
        work.All<ImportItemView>("select id, source, file_name, state, lines, at from network.import order by at desc, id limit 100");

    /// <summary>Sources named before, to choose from.</summary>
    public static Task<IReadOnlyList<string>> Sources(Work work) => work.All<string>("select distinct source from network.import order by source limit 50");

    private sealed record Head(Guid Id, int Version, string Source, string FileName, string Format, string Encoding, string Delimiter, string State, string Note, string[] Sheets, short Sheet, int HeaderRow, string[] Columns, int Done, int Total, DateTimeOffset At, bool Wide);
    private sealed record LineRow(int Line, string Cells);

    /// <summary>One import with its columns, counts and problems.</summary>
    public static async Task<Outcome<ImportView>> Handle(Guid id, Work work)
    {
        var it = await work.FirstOrNone<Head>("select id, version, source, file_name, format, encoding, delimiter, state, note, sheets, sheet, header_row, columns, done, total, at, wide from network.import where id = $1", id);
        if (it is null) return Outcome<ImportView>.Missing;
        var lines = (await work.All<LineRow>("select line, cells::text as cells from network.import_line where import_id = $1 and sheet = $2 and line >= $3 order by line limit 40", id, it.Sheet, it.HeaderRow))
            .Select(l => JsonSerializer.Deserialize<List<string>>(l.Cells)!).ToList();
        var headings = lines.FirstOrDefault() ?? [];
        var columns = Enumerable.Range(0, Math.Max(headings.Count, it.Columns.Length)).Select(i => new ImportColumnView(i < headings.Count ? headings[i] : "", i < it.Columns.Length && it.Columns[i].Length > 0 ? JsonNamingPolicy.CamelCase.ConvertName(it.Columns[i]) : "",
            [.. lines.Skip(1).Select(l => i < l.Count ? l[i] : "").Where(c => !string.IsNullOrWhiteSpace(c)).Distinct().Take(3)])).ToList();
        var counts = (await work.FirstOrNone<ImportCountsView>("""
            select count(*) as rows, count(*) filter (where outcome = 'New' and decision = 'New') as "new", count(*) filter (where outcome = 'Same') as same, count(*) filter (where outcome = 'Changed') as changed,
                   count(*) filter (where candidate_id is not null and outcome = 'New') as duplicates, count(*) filter (where candidate_id is not null and decision = 'Same') as taken_as_same,
                   count(*) filter (where outcome = 'Error') as errors, count(*) filter (where warnings > 0 and outcome <> 'Error') as warnings, count(*) filter (where outcome = 'Repeat') as repeats,
                   coalesce(sum(mended), 0) as mended, count(*) filter (where relates and outcome in ('New', 'Same', 'Changed')) as relations, count(*) filter (where stayed <> '') as stayed
              from network.import_row where import_id = $1
            """, id))!;
        var problems = await work.All<ImportProblemCountView>("""
            select p ->> 'level' as level, p ->> 'code' as code, count(*) as rows from network.import_row r cross join lateral jsonb_array_elements(r.problems) p
             where r.import_id = $1 and (r.errors > 0 or r.warnings > 0) group by 1, 2 order by 1, 3 desc, 2
            """, id);
        return new ImportView(it.Id, it.Version, it.Source, it.FileName, it.Format, it.Encoding, it.Delimiter, it.State, it.Note, it.Sheets, it.Sheet, it.HeaderRow, columns, it.Done, it.Total, counts, problems, it.At);
    }

    private sealed record RowRow(int Line, string Outcome, string Name, string Country, string Address, string Place, string Organization, Guid? SiteId, Guid? CandidateId, string? CandidateName, string? CandidateAddress,
        Guid? CandidateOrganizationId, double? Score, string Reasons, string Decision, string Stayed, string Problems);
    private sealed record ReasonRow(string Fact, double Weight, double? Value = null, string? Ours = null, string? Theirs = null);

    /// <summary>A page of its rows.</summary>
    /// <param name="id">Import.</param>
    /// <param name="filter">One of <see cref="Filters"/>.</param>
    /// <param name="after">Row after which the page begins.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="work">Unit of work.</param>
    /// <param name="texts">Texts of the problems.</param>
    public static async Task<Outcome<Page<ImportRowView>>> Rows(Guid id, string? filter, int? after, int? limit, Work work, ITexts texts)
    {
        if (limit is < 1 or > Paging.Most) return Outcome<Page<ImportRowView>>.Refused(new BadInput("input.out-of-range", "limit", $"1 to {Paging.Most}"));
        var kind = string.IsNullOrEmpty(filter) ? "all" : filter;
        if (!Filters.Contains(kind)) return Outcome<Page<ImportRowView>>.Refused(new BadInput("input.not-a-choice", "filter"));
        if (await work.FirstOrNone<int>("select 1 from network.import where id = $1", id) == 0) return Outcome<Page<ImportRowView>>.Missing;
        var most = limit ?? Paging.Default;
        var found = await Find(id, kind, after ?? 0, most + 1, work);
        var rows = found.Take(most).Select(r => View(r, work.Actor.Language, texts)).ToList();
        return new Page<ImportRowView>(rows, found.Count > most ? rows[^1].Row.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static Task<IReadOnlyList<RowRow>> Find(Guid id, string kind, int after, int most, Work work) => work.All<RowRow>("""
        select r.line, r.outcome, r.name, r.country, r.address, r.place, r.organization, r.site_id, r.candidate_id, s.name as candidate_name,
               concat_ws(', ', nullif(s.address, ''), nullif(s.place, '')) as candidate_address, s.org_id as candidate_organization_id, r.score, r.reasons, r.decision, r.stayed, r.problems::text as problems
          from network.import_row r left join network.site s on s.id = r.candidate_id
         where r.import_id = $1 and r.line > $3 and case $2::text when 'all' then true when 'new' then r.outcome = 'New' when 'same' then r.outcome = 'Same' when 'changed' then r.outcome = 'Changed'
               when 'duplicates' then r.candidate_id is not null and r.outcome in ('New', 'Same') when 'errors' then r.outcome = 'Error' when 'warnings' then r.warnings > 0 and r.outcome <> 'Error' when 'repeats' then r.outcome = 'Repeat' else r.stayed <> '' end
         order by r.line limit $4
        """, id, kind, after, most);

    private static ImportRowView View(RowRow r, string language, ITexts texts) => new(r.Line, r.Outcome, r.Name, r.Country, r.Address, r.Place, r.Organization, r.SiteId, r.CandidateId, r.CandidateName, r.CandidateAddress,
        r.CandidateOrganizationId, r.Score, Reasons(r.Reasons, language, texts), r.Decision, r.Stayed, [.. JsonSerializer.Deserialize<List<RowProblem>>(r.Problems, Json.Compact)!.Select(p => new ImportProblemView(p.Level, p.Code, p.Column, p.Value, Say(p, language, texts)))]);

    private static string Say(RowProblem p, string language, ITexts texts) => texts.Format(language, "import.problem." + p.Code, ("Value", p.Value), ("Hint", p.Hint), ("Column", p.Column));

    private static IReadOnlyList<string> Reasons(string json, string language, ITexts texts) => json.Length == 0 ? []
        : [.. JsonSerializer.Deserialize<List<ReasonRow>>(json, Json.Compact)!.Where(r => r.Weight > 0).Select(r => texts[language, "import.likeness." + r.Fact]).Distinct()];

    /// <summary>Every problem of every row as CSV: row, level, column, what stands there, what to do. Cells that a spreadsheet would run are disarmed.</summary>
    public static async Task<Outcome<string>> Report(Guid id, Work work, ITexts texts)
    {
        if (await work.FirstOrNone<int>("select 1 from network.import where id = $1", id) == 0) return Outcome<string>.Missing;
        var csv = new StringBuilder("\uFEFFrow,level,column,value,problem\r\n");
        for (var after = 0; ;)
        {
            var rows = await work.All<ReportRow>("select line, problems::text as problems from network.import_row where import_id = $1 and line > $2 and (errors > 0 or warnings > 0) order by line limit 5000", id, after);
            if (rows.Count == 0) return csv.ToString();
            foreach (var row in rows)
                foreach (var p in JsonSerializer.Deserialize<List<RowProblem>>(row.Problems, Json.Compact)!)
                    csv.AppendJoin(',', new[] { row.Line.ToString(CultureInfo.InvariantCulture), p.Level, p.Column, p.Value, Say(p, work.Actor.Language, texts) }.Select(Cell)).Append("\r\n");
            after = rows[^1].Line;
        }
    }

    private sealed record ReportRow(int Line, string Problems);

    internal static string Cell(string value)
    {
        // A spreadsheet runs what begins so; a sign in front makes it text.
        if (value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r') value = "'" + value;
        return value.AsSpan().IndexOfAny("\",\r\n") < 0 ? value : "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
