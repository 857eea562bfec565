using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>One Argon2id of a password gives both: the verifier that is stored and the key that wraps the person's private key.</summary>
public sealed class PasswordKeys
{
    PasswordKeys(byte[] verifier, byte[] kek) => (Verifier, Kek) = (verifier, kek);

    /// <summary>Derives both.</summary>
    /// <param name="ikm">Argon2id of the password with the person's own salt.</param>
    /// <param name="secrets">For the pepper.</param>
    public static PasswordKeys From(byte[] ikm, InstallationSecrets secrets) =>
        new(HMACSHA256.HashData(secrets.Pepper, Derivation.Key(ikm, "verifier")), Derivation.Key(ikm, "kek"));

    /// <summary>32 bytes to store. Tells nothing without the pepper.</summary>
    public byte[] Verifier { get; }

    /// <summary>32 bytes, never stored.</summary>
    public byte[] Kek { get; }

    /// <summary>True when the stored verifier is of the same password. Constant time.</summary>
    public bool Matches(ReadOnlySpan<byte> stored) => CryptographicOperations.FixedTimeEquals(Verifier, stored);

    /// <summary>Says nothing of the keys.</summary>
    public override string ToString() => "password keys";
}
