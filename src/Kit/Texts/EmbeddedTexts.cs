using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenIlm.Kit;

/// <summary>Texts from <c>.resx</c> files embedded as they are (<c>texts/MODULE/NAME[.LANGUAGE].resx</c>), read once at start.
/// The file name says only the language; keys are one space over all files.</summary>
public sealed partial class EmbeddedTexts : ITexts
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> languages;

    /// <summary>Reads every text of the assemblies.</summary>
    /// <exception cref="InvalidOperationException">A key is written twice in one language.</exception>
    public EmbeddedTexts(IEnumerable<Assembly> assemblies)
    {
        var read = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal) { ["en"] = new(StringComparer.Ordinal) };
        foreach (var assembly in assemblies)
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("texts/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var language = LanguageOf(name);
            if (!read.TryGetValue(language, out var texts)) read[language] = texts = new(StringComparer.Ordinal);
            foreach (var data in XDocument.Load(stream).Root!.Elements("data"))
                if (!texts.TryAdd(data.Attribute("name")!.Value, data.Element("value")!.Value.Trim()))
                    throw new InvalidOperationException($"Text {data.Attribute("name")!.Value} is written twice in {language}; the second time in {name}.");
        }
        languages = read.ToFrozenDictionary(l => l.Key, l => l.Value.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public string this[string language, string key] =>
        languages.TryGetValue(language, out var texts) && texts.TryGetValue(key, out var text) ? text
        : languages["en"].TryGetValue(key, out var english) ? english
        : key;

    /// <inheritdoc />
    public string Format(string language, string key, IReadOnlyDictionary<string, object?> facts) =>
        Placeholder().Replace(this[language, key], match => facts.TryGetValue(match.Groups[1].Value, out var fact) ? Say(language, fact) : "");

    /// <inheritdoc />
    public bool Has(string language, string key) => languages.TryGetValue(language, out var texts) && texts.ContainsKey(key);

    /// <inheritdoc />
    public IReadOnlyCollection<string> Keys(string language = "en") =>
        languages.TryGetValue(language, out var texts) ? texts.Keys : [];

    private string Say(string language, object? fact) => fact switch
    {
        null => "",
        // A state or choice reads as a word: text name.ENUM.MEMBER, the member itself where nobody wrote one.
        Enum choice when $"name.{choice.GetType().Name}.{choice}" is var key => this[language, key] is var word && word != key ? word : choice.ToString(),
        DateOnly day => Days.Say(day, language),
        string text => text,
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.IEnumerable many => string.Join(", ", many.Cast<object?>().Select(one => Say(language, one))),
        _ => fact.ToString() ?? "",
    };

    private static string LanguageOf(string resource)
    {
        var parts = resource.Split('/')[^1].Split('.');
        return parts.Length > 2 ? parts[^2] : "en";
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
