using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OpenIlm.Sealing;

/// <summary>What the intake form carries through the browser instead of a cookie. It knows no person and no address.</summary>
/// <param name="Form">Random id of this issue of the form.</param>
/// <param name="ReceiptHash">From <see cref="FormState.HashReceipt"/>: ties the form to the receipt on the page; 32 bytes.</param>
/// <param name="IssuedAt">Instant, kept to the millisecond; the caller judges the age.</param>
/// <param name="ChannelId">The intake channel.</param>
/// <param name="Language">Language tag, ASCII, at most 35 characters.</param>
public sealed record FormClaims(Guid Form, byte[] ReceiptHash, DateTimeOffset IssuedAt, Guid ChannelId, string Language);

/// <summary>Encrypts and authenticates form claims into one text of constant length, safe in a hidden field.</summary>
public static class FormState
{
    const int HashBytes = 32, LanguageBytes = 36, ClaimBytes = 16 + HashBytes + 8 + 16 + LanguageBytes;
    const int TextLength = (Blob.Overhead + ClaimBytes) / 3 * 4;

    static ReadOnlySpan<byte> Place => "form-state|v1"u8;

    /// <summary>Makes the text.</summary>
    /// <exception cref="ArgumentException">The hash or the language has an impossible length.</exception>
    public static string Issue(byte[] formKey, FormClaims claims)
    {
        if (claims.ReceiptHash.Length != HashBytes) throw new ArgumentException("The receipt hash is 32 bytes.", nameof(claims));
        if (claims.Language.Length >= LanguageBytes || !Ascii.IsValid(claims.Language))
            throw new ArgumentException("The language tag is ASCII and at most 35 characters.", nameof(claims));

        Span<byte> bytes = stackalloc byte[ClaimBytes];
        bytes.Clear();
        claims.Form.TryWriteBytes(bytes, bigEndian: true, out _);
        claims.ReceiptHash.CopyTo(bytes[16..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[48..], claims.IssuedAt.ToUnixTimeMilliseconds());
        claims.ChannelId.TryWriteBytes(bytes[56..], bigEndian: true, out _);
        bytes[72] = (byte)Encoding.ASCII.GetBytes(claims.Language, bytes[73..]);
        return Base64Url.EncodeToString(Blob.Seal(formKey, bytes, Place, pad: false));
    }

    /// <summary>Reads what this key issued; false for anything else.</summary>
    public static bool TryRead(byte[] formKey, string? text, [NotNullWhen(true)] out FormClaims? claims)
    {
        claims = null;
        if (text?.Length != TextLength || !Base64Url.IsValid(text)) return false;
        byte[] bytes;
        try { bytes = Blob.Open(formKey, Base64Url.DecodeFromChars(text), Place); }
        catch (SealBrokenException) { return false; }

        claims = new(
            new Guid(bytes.AsSpan(0, 16), bigEndian: true),
            bytes[16..48],
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(48))),
            new Guid(bytes.AsSpan(56, 16), bigEndian: true),
            Encoding.ASCII.GetString(bytes, 73, bytes[72]));
        return true;
    }

    /// <summary>The receipt as the claims hold it: HMAC-SHA256 under a key derived from the form key, so that it cannot be guessed from outside.</summary>
    public static byte[] HashReceipt(byte[] formKey, Receipt receipt) =>
        HMACSHA256.HashData(Derivation.Key(formKey, "form/receipt/v1"), receipt.ToSecret());

    /// <summary>True when the form was issued with this receipt. Constant time.</summary>
    public static bool ReceiptMatches(byte[] formKey, FormClaims claims, Receipt receipt) =>
        CryptographicOperations.FixedTimeEquals(claims.ReceiptHash, HashReceipt(formKey, receipt));
}
