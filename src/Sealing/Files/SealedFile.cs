namespace OpenIlm.Sealing;

/// <summary>
/// The form in which a file is sealed: byte 0 is the version 0x01, then chunks of one length, each a random nonce of 12 bytes, 64 KiB of sealed
/// content and a tag of 16 bytes. A chunk begins with the number of bytes that count in it; the rest is zeros. Authenticated with each chunk: the
/// place of the file, the number of the chunk, and whether it is the last. So nothing can be cut off, moved, repeated or added, and a file that
/// was changed in any byte does not open (security design, section 2.3). Each file has a key of its own.
/// </summary>
/// <remarks>Chunks without content fill the file up to the next of a few sizes (<see cref="Bucket"/>): what lies on the disk tells roughly how
/// large the file is and never exactly.</remarks>
public static class SealedFile
{
    /// <summary>Sealed content of a chunk, in bytes.</summary>
    public const int ChunkBytes = 64 * 1024;
    /// <summary>Bytes of a file that one chunk carries.</summary>
    public const int ContentBytes = ChunkBytes - Prefix;

    internal const byte Version = 0x01;
    internal const int Prefix = 4, Nonce = 12, Tag = 16, Record = Nonce + ChunkBytes + Tag, KeyBytes = 32;
    // The place, then the number as 8 bytes big-endian, then 1 for the last chunk and 0 for every other.
    internal const int PlaceTail = 9;

    /// <summary>How many chunks a file with this many of them is filled up to: eight steps to each doubling, at most an eighth more.</summary>
    /// <param name="chunks">Chunks with content, from 1.</param>
    public static int Bucket(int chunks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunks, 1);
        var step = 1;
        while (chunks > 16 * step) step *= 2;
        return checked((chunks + step - 1) / step * step);
    }

    /// <summary>Chunks that a file of this many bytes needs.</summary>
    public static int Chunks(long bytes) => (int)Math.Max(1, (bytes + ContentBytes - 1) / ContentBytes);

    /// <summary>Bytes on the disk.</summary>
    /// <param name="chunks">Chunks, the empty ones counted.</param>
    public static long StoredBytes(int chunks) => 1 + (long)chunks * Record;
}
