using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>What the server makes of a receipt: one value to find the report, one key that opens its replies. The receipt itself is dropped.</summary>
public sealed class ReceiptKeys
{
    readonly byte[] _ikm;

    ReceiptKeys(byte[] ikm, byte[] lookup) => (_ikm, Lookup) = (ikm, lookup);

    /// <summary>Derives both.</summary>
    /// <param name="ikm">Argon2id of the digits with <see cref="InstallationSecrets.SystemSalt"/>.</param>
    /// <param name="secrets">For the pepper, without which a stolen database has nothing to test guesses against.</param>
    public static ReceiptKeys From(byte[] ikm, InstallationSecrets secrets) =>
        new(ikm, HMACSHA256.HashData(secrets.Pepper, Derivation.Key(ikm, "lookup")));

    /// <summary>32 bytes for the unique index.</summary>
    public byte[] Lookup { get; }

    /// <summary>The 32-byte key that wraps the private half of the worker's reply channel.</summary>
    /// <param name="reportId">The contact's id, which keeps the keys of two reports apart.</param>
    public byte[] Kek(Guid reportId) => Derivation.Key(_ikm, "kek", reportId);

    /// <summary>Says nothing of the keys.</summary>
    public override string ToString() => "receipt keys";
}
