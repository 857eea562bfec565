using System.Security.Cryptography;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>The sealed columns of an account, made from a passphrase. One Argon2id gives the verifier and the key that wraps the private key.</summary>
/// <param name="Salt">Salt of the derivation.</param>
/// <param name="Verifier">What a passphrase is checked against.</param>
/// <param name="Pair">The person's key pair.</param>
/// <param name="ByPassword">Private key wrapped by the passphrase.</param>
public sealed record AccountKeys(byte[] Salt, byte[] Verifier, KeyPair Pair, byte[] ByPassword)
{
    /// <summary>Shortest passphrase, in characters (OWASP ASVS 5.0, 6.2.1).</summary>
    public const int ShortestPassphrase = 12;
    /// <summary>Longest passphrase, in characters; nothing is cut off.</summary>
    public const int LongestPassphrase = 256;

    /// <summary>Makes the keys of a new account, or new wraps of the same pair for a new passphrase.</summary>
    public static AccountKeys Make(Guid person, string passphrase, InstallationSecrets secrets, KeyPair? pair = null)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        pair ??= KeyPair.Generate();
        var keys = PasswordKeys.From(Argon2.Derive(System.Text.Encoding.UTF8.GetBytes(passphrase), salt), secrets);
        return new AccountKeys(salt, keys.Verifier, pair, Blob.Seal(keys.Kek, pair.Private, new Aad(SealedColumns.PersonKey, person, person), pad: false));
    }
}
