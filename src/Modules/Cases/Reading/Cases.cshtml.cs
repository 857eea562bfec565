using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The cases of the own organization, narrowed as the address says: a filter is a link that can be kept.</summary>
[Needs(CasesPermissions.Read)]
public sealed class CasesModel(Work work, IDirectory directory) : WorkspacePage(work)
{
    /// <summary>A page of them.</summary>
    public Page<CaseItemView> Cases { get; private set; } = new([], null);
    /// <summary>What the list is narrowed to.</summary>
    public CaseFilter Filter { get; private set; } = new();
    /// <summary>Sites for the filter.</summary>
    public IReadOnlyList<SiteFacts> Sites { get; private set; } = [];
    /// <summary>Colleagues for the filter.</summary>
    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;
    /// <summary>Named filters, and the columns of the own list.</summary>
    public SavedFilters.ListView Saved { get; private set; } = new([], CaseColumns.Usual);
    /// <summary>Lists of cases.</summary>
    public IReadOnlyList<WorkLists.WorkListView> Lists { get; private set; } = [];
    /// <summary>The named filter that the address is; null: none.</summary>
    public SavedFilters.FilterView? Here { get; private set; }
    /// <summary>What was done last.</summary>
    public string? Done { get; private set; }
    /// <summary>Something is narrowed.</summary>
    public bool IsNarrowed => Filter.ToQuery().Length > 0;
    /// <summary>The list can read itself again as it stands: its first page, nothing refused.</summary>
    public bool IsLive => Filter.Cursor is null && Refusals.Count == 0;
    /// <summary>The address of the list as it stands.</summary>
    public string Address => "/app/cases?" + (IsNarrowed ? Filter.ToQuery() : "all=true");

    /// <summary>The address with one part changed; null takes it out. The place in the list starts anew.</summary>
    public string Link(string name, string? value) => "/app/cases" + QueryOf(Given().Where(q => q.Key != name && q.Key is not ("cursor" or "done")).Concat(value is null ? [] : [KeyValuePair.Create(name, value)]));
    /// <summary>The export of what is shown.</summary>
    public string ExportLink(string format) => "/app/cases?handler=File&format=" + format + (IsNarrowed ? "&" + Filter.ToQuery() : "");

    /// <summary>Lists them. Without anything in the address the list opens with the filter that its reader chose.</summary>
    public async Task<IActionResult> OnGetAsync(string? all, string? done)
    {
        Saved = await SavedFilters.Read(Work);
        Done = done is "saved" or "removed" or "columns" ? done : null;
        if (all is null && !Request.Query.Any(q => q.Key is not "done") && Saved.Filters.FirstOrDefault(f => f.Default) is { } usual) return Redirect("/app/cases?" + usual.Query);
        return await Show();
    }

    /// <summary>The same list as a file, coded facts only. That it was taken out is in the audit log.</summary>
    public async Task<IActionResult> OnGetFileAsync(string? format)
    {
        if (format is null || !TableWriter.Formats.Contains(format)) return BadRequest();
        var (filter, wrong) = ReadFilter();
        var outcome = wrong.Count > 0 ? Outcome<IReadOnlyList<CaseItemView>>.Refused(wrong) : await ListCases.All(filter, CaseCsv.Most, Work, directory);
        if (!outcome.IsDone) return BadRequest();
        Work.Audit("cases.exported", "organization", Actor.OrganizationId, new { rows = outcome.Value!.Count, format });
        await Work.Commit();
        var table = CaseCsv.Of(outcome.Value);
        return format == "xlsx"
            ? File(TableWriter.Xlsx(table), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", string.Create(CultureInfo.InvariantCulture, $"cases-{Work.Today:yyyy-MM-dd}.xlsx"))
            : File(System.Text.Encoding.UTF8.GetBytes(TableWriter.Csv(table)), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"cases-{Work.Today:yyyy-MM-dd}.csv"));
    }

    /// <summary>Keeps the filter of the address under a name.</summary>
    public async Task<IActionResult> OnPostSaveAsync([FromForm] string? name, [FromForm] string? query, [FromForm] bool shared, [FromForm] bool opens)
    {
        if (!Actor.May(DailyPermissions.KeepLists)) return NotFound();
        return await After(await SavedFilters.Save(null, null, new SavedFilters.Input(name, query, shared, opens), Work), $"/app/cases?{query}&done=saved", Show);
    }

    /// <summary>Takes a named filter away.</summary>
    public async Task<IActionResult> OnPostRemoveAsync([FromForm] Guid filter) =>
        Actor.May(DailyPermissions.KeepLists) ? await After(await SavedFilters.Remove(filter, Work), "/app/cases?all=true&done=removed", Show) : NotFound();

    /// <summary>Keeps the columns, and with which filter the list opens.</summary>
    public async Task<IActionResult> OnPostColumnsAsync([FromForm] string[]? column, [FromForm] Guid? opens, [FromForm] string? query)
    {
        if (!Actor.May(DailyPermissions.KeepLists)) return NotFound();
        return await After(await SavedFilters.Choose(new SavedFilters.Choice(opens, column ?? []), Work), $"/app/cases?{(string.IsNullOrEmpty(query) ? "all=true" : query)}&done=columns", Show);
    }

    private async Task<IActionResult> Show()
    {
        (Filter, var wrong) = ReadFilter();
        if (Refusals.Count > 0) Saved = await SavedFilters.Read(Work);
        Here = Saved.Filters.FirstOrDefault(f => IsNarrowed && f.Query == Filter.ToQuery());
        Sites = await directory.FindSites(Work, null, null, null, 500);
        Colleagues = await directory.CaseHandlers(Work);
        Lists = await WorkLists.Read(Work);
        var outcome = wrong.Count > 0 ? Outcome<Page<CaseItemView>>.Refused(wrong) : await ListCases.Handle(Filter, Work, directory);
        if (outcome.IsDone) Cases = outcome.Value!;
        else if (Refusals.Count == 0) return await After(outcome, "", () => Task.FromResult<IActionResult>(Page()));
        return Page();
    }

    private (CaseFilter Filter, IReadOnlyList<Refusal> Wrong) ReadFilter() => CaseFilter.Read(new QueryCollection(Given().Where(q => q.Key is not ("all" or "done" or "format")).ToDictionary(q => q.Key, q => new StringValues(q.Value))));

    private IEnumerable<KeyValuePair<string, string>> Given() => Request.Query.Where(q => q.Key != "handler" && q.Value.ToString().Length > 0).Select(q => KeyValuePair.Create(q.Key, q.Value.ToString()));

    private static string QueryOf(IEnumerable<KeyValuePair<string, string>> parts) =>
        string.Join('&', parts.Select(p => Uri.EscapeDataString(p.Key) + "=" + Uri.EscapeDataString(p.Value))) is { Length: > 0 } query ? "?" + query : "";
}
