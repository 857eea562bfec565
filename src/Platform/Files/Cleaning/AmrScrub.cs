namespace OpenIlm.Platform;

/// <summary>AMR (RFC 4867, section 5) is a mark and then frames of sound, each of a length that its first byte says. What is no frame is dropped.</summary>
public static class AmrScrub
{
    private static readonly int[] narrow = [12, 13, 15, 17, 19, 20, 26, 31, 5, -1, -1, -1, -1, -1, -1, 0];
    private static readonly int[] wide = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5, -1, -1, -1, -1, 0, 0];

    /// <summary>How many bytes from the beginning are sound and nothing else; 0 when none are.</summary>
    public static int Clean(ReadOnlySpan<byte> file)
    {
        var (at, lengths) = file.StartsWith("#!AMR\n"u8) ? (6, narrow) : file.StartsWith("#!AMR-WB\n"u8) ? (9, wide) : (0, narrow);
        if (at == 0) return 0;
        var (first, frames) = (at, 0);
        while (at < file.Length)
        {
            // The first bit and the last two of a frame's first byte are zero.
            if ((file[at] & 0x83) != 0 || lengths[file[at] >> 3 & 0x0F] is var length && (length < 0 || at + 1 + length > file.Length)) break;
            at += 1 + length;
            frames++;
        }
        // A handful of bytes that look like frames is chance.
        return at > first && frames >= 2 ? at : 0;
    }
}
