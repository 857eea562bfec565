using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>Seals a file while it comes in. No more than one chunk of it is ever in memory, and that is wiped.</summary>
public sealed class SealedFileWriter : IDisposable
{
    private readonly Stream body;
    private readonly AesGcm aes;
    private readonly byte[] chunk = new byte[SealedFile.ChunkBytes], record = new byte[SealedFile.Record], place;
    private readonly int placeLength;
    private int filled;
    private long number;
    private bool begun, finished;

    /// <summary>Begins a file.</summary>
    /// <param name="body">Where the sealed file goes; left open.</param>
    /// <param name="key32">A key that seals this file and no other content of this form, 32 bytes.</param>
    /// <param name="aad">Where the key of the file is kept.</param>
    /// <exception cref="ArgumentException">The key is not 32 bytes.</exception>
    public SealedFileWriter(Stream body, ReadOnlySpan<byte> key32, in Aad aad)
    {
        if (key32.Length != SealedFile.KeyBytes) throw new ArgumentException("The key is 32 bytes.", nameof(key32));
        this.body = body;
        aes = new AesGcm(key32, SealedFile.Tag);
        place = new byte[Aad.MaxBytes + SealedFile.PlaceTail];
        placeLength = aad.Write(place) + SealedFile.PlaceTail;
    }

    /// <summary>Chunks written so far.</summary>
    public int Chunks => (int)number;

    /// <summary>Takes a piece of the file.</summary>
    public async ValueTask Write(ReadOnlyMemory<byte> content, CancellationToken cancelled)
    {
        ObjectDisposedException.ThrowIf(finished, this);
        while (content.Length > 0)
        {
            // A full chunk goes out only when more comes: the last one is marked as such.
            if (filled == SealedFile.ContentBytes) await Put(last: false, cancelled);
            var taken = Math.Min(content.Length, SealedFile.ContentBytes - filled);
            content.Span[..taken].CopyTo(chunk.AsSpan(SealedFile.Prefix + filled));
            filled += taken;
            content = content[taken..];
        }
    }

    /// <summary>Seals the end and fills the file up to its size; returns how many chunks it has.</summary>
    public async ValueTask<int> Finish(CancellationToken cancelled)
    {
        ObjectDisposedException.ThrowIf(finished, this);
        var size = SealedFile.Bucket((int)number + 1);
        while (number < size) await Put(last: number == size - 1, cancelled);
        await body.FlushAsync(cancelled);
        finished = true;
        return size;
    }

    private async ValueTask Put(bool last, CancellationToken cancelled)
    {
        Seal(last);
        if (!begun) await body.WriteAsync(new[] { SealedFile.Version }, cancelled);
        begun = true;
        await body.WriteAsync(record, cancelled);
        number++;
        filled = 0;
    }

    private void Seal(bool last)
    {
        BinaryPrimitives.WriteInt32BigEndian(chunk, filled);
        chunk.AsSpan(SealedFile.Prefix + filled).Clear();
        SealedChunk.MarkPlace(place.AsSpan(0, placeLength), number, last);
        var nonce = record.AsSpan(0, SealedFile.Nonce);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, chunk, record.AsSpan(SealedFile.Nonce, SealedFile.ChunkBytes), record.AsSpan(SealedFile.Nonce + SealedFile.ChunkBytes), place.AsSpan(0, placeLength));
    }

    /// <summary>Wipes what is in memory. A file that was not finished does not open.</summary>
    public void Dispose()
    {
        finished = true;
        CryptographicOperations.ZeroMemory(chunk);
        aes.Dispose();
    }
}

/// <summary>What writer and reader agree on.</summary>
internal static class SealedChunk
{
    /// <summary>Writes number and end mark behind the place.</summary>
    public static void MarkPlace(Span<byte> place, long number, bool last)
    {
        BinaryPrimitives.WriteInt64BigEndian(place[^SealedFile.PlaceTail..], number);
        place[^1] = last ? (byte)1 : (byte)0;
    }
}
