using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>A page of something in the directory with several forms: which was sent, what was typed into it, why it was refused.</summary>
public abstract class DirectoryPage(Work work, ITexts texts) : WorkspacePage(work)
{
    /// <summary>Which form was sent.</summary>
    public string Act { get; private set; } = "";
    /// <summary>Whether the actor may change the directory.</summary>
    public bool MayKeep => Actor.May(NetworkPermissions.KeepDirectory);
    /// <summary>Countries.</summary>
    public IEnumerable<Choice> CountryChoices => Countries.Choices(texts, Actor.Language);
    /// <summary>Kinds of organizations.</summary>
    public IEnumerable<Choice> Kinds => OrganizationKinds.Choices(texts, Actor.Language);
    /// <summary>IANA zones.</summary>
    public IEnumerable<string> TimeZones => TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(z => z.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    /// <summary>Sections of ISIC Rev. 4.</summary>
    public IEnumerable<Choice> IsicChoices => Isic.Sections.Select(s => new Choice(s, s + " · " + texts[Actor.Language, "isic." + s]));
    /// <summary>The day of the request.</summary>
    public DateOnly Today => Work.Today;

    /// <summary>A text.</summary>
    protected string Say(string key) => texts[Actor.Language, key];
    /// <summary>Choices with their texts.</summary>
    public IEnumerable<Choice> Choices(IEnumerable<string> values, string prefix) => values.Select(v => new Choice(v, Say(prefix + v)));
    /// <summary>Name of a country.</summary>
    public string CountryName(string? code) => Countries.Name(code, texts, Actor.Language);
    /// <summary>What was typed into a form that was refused.</summary>
    public string? Of(string act, string member) => Act == act ? Request.Form[member].ToString() : null;
    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string act) => Act == act ? Refusals : [];

    /// <summary>Loads the page.</summary>
    protected abstract Task<IActionResult> Show(Guid id);

    /// <summary>One form of those who keep the directory: reads it, acts, and shows the page again with every reason.</summary>
    private protected async Task<IActionResult> Keep(string act, Guid id, Func<TypedForm, Task<Outcome>> handle, string? onward = null, bool allowed = true)
    {
        if (!allowed) return NotFound();
        Act = act;
        var typed = new TypedForm(Request.Form);
        var outcome = await handle(typed);
        if (typed.Reasons.Count > 0 && outcome.IsDone) throw new InvalidOperationException("A form that cannot be read was acted on.");
        return await After(outcome, onward ?? Request.Path, () => Show(id));
    }

    /// <summary>Refused where something could not be read, else the act.</summary>
    private protected static async Task<Outcome> Unless(TypedForm typed, Func<Task<Outcome>> act) => typed.Reasons.Count > 0 ? Outcome.Refused(typed.Reasons) : await act();
}

/// <summary>Other names and identifiers of an organization or a site, drawn the same on both pages.</summary>
/// <param name="Page">The page they stand on.</param>
/// <param name="Path">Its path.</param>
/// <param name="Names">Names.</param>
/// <param name="Identifiers">Identifiers.</param>
/// <param name="Country">Country of the subject, for the licence form.</param>
public sealed record KeptBlock(DirectoryPage Page, string Path, IReadOnlyList<NameView> Names, IReadOnlyList<IdentifierView> Identifiers, string? Country);
