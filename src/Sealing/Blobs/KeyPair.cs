namespace OpenIlm.Sealing;

/// <summary>An X25519 key pair of a person, a vault, a recovery or a worker's reply channel.</summary>
/// <param name="Public">32 bytes, stored readable.</param>
/// <param name="Private">32 bytes, stored only wrapped.</param>
public sealed record KeyPair(byte[] Public, byte[] Private)
{
    /// <summary>A new random pair.</summary>
    public static unsafe KeyPair Generate()
    {
        byte[] pk = new byte[Sodium.PublicKeyBytes], sk = new byte[Sodium.PrivateKeyBytes];
        fixed (byte* p = pk, s = sk) Sodium.crypto_box_keypair(p, s);
        return new(pk, sk);
    }

    /// <summary>The pair of a private half that was unwrapped.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static unsafe KeyPair FromPrivate(byte[] sk)
    {
        if (sk.Length != Sodium.PrivateKeyBytes) throw new ArgumentException("A private key is 32 bytes.", nameof(sk));
        var pk = new byte[Sodium.PublicKeyBytes];
        fixed (byte* p = pk, s = sk) Sodium.crypto_scalarmult_base(p, s);
        return new(pk, sk);
    }

    /// <summary>Says nothing of the keys.</summary>
    public override string ToString() => "key pair";
}
