using System.Collections.Frozen;

namespace OpenIlm.Network;

/// <summary>A name made ready for comparison: country and legal form taken away, units apart, words weighed.</summary>
internal sealed class FacilityName
{
    private static readonly FrozenDictionary<string, string> romans = new Dictionary<string, string>
    {
        ["ii"] = "2", ["iii"] = "3", ["iv"] = "4", ["vi"] = "6", ["vii"] = "7", ["viii"] = "8", ["ix"] = "9", ["xi"] = "11", ["xii"] = "12",
    }.ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenSet<string> counting = new[] { "no", "nr", "nos", "number", "num" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>As written.</summary>
    public required string Written { get; init; }
    /// <summary>Words that are neither legal form nor number, abbreviations in full.</summary>
    public required string[] Words { get; init; }
    /// <summary>The words without what many companies are called; all of them where nothing else is left.</summary>
    public required string[] Telling { get; init; }
    /// <summary>Numbers of units in the name: "Unit 14", "Factory II".</summary>
    public required string[] Units { get; init; }
    /// <summary>All words in one piece.</summary>
    public required string Compact { get; init; }
    /// <summary>All words in one piece, abbreviations as written.</summary>
    public required string Spelt { get; init; }
    /// <summary>First letters of the words, legal form included: "Thai Garment Export Co., Ltd." is also TG, TGE, TGECL.</summary>
    public required string Initials { get; init; }
    /// <summary>The telling words in one piece.</summary>
    public required string TellingCompact { get; init; }
    /// <summary>Pieces of <see cref="TellingCompact"/>.</summary>
    public required long[] Pieces { get; init; }
    /// <summary>Whether any word tells more than the trade.</summary>
    public required bool Distinctive { get; init; }
    /// <summary>Letters torn apart, as text copied from a PDF is: "m e r c u r y appar e l".</summary>
    public required bool TornApart { get; init; }

    /// <summary>Whether a name has a word of its own, so that it can be told from others without its company's.</summary>
    public static bool IsDistinctive(string name, string country) => Of(name, country).Distinctive;

    public static FacilityName Of(string written, string country)
    {
        var folded = Folding.Fold(written);
        var without = CountryNames.Without(folded, country);
        var read = Folding.Words(without.Length > 0 ? without : folded);
        var (words, spelt, units) = (new List<string>(read.Count), new List<string>(read.Count), new SortedSet<string>(StringComparer.Ordinal));
        var pieces = folded.Split(' ');
        var torn = pieces.Count(p => p.Length <= 2 && p.All(c => char.IsLetter(c) && c < 0x0590)) is >= 5 and var few && few * 2 >= pieces.Length;
        for (var i = 0; i < read.Count; i++)
        {
            var word = Trim(read[i]);
            // Where letters are torn apart, "m" and "el" are pieces of words.
            if (word.Length == 0 || (FieldTerms.LegalForms.Contains(word) && !(torn && word.Length <= 2))) continue;
            // A counting word before a number is part of the number.
            if (counting.Contains(word) && i + 1 < read.Count && char.IsDigit(read[i + 1][0])) continue;
            // "ltdunit 14": the form ran into the next word.
            if (word.StartsWith("ltd", StringComparison.Ordinal) && word.Length > 5) word = word[3..];
            if (char.IsDigit(word[0])) units.Add(word.TrimStart('0') is { Length: > 0 } number ? number : "0");
            else if (i > 0 && romans.TryGetValue(word, out var roman)) units.Add(roman);
            else
            {
                spelt.Add(word);
                words.Add(FieldTerms.NameWords.GetValueOrDefault(word, word));
            }
        }
        if (words.Count == 0) words.AddRange(read.Where(w => !char.IsDigit(w[0])));
        if (words.Count == 0) { words.AddRange(read); units.Clear(); }
        if (spelt.Count == 0) spelt = words;
        return Make(written, [.. words], [.. units], string.Concat(spelt), string.Concat(read.Where(w => char.IsLetter(w[0])).Select(w => w[0])), torn);
    }

    /// <summary>This name with the words of another found in it, where its own letters are torn apart.</summary>
    public FacilityName Mended(FacilityName other)
    {
        if (!TornApart) return this;
        var rest = Spelt;
        var found = new List<string>();
        foreach (var word in other.Words.Where(w => w.Length >= 4).Concat(FieldTerms.Generic.Where(w => w.Length >= 5)).Distinct().OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal))
            if (rest.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at)
            {
                found.Add(FieldTerms.NameWords.GetValueOrDefault(word, word));
                rest = rest[..at] + " " + rest[(at + word.Length)..];
            }
        return Make(Written, [.. found, .. rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)], Units, Spelt, Initials, false);
    }

    private static FacilityName Make(string written, string[] words, string[] units, string spelt, string initials, bool torn)
    {
        var telling = words.Where(w => !FieldTerms.Generic.Contains(w)).ToArray();
        var distinctive = telling.Any(w => w.Length > 1);
        if (!distinctive) telling = words;
        var compact = string.Concat(telling);
        return new FacilityName
        {
            Written = written, Words = words, Telling = telling, Units = units, Compact = string.Concat(words), Spelt = spelt, Initials = initials, TellingCompact = compact, Pieces = Likeness.Pieces(compact),
            Distinctive = distinctive, TornApart = torn,
        };
    }

    private static string Trim(string word)
    {
        if (word.All(c => c < 0x0E00)) return word;
        foreach (var form in FieldTerms.UnspacedForms)
        {
            if (word.Length > form.Length && word.EndsWith(form, StringComparison.Ordinal)) word = word[..^form.Length];
            if (word.Length > form.Length && word.StartsWith(form, StringComparison.Ordinal)) word = word[form.Length..];
        }
        return word;
    }
}

/// <summary>An address made ready for comparison.</summary>
internal sealed class FacilityAddress
{
    /// <summary>All letters in one piece, for finding places in names.</summary>
    public required string Compact { get; init; }
    /// <summary>Its words.</summary>
    public required string[] Words { get; init; }
    /// <summary>Pieces of the words that name something.</summary>
    public required long[] Pieces { get; init; }
    /// <summary>Numbers of houses, plots, lots, blocks and roads, as they stand.</summary>
    public required string[] Numbers { get; init; }
    /// <summary>Post codes: numbers of five digits and more.</summary>
    public required string[] Postcodes { get; init; }
    /// <summary>Whether anything is known.</summary>
    public bool IsKnown => Pieces.Length > 0;

    public static FacilityAddress Of(string written, string country)
    {
        var words = Folding.Words(CountryNames.Without(Folding.Fold(written), country));
        var (letters, numbers, postcodes) = (new List<string>(words.Count), new List<string>(), new List<string>());
        foreach (var word in words)
        {
            if (!char.IsDigit(word[0])) { if (FieldTerms.AddressWords.GetValueOrDefault(word, word) is { Length: > 0 } whole) letters.Add(whole); }
            else if (word.Length >= 5) postcodes.Add(word);
            else if (word.TrimStart('0') is { Length: > 0 } number) numbers.Add(number);
        }
        var naming = letters.Where(w => !FieldTerms.AddressGeneric.Contains(w)).ToList();
        return new FacilityAddress
        {
            Compact = string.Concat(letters), Words = [.. letters.Distinct(StringComparer.Ordinal)], Pieces = Likeness.Pieces(string.Concat(naming.Count > 0 ? naming : letters)),
            Numbers = [.. numbers.Distinct(StringComparer.Ordinal)], Postcodes = [.. postcodes.Distinct(StringComparer.Ordinal)],
        };
    }
}
