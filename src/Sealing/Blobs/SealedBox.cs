namespace OpenIlm.Sealing;

/// <summary>libsodium's <c>crypto_box_seal</c>: anyone can seal to a public key, only its holder opens, and the sender is not named.</summary>
public static class SealedBox
{
    /// <summary>How much longer a box is than its content, in bytes.</summary>
    public const int Overhead = Sodium.SealBytes;

    /// <summary>Seals to the recipient.</summary>
    /// <exception cref="SealBrokenException">The public key is not one that can be sealed to.</exception>
    public static unsafe byte[] Seal(byte[] recipientPublic, ReadOnlySpan<byte> data)
    {
        if (recipientPublic.Length != Sodium.PublicKeyBytes) throw new SealBrokenException();
        var box = new byte[data.Length + Overhead];
        Span<byte> one = stackalloc byte[1];
        fixed (byte* b = box, d = data.IsEmpty ? one : data, pk = recipientPublic)
            // It refuses points of small order, for which the secret would be the same for everybody.
            if (Sodium.crypto_box_seal(b, d, (ulong)data.Length, pk) != 0) throw new SealBrokenException();
        return box;
    }

    /// <summary>Opens with the recipient's pair.</summary>
    /// <exception cref="SealBrokenException">Altered, cut short, or sealed to somebody else.</exception>
    public static unsafe byte[] Open(KeyPair recipient, ReadOnlySpan<byte> box)
    {
        if (box.Length < Overhead || recipient.Public.Length != Sodium.PublicKeyBytes || recipient.Private.Length != Sodium.PrivateKeyBytes)
            throw new SealBrokenException();
        var data = new byte[box.Length - Overhead];
        Span<byte> one = stackalloc byte[1];
        fixed (byte* d = data.Length == 0 ? one : data, b = box, pk = recipient.Public, sk = recipient.Private)
            if (Sodium.crypto_box_seal_open(d, b, (ulong)box.Length, pk, sk) != 0) throw new SealBrokenException();
        return data;
    }
}
