namespace OpenIlm.Platform;

/// <summary>What whoever runs the installation decides about people and access. From the environment, because it holds for the installation and not for one data folder.</summary>
/// <param name="PublicAddress">Where people reach this installation, for links in mail; null: where it listens. Never taken from a request, which anybody can make.</param>
/// <param name="InvitationDays">Days an invitation lasts, 1 to 60.</param>
/// <param name="ReviewDays">Days after which a grant is to be confirmed again, 7 to 730.</param>
public sealed record AccessSettings(Uri? PublicAddress = null, int InvitationDays = 7, int ReviewDays = 90)
{
    /// <summary>Reads <c>OPENILM_PUBLIC_URL</c>, <c>OPENILM_INVITATION_DAYS</c> and <c>OPENILM_REVIEW_DAYS</c>.</summary>
    /// <exception cref="InvalidOperationException">One of them is set to what it cannot be.</exception>
    public static AccessSettings FromEnvironment() => new(Address(Environment.GetEnvironmentVariable("OPENILM_PUBLIC_URL")), Days("OPENILM_INVITATION_DAYS", 7, 1, 60), Days("OPENILM_REVIEW_DAYS", 90, 7, 730));

    /// <summary>A link to a path of this installation; the path alone where nobody said where it is reached.</summary>
    public string Link(string path) => PublicAddress is null ? path : PublicAddress.GetLeftPart(UriPartial.Authority) + path;

    private static Uri? Address(string? given) => string.IsNullOrWhiteSpace(given) ? null
        : Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.AbsolutePath == "/" && address.Query == "" ? address
        : throw new InvalidOperationException("OPENILM_PUBLIC_URL must be the address people type, without a path: https://ilm.example.org");

    private static int Days(string name, int usual, int least, int most) => Environment.GetEnvironmentVariable(name) is not { Length: > 0 } given ? usual
        : int.TryParse(given, System.Globalization.CultureInfo.InvariantCulture, out var days) && days >= least && days <= most ? days
        : throw new InvalidOperationException($"{name} must be a number of days from {least} to {most}.");
}
