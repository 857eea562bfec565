using System.Text;

namespace OpenIlm.Sealing;

/// <summary>Base 32 in two alphabets: Crockford's for what people copy from paper, RFC 4648's for authenticator apps.</summary>
internal static class Base32
{
    public const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    public const string Rfc4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Encode(ReadOnlySpan<byte> bytes, string alphabet)
    {
        var text = new StringBuilder((bytes.Length * 8 + 4) / 5);
        int bits = 0, held = 0;
        foreach (var b in bytes)
        {
            held = held << 8 | b;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(alphabet[held >> bits - 5 & 31]);
        }
        if (bits > 0) text.Append(alphabet[held << 5 - bits & 31]);
        return text.ToString();
    }

    /// <summary>
    /// Reads Crockford's alphabet as typed: any case, spaces and dashes between, O for 0, I and L for 1, digits of any script.
    /// True only when the symbols fill the bytes exactly.
    /// </summary>
    public static bool TryReadTyped(ReadOnlySpan<char> typed, Span<byte> bytes)
    {
        int bits = 0, held = 0, at = 0;
        Span<byte> digit = stackalloc byte[1];
        for (var i = 0; i < typed.Length; i++)
        {
            int value;
            if (TypedDigits.TryRead(typed.Slice(i, 1), digit, out var count))
            {
                if (count == 0) continue;
                value = digit[0];
            }
            else
            {
                value = char.ToUpperInvariant(typed[i]) switch
                {
                    'O' => 0,
                    'I' or 'L' => 1,
                    var c => Crockford.IndexOf(c),
                };
                if (value < 0) return false;
            }
            held = held << 5 | value;
            bits += 5;
            if (bits < 8) continue;
            if (at == bytes.Length) return false;
            bits -= 8;
            bytes[at++] = (byte)(held >> bits);
            held &= (1 << bits) - 1;
        }
        return at == bytes.Length && bits == 0;
    }

    /// <summary>Groups of four with a dash between, easy to copy by hand.</summary>
    public static string Group(string symbols) => string.Join('-', symbols.Chunk(4).Select(group => new string(group)));
}
