using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>A business keeps what its own grievance mechanism received: how it works, and numbers by month, kind and state.</summary>
[Needs(DialoguePermissions.KeepMechanism)]
public sealed class MechanismModel(Work work, IDirectory directory) : WorkspacePage(work)
{
    /// <summary>The own sites.</summary>
    public IReadOnlyList<ReadMechanism.MechanismView> Sites { get; private set; } = [];
    /// <summary>The one that is open; null where there is none.</summary>
    public ReadMechanism.MechanismView? Site { get; private set; }
    /// <summary>The month of the form.</summary>
    public DateOnly Month { get; private set; }
    /// <summary>What was typed.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;
    /// <summary>Which form was sent.</summary>
    public string Scope { get; private set; } = "";
    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string scope) => Scope == scope ? Refusals : [];
    /// <summary>The months that can be kept here.</summary>
    public IEnumerable<Choice> MonthChoices => Enumerable.Range(0, ReadMechanism.Months).Select(i => new DateOnly(Work.Today.Year, Work.Today.Month, 1).AddMonths(-i))
        .Select(m => new Choice(m.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), m.ToString("MMMM yyyy", CultureInfo.InvariantCulture)));

    /// <summary>What stands in a cell of the form.</summary>
    public string? Typed(string category, MechanismState state) => Scope == "month" ? Said.Text($"{category}.{state}")
        : Site!.Months.FirstOrDefault(m => m.Month == Month)?.Counts.FirstOrDefault(c => c.Category == category && c.State == state)?.Received.ToString(CultureInfo.InvariantCulture);

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGetAsync(Guid? site, DateOnly? month) => Show(site, month);

    /// <summary>Keeps how it works.</summary>
    public async Task<IActionResult> OnPostDescribeAsync(Guid site, IFormCollection form)
    {
        (Said, Scope) = (new Filled(form), "describe");
        return await After(await KeepMechanism.Describe(site, Said.Version is 0 ? null : Said.Version, new(Said.Words("description")), Work, directory), $"/app/mechanism?site={site}", () => Show(site, null));
    }

    /// <summary>Keeps a month.</summary>
    public async Task<IActionResult> OnPostMonthAsync(Guid site, IFormCollection form)
    {
        (Said, Scope) = (new Filled(form), "month");
        var month = Said.Day("month");
        List<KeepMechanism.Count> counts = [.. from category in KeepMechanism.Categories from state in Enum.GetValues<MechanismState>()
                                               let number = Said.NumberOf(Said.Text($"{category}.{state}"), $"{category}.{state}") where number is not null select new KeepMechanism.Count(category, state, number.Value)];
        return await After(Said.Wrong.Count > 0 ? Outcome.Refused(Said.Wrong) : await KeepMechanism.Month(site, new(month, counts), Work, directory),
            $"/app/mechanism?site={site}&month={month:yyyy-MM-dd}", () => Show(site, month));
    }

    private async Task<IActionResult> Show(Guid? site, DateOnly? month)
    {
        Sites = await ReadMechanism.OwnSites(Work, directory);
        Site = Sites.FirstOrDefault(s => s.SiteId == site) ?? (Sites.Count > 0 ? Sites[0] : null);
        var first = new DateOnly(Work.Today.Year, Work.Today.Month, 1);
        // The month that is over is the one that is counted next.
        Month = month is { Day: 1 } given && given <= first ? given : first.AddMonths(-1);
        return Page();
    }
}
