using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Sorts a report into a case. What the worker tapped stands in the form already; the handler corrects it.</summary>
[Needs(CasesPermissions.Triage)]
public sealed class TriageModel(Work work, IDirectory directory) : ActPage(work)
{
    /// <summary>Most sites in the picker.</summary>
    private const int MostSites = 200;
    /// <summary>Rows for labor issues in the form.</summary>
    public const int IssueRows = 4;

    /// <summary>A row of the form.</summary>
    public sealed record IssueLine(string Code, string Affected, string Stage);

    /// <summary>Sites to pick from.</summary>
    public IReadOnlyList<SiteFacts> Sites { get; private set; } = [];
    /// <summary>Colleagues who may run it.</summary>
    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];
    /// <summary>What the list of sites is narrowed to.</summary>
    public string? Sought { get; private set; }
    /// <summary>The rows of the form.</summary>
    public IReadOnlyList<IssueLine> Lines { get; private set; } = [];

    /// <summary>The form; <c>q</c> narrows the sites.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, string? q)
    {
        Sought = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        return await Show(id);
    }

    /// <summary>Sorts it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form, Read, async input => await Triage.Handle(id, Said.Version, input, Work, directory));

    /// <inheritdoc />
    protected override async Task Load()
    {
        Sites = await directory.FindSites(Work, Sought, null, null, MostSites);
        if ((Said.Id("siteId") ?? Head.SiteId) is { } chosen && Sites.All(s => s.Id != chosen) && await directory.Site(Work, chosen) is { } site) Sites = [site, .. Sites];
        Colleagues = await directory.CaseHandlers(Work);
        var lines = Said.IsSent ? LinesOf(Said) : [.. Head.AskedIssues.Where(c => IssueTaxonomy.Find(c) is not null).Select(c => new IssueLine(c, (Head.Affected ?? 1).ToString(System.Globalization.CultureInfo.InvariantCulture), ""))];
        Lines = [.. lines, .. Enumerable.Repeat(new IssueLine("", "1", ""), Math.Max(1, IssueRows - lines.Count))];
    }

    private static Triage.Input Read(Filled said)
    {
        var lines = LinesOf(said);
        return new(said.Id("siteId"), said.Text("employerName"), said.Choice<Severity>("severity"),
            [.. lines.Select((l, i) => new Triage.NewIssue(l.Code, said.NumberOf(l.Affected, $"issues[{i}].affectedWorkers") ?? 0, l.Stage.Length == 0 ? null : l.Stage))],
            said.Choice<ContactReason>("reason"), said.Id("assignedTo"));
    }

    // Rows without a code are empty rows of the form.
    private static List<IssueLine> LinesOf(Filled said)
    {
        var (affected, stages) = (said.Rows("affected"), said.Rows("stage"));
        return [.. said.Rows("code").Select((code, i) => new IssueLine(code, i < affected.Count ? affected[i] : "", i < stages.Count ? stages[i] : "")).Where(l => l.Code.Length > 0)];
    }
}
