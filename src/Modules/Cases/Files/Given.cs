using System.Text;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Plain checks of what a caller gave, with one code for one mistake.</summary>
internal static class Given
{
    /// <summary>Longest text, in bytes of UTF-8.</summary>
    public const int MostText = 65536;

    /// <summary>A text that must be there.</summary>
    public static IEnumerable<Refusal> Text(string? text, string member, int most = MostText) =>
        string.IsNullOrWhiteSpace(text) ? [new BadInput("input.required", member)] : OptionalText(text, member, most);

    /// <summary>A text that may be left out.</summary>
    public static IEnumerable<Refusal> OptionalText(string? text, string member, int most = MostText)
    {
        if (text is null) yield break;
        if (Encoding.UTF8.GetByteCount(text) > most) yield return new BadInput("input.too-long", member, most);
        if (!IsWhole(text)) yield return new BadInput("input.not-text", member);
    }

    /// <summary>A code that must be one of the choices.</summary>
    public static IEnumerable<Refusal> Choice(string? value, IReadOnlyCollection<string> choices, string member)
    {
        if (string.IsNullOrEmpty(value)) yield return new BadInput("input.required", member);
        else if (!choices.Contains(value)) yield return new BadInput("input.not-a-choice", member);
    }

    /// <summary>Codes that must all be among the choices.</summary>
    public static IEnumerable<Refusal> Choices(IReadOnlyList<string>? values, IReadOnlyCollection<string> choices, string member)
    {
        for (var i = 0; i < (values?.Count ?? 0); i++)
            if (!choices.Contains(values![i])) yield return new BadInput("input.not-a-choice", $"{member}[{i}]");
    }

    /// <summary>A BCP 47 tag, as far as its shape tells.</summary>
    public static IEnumerable<Refusal> Language(string? tag, string member)
    {
        if (string.IsNullOrEmpty(tag)) yield return new BadInput("input.required", member);
        else if (tag.Length is < 2 or > 35 || !tag.Split('-').All(p => p.Length is > 0 and <= 8 && p.All(char.IsAsciiLetterOrDigit))) yield return new BadInput("input.not-a-choice", member);
    }

    /// <summary>The version in <c>If-Match</c>; null when none is asked for; 0, which no row has, when it cannot be read.</summary>
    public static int? Version(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*") return null;
        return int.TryParse(header.Trim('"'), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    // A lone surrogate cannot be stored as UTF-8: better said now than replaced silently.
    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])) return false;
        }
        return true;
    }
}
