using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>One organization with all that hangs on it; whoever keeps the directory changes it here.</summary>
[Needs(NetworkPermissions.ReadDirectory)]
public sealed class OrganizationModel(Work work, ITexts texts) : DirectoryPage(work, texts)
{
    /// <summary>The organization.</summary>
    public ReadOrganization.OrganizationPageView It { get; private set; } = null!;
    /// <summary>Organizations a relation can lead to.</summary>
    public IReadOnlyList<Choice> Others { get; private set; } = [];
    /// <summary>Whether the actor may invite people into this organization.</summary>
    public bool MayInvite => Actor.May(NetworkPermissions.InvitePeople) && (It.Id == Actor.OrganizationId || Actor.Roles.Contains(Roles.Operator));
    /// <summary>Whether the chain of this organization can be walked here.</summary>
    public bool MayWalk => Actor.May(NetworkPermissions.ReadChain);
    /// <summary>What a relation can say.</summary>
    public IEnumerable<Choice> RelationKinds => Choices(AddRelation.Kinds, "relation.out.");
    /// <summary>Its sites for a form.</summary>
    public IEnumerable<Choice> SiteChoices => It.Sites.Select(s => new Choice(s.Id.ToString(), s.Name));
    /// <summary>The day of the request for a date input.</summary>
    public string TodayIso => Work.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(Guid id) => Show(id);

    /// <summary>Changes it.</summary>
    public Task<IActionResult> OnPostEdit(Guid id) => Keep("edit", id, t => EditOrganization.Handle(id, t.Version, new(t.Text("name"), t.Text("kind"), t.Some("country"), t.Some("isic")), Work), allowed: MayKeep);
    /// <summary>Adds another name.</summary>
    public Task<IActionResult> OnPostAddName(Guid id) => Keep("name", id, t => Names.Add(t, "organization", id, Work), allowed: MayKeep);
    /// <summary>Takes a name away.</summary>
    public Task<IActionResult> OnPostDropName(Guid id, [FromForm(Name = "item")] Guid name) => Keep("", id, _ => Names.Drop("organization", id, name, Work), allowed: MayKeep);
    /// <summary>Adds an identifier.</summary>
    public Task<IActionResult> OnPostAddIdentifier(Guid id) => Keep("identifier", id, t => Names.AddIdentifier(t, "organization", id, Work), allowed: MayKeep);
    /// <summary>Takes an identifier away.</summary>
    public Task<IActionResult> OnPostDropIdentifier(Guid id, [FromForm(Name = "item")] Guid identifier) => Keep("", id, _ => Names.DropIdentifier("organization", id, identifier, Work), allowed: MayKeep);

    /// <summary>Adds a focal point.</summary>
    public Task<IActionResult> OnPostFocalPoint(Guid id) => Keep("focal", id, async t =>
    {
        var site = t.Id("siteId");
        return await Unless(t, async () => await KeepFocalPoint.Add(id, new(t.Text("level"), t.Text("name"), t.Some("title"), t.Some("email"), t.Some("phone"), t.Words("languages"), site, t.Ticked("replaces")), Work));
    }, allowed: MayKeep);
    /// <summary>Ends a focal point.</summary>
    public Task<IActionResult> OnPostEndFocalPoint(Guid id, [FromForm] Guid focalPoint) => Keep("", id, _ => KeepFocalPoint.End(id, focalPoint, Work), allowed: MayKeep);

    /// <summary>Records a gap.</summary>
    public Task<IActionResult> OnPostGap(Guid id) => Keep("gap", id, async t =>
    {
        var (site, since) = (t.Id("siteId"), t.Day("since"));
        return await Unless(t, async () => await KeepGap.Add(new(id, t.Text("step"), site, t.Some("note"), since), Work));
    }, allowed: MayKeep);
    /// <summary>Closes a gap.</summary>
    public Task<IActionResult> OnPostCloseGap(Guid id, [FromForm] Guid gap) => Keep("", id, t => KeepGap.Close(gap, t.Version, new(t.Some("found")), Work), allowed: MayKeep);

    /// <summary>Adds a site.</summary>
    public Task<IActionResult> OnPostSite(Guid id) => Keep("site", id, async t =>
    {
        var headcount = t.Whole("headcount");
        return await Unless(t, async () => await AddSite.Handle(new(id, t.Text("name"), t.Text("country"), t.Text("place"), t.Text("timeZone"), t.Text("sector"), headcount), Work));
    }, allowed: MayKeep);

    /// <summary>Adds a relation that starts here.</summary>
    public Task<IActionResult> OnPostRelation(Guid id) => Keep("relation", id, async t =>
    {
        var (to, from, until, tier) = (t.Id("to", required: true), t.Day("fromDay", required: true), t.Day("untilDay"), t.Whole("tier"));
        return await Unless(t, async () => await AddRelation.Handle(new(id, to!.Value, t.Text("role"), from!.Value, until, null, tier, t.Some("source"), t.Some("confidence")), Work));
    }, allowed: MayKeep);

    /// <summary>Switches the organization on or off.</summary>
    public Task<IActionResult> OnPostSwitch(Guid id, [FromForm] bool active) => Keep("", id, _ => SwitchOrganization.Handle(id, active, Work), allowed: MayKeep);

    /// <inheritdoc />
    protected override async Task<IActionResult> Show(Guid id)
    {
        var outcome = await ReadOrganization.Handle(id, Work);
        if (!outcome.IsDone) return await MovedIds.OfOrganization(id, Work) is { } now ? RedirectPermanent($"/app/directory/{now}") : NotFound();
        It = outcome.Value!;
        if (MayKeep) Others = [.. (await Work.All<OrganizationFacts>("select id, name, kind, country, active from access.organization where id <> $1 and merged_into is null order by name limit 2000", id)).Select(o => new Choice(o.Id.ToString(), o.Name))];
        return Page();
    }

    /// <summary>The forms for names and identifiers, which a site has too.</summary>
    internal static class Names
    {
        public static Task<Outcome> Add(TypedForm t, string kind, Guid id, Work work)
        {
            var until = t.Day("untilDay");
            return Unless(t, async () => await KeepNames.Add(kind, id, new(t.Text("name"), t.Text("kind"), t.Some("language"), until), work));
        }

        public static async Task<Outcome> Drop(string kind, Guid id, Guid name, Work work) => await KeepNames.Remove(kind, id, name, work);

        public static Task<Outcome> AddIdentifier(TypedForm t, string kind, Guid id, Work work)
        {
            var (issued, expires) = (t.Day("issuedOn"), t.Day("expiresOn"));
            var licence = t.Text("scheme") == "RecruiterLicence";
            return Unless(t, async () => await KeepIdentifiers.Add(kind, id, new(t.Text("scheme"), t.Text("value"), t.Some("authority"), licence ? t.Some("country") : null, issued, expires), work));
        }

        public static async Task<Outcome> DropIdentifier(string kind, Guid id, Guid identifier, Work work) => await KeepIdentifiers.Remove(kind, id, identifier, work);
    }
}
