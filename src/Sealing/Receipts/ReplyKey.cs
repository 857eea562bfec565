using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>
/// The private half of a worker's reply channel at rest: AES-GCM(EK, AES-GCM(KEK_receipt, sk)). Only somebody who holds the
/// receipt reads the replies, and erasing the dossier ends that too.
/// </summary>
public static class ReplyKey
{
    /// <summary>Wraps the private half.</summary>
    /// <param name="ek">Erasure key of the dossier.</param>
    /// <param name="kekReceipt">From <see cref="ReceiptKeys.Kek"/>.</param>
    /// <param name="reply">The channel's key pair.</param>
    /// <param name="contact">Id of the row it is stored in.</param>
    /// <param name="dossier">Id of the dossier.</param>
    public static byte[] Wrap(byte[] ek, byte[] kekReceipt, KeyPair reply, Guid contact, Guid dossier)
    {
        var place = new Aad(SealedColumns.ReplyKey, contact, dossier);
        return Blob.Seal(ek, Blob.Seal(kekReceipt, reply.Private, place, pad: false), place, pad: false);
    }

    /// <summary>Opens it with the key that the receipt gives.</summary>
    /// <exception cref="SealBrokenException">Another receipt, erasure key, contact or dossier, or altered.</exception>
    public static KeyPair Open(byte[] ek, byte[] kekReceipt, byte[] wrapped, Guid contact, Guid dossier)
    {
        var place = new Aad(SealedColumns.ReplyKey, contact, dossier);
        var sk = Blob.Open(kekReceipt, Blob.Open(ek, wrapped, place), place);
        if (sk.Length == 32) return KeyPair.FromPrivate(sk);
        CryptographicOperations.ZeroMemory(sk);
        throw new SealBrokenException();
    }
}
