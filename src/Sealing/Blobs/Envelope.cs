using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>
/// A single message to a vault or to a worker's reply key: Blob(EK, SealedBox(recipient, key)) followed by Blob(key, padded
/// text). The first part has a fixed length. Erasing EK erases the message too.
/// </summary>
public static class Envelope
{
    const int Head = Blob.Overhead + SealedBox.Overhead + 32;

    /// <summary>Seals a message.</summary>
    /// <param name="ek">Erasure key of the dossier.</param>
    /// <param name="recipientPublic">Public half of the vault or of the worker's reply channel.</param>
    /// <param name="plaintext">The message.</param>
    /// <param name="aad">Where it will be stored.</param>
    public static byte[] Seal(byte[] ek, byte[] recipientPublic, ReadOnlySpan<byte> plaintext, in Aad aad)
    {
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        byte[] envelope =
        [
            .. Blob.Seal(ek, SealedBox.Seal(recipientPublic, key), aad, pad: false),
            .. Blob.Seal(key, plaintext, aad),
        ];
        CryptographicOperations.ZeroMemory(key);
        return envelope;
    }

    /// <summary>Opens a message with the recipient's pair.</summary>
    /// <exception cref="SealBrokenException">Another erasure key, recipient or place, or altered.</exception>
    public static byte[] Open(byte[] ek, KeyPair recipient, byte[] blob, in Aad aad)
    {
        var key = OpenHead(ek, recipient, blob, aad);
        try { return Blob.Open(key, blob.AsSpan(Head), aad); }
        finally { CryptographicOperations.ZeroMemory(key); }
    }

    /// <summary>Seals text as UTF-8.</summary>
    /// <exception cref="TextNotSealableException">The text holds a lone surrogate.</exception>
    public static byte[] SealText(byte[] ek, byte[] recipientPublic, string text, in Aad aad)
    {
        using var room = new Scratch(stackalloc byte[Scratch.OnStack], StrictText.MaxBytes(text.Length));
        return Seal(ek, recipientPublic, room.Bytes[..StrictText.Write(text, room.Bytes)], aad);
    }

    /// <summary>Opens what <see cref="SealText"/> sealed.</summary>
    /// <exception cref="SealBrokenException">Another erasure key, recipient or place, or altered, or not text.</exception>
    public static string OpenText(byte[] ek, KeyPair recipient, byte[] blob, in Aad aad)
    {
        var key = OpenHead(ek, recipient, blob, aad);
        try { return Blob.OpenText(key, blob.AsSpan(Head), aad); }
        finally { CryptographicOperations.ZeroMemory(key); }
    }

    /// <summary>The same message for another recipient: its key is sealed anew, what it seals stays as it is.</summary>
    /// <param name="ek">Erasure key of the dossier.</param>
    /// <param name="from">Pair that opens it now.</param>
    /// <param name="toPublic">Public half of who opens it from now on.</param>
    /// <param name="blob">The message.</param>
    /// <param name="aad">Where it is stored.</param>
    /// <exception cref="SealBrokenException">Another erasure key, recipient or place, or altered.</exception>
    public static byte[] Reseal(byte[] ek, KeyPair from, byte[] toPublic, byte[] blob, in Aad aad)
    {
        var key = OpenHead(ek, from, blob, aad);
        try { return [.. Blob.Seal(ek, SealedBox.Seal(toPublic, key), aad, pad: false), .. blob.AsSpan(Head)]; }
        finally { CryptographicOperations.ZeroMemory(key); }
    }

    static byte[] OpenHead(byte[] ek, KeyPair recipient, byte[] blob, in Aad aad)
    {
        if (blob.Length < Head) throw new SealBrokenException();
        var key = SealedBox.Open(recipient, Blob.Open(ek, blob.AsSpan(0, Head), aad));
        return key.Length == 32 ? key : throw new SealBrokenException();
    }
}
