using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenIlm.Tests.Browser;

/// <summary>The app on a person's phone: RFC 6238 with SHA-1, six digits, 30 seconds. Written here again, so that the program is not checked by itself.</summary>
public sealed class Authenticator(string seed)
{
    private readonly byte[] secret = Read(seed);

    /// <summary>The code of the step that the instant is in, or of one near it.</summary>
    public string Code(DateTimeOffset now, int ahead = 0)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, now.ToUnixTimeSeconds() / 30 + ahead);
        var hash = HMACSHA1.HashData(secret, counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[19] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000");
    }

    // RFC 4648: five bits a letter.
    private static byte[] Read(string seed)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bytes = new List<byte>();
        var (held, bits) = (0, 0);
        foreach (var letter in seed.Where(c => c is not ('=' or ' ')))
        {
            held = (held << 5 | letters.IndexOf(letter, StringComparison.Ordinal)) & 0xFFF;
            bits += 5;
            if (bits < 8) continue;
            bytes.Add((byte)(held >> (bits - 8)));
            bits -= 8;
        }
        return [.. bytes];
    }
}
