namespace OpenIlm.Network;

/// <summary>Identifiers that stand in facility lists, checked as their givers check them.</summary>
public static class ListedIds
{
    private const string crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>An Open Supply Hub ID without hyphens and spaces; null when its form or its check character is wrong
    /// (open-supply-hub, <c>api/os_id.py</c>: country, year, day of year, five random characters, one check character modulo 32).</summary>
    public static string? OsId(string words)
    {
        var id = Bare(words);
        if (id.Length != 15 || !char.IsAsciiLetterUpper(id[0]) || !char.IsAsciiLetterUpper(id[1]) || !id.AsSpan(2, 7).ContainsOnlyDigits()) return null;
        var sum = id[0] + id[1];
        for (var i = 2; i < 14; i++)
        {
            var value = crockford.IndexOf(id[i], StringComparison.Ordinal);
            if (value < 0) return null;
            sum += value;
        }
        return crockford[sum % 32] == id[14] ? id : null;
    }

    /// <summary>A D-U-N-S number of nine digits; spreadsheets drop the zeros it begins with, so seven and eight are filled up.</summary>
    public static string? Duns(string words)
    {
        var id = Bare(words);
        return id.Length is >= 7 and <= 9 && id.AsSpan().ContainsOnlyDigits() ? id.PadLeft(9, '0') : null;
    }

    /// <summary>A Legal Entity Identifier: 18 characters and two check digits, ISO 17442 (modulo 97 as in ISO 7064).</summary>
    public static string? Lei(string words)
    {
        var id = Bare(words);
        if (id.Length != 20 || !id.All(char.IsAsciiLetterOrDigit) || !id.AsSpan(18).ContainsOnlyDigits()) return null;
        var rest = 0;
        foreach (var c in id) rest = char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
        return rest == 1 ? id : null;
    }

    private static string Bare(string words) => words.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
    private static bool ContainsOnlyDigits(this Span<char> text) => ((ReadOnlySpan<char>)text).ContainsOnlyDigits();
}
