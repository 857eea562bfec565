using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Words and choices that several pages of this module share.</summary>
public static class PageWords
{
    /// <summary>The members of an enum as choices; their words are <c>name.ENUM.MEMBER</c>.</summary>
    public static IEnumerable<Choice> Of<T>(this Words words) where T : struct, Enum => Enum.GetValues<T>().Select(v => new Choice(v.ToString(), words.Name("name." + typeof(T).Name, v)));

    /// <summary>Codes as choices; their words are <c>PREFIX.CODE</c>.</summary>
    public static IEnumerable<Choice> Of(this Words words, string prefix, IEnumerable<string> codes) => codes.Select(c => new Choice(c, words.Name(prefix, c)));

    /// <summary>Name of an enum member.</summary>
    public static string NameOf(this Words words, Enum? value) => value is null ? "" : words.Name("name." + value.GetType().Name, value);

    /// <summary>Name of a language in English; the tag itself when it is not in the lists.</summary>
    public static string Language(string tag) => Languages.All.FirstOrDefault(l => l.Code == tag)?.EnglishName ?? tag;

    /// <summary>The languages as choices; a tag outside the lists stays a choice where it is in use.</summary>
    public static IEnumerable<Choice> LanguageChoices(string? used = null) =>
        [.. Languages.All.Select(l => new Choice(l.Code, $"{l.EnglishName} · {l.Name}")), .. used is null || Languages.Knows(used) ? [] : new[] { new Choice(used, used) }];

    /// <summary>A site in one line.</summary>
    public static string Of(SiteFacts site, Words words) => $"{site.Name} · {site.OrganizationName} · {words.Country(site.Country)}";

    /// <summary>Name of a contact channel.</summary>
    public static string Channel(this Words words, string code) => words.Name("contact-channel", code);

    /// <summary>The promise of reading: "read by Tuesday", today, or how late it is.</summary>
    public static string ReadBy(DateOnly promised, DateOnly today, Words words)
    {
        var days = promised.DayNumber - today.DayNumber;
        return days switch
        {
            < -1 => words.Format("promise.late", ("Days", -days)),
            -1 => words["promise.late-one"],
            0 => words["promise.today"],
            1 => words["promise.tomorrow"],
            < 7 => words.Format("promise.weekday", ("Weekday", words.Name("weekday", promised.DayOfWeek))),
            _ => words.Format("promise.day", ("Day", promised)),
        };
    }
}
