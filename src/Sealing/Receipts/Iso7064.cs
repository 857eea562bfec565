namespace OpenIlm.Sealing;

/// <summary>ISO/IEC 7064 MOD 97-10: two check digits that catch every wrong digit and every swap of neighbors.</summary>
internal static class Iso7064
{
    /// <summary>The number with its two check digits behind it.</summary>
    /// <param name="number">At most 16 digits.</param>
    public static ulong Append(ulong number) => number * 100 + 98 - number * 100 % 97;

    /// <summary>
    /// True when the check digits are the ones that <see cref="Append"/> gives. Asking only for remainder 1 would let 00, 01
    /// and 99 stand for 97, 98 and 02, and one receipt would have two spellings.
    /// </summary>
    public static bool IsValid(ulong withCheck) => Append(withCheck / 100) == withCheck;
}
