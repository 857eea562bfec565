using System.Security.Cryptography;
using System.Text;

namespace OpenIlm.Sealing;

/// <summary>
/// Finds a worker again in the ledger of one case. The key comes from the identity key of the case's dossier: it exists only while a member of the
/// vault is unlocked, it stays the same when the vault's key changes, and the indexes of two cases cannot be joined.
/// </summary>
/// <param name="identityKey">The dossier's identity key, 32 bytes.</param>
public sealed class LedgerIndex(byte[] identityKey)
{
    private readonly byte[] key = Derivation.Key(identityKey, "bidx/ledger/v1");

    /// <summary>32 bytes for the index column.</summary>
    /// <param name="person">What tells the person apart, in the one spelling that finds it again.</param>
    /// <exception cref="ArgumentException">Nothing to index.</exception>
    public byte[] Of(string person)
    {
        if (person.Length == 0) throw new ArgumentException("Nothing to index.", nameof(person));
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(person));
    }
}
