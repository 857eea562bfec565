using System.Globalization;
using System.Text;
using OpenIlm.Kernel;

namespace OpenIlm.Voice;

/// <summary>What a worker's words must be to be taken: something, at most 64 kB, and text. They are kept exactly as they came.</summary>
public static class TextRules
{
    /// <summary>Longest text, in bytes of UTF-8 (security design, section 6: 64 kB).</summary>
    public const int MostBytes = 65_536;
    /// <summary>Longest body of a request to the worker's door, in bytes.</summary>
    public const int MostBody = 1 << 20;
    /// <summary>Longest short answer (a name, a place), in characters.</summary>
    public const int MostShort = 200;

    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Every reason against a text that must be there.</summary>
    public static IEnumerable<Refusal> WhyNot(string? text, string member = "text")
    {
        if (text is null || SaysNothing(text)) { yield return new BadInput("text.empty", member); yield break; }
        foreach (var reason in WhyNotOptional(text, member)) yield return reason;
    }

    /// <summary>Every reason against a text that may be left out.</summary>
    public static IEnumerable<Refusal> WhyNotOptional(string? text, string member = "text")
    {
        if (text is null) yield break;
        if (ByteCount(text) is not { } bytes) yield return new BadInput("text.invalid", member);
        else if (bytes > MostBytes) yield return new BadInput("text.too-long", member, MostBytes);
    }

    /// <summary>Every reason against a short answer that may be left out.</summary>
    public static IEnumerable<Refusal> WhyNotShort(string? text, string member, int most = MostShort)
    {
        if (text is null) yield break;
        if (ByteCount(text) is null) yield return new BadInput("text.invalid", member);
        else if (text.Length > most) yield return new BadInput("input.too-long", member, most);
    }

    /// <summary>Bytes of UTF-8; null where half of a character stands alone, which has no bytes.</summary>
    private static int? ByteCount(string text)
    {
        try { return strict.GetByteCount(text); }
        catch (EncoderFallbackException) { return null; }
    }

    // White space and marks that nobody sees: a person who sent only these did not mean to send anything.
    private static bool SaysNothing(string text) =>
        text.All(c => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control);
}
