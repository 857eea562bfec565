using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>
/// An unlocked session. The token stays with the person; the server stores the hash of its reference and the person's private
/// key sealed with a key that only the token gives, so a copy of the session table opens nothing.
/// </summary>
/// <param name="Token">64 characters of base64url: a reference of 16 bytes and a secret of 32.</param>
/// <param name="RefHash">SHA-256 of the reference; the session's row is found by it.</param>
/// <param name="SealingKey">32 bytes that seal the person's private key in <see cref="SealedColumns.SessionKey"/>.</param>
/// <param name="FormKey">32 bytes for this session's form tokens.</param>
public sealed record SessionToken(string Token, byte[] RefHash, byte[] SealingKey, byte[] FormKey)
{
    const int RefBytes = 16, SecretBytes = 32, TokenLength = (RefBytes + SecretBytes) / 3 * 4;

    /// <summary>A new one.</summary>
    public static SessionToken Draw()
    {
        var bytes = RandomNumberGenerator.GetBytes(RefBytes + SecretBytes);
        return From(Base64Url.EncodeToString(bytes), bytes);
    }

    /// <summary>Reads a token as a cookie or header brings it. True says only that it is well-formed.</summary>
    public static bool TryRead(string? token, [NotNullWhen(true)] out SessionToken? session)
    {
        session = null;
        if (token?.Length != TokenLength || !Base64Url.IsValid(token)) return false;
        var bytes = Base64Url.DecodeFromChars(token);
        // Shorter when white space or padding stood in the text.
        if (bytes.Length != RefBytes + SecretBytes) return false;
        session = From(token, bytes);
        return true;
    }

    static SessionToken From(string token, byte[] bytes)
    {
        var secret = bytes.AsSpan(RefBytes);
        return new(token, SHA256.HashData(bytes.AsSpan(0, RefBytes)), Derivation.Key(secret, "session/seal/v1"), Derivation.Key(secret, "form"));
    }

    /// <summary>Never the token.</summary>
    public override string ToString() => "session token";
}
