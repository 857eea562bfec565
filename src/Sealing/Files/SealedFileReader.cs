using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>
/// Opens a sealed file as a stream. Each chunk is judged before a byte of it comes out; that the file is whole is known only at its end, so whoever
/// must not pass on a part of a broken file reads it once to the end first (<see cref="Check"/>).
/// </summary>
public sealed class SealedFileReader : Stream
{
    private readonly Stream body;
    private readonly AesGcm aes;
    private readonly byte[] chunk = new byte[SealedFile.ChunkBytes], place;
    private readonly int placeLength;
    private byte[] record = new byte[SealedFile.Record], ahead = new byte[SealedFile.Record];
    private int from, until;
    private long number;
    private bool begun, ended;

    /// <summary>Opens a file; nothing is read yet.</summary>
    /// <param name="body">The sealed file; closed with this stream.</param>
    /// <param name="key32">Its key, 32 bytes.</param>
    /// <param name="aad">Where the key of the file is kept.</param>
    /// <exception cref="ArgumentException">The key is not 32 bytes.</exception>
    public SealedFileReader(Stream body, ReadOnlySpan<byte> key32, in Aad aad)
    {
        if (key32.Length != SealedFile.KeyBytes) throw new ArgumentException("The key is 32 bytes.", nameof(key32));
        this.body = body;
        aes = new AesGcm(key32, SealedFile.Tag);
        place = new byte[Aad.MaxBytes + SealedFile.PlaceTail];
        placeLength = aad.Write(place) + SealedFile.PlaceTail;
    }

    /// <summary>Reads the file to its end and gives its length in bytes.</summary>
    /// <exception cref="SealBrokenException">Any difference in key, place, order, number or bytes.</exception>
    public async Task<long> Check(CancellationToken cancelled)
    {
        long length = 0;
        do length += until - from;
        while (await Next(cancelled));
        return length;
    }

    /// <inheritdoc />
    /// <exception cref="SealBrokenException">Any difference in key, place, order, number or bytes.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0) return 0;
        while (from == until)
            if (!await Next(cancellationToken)) return 0;
        var taken = Math.Min(buffer.Length, until - from);
        chunk.AsMemory(from, taken).CopyTo(buffer);
        from += taken;
        return taken;
    }

    // The next chunk; false after the last. The one behind it is read first: only so is it known which is the last.
    private async ValueTask<bool> Next(CancellationToken cancelled)
    {
        if (ended) return false;
        if (!begun)
        {
            var version = new byte[1];
            if (await body.ReadAtLeastAsync(version, 1, throwOnEndOfStream: false, cancelled) != 1 || version[0] != SealedFile.Version) throw new SealBrokenException();
            if (await Read(ahead, cancelled) == 0) throw new SealBrokenException();
            begun = true;
        }
        (record, ahead) = (ahead, record);
        ended = await Read(ahead, cancelled) == 0;
        Open(last: ended);
        number++;
        return true;
    }

    private async ValueTask<int> Read(byte[] into, CancellationToken cancelled)
    {
        var read = await body.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancelled);
        return read is 0 or SealedFile.Record ? read : throw new SealBrokenException();
    }

    private void Open(bool last)
    {
        SealedChunk.MarkPlace(place.AsSpan(0, placeLength), number, last);
        try { aes.Decrypt(record.AsSpan(0, SealedFile.Nonce), record.AsSpan(SealedFile.Nonce, SealedFile.ChunkBytes), record.AsSpan(SealedFile.Nonce + SealedFile.ChunkBytes), chunk, place.AsSpan(0, placeLength)); }
        catch (AuthenticationTagMismatchException e) { throw new SealBrokenException(e); }
        var length = BinaryPrimitives.ReadInt32BigEndian(chunk);
        if (length is < 0 or > SealedFile.ContentBytes) throw new SealBrokenException();
        (from, until) = (SealedFile.Prefix, SealedFile.Prefix + length);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(chunk);
            aes.Dispose();
            body.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");
    /// <inheritdoc />
    public override bool CanRead => true;
    /// <inheritdoc />
    public override bool CanSeek => false;
    /// <inheritdoc />
    public override bool CanWrite => false;
    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();
    /// <inheritdoc />
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    /// <inheritdoc />
    public override void Flush() { }
    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();
    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
