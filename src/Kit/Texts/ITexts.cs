using OpenIlm.Kernel;

namespace OpenIlm.Kit;

/// <summary>The texts of the program in every language. A language that lacks a text falls back to English; a key that
/// nobody wrote comes back as itself, which a test and every reader will notice.</summary>
public interface ITexts
{
    /// <summary>The text, placeholders untouched.</summary>
    string this[string language, string key] { get; }
    /// <summary>The text with each <c>{Name}</c> replaced by the fact of that name; placeholders without a fact vanish.</summary>
    string Format(string language, string key, IReadOnlyDictionary<string, object?> facts);
    /// <summary>Whether the language itself (no fallback) has the text.</summary>
    bool Has(string language, string key);
    /// <summary>Keys of a language, English when none is named.</summary>
    IReadOnlyCollection<string> Keys(string language = "en");
}

/// <summary>Sentences made of facts.</summary>
public static class Sentences
{
    /// <summary>The sentence of a refusal: text <c>refusal.CODE</c> with the refusal's facts.</summary>
    public static string Refusal(this ITexts texts, string language, Refusal refusal) =>
        texts.Format(language, "refusal." + refusal.Code, refusal.Facts());

    /// <summary>As <see cref="ITexts.Format"/>, facts given in place.</summary>
    public static string Format(this ITexts texts, string language, string key, params (string Name, object? Value)[] facts) =>
        texts.Format(language, key, facts.ToDictionary(f => f.Name, f => f.Value));
}

/// <summary>The texts in the language of the page.</summary>
public sealed class Words(ITexts texts, Frame frame)
{
    /// <summary>The text in the page's language.</summary>
    public string this[string key] => texts[frame.Language, key];
    /// <summary>The text with facts put in.</summary>
    public string Format(string key, params (string Name, object? Value)[] facts) => texts.Format(frame.Language, key, facts);
    /// <summary>The sentence of a refusal.</summary>
    public string Refusal(Refusal refusal) => texts.Refusal(frame.Language, refusal);
    /// <summary>The name of a state, choice or code: text <c>prefix.value</c>.</summary>
    public string Name(string prefix, object? value) => texts[frame.Language, $"{prefix}.{value}"];
    /// <summary>Name of an issue category, for example <c>WAG</c>.</summary>
    public string Category(string code) => texts[frame.Language, "category." + code];
    /// <summary>Name of a country by its ISO 3166-1 alpha-2 code; the code itself when the country is not in the lists.</summary>
    public string Country(string code) =>
        texts.Has("en", "country." + code) ? texts[frame.Language, "country." + code] : code;
}
