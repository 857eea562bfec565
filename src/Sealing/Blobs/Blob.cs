using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>
/// The one form in which anything is sealed at rest. Byte 0 is the version 0x01, then a random nonce of 12 bytes, the
/// ciphertext of the padded content, a tag of 16 bytes: AES-256-GCM with the place (<see cref="Aad"/>) authenticated.
/// A random nonce allows 2^32 seals for each key at a risk of 2^-32; our bound is 2^20.
/// </summary>
public static class Blob
{
    const byte Version = 0x01;
    const int Nonce = 12, Tag = 16, Head = 1 + Nonce, KeyBytes = 32;

    /// <summary>Bytes that a blob without padding adds to its content.</summary>
    public const int Overhead = Head + Padding.Prefix + Tag;

    /// <summary>Seals the content to its place.</summary>
    /// <param name="key32">Exactly 32 bytes.</param>
    /// <param name="plaintext">Any length, also none.</param>
    /// <param name="aad">Where the blob will be stored.</param>
    /// <param name="pad">False for keys and other content whose length is no secret.</param>
    /// <exception cref="ArgumentException">The key is not 32 bytes.</exception>
    public static byte[] Seal(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> plaintext, in Aad aad, bool pad = true)
    {
        Span<byte> place = stackalloc byte[Aad.MaxBytes];
        return Seal(key32, plaintext, place[..aad.Write(place)], pad);
    }

    /// <summary>Opens what was sealed to this place with this key.</summary>
    /// <exception cref="SealBrokenException">Any difference in key, place or bytes.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> blob, in Aad aad)
    {
        Span<byte> place = stackalloc byte[Aad.MaxBytes];
        return Open(key32, blob, place[..aad.Write(place)]);
    }

    /// <summary>Seals text as UTF-8, padded.</summary>
    /// <exception cref="TextNotSealableException">The text holds a lone surrogate.</exception>
    public static byte[] SealText(ReadOnlySpan<byte> key32, string text, in Aad aad)
    {
        using var room = new Scratch(stackalloc byte[Scratch.OnStack], StrictText.MaxBytes(text.Length));
        return Seal(key32, room.Bytes[..StrictText.Write(text, room.Bytes)], aad);
    }

    /// <summary>Opens what <see cref="SealText"/> sealed.</summary>
    /// <exception cref="SealBrokenException">Any difference in key, place or bytes, or not text.</exception>
    public static string OpenText(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> blob, in Aad aad)
    {
        Span<byte> place = stackalloc byte[Aad.MaxBytes];
        using var room = new Scratch(stackalloc byte[Scratch.OnStack], ContentLength(blob));
        return StrictText.Read(Decrypt(key32, blob, place[..aad.Write(place)], room.Bytes));
    }

    internal static byte[] Seal(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> place, bool pad)
    {
        var blob = new byte[checked(Head + Padding.Padded(plaintext.Length, pad) + Tag)];
        blob[0] = Version;
        var nonce = blob.AsSpan(1, Nonce);
        RandomNumberGenerator.Fill(nonce);
        var content = blob.AsSpan()[Head..^Tag];
        Padding.Write(plaintext, content);
        using var aes = Aes(key32);
        aes.Encrypt(nonce, content, content, blob.AsSpan(^Tag..), place);
        return blob;
    }

    internal static byte[] Open(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> blob, ReadOnlySpan<byte> place)
    {
        using var room = new Scratch(stackalloc byte[Scratch.OnStack], ContentLength(blob));
        return Decrypt(key32, blob, place, room.Bytes).ToArray();
    }

    static int ContentLength(ReadOnlySpan<byte> blob) =>
        blob.Length >= Overhead && blob[0] == Version ? blob.Length - Head - Tag : throw new SealBrokenException();

    static ReadOnlySpan<byte> Decrypt(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> blob, ReadOnlySpan<byte> place, Span<byte> into)
    {
        using var aes = Aes(key32);
        try { aes.Decrypt(blob.Slice(1, Nonce), blob[Head..^Tag], blob[^Tag..], into, place); }
        catch (AuthenticationTagMismatchException e) { throw new SealBrokenException(e); }
        return Padding.Read(into);
    }

    // AesGcm would take 16 bytes as well and silently be AES-128.
    static AesGcm Aes(ReadOnlySpan<byte> key32) =>
        key32.Length == KeyBytes ? new(key32, Tag) : throw new ArgumentException("The key is 32 bytes.", nameof(key32));
}
