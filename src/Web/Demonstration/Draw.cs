namespace OpenIlm.Web.Demonstration;

/// <summary>Chance that always falls the same way: SplitMix64 (Steele, Lea and Flood 2014) over a fixed seed. For invented content only, never for keys.</summary>
/// <param name="seed">Where it begins.</param>
public sealed class Draw(ulong seed)
{
    private ulong state = seed;

    /// <summary>A chance of its own for one thing, so that a change at one place leaves every other as it was.</summary>
    public static Draw For(int thing) => new(0x1234_5678_9ABC_DEF1UL ^ ((ulong)thing * 0xD6E8_FEB8_6659_FD93UL));

    /// <summary>A number of 0 to <paramref name="end"/> - 1.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    /// <summary>A number of <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True in so many of a hundred.</summary>
    public bool In100(int percent) => Below(100) < percent;

    /// <summary>One of them.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    private ulong Next()
    {
        state += 0x9E37_79B9_7F4A_7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }
}
