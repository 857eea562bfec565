using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Public holidays and days off by country: everybody who counts with them sees them, the network office keeps them.</summary>
[Needs(ClocksPermissions.ReadCalendars)]
public sealed class CalendarsModel(Work work) : WorkspacePage(work)
{
    /// <summary>The countries.</summary>
    public IReadOnlyList<KeepCalendar.CountryView> Countries { get; private set; } = [];
    /// <summary>The country that is open; null for none.</summary>
    public KeepCalendar.CalendarView? Calendar { get; private set; }
    /// <summary>The country asked for.</summary>
    public string? Country { get; private set; }
    /// <summary>What was typed.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;
    /// <summary>Which form was sent.</summary>
    public string Scope { get; private set; } = "";
    /// <summary>Whether the person keeps calendars.</summary>
    public bool MayKeep => Actor.May(ClocksPermissions.KeepCalendars);
    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string scope) => Scope == scope ? Refusals : [];

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGetAsync(string? country) => Show(country);

    /// <summary>Adds a holiday.</summary>
    public Task<IActionResult> OnPostAddAsync(IFormCollection form) => Do(form, "add", said => KeepAll(said, async c => await KeepCalendar.Add(c, new(said.Day("day"), said.Words("name"), said.Text("source")), Work)));

    /// <summary>Takes one away.</summary>
    public Task<IActionResult> OnPostRemoveAsync(IFormCollection form) => Do(form, "remove", said => KeepAll(said, c => KeepCalendar.Remove(c, new(said.Day("day")), Work)));

    /// <summary>Sets the days off of the week.</summary>
    public Task<IActionResult> OnPostWeekAsync(IFormCollection form) =>
        Do(form, "week", said => KeepAll(said, c => KeepCalendar.SetWeek(c, new([.. said.All("daysOff").Select(d => Enum.TryParse<DayOfWeek>(d, out var day) ? day : (DayOfWeek?)null).OfType<DayOfWeek>()]), Work)));

    /// <summary>Takes a list that was pasted.</summary>
    public Task<IActionResult> OnPostImportAsync(IFormCollection form) => Do(form, "import", async said => await KeepCalendar.Import(said.Words("rows"), Work));

    private Task<Outcome> KeepAll(Filled said, Func<string, Task<Outcome>> act) => act(said.Words("country").Trim().ToUpperInvariant());

    private async Task<IActionResult> Do(IFormCollection form, string scope, Func<Filled, Task<Outcome>> act)
    {
        if (!MayKeep) return NotFound();
        (Said, Scope) = (new Filled(form), scope);
        var outcome = await act(Said);
        if (Said.Wrong.Count > 0) { Work.Forget(); outcome = Outcome.Refused(Said.Wrong); }
        var country = Said.Words("country").Trim().ToUpperInvariant();
        return await After(outcome, country.Length == 2 ? $"/app/calendars?country={country}" : "/app/calendars", () => Show(country.Length == 2 ? country : null));
    }

    private async Task<IActionResult> Show(string? country)
    {
        Country = country;
        Countries = (await KeepCalendar.List(Work)).Value!;
        if (country is not null) Calendar = (await KeepCalendar.Read(country, null, Work)).Value;
        return Page();
    }
}
