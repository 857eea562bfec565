using System.Text;

namespace OpenIlm.Sealing;

/// <summary>
/// The text holds half of a character (a lone surrogate) and has no UTF-8 form. It is refused rather than mended: a worker's
/// words come back exactly or not at all. Such text cannot come from a browser form.
/// </summary>
public sealed class TextNotSealableException(Exception inner) : Exception("The text holds half of a character and cannot be stored.", inner);

internal static class StrictText
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static int MaxBytes(int chars) => Utf8.GetMaxByteCount(chars);

    public static int Write(string text, Span<byte> into)
    {
        try { return Utf8.GetBytes(text, into); }
        catch (EncoderFallbackException e) { throw new TextNotSealableException(e); }
    }

    public static string Read(ReadOnlySpan<byte> bytes)
    {
        try { return Utf8.GetString(bytes); }
        catch (DecoderFallbackException e) { throw new SealBrokenException(e); }
    }
}
