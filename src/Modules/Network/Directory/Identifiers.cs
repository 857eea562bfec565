using OpenIlm.Kernel;

namespace OpenIlm.Network;

/// <summary>Identifiers that others gave to an organization or a site, as pure rules: what is written in one way, and whether it can be one at all.</summary>
public static class Identifiers
{
    /// <summary>Schemes, as stored.</summary>
    public static readonly IReadOnlyList<string> Schemes = ["OsId", "HistoricalOsId", "Duns", "Lei", "RecruiterLicence", "Other"];

    private const string crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The last character of an OS ID is not what the others ask for.</summary>
    public sealed record WrongCheckCharacter(string Value, string Expected) : Refusal("identifier.wrong-check-character")
    {
        /// <inheritdoc />
        public override string Field => "value";
    }

    /// <summary>The check digits of an LEI do not fit the rest.</summary>
    public sealed record LeiDoesNotCheck(string Value) : Refusal("identifier.lei-does-not-check")
    {
        /// <inheritdoc />
        public override string Field => "value";
    }

    /// <summary>An OS ID names the country it is in.</summary>
    public sealed record OtherCountry(string Value, string Country) : Refusal("identifier.other-country")
    {
        /// <inheritdoc />
        public override string Field => "value";
    }

    /// <summary>The value in its one way of writing: spaces and hyphens away and upper case where the scheme has no use for them.</summary>
    public static string Normal(string scheme, string? value) => scheme is "OsId" or "HistoricalOsId" or "Lei" or "Duns"
        ? new string([.. (value ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '\u2010' or '\u2011' or '\u2013'))]).ToUpperInvariant()
        : (value ?? "").Trim();

    /// <summary>The check character of the first 14 characters of an OS ID (Open Supply Hub, <c>os_id.py</c>): letters of the country count by their
    /// code, the rest by their place in Crockford's alphabet, modulo 32.</summary>
    public static char OsIdCheck(string first14) =>
        crockford[(first14[0] + first14[1] + first14[2..14].Sum(c => crockford.IndexOf(c, StringComparison.Ordinal))) % 32];

    /// <summary>Every reason against an OS ID in its one way of writing: two letters, year and day of the year, six of Crockford's alphabet, the last a check.</summary>
    public static IEnumerable<Refusal> WhyNotOsId(string value)
    {
        var shaped = value.Length == 15 && char.IsAsciiLetterUpper(value[0]) && char.IsAsciiLetterUpper(value[1]) && value[2..9].All(char.IsAsciiDigit)
            && value[9..].All(c => crockford.Contains(c, StringComparison.Ordinal));
        if (!shaped) { yield return new BadInput("identifier.not-an-os-id", "value"); yield break; }
        var day = int.Parse(value.AsSpan(6, 3), System.Globalization.CultureInfo.InvariantCulture);
        if (day is 0 or > 366) yield return new BadInput("identifier.not-an-os-id", "value");
        else if (OsIdCheck(value) is var check && check != value[14]) yield return new WrongCheckCharacter(value, check.ToString());
    }

    /// <summary>Whether the check digits of an LEI fit: ISO 17442, ISO 7064 MOD 97-10 over letters as 10 to 35.</summary>
    public static bool LeiChecks(string value)
    {
        var rest = 0;
        foreach (var c in value)
            rest = char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
        return rest == 1;
    }

    /// <summary>Every reason against an identifier.</summary>
    /// <param name="identifier">As typed.</param>
    /// <param name="country">Country of the organization or site, where it is known.</param>
    public static IEnumerable<Refusal> WhyNot(KeepIdentifiers.Input identifier, string? country)
    {
        if (!Schemes.Contains(identifier.Scheme)) { yield return new BadInput("input.not-a-choice", "scheme"); yield break; }
        var value = Normal(identifier.Scheme, identifier.Value);
        if (value.Length == 0) { yield return new BadInput("input.required", "value"); yield break; }
        if (value.Length > 100) { yield return new BadInput("input.too-long", "value", 100); yield break; }
        switch (identifier.Scheme)
        {
            case "OsId" or "HistoricalOsId":
                foreach (var reason in WhyNotOsId(value)) yield return reason;
                // A moved facility keeps its old id, which may name the country it left.
                if (identifier.Scheme == "OsId" && country is { Length: 2 } && value.Length == 15 && !value.StartsWith(country, StringComparison.Ordinal)) yield return new OtherCountry(value, country);
                break;
            case "Duns" when value.Length != 9 || !value.All(char.IsAsciiDigit):
                yield return new BadInput("identifier.not-a-duns", "value");
                break;
            case "Lei" when value.Length != 20 || !value[..18].All(char.IsAsciiLetterOrDigit) || !value[18..].All(char.IsAsciiDigit):
                yield return new BadInput("identifier.not-an-lei", "value");
                break;
            case "Lei" when !LeiChecks(value):
                yield return new LeiDoesNotCheck(value);
                break;
            case "RecruiterLicence":
                if (string.IsNullOrWhiteSpace(identifier.Authority)) yield return new BadInput("input.required", "authority");
                if (!AddOrganization.IsCountry(identifier.Country ?? "")) yield return new BadInput("input.not-a-country", "country");
                if (identifier.ExpiresOn is null) yield return new BadInput("input.required", "expiresOn");
                if (identifier.ExpiresOn < identifier.IssuedOn) yield return new BadInput("identifier.expires-before-it-begins", "expiresOn");
                break;
        }
        if (identifier.Authority?.Length > 200) yield return new BadInput("input.too-long", "authority", 200);
    }
}
