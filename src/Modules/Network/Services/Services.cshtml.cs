using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The services that help workers.</summary>
[Needs(NetworkPermissions.ReadServices)]
public sealed class ServicesModel(Work work, ITexts texts, ServiceOptions options) : WorkspacePage(work)
{
    /// <summary>Services of this page.</summary>
    public Page<ListServices.ServiceLineView> Services { get; private set; } = new([], null);
    /// <summary>What is looked for.</summary>
    public ListServices.Filter Filter { get; private set; } = new();
    /// <summary>Address of the following page.</summary>
    public string? NextHref { get; private set; }
    /// <summary>Whether the actor may add.</summary>
    public bool MayKeep => Actor.May(NetworkPermissions.KeepServices);
    /// <summary>Countries.</summary>
    public IEnumerable<Choice> CountryChoices => Countries.Choices(texts, Actor.Language);
    /// <summary>Kinds of services.</summary>
    public IEnumerable<Choice> Kinds => ServiceKinds.All.Select(k => new Choice(k.Id, texts[Actor.Language, "service-kind." + k.Id]));
    /// <summary>Languages of the worker's pages.</summary>
    public IEnumerable<Choice> Languages => Kernel.Languages.All.Select(l => new Choice(l.Code, l.EnglishName));
    /// <summary>The one choice about due diligence.</summary>
    public IEnumerable<Choice> Due => [new("true", texts[Actor.Language, "services.review.due"])];

    /// <summary>Name of a country.</summary>
    public string CountryName(string code) => Countries.Name(code, texts, Actor.Language);
    /// <summary>Name of a language.</summary>
    public static string LanguageName(string tag) => Kernel.Languages.All.FirstOrDefault(l => l.Code == tag)?.EnglishName ?? CultureInfo.GetCultureInfo(tag).EnglishName;

    /// <summary>How a service stands: gone, closed, never or no longer looked into, public.</summary>
    public (string Tone, string Text) Mark(ListServices.ServiceLineView s) => s.Status switch
    {
        "defunct" or "inactive" => ("done", "service-status." + s.Status),
        _ when s.Outcome is "Failed" => ("bad", "services.mark.failed"),
        _ when !s.Published => ("bad", "services.mark.hidden"),
        _ when s.NextReview < Work.Today => ("wait", "services.mark.due"),
        "temporarily closed" => ("away", "service-status.temporarily closed"),
        _ => ("good", "services.mark.public"),
    };

    /// <summary>Shows a page of the list.</summary>
    public async Task<IActionResult> OnGet(string? q, string? country, string? kind, string? language, string? due, string? cursor)
    {
        static string? Known(string? choice) => string.IsNullOrEmpty(choice) ? null : choice;
        Filter = new(Known(country), Known(kind), Known(language), q, due == "true");
        Services = (await ListServices.Handle(Filter, null, cursor, Work, options)).Value!;
        if (Services.NextCursor is null) return Page();
        var query = new QueryBuilder { { "cursor", Services.NextCursor } };
        foreach (var (name, value) in new[] { ("q", q), ("country", Filter.Country), ("kind", Filter.Kind), ("language", Filter.Language), ("due", Filter.ReviewDue ? "true" : null) })
            if (!string.IsNullOrEmpty(value)) query.Add(name, value);
        NextHref = "/app/services" + query.ToQueryString();
        return Page();
    }
}
