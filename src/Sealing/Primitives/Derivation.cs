using System.Security.Cryptography;
using System.Text;

namespace OpenIlm.Sealing;

/// <summary>HKDF-SHA256 with an empty salt: one secret, a label for each use, 32 bytes.</summary>
internal static class Derivation
{
    public static byte[] Key(ReadOnlySpan<byte> secret, string label) => Key(secret, label, []);

    public static byte[] Key(ReadOnlySpan<byte> secret, string label, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Key(secret, label, bytes);
    }

    static byte[] Key(ReadOnlySpan<byte> secret, string label, ReadOnlySpan<byte> suffix)
    {
        Span<byte> info = stackalloc byte[64];
        var length = Encoding.ASCII.GetBytes(label, info);
        suffix.CopyTo(info[length..]);
        var key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt: [], info[..(length + suffix.Length)]);
        return key;
    }
}
