using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Who keeps out of what because of a conflict of interest.</summary>
[Needs(DailyPermissions.Recuse)]
public sealed class ConflictsModel(Work work, IDirectory directory) : WorkspacePage(work)
{
    /// <summary>The declarations.</summary>
    public IReadOnlyList<Recusals.RecusalView> All { get; private set; } = [];
    /// <summary>Whether this person may lift those of others.</summary>
    public bool MayLift => Actor.May(DailyPermissions.LiftRecusals);
    /// <summary>What was looked for.</summary>
    public string? Find { get; private set; }
    /// <summary>The organizations that were found; null before.</summary>
    public IReadOnlyList<OrganizationFacts>? Found { get; private set; }
    /// <summary>What was done last.</summary>
    public string? Done { get; private set; }

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGetAsync(string? find, string? done)
    {
        Find = find;
        Done = done is "declared" or "lifted" ? done : null;
        return Show();
    }

    /// <summary>Declares one about an organization.</summary>
    public async Task<IActionResult> OnPostAsync(IFormCollection form)
    {
        var said = new Filled(form);
        return await After(await Recusals.Declare(new Recusals.Input(null, said.Id("organizationId"), said.Text("reason")), Work, directory), "/app/work/conflicts?done=declared", Show);
    }

    /// <summary>Lifts one of a colleague's.</summary>
    public async Task<IActionResult> OnPostLiftAsync(IFormCollection form)
    {
        if (!MayLift) return NotFound();
        var said = new Filled(form);
        return await After(await Recusals.Lift(said.Id("id") ?? Guid.Empty, said.Version, Work), "/app/work/conflicts?done=lifted", Show);
    }

    private async Task<IActionResult> Show()
    {
        All = await Recusals.Read(Work);
        if (string.IsNullOrWhiteSpace(Find)) return Page();
        // Employers are found by their sites: what a case can be about.
        var sites = await directory.FindSites(Work, Find.Trim(), null, null, 100);
        Found = [.. (await directory.Organizations(Work, [.. sites.Select(s => s.OrganizationId).Distinct().Take(20)])).Values.OrderBy(o => o.Name, StringComparer.CurrentCulture)];
        return Page();
    }
}
