using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>
/// The key that stands around every wrap of a dossier (EK). It lives in the keystore only, wrapped by the installation's store
/// key; deleting it erases the dossier in every copy and backup at once.
/// </summary>
public static class ErasureKeys
{
    /// <summary>32 random bytes.</summary>
    public static byte[] Generate() => RandomNumberGenerator.GetBytes(32);

    /// <summary>Wraps for the keystore.</summary>
    public static byte[] Wrap(byte[] store, byte[] ek, Guid dossier) => Blob.Seal(store, ek, Place(dossier), pad: false);

    /// <summary>Opens a row of the keystore.</summary>
    /// <exception cref="SealBrokenException">Another store key, another dossier, or altered.</exception>
    public static byte[] Open(byte[] store, byte[] wrapped, Guid dossier)
    {
        var ek = Blob.Open(store, wrapped, Place(dossier));
        return ek.Length == 32 ? ek : throw new SealBrokenException();
    }

    static Aad Place(Guid dossier) => new(SealedColumns.ErasureKey, dossier, dossier);
}
