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
    /// <summary>Most rows of an export.</summary>
    private const int MostExported = 10_000;

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
    /// <summary>Something is narrowed.</summary>
    public bool IsNarrowed => Request.Query.Any(q => q.Key is not ("cursor" or "limit") && q.Value.ToString().Length > 0);

    /// <summary>The address with one part changed; null takes it out. The place in the list starts anew.</summary>
    public string Link(string name, string? value) => "/app/cases" + QueryOf(Given().Where(q => q.Key != name && q.Key != "cursor").Concat(value is null ? [] : [KeyValuePair.Create(name, value)]));
    /// <summary>The export of what is shown.</summary>
    public string ExportLink => "/app/cases" + QueryOf(Given().Where(q => q.Key is not ("cursor" or "limit")).Append(KeyValuePair.Create("handler", "Csv")));

    /// <summary>Lists them.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        (Filter, var wrong) = CaseFilter.Read(Request.Query);
        Sites = await directory.FindSites(Work, null, null, null, 500);
        Colleagues = await directory.CaseHandlers(Work);
        var outcome = wrong.Count > 0 ? Outcome<Page<CaseItemView>>.Refused(wrong) : await ListCases.Handle(Filter, Work, directory);
        if (!outcome.IsDone) return await After(outcome, "", () => Task.FromResult<IActionResult>(Page()));
        Cases = outcome.Value!;
        return Page();
    }

    /// <summary>The same list as CSV, coded facts only. That it was taken out is in the audit log.</summary>
    public async Task<IActionResult> OnGetCsvAsync()
    {
        var (filter, wrong) = CaseFilter.Read(new QueryCollection(Given().ToDictionary(q => q.Key, q => new StringValues(q.Value))));
        if (wrong.Count > 0) return BadRequest();
        var rows = new List<CaseItemView>();
        filter = filter with { Limit = Paging.Most, Cursor = null };
        do
        {
            var outcome = await ListCases.Handle(filter, Work, directory);
            if (!outcome.IsDone) return BadRequest();
            rows.AddRange(outcome.Value!.Items);
            filter = filter with { Cursor = outcome.Value.NextCursor };
        }
        while (filter.Cursor is not null && rows.Count < MostExported);
        Work.Audit("cases.exported", "organization", Actor.OrganizationId, new { rows = rows.Count });
        await Work.Commit();
        return File(System.Text.Encoding.UTF8.GetBytes(CaseCsv.Write(rows)), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"cases-{Work.Today:yyyy-MM-dd}.csv"));
    }

    private IEnumerable<KeyValuePair<string, string>> Given() => Request.Query.Where(q => q.Key != "handler" && q.Value.ToString().Length > 0).Select(q => KeyValuePair.Create(q.Key, q.Value.ToString()));

    private static string QueryOf(IEnumerable<KeyValuePair<string, string>> parts) =>
        string.Join('&', parts.Select(p => Uri.EscapeDataString(p.Key) + "=" + Uri.EscapeDataString(p.Value))) is { Length: > 0 } query ? "?" + query : "";
}
