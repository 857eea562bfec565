using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>
/// An authenticator seed on its way through the browser: sealed for one person and a quarter of an hour, so that the form that proves it
/// cannot bring back another seed, and nothing has to be stored before it is proved.
/// </summary>
public static class SeedOffer
{
    private static readonly TimeSpan lasts = TimeSpan.FromMinutes(15);

    /// <summary>The text for the form.</summary>
    public static string Seal(byte[] seed, Guid person, DateTimeOffset now, InstallationSecrets secrets)
    {
        var plain = new byte[8 + seed.Length];
        BinaryPrimitives.WriteInt64BigEndian(plain, (now + lasts).ToUnixTimeSeconds());
        seed.CopyTo(plain, 8);
        return Base64Url.EncodeToString(Blob.Seal(Key(secrets), plain, new Aad(SealedColumns.TotpSeed, person, person), pad: false));
    }

    /// <summary>The seed that was offered to this person; null when it was altered, is another's or too old.</summary>
    public static byte[]? Open(string? text, Guid person, DateTimeOffset now, InstallationSecrets secrets)
    {
        if (text is not { Length: > 0 and < 200 } || !Base64Url.IsValid(text)) return null;
        try
        {
            var plain = Blob.Open(Key(secrets), Base64Url.DecodeFromChars(text), new Aad(SealedColumns.TotpSeed, person, person));
            return BinaryPrimitives.ReadInt64BigEndian(plain) >= now.ToUnixTimeSeconds() ? plain[8..] : null;
        }
        catch (SealBrokenException) { return null; }
    }

    // A key of its own: what the browser holds can never pass for the stored seed, nor the stored seed for an offer.
    private static byte[] Key(InstallationSecrets secrets) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secrets.TotpKey, 32, info: "totp/offer/v1"u8.ToArray());
}
