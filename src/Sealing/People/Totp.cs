using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenIlm.Sealing;

/// <summary>
/// Authenticator codes: RFC 6238 with SHA-1, six digits, 30 seconds, which is what every app speaks. A code counts once, and
/// only from one step before now to one after (security, trap 2).
/// </summary>
public static class Totp
{
    const int SeedBytes = 20, CodeDigits = 6, StepSeconds = 30, Drift = 1;

    /// <summary>20 random bytes, as RFC 4226 asks of SHA-1.</summary>
    public static byte[] NewSeed() => RandomNumberGenerator.GetBytes(SeedBytes);

    /// <summary>The seed to type into an app by hand.</summary>
    public static string Base32(byte[] seed) => Sealing.Base32.Encode(seed, Sealing.Base32.Rfc4648);

    /// <summary>The address that the QR code shows.</summary>
    public static string Uri(string issuer, string account, byte[] seed)
    {
        var name = System.Uri.EscapeDataString(issuer);
        return $"otpauth://totp/{name}:{System.Uri.EscapeDataString(account)}?secret={Base32(seed)}&issuer={name}&algorithm=SHA1&digits=6&period=30";
    }

    /// <summary>The step that the code belongs to, to be stored as the last one used; null when the code is refused.</summary>
    /// <param name="seed">The person's seed.</param>
    /// <param name="code">As typed: six digits of any script, spaces between allowed.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="lastStep">The last step accepted from this person; it and all before it are refused.</param>
    public static long? Accept(byte[] seed, string? code, DateTimeOffset now, long lastStep)
    {
        Span<byte> typed = stackalloc byte[CodeDigits], expected = stackalloc byte[CodeDigits];
        if (!TypedDigits.TryRead(code, typed, out var count) || count != CodeDigits) return null;

        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? accepted = null;
        for (var step = current - Drift; step <= current + Drift; step++)
        {
            Code(seed, step, expected);
            // All steps are computed whichever matches, so the time tells nothing.
            if (CryptographicOperations.FixedTimeEquals(typed, expected) & step > lastStep) accepted = step;
        }
        return accepted;
    }

    /// <summary>The code of a step, as digit values (RFC 4226, 5.3).</summary>
    internal static void Code(ReadOnlySpan<byte> seed, long step, Span<byte> digits)
    {
        Span<byte> counter = stackalloc byte[8], hash = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(seed, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[19] & 15)..]) & int.MaxValue;
        for (var i = digits.Length - 1; i >= 0; i--, number /= 10) digits[i] = (byte)(number % 10);
    }
}
