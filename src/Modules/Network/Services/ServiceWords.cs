using System.Globalization;
using System.Text.RegularExpressions;
using OpenIlm.Kernel;

namespace OpenIlm.Network;

/// <summary>How the words of a service are judged and stored.</summary>
internal static partial class ServiceWords
{
    private const int line = 200, words = 2000;

    /// <summary>Columns of a service that its keeper writes, in the order of <see cref="Values"/>.</summary>
    public const string Columns = """
        provider_id, provider_name, name, description, kinds, countries, places, sides, languages, eligibility, minimum_age, maximum_age, for_whom, free, cost,
        hours, hours_note, time_zone, phones, email, url, secret_address, address, city, province, postal_code, address_country, interpretation, application, suggested_by_workers, source
        """;

    /// <summary>How many columns that are.</summary>
    public const int Count = 31;

    /// <summary>Placeholders for them from a number on.</summary>
    public static string Places(int from) => string.Join(", ", Enumerable.Range(from, Count).Select(i => "$" + i.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The values. Of a secret address nothing is among them.</summary>
    public static IReadOnlyList<object?> Values(AddService.Input i)
    {
        string Open(string? text) => i.Secret ? "" : Trim(text);
        return
        [
            i.ProviderId, Trim(i.ProviderName), i.Name.Trim(), Trim(i.Description), Set(i.Kinds), Set(i.Countries), Trim(i.Places), Set(i.Sides), Set(i.Languages), Trim(i.Eligibility),
            i.MinimumAge, i.MaximumAge, Set(i.ForWhom), i.Free, Trim(i.Cost), (i.Hours ?? []).Select(h => OpeningHours.Read(h)!.ToString()).ToArray(), Trim(i.HoursNote), Trim(i.TimeZone),
            (i.Phones ?? []).Select(p => p.Trim()).ToArray(), Trim(i.Email), Trim(i.Url), i.Secret, Open(i.Address), Open(i.City), Open(i.Province), Open(i.PostalCode),
            i.Secret || string.IsNullOrWhiteSpace(i.Address) ? null : i.AddressCountry, Trim(i.Interpretation), Trim(i.Application), i.SuggestedByWorkers, Trim(i.Source),
        ];
    }

    /// <summary>Every text with its limit in characters.</summary>
    public static IEnumerable<(string Member, string? Text, int Limit)> Texts(AddService.Input i) =>
    [
        ("providerName", i.ProviderName, line), ("name", i.Name, line), ("description", i.Description, 4000), ("places", i.Places, words), ("eligibility", i.Eligibility, words),
        ("cost", i.Cost, words), ("hoursNote", i.HoursNote, words), ("email", i.Email, line), ("url", i.Url, words), ("address", i.Address, 500), ("city", i.City, line),
        ("province", i.Province, line), ("postalCode", i.PostalCode, 20), ("interpretation", i.Interpretation, words), ("application", i.Application, words), ("source", i.Source, words),
    ];

    /// <summary>Whether a text tells the address, however it is spaced and pointed: all of it, or its first line.</summary>
    public static bool Tells(string? text, string? address)
    {
        if (text is null || string.IsNullOrWhiteSpace(address)) return false;
        var told = Bare(text);
        return new[] { address, address.Split(',', '\n')[0] }.Select(Bare).Any(a => a.Length >= 6 && told.Contains(a, StringComparison.Ordinal));
    }

    /// <summary>Whether a number can be called: 3 to 15 digits, in any script, with what people put between them.</summary>
    public static bool IsPhone(string text)
    {
        var digits = text.Count(c => CharUnicodeInfo.GetDecimalDigitValue(c) >= 0);
        return digits is >= 3 and <= 15 && text.Length <= 40 && text.All(c => CharUnicodeInfo.GetDecimalDigitValue(c) >= 0 || c is '+' or ' ' or '-' or '.' or '(' or ')' or '/' or '*' or '#');
    }

    /// <summary>Whether the tag has the form of BCP 47 and a language that the platform can name.</summary>
    public static bool IsLanguage(string tag)
    {
        if (!Tag().IsMatch(tag)) return false;
        // The platform gives an unknown language its own tag for a name.
        try { return !CultureInfo.GetCultureInfo(tag).EnglishName.Split(' ')[0].Equals(tag.Split('-')[0], StringComparison.OrdinalIgnoreCase); }
        catch (CultureNotFoundException) { return false; }
    }

    /// <summary>Whether it looks like an e-mail address.</summary>
    public static bool IsEmail(string text) => text.Length <= 200 && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == text.LastIndexOf('@') && text.IndexOf('.', at) > at + 1 && !text.Any(char.IsWhiteSpace);

    /// <summary>Whether it is the address of a page.</summary>
    public static bool IsPage(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";

    private static string Trim(string? text) => text?.Trim() ?? "";
    private static string[] Set(IReadOnlyList<string>? codes) => [.. (codes ?? []).Distinct()];
    private static string Bare(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
