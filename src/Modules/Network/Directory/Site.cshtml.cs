using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>One site: where it is, what it is called, how many people work there.</summary>
[Needs(NetworkPermissions.ReadDirectory)]
public sealed class SiteModel(Work work, ITexts texts) : DirectoryPage(work, texts)
{
    /// <summary>The site.</summary>
    public ReadSite.SitePageView It { get; private set; } = null!;
    /// <summary>The day of the request for a date input.</summary>
    public string TodayIso => Work.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The name of a part of a count.</summary>
    public string PartName(ReadSite.PartView part) => part.Value == RecordHeadcount.Unknown ? Say("headcount.unknown")
        : part.Dimension switch { "nationality" => CountryName(part.Value), "gender" => Say("gender." + part.Value), _ => Say("contract." + part.Value) };

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(Guid id) => Show(id);

    /// <summary>Changes it.</summary>
    public Task<IActionResult> OnPostEdit(Guid id) => Keep("edit", id, async t =>
    {
        var (north, east) = (t.Number("latitude"), t.Number("longitude"));
        return await Unless(t, () => EditSite.Handle(id, t.Version, new(t.Text("name"), t.Text("country"), t.Text("timeZone"), t.Some("place"), t.Some("address"), t.Some("sector"), t.Some("isic"), north, east, t.Ticked("active")), Work));
    }, allowed: MayKeep);

    /// <summary>Records how many people work there.</summary>
    public Task<IActionResult> OnPostHeadcount(Guid id) => Keep("headcount", id, async t =>
    {
        var (day, total) = (t.Day("countedOn", required: true), t.Whole("total", required: true));
        var (nationality, gender, contract) = (t.Parts("nationality"), t.Parts("gender"), t.Parts("contract"));
        return await Unless(t, async () => await RecordHeadcount.Handle(id, new(day!.Value, total!.Value, t.Some("source"), nationality, gender, contract, t.Ticked("fillUnknown")), Work));
    }, allowed: MayKeep);

    /// <summary>Adds another name.</summary>
    public Task<IActionResult> OnPostAddName(Guid id) => Keep("name", id, t => OrganizationModel.Names.Add(t, "site", id, Work), allowed: MayKeep);
    /// <summary>Takes a name away.</summary>
    public Task<IActionResult> OnPostDropName(Guid id, [FromForm(Name = "item")] Guid name) => Keep("", id, _ => OrganizationModel.Names.Drop("site", id, name, Work), allowed: MayKeep);
    /// <summary>Adds an identifier.</summary>
    public Task<IActionResult> OnPostAddIdentifier(Guid id) => Keep("identifier", id, t => OrganizationModel.Names.AddIdentifier(t, "site", id, Work), allowed: MayKeep);
    /// <summary>Takes an identifier away.</summary>
    public Task<IActionResult> OnPostDropIdentifier(Guid id, [FromForm(Name = "item")] Guid identifier) => Keep("", id, _ => OrganizationModel.Names.DropIdentifier("site", id, identifier, Work), allowed: MayKeep);

    /// <inheritdoc />
    protected override async Task<IActionResult> Show(Guid id)
    {
        var outcome = await ReadSite.Handle(id, Work);
        if (!outcome.IsDone) return await MovedIds.OfSite(id, Work) is { } now ? RedirectPermanent($"/app/sites/{now}") : NotFound();
        It = outcome.Value!;
        return Page();
    }
}
