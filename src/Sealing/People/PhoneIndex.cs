using System.Security.Cryptography;
using System.Text;

namespace OpenIlm.Sealing;

/// <summary>
/// Finds a worker's earlier contacts by phone number. The key comes from the vault's private half, so it exists only while a
/// member is unlocked: nobody with the database and the server's secrets can try numbers, and two vaults' indexes cannot be joined.
/// </summary>
public static class PhoneIndex
{
    /// <summary>32 bytes for the index column.</summary>
    /// <param name="vaultPrivate">Private half of the vault's current version.</param>
    /// <param name="e164">Plus sign and 7 to 15 ASCII digits. Another spelling would never be found again, so it is refused.</param>
    /// <exception cref="ArgumentException">Not such a number.</exception>
    public static byte[] Of(byte[] vaultPrivate, string e164)
    {
        // The message does not repeat the number.
        if (e164.Length is < 8 or > 16 || e164[0] != '+' || e164[1] == '0' || !e164.AsSpan(1).ContainsOnlyDigits())
            throw new ArgumentException("A phone number is indexed in E.164: a plus sign and 7 to 15 digits.", nameof(e164));
        return HMACSHA256.HashData(Derivation.Key(vaultPrivate, "bidx/phone/v1"), Encoding.ASCII.GetBytes(e164));
    }

    /// <summary>32 bytes for the index column of somebody whom a messaging app knows by a name of its own and not by a number.</summary>
    /// <param name="vaultPrivate">Private half of the vault's current version.</param>
    /// <param name="handle">Provider and its name for the person.</param>
    public static byte[] OfHandle(byte[] vaultPrivate, string handle) => HMACSHA256.HashData(Derivation.Key(vaultPrivate, "bidx/handle/v1"), Encoding.UTF8.GetBytes(handle));

    static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
