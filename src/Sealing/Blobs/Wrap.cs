using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpenIlm.Sealing;

/// <summary>
/// A dossier's or packet's key for one vault: AES-GCM(EK, SealedBox(vault, DEK ‖ dossier ‖ tier ‖ version)). Opening takes the
/// keystore's erasure key and the vault's private half. What the box says inside is checked too, because the sealed box itself
/// has no place: somebody with the keystore could otherwise move it to another dossier.
/// </summary>
public static class Wrap
{
    const int KeyBytes = 32, Fixed = KeyBytes + 16 + 4;

    /// <summary>Wraps a key for a vault.</summary>
    /// <param name="ek">Erasure key of the dossier.</param>
    /// <param name="vaultPublic">Public half of the vault's current version.</param>
    /// <param name="dek">The key, 32 bytes.</param>
    /// <param name="aad">Where the wrap will be stored.</param>
    /// <param name="version">Version of the vault's key pair.</param>
    /// <exception cref="ArgumentException">The key is not 32 bytes.</exception>
    /// <exception cref="SealBrokenException">The vault's public half cannot be sealed to.</exception>
    public static byte[] Key(byte[] ek, byte[] vaultPublic, byte[] dek, in Aad aad, int version)
    {
        if (dek.Length != KeyBytes) throw new ArgumentException("The key is 32 bytes.", nameof(dek));
        using var inner = new Scratch(stackalloc byte[Scratch.OnStack], InnerLength(aad));
        WriteInner(dek, aad, version, inner.Bytes);
        return Blob.Seal(ek, SealedBox.Seal(vaultPublic, inner.Bytes), aad, pad: false);
    }

    /// <summary>Opens a wrap with the vault's key pair.</summary>
    /// <exception cref="SealBrokenException">Another erasure key, vault, place or version, or altered.</exception>
    public static byte[] OpenKey(byte[] ek, KeyPair vault, byte[] wrap, in Aad aad, int version)
    {
        var inner = SealedBox.Open(vault, Blob.Open(ek, wrap, aad));
        try
        {
            if (inner.Length != InnerLength(aad)) throw new SealBrokenException();
            var dek = inner[..KeyBytes];
            using var expected = new Scratch(stackalloc byte[Scratch.OnStack], inner.Length);
            WriteInner(dek, aad, version, expected.Bytes);
            return CryptographicOperations.FixedTimeEquals(inner, expected.Bytes) ? dek : throw new SealBrokenException();
        }
        finally { CryptographicOperations.ZeroMemory(inner); }
    }

    /// <summary>The same key for another version of the vault.</summary>
    /// <exception cref="SealBrokenException">Another erasure key, vault, place or version, or altered.</exception>
    public static byte[] Rewrap(byte[] ek, KeyPair from, int fromVersion, byte[] toPublic, int toVersion, byte[] wrap, in Aad aad)
    {
        var dek = OpenKey(ek, from, wrap, aad, fromVersion);
        try { return Key(ek, toPublic, dek, aad, toVersion); }
        finally { CryptographicOperations.ZeroMemory(dek); }
    }

    static int InnerLength(in Aad aad) => Fixed + Encoding.UTF8.GetByteCount(aad.Column.Tier);

    static void WriteInner(ReadOnlySpan<byte> dek, in Aad aad, int version, Span<byte> into)
    {
        dek.CopyTo(into);
        aad.Dossier.TryWriteBytes(into[KeyBytes..], bigEndian: true, out _);
        var tier = Encoding.UTF8.GetBytes(aad.Column.Tier, into[(KeyBytes + 16)..]);
        BinaryPrimitives.WriteInt32BigEndian(into[(KeyBytes + 16 + tier)..], version);
    }
}
