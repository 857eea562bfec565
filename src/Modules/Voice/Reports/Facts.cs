using System.Text.RegularExpressions;
using OpenIlm.Kernel;

namespace OpenIlm.Voice;

/// <summary>Who the worker says she is, as far as she says it.</summary>
public sealed record Reporter
{
    /// <summary>Name.</summary>
    public string? Name { get; init; }
    /// <summary>Telephone number as given.</summary>
    public string? Phone { get; init; }
    /// <summary>Code of <c>gender_options.csv</c>.</summary>
    public string? Gender { get; init; }
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Nationality { get; init; }
    /// <summary>One of <see cref="Facts.AgeBands"/>.</summary>
    public string? AgeBand { get; init; }
}

/// <summary>How she can be reached without harm.</summary>
public sealed record ContactPlan
{
    /// <summary>The safe way, in her words.</summary>
    public string? Channel { get; init; }
    /// <summary>When it is safe, in her words.</summary>
    public string? SafeHours { get; init; }
    /// <summary>What is said first when she is called.</summary>
    public string? CodeWord { get; init; }
    /// <summary>She asked never to be contacted.</summary>
    public bool Never { get; init; }
}

/// <summary>How much she lets a business know.</summary>
public sealed record ConsentGiven
{
    /// <summary>The level; nothing said means nothing told.</summary>
    public ConsentLevel Level { get; init; }
}

/// <summary>The coded facts that come with a contact, through whichever door, and what must hold of them.</summary>
public static partial class Facts
{
    /// <summary>Bands of age: coarse, so that an age never tells who.</summary>
    public static readonly IReadOnlyList<string> AgeBands = ["under-18", "18-24", "25-34", "35-44", "45-54", "55-plus"];

    /// <summary>Most workers that one contact can speak of.</summary>
    public const int MostAffected = 100_000;

    private const int MostCodes = 20;

    /// <summary>Every reason against a language that must be there.</summary>
    public static IEnumerable<Refusal> WhyNotLanguage(string? language, string member = "language")
    {
        if (string.IsNullOrEmpty(language)) yield return new BadInput("input.required", member);
        else if (language.Length > 35 || !LanguageTag().IsMatch(language)) yield return new BadInput("input.not-a-choice", member);
    }

    /// <summary>Every reason against a country that may be left out.</summary>
    public static IEnumerable<Refusal> WhyNotCountry(string? country, string member = "country")
    {
        if (country is not null && !CountryCode().IsMatch(country)) yield return new BadInput("input.not-a-choice", member);
    }

    /// <summary>Every reason against the codes of what it is about: issues or whole categories of the taxonomy.</summary>
    public static IEnumerable<Refusal> WhyNotCodes(IReadOnlyList<string>? codes)
    {
        if (codes is null) yield break;
        if (codes.Count > MostCodes) yield return new BadInput("input.too-many", "issueCodes", MostCodes);
        for (var i = 0; i < Math.Min(codes.Count, MostCodes); i++)
            if (IssueTaxonomy.Find(codes[i]) is null && IssueTaxonomy.Categories.All(c => c.Id != codes[i]))
                yield return new BadInput("input.not-a-choice", $"issueCodes[{i}]");
    }

    /// <summary>Every reason against a number of workers that may be left out.</summary>
    public static IEnumerable<Refusal> WhyNotAffected(int? workers)
    {
        if (workers < 1) yield return new BadInput("input.too-small", "affectedWorkers", 1);
        if (workers > MostAffected) yield return new BadInput("input.too-large", "affectedWorkers", MostAffected);
    }

    /// <summary>Every reason against what she says of herself.</summary>
    public static IEnumerable<Refusal> WhyNot(Reporter? who)
    {
        if (who is null) yield break;
        foreach (var reason in TextRules.WhyNotShort(who.Name, "reporter.name")) yield return reason;
        foreach (var reason in TextRules.WhyNotShort(who.Phone, "reporter.phone", 60)) yield return reason;
        if (who.Gender is not null && Genders.All(g => g != who.Gender)) yield return new BadInput("input.not-a-choice", "reporter.gender");
        foreach (var reason in WhyNotCountry(who.Nationality, "reporter.nationality")) yield return reason;
        if (who.AgeBand is not null && !AgeBands.Contains(who.AgeBand)) yield return new BadInput("input.not-a-choice", "reporter.ageBand");
    }

    /// <summary>Every reason against the plan to reach her.</summary>
    public static IEnumerable<Refusal> WhyNot(ContactPlan? plan) => plan is null ? [] :
    [
        .. TextRules.WhyNotShort(plan.Channel, "contactPlan.channel"),
        .. TextRules.WhyNotShort(plan.SafeHours, "contactPlan.safeHours"),
        .. TextRules.WhyNotShort(plan.CodeWord, "contactPlan.codeWord"),
    ];

    /// <summary>Codes of gender.</summary>
    public static readonly IReadOnlyList<string> Genders = [.. CodeLists.Of("gender_options").Select(c => c.Id)];

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.NonBacktracking)]
    private static partial Regex LanguageTag();

    [GeneratedRegex("^[A-Z]{2}$", RegexOptions.NonBacktracking)]
    private static partial Regex CountryCode();
}
