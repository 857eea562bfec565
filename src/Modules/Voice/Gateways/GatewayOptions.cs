using System.Globalization;

namespace OpenIlm.Voice;

/// <summary>Who carries messages. The names stand in the database.</summary>
public enum GatewayProvider
{
    /// <summary>SMS and calls, by Twilio or a service that speaks its interface.</summary>
    Twilio,
    /// <summary>WhatsApp, by Meta's Cloud API.</summary>
    WhatsApp,
    /// <summary>LINE, by its Messaging API.</summary>
    Line,
    /// <summary>Telegram, by its Bot API.</summary>
    Telegram,
    /// <summary>Viber, by its bot interface.</summary>
    Viber,
    /// <summary>E-mail, handed over by a mail server as a signed request.</summary>
    Email,
}

/// <summary>What whoever runs the installation decides about gateways.</summary>
public sealed record GatewayOptions
{
    /// <summary>Where each provider listens; tests and the demonstration put a simulator there.</summary>
    public IReadOnlyDictionary<GatewayProvider, Uri> Addresses { get; init; } = new Dictionary<GatewayProvider, Uri>
    {
        [GatewayProvider.Twilio] = new("https://api.twilio.com/"), [GatewayProvider.WhatsApp] = new("https://graph.facebook.com/"), [GatewayProvider.Line] = new("https://api.line.me/"),
        [GatewayProvider.Telegram] = new("https://api.telegram.org/"), [GatewayProvider.Viber] = new("https://chatapi.viber.com/"), [GatewayProvider.Email] = new("https://localhost/"),
    };
    /// <summary>How long the next message of a sender finds its conversation without anybody's key (default 48 hours [ours]).</summary>
    public TimeSpan ConversationLife { get; init; } = TimeSpan.FromHours(48);
    /// <summary>How long a message may wait to go out (default 12 hours [ours]): what comes in the middle of the night is read by somebody else.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromHours(12);
    /// <summary>The same for a worker who named safe hours: whoever sends confirms that it is one of them now, and they end soon (default 2 hours [ours]).</summary>
    public TimeSpan ValidityInSafeHours { get; init; } = TimeSpan.FromHours(2);
    /// <summary>How long a provider may take to answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);
    /// <summary>A message that a sender took and never settled within this time may have gone out.</summary>
    public TimeSpan Lost { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Reads <c>OPENILM_CONVERSATION_HOURS</c>, <c>OPENILM_MESSAGE_HOURS</c> and <c>OPENILM_GATEWAY_TWILIO</c>, <c>_WHATSAPP</c>, <c>_LINE</c>, <c>_TELEGRAM</c>, <c>_VIBER</c>: the
    /// address of a service that speaks the interface of the provider.</summary>
    /// <exception cref="InvalidOperationException">One of them is set to what it cannot be.</exception>
    public static GatewayOptions FromEnvironment()
    {
        var usual = new GatewayOptions();
        var addresses = usual.Addresses.ToDictionary(a => a.Key, a => a.Value);
        foreach (var provider in addresses.Keys.ToList())
            if (Environment.GetEnvironmentVariable("OPENILM_GATEWAY_" + provider.ToString().ToUpperInvariant()) is { Length: > 0 } given)
                addresses[provider] = Uri.TryCreate(given.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address
                    : throw new InvalidOperationException($"OPENILM_GATEWAY_{provider.ToString().ToUpperInvariant()} must be the address of a service, as https://api.example.org");
        return usual with { Addresses = addresses, ConversationLife = Hours("OPENILM_CONVERSATION_HOURS", usual.ConversationLife, 720), Validity = Hours("OPENILM_MESSAGE_HOURS", usual.Validity, 72) };
    }

    private static TimeSpan Hours(string name, TimeSpan usual, int most) => Environment.GetEnvironmentVariable(name) is not { Length: > 0 } given ? usual
        : int.TryParse(given, CultureInfo.InvariantCulture, out var hours) && hours >= 1 && hours <= most ? TimeSpan.FromHours(hours)
        : throw new InvalidOperationException($"{name} must be a number of hours from 1 to {most}.");
}
