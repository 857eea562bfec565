using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenIlm.Cases;

/// <summary>Chance that comes again: numbers from HMAC-SHA256(seed, counter). The seed itself is drawn once by the system's own generator; whoever has it
/// gets the same numbers on every machine, in every version, for ever.</summary>
public sealed class SeededChance(byte[] seed)
{
    /// <summary>Bytes of a seed.</summary>
    public const int SeedBytes = 32;
    private readonly byte[] block = new byte[32];
    private ulong counter;
    private int at = 32;

    /// <summary>A number from 0 to below <paramref name="bound"/>, each as likely as the other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No number is below such a bound.</exception>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        // What would make the low numbers likelier is drawn again.
        var most = uint.MaxValue - (uint)((0x1_0000_0000UL) % (uint)bound);
        uint number;
        do number = Next(); while (number > most);
        return (int)(number % (uint)bound);
    }

    /// <summary>Things in an order of chance (Fisher and Yates).</summary>
    public T[] Shuffle<T>(IEnumerable<T> things)
    {
        var order = things.ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
        return order;
    }

    private uint Next()
    {
        if (at == block.Length)
        {
            Span<byte> number = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(number, counter++);
            HMACSHA256.HashData(seed, number, block);
            at = 0;
        }
        at += 4;
        return BinaryPrimitives.ReadUInt32BigEndian(block.AsSpan(at - 4));
    }
}
