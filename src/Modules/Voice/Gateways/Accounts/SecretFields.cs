using OpenIlm.Kernel;

namespace OpenIlm.Voice;

/// <summary>Which credentials each provider needs, and what must hold of them.</summary>
public static class SecretFields
{
    /// <summary>One credential of a provider.</summary>
    /// <param name="Member">Member of the input, camel case.</param>
    /// <param name="Required">Nothing works without it.</param>
    /// <param name="IsSecret">Whoever knows it could speak in the name of the organization.</param>
    public sealed record SecretField(string Member, bool Required, bool IsSecret);

    private const int Longest = 1000;

    private static readonly Dictionary<GatewayProvider, SecretField[]> fields = new()
    {
        [GatewayProvider.Twilio] = [new("accountId", true, false), new("secret", true, true), new("from", true, false), new("forwardTo", false, false), new("announcements", false, false)],
        [GatewayProvider.WhatsApp] = [new("accountId", true, false), new("secret", true, true), new("token", true, true), new("verifyToken", true, true)],
        [GatewayProvider.Line] = [new("secret", true, true), new("token", true, true)],
        [GatewayProvider.Telegram] = [new("secret", true, true)],
        [GatewayProvider.Viber] = [new("secret", true, true), new("from", true, false)],
        [GatewayProvider.Email] = [new("secret", true, true), new("from", false, false)],
    };

    /// <summary>The credentials of a provider, in the order a person finds them.</summary>
    public static IReadOnlyList<SecretField> Of(GatewayProvider provider) => fields[provider];

    /// <summary>What of the credentials was given.</summary>
    public static string? Value(GatewaySecrets secrets, string member) => member switch
    {
        "accountId" => secrets.AccountId, "secret" => secrets.Secret, "token" => secrets.Token, "verifyToken" => secrets.VerifyToken, "from" => secrets.From, "forwardTo" => secrets.ForwardTo, _ => null,
    };

    /// <summary>Every reason against credentials that are to be kept.</summary>
    public static IEnumerable<Refusal> WhyNot(GatewayProvider provider, GatewaySecrets secrets)
    {
        foreach (var field in Of(provider))
            if (field.Required && string.IsNullOrWhiteSpace(Value(secrets, field.Member))) yield return new BadInput("input.required", "credentials." + field.Member);
        foreach (var member in new[] { "accountId", "secret", "token", "verifyToken", "from", "forwardTo" })
            if (Value(secrets, member) is { } value && (value.Length > Longest || value.Any(char.IsControl))) yield return new BadInput("input.too-long", "credentials." + member, Longest);
        // A short word that signs deliveries can be guessed.
        if (provider is GatewayProvider.Email && secrets.Secret is { Length: < 24 }) yield return new BadInput("gateway.secret-too-short", "credentials.secret", 24);
        if (provider is GatewayProvider.Twilio && secrets.From is { } from && PhoneNumbers.ToE164(from) is null && !from.StartsWith("MG", StringComparison.Ordinal)) yield return new BadInput("gateway.not-a-number", "credentials.from");
        if (secrets.ForwardTo is { Length: > 0 } forward && PhoneNumbers.ToE164(forward) is null) yield return new BadInput("gateway.not-a-number", "credentials.forwardTo");
        foreach (var (language, address) in secrets.Announcements ?? new Dictionary<string, string>())
            if (!Languages.Knows(language) || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != "https") { yield return new BadInput("gateway.announcement", "credentials.announcements"); break; }
    }
}
