namespace OpenIlm.Platform;

/// <summary>
/// Looks at every byte of a file that goes by for a second thing in it: a page or a script inside a picture, an archive behind it. Such a file may
/// be a picture to us and something else to whoever opens it later.
/// </summary>
/// <remarks>The long words are long enough that chance does not write them into 25 MB. The short ones, and the end mark of an archive, are not: they
/// count only where they would have to stand to work, near the beginning and near the end.</remarks>
public sealed class TwoThingsWatch(FileMedia media)
{
    private const int Overlap = 16, TailBytes = 64 * 1024 + 22, HeadBytes = 4096;
    private static readonly byte[][] longWords = Bytes("<script", "<!doctype", "<iframe"), shortWords = Bytes("<html", "<svg ", "<?php", "<body");
    private readonly byte[] seam = new byte[2 * Overlap];
    private readonly byte[] tail = new byte[TailBytes];
    private int held, tailLength;
    private long seen;

    /// <summary>A second thing was seen.</summary>
    public bool Found { get; private set; }

    /// <summary>Takes the next bytes.</summary>
    public void See(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        // Pages carry forms and scripts by right; they are drawn anew before anybody looks at them.
        if (!Found && media is not FileMedia.Pdf)
        {
            bytes[..Math.Min(Overlap, bytes.Length)].CopyTo(seam.AsSpan(held));
            var joint = seam.AsSpan(0, held + Math.Min(Overlap, bytes.Length));
            Found = HasWord(joint, longWords) || HasWord(bytes, longWords)
                || seen < HeadBytes && (HasWord(joint, shortWords) || HasWord(bytes[..(int)Math.Min(bytes.Length, HeadBytes - seen)], shortWords));
            var keep = Math.Min(Overlap, bytes.Length);
            if (keep == Overlap) bytes[^keep..].CopyTo(seam);
            else
            {
                // Less than the seam came: what is held moves up.
                var all = Math.Min(Overlap, held + keep);
                seam.AsSpan(held + keep - all, all).CopyTo(seam);
                keep = all;
            }
            held = keep;
        }
        seen += bytes.Length;
        Remember(bytes);
    }

    /// <summary>The file is at its end: whether it was two things.</summary>
    public bool End()
    {
        var end = tail.AsSpan(0, tailLength);
        Found |= end.IndexOf("PK\x05\x06"u8) >= 0 || media is not FileMedia.Pdf && HasWord(end, shortWords);
        Array.Clear(tail);
        Array.Clear(seam);
        return Found;
    }

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= TailBytes) { bytes[^TailBytes..].CopyTo(tail); tailLength = TailBytes; return; }
        var keep = Math.Min(tailLength, TailBytes - bytes.Length);
        tail.AsSpan(tailLength - keep, keep).CopyTo(tail);
        bytes.CopyTo(tail.AsSpan(keep));
        tailLength = keep + bytes.Length;
    }

    private static byte[][] Bytes(params string[] words) => [.. words.Select(w => w.Select(c => (byte)c).ToArray())];

    private static bool HasWord(ReadOnlySpan<byte> bytes, byte[][] words)
    {
        for (var rest = bytes; rest.IndexOf((byte)'<') is >= 0 and var at; rest = rest[(at + 1)..])
            foreach (var word in words)
                if (rest.Length - at >= word.Length && Same(rest.Slice(at, word.Length), word)) return true;
        return false;
    }

    private static bool Same(ReadOnlySpan<byte> bytes, byte[] word)
    {
        for (var i = 0; i < word.Length; i++)
            if ((bytes[i] is >= (byte)'A' and <= (byte)'Z' ? bytes[i] | 0x20 : bytes[i]) != word[i]) return false;
        return true;
    }
}
