using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>One list on its way: what its columns mean, what its rows turned out to be, applying it, taking it back.</summary>
[Needs(NetworkPermissions.ImportLists)]
public sealed class ImportModel(Work work, ITexts texts) : WorkspacePage(work)
{
    /// <summary>The import.</summary>
    public ImportView It { get; private set; } = null!;
    /// <summary>Rows of the filter.</summary>
    public Page<ImportRowView> Rows { get; private set; } = new([], null);
    /// <summary>Kind of rows shown.</summary>
    public string Filter { get; private set; } = "all";
    /// <summary>Whether the columns are (again) to be named.</summary>
    public bool Mapping { get; private set; }
    /// <summary>What a column can mean.</summary>
    public IReadOnlyList<Choice> Fields => [.. Enum.GetValues<ListField>().Select(f => new Choice(Camel(f), texts[Actor.Language, "import.field." + f]))];
    /// <summary>Whether the list is for the whole directory.</summary>
    public bool IsWide => Actor.May(NetworkPermissions.KeepDirectory);
    /// <summary>Whether something is being done with it now.</summary>
    public bool IsBusy => It.State is "Checking" or "Applying" or "Undoing";
    /// <summary>How far it is, in percent.</summary>
    public int Percent => It.Total == 0 ? 0 : (int)(100L * It.Done / It.Total);

    /// <summary>The filters with their counts; those that hold nothing are left out.</summary>
    public IReadOnlyList<(string Filter, long Count)> Filters =>
    [
        .. new (string, long)[] { ("all", It.Counts.Rows), ("new", It.Counts.New + It.Counts.TakenAsSame * (It.State is "Ready" or "Applying" ? 1 : 0)), ("changed", It.Counts.Changed), ("duplicates", It.State is "Ready" or "Applying" ? It.Counts.Duplicates : It.Counts.Duplicates + It.Counts.TakenAsSame), ("errors", It.Counts.Errors), ("warnings", It.Counts.Warnings),
            ("repeats", It.Counts.Repeats), ("same", It.Counts.Same), ("stayed", It.Counts.Stayed) }.Where(f => f.Item1 == "all" || f.Item2 > 0),
    ];

    /// <summary>Tone of a state.</summary>
    public static string ToneOf(string state) => state switch { "Mapping" or "Ready" => "mark-wait", "Applied" => "mark-good", "Failed" => "mark-bad", "Undone" => "mark-done", _ => "mark-away" };
    /// <summary>Tone of what a row turned out to be.</summary>
    public static string ToneOfRow(ImportRowView row) => row.Outcome switch { "New" => row.CandidateId is null ? "mark-good" : "mark-wait", "Changed" => "mark-away", "Error" => "mark-bad", _ => "mark-done" };
    /// <summary>A number with its thousands.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Shows it; while something is being done the page comes again by itself.</summary>
    public Task<IActionResult> OnGet(Guid id, string? filter, string? after, bool map) => Show(id, filter, after, map);

    /// <summary>Every problem as a file.</summary>
    public async Task<IActionResult> OnGetProblems(Guid id)
    {
        var report = await ReadImport.Report(id, Work, texts);
        if (!report.IsDone) return NotFound();
        return new FileContentResult(System.Text.Encoding.UTF8.GetBytes(report.Value!), new MediaTypeHeaderValue("text/csv") { Charset = "utf-8" }) { FileDownloadName = "problems.csv" };
    }

    /// <summary>Another sheet or header row.</summary>
    public async Task<IActionResult> OnPostLook(Guid id, [FromForm] int? sheet, [FromForm] int? headerRow, [FromForm] int? version) =>
        await After(await MapImport.Look(id, version, new MapImport.Input(sheet, headerRow), Work), $"/app/imports/{id}?map=true", () => Show(id, null, null, true));

    /// <summary>The columns are named: check.</summary>
    public async Task<IActionResult> OnPostMapping(Guid id, [FromForm] List<string?> columns, [FromForm] int? version) =>
        await After(await MapImport.Handle(id, version, new MapImport.Input(Columns: [.. columns.Select(c => c ?? "")]), Work), $"/app/imports/{id}", () => Show(id, null, null, true));

    /// <summary>Same or new.</summary>
    public async Task<IActionResult> OnPostDecide(Guid id, [FromForm] string? decision, [FromForm] int? row, [FromForm] string? after) =>
        await After(await DecideDuplicate.Handle(id, new DecideDuplicate.Input(decision ?? "", row), Work), $"/app/imports/{id}?filter=duplicates" + (int.TryParse(after, out var from) ? "&after=" + from.ToString(CultureInfo.InvariantCulture) : "") + (row is null ? "" : "#row-" + row), () => Show(id, "duplicates", after, false));

    /// <summary>Writes it into the directory.</summary>
    public async Task<IActionResult> OnPostApply(Guid id, [FromForm] int? version) => await After(await ApplyImport.Handle(id, version, Work), $"/app/imports/{id}", () => Show(id, null, null, false));

    /// <summary>Takes it back.</summary>
    public async Task<IActionResult> OnPostUndo(Guid id, [FromForm] int? version) => await After(await UndoImport.Handle(id, version, Work), $"/app/imports/{id}", () => Show(id, null, null, false));

    private async Task<IActionResult> Show(Guid id, string? filter, string? after, bool map)
    {
        var found = await ReadImport.Handle(id, Work);
        if (!found.IsDone) return NotFound();
        It = found.Value!;
        Mapping = It.State == "Mapping" || (map && It.State is "Ready" or "Failed");
        // Without a script: the browser asks again.
        if (IsBusy) Response.Headers["Refresh"] = "1";
        From = int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : null;
        Filter = filter is not null && ReadImport.Filters.Contains(filter) ? filter : "all";
        if (!Mapping && !IsBusy) Rows = (await ReadImport.Rows(id, Filter, From, null, Work, texts)).Value!;
        return Page();
    }

    /// <summary>Row after which this page of rows begins.</summary>
    public int? From { get; private set; }

    private static string Camel(ListField field) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field.ToString());
}
