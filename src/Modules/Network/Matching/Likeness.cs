namespace OpenIlm.Network;

/// <summary>How alike two strings are, 0 to 1.</summary>
internal static class Likeness
{
    /// <summary>Pieces of a text without its spaces, sorted: three letters each with the ends marked, so that spacing does not matter. Two letters
    /// each where a letter is a word or a syllable (Han, Hangul, Kana, Thai, Burmese, Khmer).</summary>
    public static long[] Pieces(string compact)
    {
        if (compact.Length == 0) return [];
        var size = compact.Any(c => c >= 0x0E00) ? 2 : 3;
        var marked = "\u0001" + compact + "\u0002";
        if (marked.Length <= size) return [Key(marked)];
        var pieces = new long[marked.Length - size + 1];
        for (var i = 0; i < pieces.Length; i++) pieces[i] = Key(marked.AsSpan(i, size));
        Array.Sort(pieces);
        return pieces;
    }

    /// <summary>Pieces in common: of both (Dice) and of the shorter (overlap).</summary>
    public static (double Dice, double Overlap) Compare(long[] a, long[] b)
    {
        if (a.Length == 0 || b.Length == 0) return (0, 0);
        var (i, j, both) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j]) { both++; i++; j++; }
            else if (a[i] < b[j]) i++;
            else j++;
        }
        return (2.0 * both / (a.Length + b.Length), (double)both / Math.Min(a.Length, b.Length));
    }

    /// <summary>Jaro-Winkler: for single words with a letter missing, doubled or turned round.</summary>
    public static double Word(string a, string b)
    {
        if (a == b) return 1;
        if (a.Length > 64 || b.Length > 64 || a.Length == 0 || b.Length == 0) return 0;
        var reach = Math.Max(0, Math.Max(a.Length, b.Length) / 2 - 1);
        Span<bool> usedA = stackalloc bool[a.Length], usedB = stackalloc bool[b.Length];
        var met = 0;
        for (var i = 0; i < a.Length; i++)
            for (var j = Math.Max(0, i - reach); j < Math.Min(b.Length, i + reach + 1); j++)
                if (!usedB[j] && a[i] == b[j]) { usedA[i] = usedB[j] = true; met++; break; }
        if (met == 0) return 0;
        var (turned, k) = (0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            if (!usedA[i]) continue;
            while (!usedB[k]) k++;
            if (a[i] != b[k++]) turned++;
        }
        var jaro = ((double)met / a.Length + (double)met / b.Length + (met - turned / 2.0) / met) / 3;
        var start = 0;
        while (start < Math.Min(4, Math.Min(a.Length, b.Length)) && a[start] == b[start]) start++;
        return jaro + start * 0.1 * (1 - jaro);
    }

    /// <summary>Meters along a great circle of the mean Earth (6,371,008.8 m).</summary>
    public static double Meters(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        static double Rad(double degrees) => degrees * Math.PI / 180;
        var (dLat, dLon) = (Rad(latitude2 - latitude1), Rad(longitude2 - longitude1));
        var h = Math.Pow(Math.Sin(dLat / 2), 2) + Math.Cos(Rad(latitude1)) * Math.Cos(Rad(latitude2)) * Math.Pow(Math.Sin(dLon / 2), 2);
        return 2 * 6_371_008.8 * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static long Key(ReadOnlySpan<char> piece)
    {
        long key = 0;
        foreach (var c in piece) key = key << 16 | c;
        return key;
    }
}
