using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>Whether something may go to her phone now. Every reason says what to do and none repeats what stands in the sealed identity.</summary>
internal static class SafeSend
{
    /// <summary>She asked never to be contacted.</summary>
    public sealed record NeverContact() : Refusal("message.never-contact");
    /// <summary>She wrote STOP.</summary>
    public sealed record SheSaidStop() : Refusal("message.stopped");
    /// <summary>She named another safe way than this one.</summary>
    public sealed record AnotherWayIsSafe() : Refusal("message.another-way");
    /// <summary>She named safe hours, which a program cannot read: a person says that it is one of them now.</summary>
    public sealed record SafeHoursNotConfirmed() : Refusal("message.safe-hours")
    {
        /// <inheritdoc />
        public override string Field => "inSafeHours";
    }
    /// <summary>Typed words go out only after somebody has thought of who else may read them.</summary>
    public sealed record NotConfirmedHarmless() : Refusal("message.confirm-harmless")
    {
        /// <inheritdoc />
        public override string Field => "harmless";
    }
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

    private static readonly Dictionary<GatewayProvider, string[]> names = new()
    {
        [GatewayProvider.Twilio] = ["sms", "text", "message", "phone", "telephone", "call", "mobile"], [GatewayProvider.WhatsApp] = ["whatsapp", "whats app"], [GatewayProvider.Line] = ["line"],
        [GatewayProvider.Telegram] = ["telegram"], [GatewayProvider.Viber] = ["viber"], [GatewayProvider.Email] = ["mail"],
    };

    /// <summary>What is looked at.</summary>
    /// <param name="Provider">Through whom it would go.</param>
    /// <param name="Said">What she said of herself and of being reached, in every contact of the case.</param>
    /// <param name="Stopped">She wrote STOP, in this conversation or from this number.</param>
    /// <param name="Typed">Whether it is typed words; else the neutral notice.</param>
    /// <param name="Harmless">The handler confirms that the words do no harm when somebody else reads them.</param>
    /// <param name="InSafeHours">The handler confirms that it is one of her safe hours.</param>
    public sealed record SendFacts(GatewayProvider Provider, IReadOnlyList<WorkerIdentity> Said, bool Stopped, bool Typed, bool Harmless, bool InSafeHours);

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(SendFacts facts)
    {
        if (facts.Said.Any(s => s.NeverContact)) yield return new NeverContact();
        if (facts.Stopped) yield return new SheSaidStop();
        if (facts.Said.Any(s => s.SafeChannel is { } way && !Names(facts.Provider, way))) yield return new AnotherWayIsSafe();
        if (facts.Said.Any(s => s.SafeHours is not null) && !facts.InSafeHours) yield return new SafeHoursNotConfirmed();
        if (facts is { Typed: true, Harmless: false }) yield return new NotConfirmedHarmless();
    }

    /// <summary>Whether her words for a safe way mean this provider, as whole words: "not online" is not LINE.</summary>
    private static bool Names(GatewayProvider provider, string way) => names[provider].Any(name =>
    {
        for (var at = way.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = way.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
            if ((at == 0 || !char.IsLetter(way[at - 1]) || way[at - 1] == '-') && (at + name.Length == way.Length || !char.IsLetter(way[at + name.Length]))) return true;
        return false;
    });
}
