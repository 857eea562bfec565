using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>One organization; whoever keeps the directory adds its sites and relations here.</summary>
[Needs(NetworkPermissions.ReadDirectory)]
public sealed class OrganizationModel(Work work, ITexts texts) : WorkspacePage(work)
{
    /// <summary>The organization.</summary>
    public ReadOrganization.OrganizationPageView It { get; private set; } = null!;
    /// <summary>Which form was sent.</summary>
    public string Act { get; private set; } = "";
    /// <summary>Organizations a relation can lead to.</summary>
    public IReadOnlyList<Choice> Others { get; private set; } = [];
    /// <summary>Whether the actor may change the directory.</summary>
    public bool MayKeep => Actor.May(NetworkPermissions.KeepDirectory);
    /// <summary>Whether the actor may invite people into this organization.</summary>
    public bool MayInvite => Actor.May(NetworkPermissions.InvitePeople) && (It.Id == Actor.OrganizationId || Actor.Roles.Contains(Roles.Operator));
    /// <summary>Countries.</summary>
    public IEnumerable<Choice> CountryChoices => Countries.Choices(texts, Actor.Language);
    /// <summary>IANA zones.</summary>
    public IEnumerable<string> TimeZones => TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(z => z.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    /// <summary>What a relation can say.</summary>
    public IEnumerable<Choice> RelationKinds => AddRelation.Kinds.Select(k => new Choice(k, texts[Actor.Language, "relation.out." + k]));
    /// <summary>The day of the request.</summary>
    public DateOnly Today => Work.Today;
    /// <summary>The day of the request for a date input.</summary>
    public string TodayIso => Work.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Name of a country.</summary>
    public string CountryName(string? code) => Countries.Name(code, texts, Actor.Language);
    /// <summary>What was typed into a form that was refused.</summary>
    public string? Of(string act, string member) => Act == act ? Request.Form[member].ToString() : null;
    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string act) => Act == act ? Refusals : [];

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(Guid id) => Show(id);

    /// <summary>Adds a site.</summary>
    public async Task<IActionResult> OnPostSite(Guid id, [FromForm] string? name, [FromForm] string? country, [FromForm] string? place, [FromForm] string? timeZone, [FromForm] string? sector, [FromForm] string? headcount)
    {
        if (!MayKeep) return NotFound();
        Act = "site";
        int? count = null;
        Outcome outcome;
        if (!string.IsNullOrWhiteSpace(headcount) && !TryCount(headcount, out count)) outcome = Outcome.Refused(new BadInput("input.not-a-whole-number", "headcount"));
        else outcome = await AddSite.Handle(new AddSite.Input(id, name ?? "", country ?? "", place?.Trim(), timeZone ?? "", sector?.Trim(), count), Work);
        return await After(outcome, $"/app/directory/{id}", () => Show(id));
    }

    /// <summary>Adds a relation that starts here.</summary>
    public async Task<IActionResult> OnPostRelation(Guid id, [FromForm] string? role, [FromForm] string? to, [FromForm] string? fromDay, [FromForm] string? untilDay)
    {
        if (!MayKeep) return NotFound();
        Act = "relation";
        var reasons = new List<Refusal>();
        if (!Guid.TryParse(to, out var other)) reasons.Add(new BadInput("input.required", "to"));
        if (string.IsNullOrWhiteSpace(fromDay)) reasons.Add(new BadInput("input.required", "fromDay"));
        var from = Day(fromDay, "fromDay", reasons);
        var until = Day(untilDay, "untilDay", reasons);
        Outcome outcome = reasons.Count > 0 ? Outcome.Refused(reasons) : await AddRelation.Handle(new AddRelation.Input(id, other, role ?? "", from!.Value, until), Work);
        return await After(outcome, $"/app/directory/{id}", () => Show(id));
    }

    /// <summary>Switches the organization on or off.</summary>
    public async Task<IActionResult> OnPostSwitch(Guid id, [FromForm] bool active) =>
        MayKeep ? await After(await SwitchOrganization.Handle(id, active, Work), $"/app/directory/{id}", () => Show(id)) : NotFound();

    private async Task<IActionResult> Show(Guid id)
    {
        var outcome = await ReadOrganization.Handle(id, Work);
        if (await MovedIds.OfOrganization(id, Work) is { } now) return RedirectPermanent($"/app/directory/{now}");
        if (!outcome.IsDone) return NotFound();
        It = outcome.Value!;
        if (MayKeep) Others = [.. (await Work.All<OrganizationFacts>("select id, name, kind, country, active from access.organization where id <> $1 and merged_into is null order by name", id)).Select(o => new Choice(o.Id.ToString(), o.Name))];
        return Page();
    }

    // People write 1,200 or 1 200.
    private static bool TryCount(string typed, out int? count)
    {
        var digits = new string([.. typed.Where(c => c is not (',' or ' ' or '\u00a0' or '\u202f'))]);
        count = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return count is not null;
    }

    private static DateOnly? Day(string? typed, string member, List<Refusal> reasons)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        reasons.Add(new BadInput("input.not-a-date", member));
        return null;
    }
}
