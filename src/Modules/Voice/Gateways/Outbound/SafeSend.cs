using OpenIlm.Kernel;

namespace OpenIlm.Voice;

/// <summary>What a provider adds to the one rule about reaching her (<see cref="SafeContact"/>): which way it is, and what it cannot carry.</summary>
internal static class SafeSend
{
    /// <summary>The identity holds no number or name that the provider knows.</summary>
    public sealed record NobodyToSendTo() : Refusal("message.no-address");
    /// <summary>The account at the provider is off.</summary>
    public sealed record GatewayIsOff() : Refusal("message.gateway-off");
    /// <summary>The provider carries so many characters.</summary>
    public sealed record TooLongForPhone(int Limit) : Refusal("message.too-long-for-phone")
    {
        /// <inheritdoc />
        public override string Field => "text";
    }

    /// <summary>Longest typed text, in characters: ten SMS of letters outside the Latin script would still be one text.</summary>
    public const int MostCharacters = 670;

    /// <summary>Which way to her a provider is.</summary>
    public static ContactWay WayOf(GatewayProvider provider) => provider switch
    {
        GatewayProvider.Twilio => ContactWay.Sms,
        GatewayProvider.WhatsApp => ContactWay.WhatsApp,
        GatewayProvider.Line => ContactWay.Line,
        GatewayProvider.Telegram => ContactWay.Telegram,
        GatewayProvider.Viber => ContactWay.Viber,
        GatewayProvider.Email => ContactWay.Email,
        _ => throw new ArgumentOutOfRangeException(nameof(provider)),
    };
}
