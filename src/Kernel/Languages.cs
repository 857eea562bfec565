namespace OpenIlm.Kernel;

/// <summary>A language the worker's pages speak.</summary>
/// <param name="Code">BCP 47.</param>
/// <param name="Name">Its name in its own script.</param>
/// <param name="EnglishName">Its name in English, for handlers.</param>
public sealed record Language(string Code, string Name, string EnglishName);

/// <summary>The languages of the worker's pages, in the order shown.</summary>
public static class Languages
{
    /// <summary>Every language with texts.</summary>
    public static readonly IReadOnlyList<Language> All =
    [
        new("en", "English", "English"),
        new("my", "မြန်မာ", "Burmese"),
        new("km", "ខ្មែរ", "Khmer"),
        new("th", "ไทย", "Thai"),
        new("ne", "नेपाली", "Nepali"),
    ];

    /// <summary>Whether the tag is one of the languages with texts.</summary>
    public static bool Knows(string? code) => All.Any(l => l.Code == code);
}
