using OpenIlm.Kernel;

namespace OpenIlm.Voice;

/// <summary>The automatic first answer: who reads, by when, and what is not safe to send. Nothing in it says what was written or about what.</summary>
internal static class FirstAnswer
{
    /// <summary>The language to answer in: that of the script she writes in, else the one her app names, else the account's. Latin letters may be any language.</summary>
    /// <param name="text">Her words; null before she wrote any.</param>
    /// <param name="named">BCP 47 tag that the provider names.</param>
    /// <param name="usual">The account's.</param>
    public static string LanguageOf(string? text, string? named, string usual)
    {
        var counts = new int[4];
        foreach (var c in text ?? "")
            switch (c)
            {
                case >= '\u1000' and <= '\u109F' or >= '\uAA60' and <= '\uAA7F': counts[0]++; break;
                case >= '\u1780' and <= '\u17FF': counts[1]++; break;
                case >= '\u0E00' and <= '\u0E7F': counts[2]++; break;
                case >= '\u0900' and <= '\u097F': counts[3]++; break;
            }
        var most = counts.Max();
        if (most > 0) return new[] { "my", "km", "th", "ne" }[Array.IndexOf(counts, most)];
        var tag = (named ?? "").Split('-', '_')[0].ToLowerInvariant();
        return Languages.Knows(tag) ? tag : usual;
    }
}
