using System.Buffers.Binary;

namespace OpenIlm.Sealing;

/// <summary>
/// A length of four bytes, the content, zeros up to the next step: 256 B up to 4 KiB, then 4 KiB. A ciphertext then tells
/// roughly how much was written and never how much exactly. Without padding the length stands there all the same, so that
/// opening needs not know which it was.
/// </summary>
internal static class Padding
{
    public const int Prefix = 4;
    const int Small = 256, Large = 4096;

    public static int Padded(int length, bool pad)
    {
        var whole = checked(Prefix + length);
        if (!pad) return whole;
        var step = whole <= Large ? Small : Large;
        return checked((whole + step - 1) / step * step);
    }

    /// <summary>Expects <paramref name="into"/> to be zeros of the padded length.</summary>
    public static void Write(ReadOnlySpan<byte> data, Span<byte> into)
    {
        BinaryPrimitives.WriteInt32BigEndian(into, data.Length);
        data.CopyTo(into[Prefix..]);
    }

    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> padded)
    {
        if (padded.Length < Prefix) throw new SealBrokenException();
        var length = BinaryPrimitives.ReadInt32BigEndian(padded);
        if (length < 0 || length > padded.Length - Prefix) throw new SealBrokenException();
        return padded.Slice(Prefix, length);
    }
}
