using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Http.Extensions;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Organizations and sites that the person may see.</summary>
[Needs(NetworkPermissions.ReadDirectory)]
public sealed class DirectoryModel(Work work, ITexts texts) : WorkspacePage(work)
{
    /// <summary>Organizations of this page.</summary>
    public Page<ListOrganizations.OrganizationView> Organizations { get; private set; } = new([], null);
    /// <summary>Sites of this page; null where organizations are shown.</summary>
    public Page<ListSites.SiteView>? Sites { get; private set; }
    /// <summary>Search word.</summary>
    public string? Query { get; private set; }
    /// <summary>Kind chosen.</summary>
    public string? Kind { get; private set; }
    /// <summary>Country chosen.</summary>
    public string? Country { get; private set; }
    /// <summary>Address of the following page.</summary>
    public string? NextHref { get; private set; }
    /// <summary>Whether the actor may add.</summary>
    public bool MayKeep => Actor.May(NetworkPermissions.KeepDirectory);
    /// <summary>Kinds of organizations.</summary>
    public IEnumerable<Choice> Kinds => OrganizationKinds.Choices(texts, Actor.Language);
    /// <summary>Countries.</summary>
    public IEnumerable<Choice> CountryChoices => Countries.Choices(texts, Actor.Language);

    /// <summary>Name of a country.</summary>
    public string CountryName(string? code) => Countries.Name(code, texts, Actor.Language);

    /// <summary>Shows a page of the list.</summary>
    public async Task<IActionResult> OnGet(string? q, string? kind, string? country, string? show, string? cursor)
    {
        (Query, Kind, Country) = (q, Known(kind), Known(country));
        string? next;
        if (show == "sites")
        {
            Sites = (await ListSites.Handle(null, Country, q, null, cursor, Work)).Value!;
            next = Sites.NextCursor;
        }
        else
        {
            Organizations = (await ListOrganizations.Handle(Kind, q, null, cursor, Work)).Value!;
            next = Organizations.NextCursor;
        }
        if (next is null) return Page();
        var query = new QueryBuilder { { "cursor", next } };
        foreach (var (name, value) in new[] { ("q", q), ("kind", Kind), ("country", Country), ("show", Sites is null ? null : "sites") })
            if (!string.IsNullOrEmpty(value)) query.Add(name, value);
        NextHref = "/app/directory" + query.ToQueryString();
        return Page();
    }

    private static string? Known(string? choice) => string.IsNullOrEmpty(choice) ? null : choice;
}

/// <summary>Kinds of organizations for a form.</summary>
internal static class OrganizationKinds
{
    public static IReadOnlyList<Choice> Choices(ITexts texts, string language) =>
        [.. CodeLists.Of("organization_types").Select(c => c.More["enum_name"]).Select(k => new Choice(k, texts[language, "org-kind." + k]))];
}
