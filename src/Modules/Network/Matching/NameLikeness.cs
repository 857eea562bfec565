namespace OpenIlm.Network;

/// <summary>How alike two names are, 0 to 1: the better of comparing words (in any order) and of comparing letters without spaces.</summary>
internal static class NameLikeness
{
    public static double Of(FacilityName a, FacilityName b, FacilityAddress addressA, FacilityAddress addressB)
    {
        if (a.Compact == b.Compact || a.Spelt == b.Spelt) return 1;
        (a, b) = (a.Mended(b), b.Mended(a));
        var words = ByWords(a, b, addressA, addressB);
        if (!a.Distinctive || !b.Distinctive) return words;
        // The same first words and another trade on either side: sisters in one group more often than one company.
        var most = a.Words.Any(w => FieldTerms.Trades.Contains(w) && !b.Words.Contains(w)) && b.Words.Any(w => FieldTerms.Trades.Contains(w) && !a.Words.Contains(w)) ? 0.75 : 0.97;
        if (a.TellingCompact == b.TellingCompact) return most;
        return Math.Min(most, Math.Max(words, Likeness.Compare(a.Pieces, b.Pieces).Dice));
    }

    private static double ByWords(FacilityName a, FacilityName b, FacilityAddress addressA, FacilityAddress addressB)
    {
        double Weight(string word) =>
            FieldTerms.Generic.Contains(word) ? 0.3
            // The name of the town in a name ("Crystal Martin Galagedera") is shared with its neighbors.
            : word.Length >= 4 && (StandsIn(addressA, word) || StandsIn(addressB, word)) ? 0.5
            : word.Length == 1 ? 0.3
            // "Thai Garment Export (TG)": the short form says nothing that the long one does not.
            : word.Length <= 5 && (a.Initials.StartsWith(word, StringComparison.Ordinal) || b.Initials.StartsWith(word, StringComparison.Ordinal)) ? 0.2 : 1;
        var pairs = new List<(double Alike, int A, int B)>();
        for (var i = 0; i < a.Words.Length; i++)
            for (var j = 0; j < b.Words.Length; j++)
            {
                var (one, other) = (a.Words[i], b.Words[j]);
                var alike = one == other ? 1 : Math.Min(one.Length, other.Length) < 4 ? 0 : string.CompareOrdinal(one, other) < 0 ? Likeness.Word(one, other) : Likeness.Word(other, one);
                if (alike >= 0.9) pairs.Add((alike, i, j));
            }
        // Of equals the first by letters, so that the order of the words does not matter.
        pairs.Sort((x, y) => y.Alike.CompareTo(x.Alike) is not 0 and var c ? c : string.CompareOrdinal(a.Words[x.A] + b.Words[x.B], a.Words[y.A] + b.Words[y.B]));
        Span<bool> usedA = stackalloc bool[a.Words.Length], usedB = stackalloc bool[b.Words.Length];
        var (met, telling) = (0.0, false);
        foreach (var (alike, i, j) in pairs)
        {
            if (usedA[i] || usedB[j]) continue;
            usedA[i] = usedB[j] = true;
            var weight = (Weight(a.Words[i]) + Weight(b.Words[j])) / 2;
            met += weight * alike;
            telling |= weight >= 1;
        }
        var (allA, allB) = (a.Words.Order(StringComparer.Ordinal).Sum(Weight), b.Words.Order(StringComparer.Ordinal).Sum(Weight));
        if (allA <= 0 || allB <= 0) return 0;
        var dice = 2 * met / (allA + allB);
        // One source gives the whole name, the other its known part: "Ozanteks Tekstil" and the same with its trade and legal form.
        // Each further word that tells something may make it another part of the company: its shops, its second mill.
        var further = Math.Min(a.Words.Count(w => Weight(w) >= 1), b.Words.Count(w => Weight(w) >= 1));
        var beyond = Math.Max(a.Words.Count(w => Weight(w) >= 1), b.Words.Count(w => Weight(w) >= 1)) - further;
        var part = Math.Max(0.6, 0.95 - 0.1 * beyond);
        return Math.Min(0.97, telling ? Math.Max(dice, part * met / Math.Min(allA, allB)) : dice);
    }

    private static bool StandsIn(FacilityAddress address, string word) =>
        address.Compact.Contains(word, StringComparison.Ordinal) || address.Words.Any(w => w.Length >= 4 && w[0] == word[0] && Likeness.Word(w, word) >= 0.93);
}
