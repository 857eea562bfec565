using System.Text;

namespace OpenIlm.Platform;

/// <summary>Which characters the bytes of a text file are: by its mark, else UTF-8 where every byte fits, else what Windows saves in China
/// or in the West. What was assumed is said to the person, since no file tells.</summary>
public static class TextDecoding
{
    static TextDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding and the name it is called by on the page.</summary>
    /// <param name="bytes">The whole file.</param>
    public static (Encoding Encoding, string Name) Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return (new UTF8Encoding(true), "UTF-8");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (Encoding.Unicode, "UTF-16");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return (Encoding.BigEndianUnicode, "UTF-16");
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return (new UTF8Encoding(false), "UTF-8");
        return LooksChinese(bytes) ? (Encoding.GetEncoding(936), "GBK") : (Encoding.GetEncoding(1252), "Windows-1252");
    }

    // Chinese text is pairs from the rows of common characters; Western text has single bytes between plain letters.
    private static bool LooksChinese(ReadOnlySpan<byte> bytes)
    {
        var (pairs, common) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80) continue;
            if (bytes[i] is 0x80 or 0xFF || i + 1 >= bytes.Length || bytes[i + 1] < 0x40 || bytes[i + 1] is 0x7F or 0xFF) return false;
            pairs++;
            if (bytes[i] is >= 0xA1 and <= 0xF7 && bytes[i + 1] >= 0xA1) common++;
            i++;
        }
        return pairs > 0 && common >= pairs * 0.8;
    }
}
