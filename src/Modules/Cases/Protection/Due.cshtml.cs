using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Protection across the cases of the organization: what is due, who keeps workers from speaking, and after how many days workers are asked.</summary>
[Needs(CasesPermissions.Read)]
public sealed class ProtectionDueModel(Work work) : WorkspacePage(work)
{
    /// <summary>What is due.</summary>
    public ReadProtectionDue.ProtectionDueView Due { get; private set; } = null!;
    /// <summary>Who keeps workers from speaking.</summary>
    public IReadOnlyList<ListSuppressions.SuppressorView> Suppressors { get; private set; } = [];
    /// <summary>After how many days workers are asked.</summary>
    public SetWatchDays.WatchDaysView Watch { get; private set; } = null!;
    /// <summary>The days as typed; null before.</summary>
    public string? Typed { get; private set; }
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;
    /// <summary>Whether the person sets the days.</summary>
    public bool MaySet => Actor.May(ProtectionPermissions.SetWatch);

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGetAsync() => Show();

    /// <summary>Sets the days.</summary>
    public async Task<IActionResult> OnPostAsync(IFormCollection form)
    {
        if (!MaySet) return NotFound();
        Typed = form["days"].ToString();
        // What is no number is refused as a number that is none: never read as another.
        var days = Typed.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(d => int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? day : 0).ToList();
        return await After(await SetWatchDays.Handle(new(days), Work), "/app/protection", Show);
    }

    private async Task<IActionResult> Show()
    {
        Due = (await ReadProtectionDue.Handle(Work)).Value!;
        Suppressors = (await ListSuppressions.Handle(Work)).Value!;
        Watch = await SetWatchDays.Read(Work);
        return Page();
    }
}
