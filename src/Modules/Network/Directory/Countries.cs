using System.Globalization;
using OpenIlm.Kit;

namespace OpenIlm.Network;

/// <summary>Countries for a form, by ISO 3166-1 alpha-2, as the platform's own data knows them.</summary>
internal static class Countries
{
    private static readonly IReadOnlyList<(string Code, string Name)> all =
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => new RegionInfo(c.Name))
            .Where(r => r.TwoLetterISORegionName.Length == 2 && r.TwoLetterISORegionName.All(char.IsAsciiLetterUpper))
            .Select(r => (r.TwoLetterISORegionName, r.EnglishName)).DistinctBy(r => r.TwoLetterISORegionName).OrderBy(r => r.EnglishName, StringComparer.Ordinal),
    ];

    /// <summary>The choices in the language of the texts, in English where a text is missing.</summary>
    public static IReadOnlyList<Choice> Choices(ITexts texts, string language) => [.. all.Select(c => new Choice(c.Code, Name(c.Code, texts, language)))];

    /// <summary>The name of a country; its code when nobody knows one.</summary>
    public static string Name(string? code, ITexts texts, string language) =>
        string.IsNullOrEmpty(code) ? "" : texts.Has("en", "country." + code) ? texts[language, "country." + code] : all.FirstOrDefault(c => c.Code == code).Name ?? code;
}
