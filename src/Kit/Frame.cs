using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Kit;

/// <summary>What stands around the content of a page. Scoped; the host fills it before the page runs.</summary>
public sealed class Frame
{
    /// <summary>Heading and window title. A page may set it; <c>ViewData["Title"]</c> wins over it.</summary>
    public string Title { get; set; } = "";
    /// <summary>Who looks at the page.</summary>
    public Actor Actor { get; set; } = Actor.Anonymous;
    /// <summary>Whether all people and organizations are invented; shows a banner on every page.</summary>
    public bool Demonstration { get; set; }
    /// <summary>The side navigation: only what the actor may open.</summary>
    public IReadOnlyList<NavItem> Navigation { get; set; } = [];
    /// <summary>Path of the request, to mark the place in the navigation.</summary>
    public string CurrentPath { get; set; } = "/";
    /// <summary>Organizations that the person works for, the present one among them; empty for whoever works for one alone.</summary>
    public IReadOnlyList<Workplace> Workplaces { get; set; } = [];
    /// <summary>How many notifications the person has not read, at most <see cref="MostCounted"/>.</summary>
    public int Unread { get; set; }
    /// <summary>Where the page was when it was drawn: what changed since, its stream tells (<c>/app/live</c>). Empty where there is none.</summary>
    public string LiveSince { get; set; } = "";
    /// <summary>Highest number that is counted for a mark in the frame; it stands for more.</summary>
    public const int MostCounted = 100;
    /// <summary>Token that proves a form came from this session; empty on pages without a session.</summary>
    public string FormToken { get; set; } = "";
    /// <summary>BCP 47 tag of the page's language.</summary>
    public string Language { get; set; } = "en";
    /// <summary>Links to the same page in other languages; empty where a switch would lose what was typed.</summary>
    public IReadOnlyList<LanguageLink> LanguageLinks { get; set; } = [];
    /// <summary>Where the quick exit leads: it clears the site's data and moves on to a neutral page.</summary>
    public string ExitHref { get; set; } = "/w/exit";
    /// <summary>The page that opens a locked session.</summary>
    public string UnlockHref { get; set; } = "/app/unlock";
    /// <summary>Takes the POST that ends the session.</summary>
    public string SignOutHref { get; set; } = "/app/sign-out";

    /// <summary>Writing direction of the page's language.</summary>
    public string Direction => Language is "ar" or "fa" or "he" or "ur" ? "rtl" : "ltr";

    /// <summary>Whether the navigation item is the place of this request. The longest matching item wins, and a home
    /// page at <c>/app</c> is marked on itself alone: it would cover every page that has no place of its own.</summary>
    public bool IsHere(NavItem item) =>
        Navigation.Where(n => Covers(n.Href)).MaxBy(n => n.Href.Length)?.Href == item.Href;

    private bool Covers(string href) =>
        CurrentPath.Equals(href, StringComparison.OrdinalIgnoreCase) ||
        CurrentPath.StartsWith(href.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase)
        && !Navigation.Any(n => n.Href.StartsWith(href.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase));
}

/// <summary>An organization that the person works for.</summary>
public sealed record Workplace(Guid Id, string Name);

/// <summary>One place in the navigation.</summary>
/// <param name="Label">Its name in the actor's language.</param>
/// <param name="Href">Path within the site.</param>
/// <param name="Icon">Name of an icon of <see cref="Icons"/>.</param>
/// <param name="Badge">How many things wait there; none shown when null or zero.</param>
public sealed record NavItem(string Label, string Href, string Icon, int? Badge = null);

/// <summary>How many things wait at a place.</summary>
/// <param name="Href">The place.</param>
/// <param name="Number">One row with the number, at most <see cref="Frame.MostCounted"/>.</param>
public sealed record NavCount(string Href, Question<int> Number);

/// <summary>A page in another language.</summary>
/// <param name="Code">BCP 47.</param>
/// <param name="Name">The language in its own script.</param>
/// <param name="Href">The same page in that language.</param>
public sealed record LanguageLink(string Code, string Name, string Href);

/// <summary>What a module puts into the navigation. Registered by the module; the host asks all of them.</summary>
public interface INavigation
{
    /// <summary>The places this actor may open, in order.</summary>
    IEnumerable<NavItem> For(Actor actor);

    /// <summary>What is counted beside a place, by its path; asked with the page in one round trip, so each must be cheap at any size.</summary>
    IEnumerable<NavCount> Counts(Actor actor) => [];
}
