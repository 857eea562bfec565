using System.Security.Cryptography;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>
/// Makes the empty form: the receipt exists before the report and travels in it, so that a lost answer is repaired by sending the same
/// form again. Nothing is stored. What could not be taken is refused here already, before anybody writes.
/// </summary>
public static class MakeForm
{
    /// <summary>What the form is for.</summary>
    public sealed record Input
    {
        /// <summary>BCP 47 tag of the worker's language.</summary>
        public string? Language { get; init; }
        /// <summary>The channel; without it the default of the country.</summary>
        public Guid? ChannelId { get; init; }
        /// <summary>ISO 3166-1 alpha-2, to find the default.</summary>
        public string? Country { get; init; }
    }

    /// <summary>The form.</summary>
    /// <param name="Receipt">18 digits.</param>
    /// <param name="FormState">Carried back unchanged.</param>
    /// <param name="Readers">Who will read.</param>
    /// <param name="Work">Proof of work that is asked.</param>
    public sealed record FormView(
        [property: Field(FieldClass.C2, "the worker's own receipt, made for her and stored nowhere")] string Receipt,
        [property: Field(FieldClass.C0)] string FormState,
        [property: Field(FieldClass.C0)] IReadOnlyList<ReaderView> Readers,
        [property: Field(FieldClass.C0)] ProofView Work) : IView<ReceiptHolder>;

    /// <summary>Who will read.</summary>
    public sealed record ReaderView(
        [property: Field(FieldClass.C0)] Guid ChannelId,
        [property: Field(FieldClass.C0)] string Channel,
        [property: Field(FieldClass.C0)] string Organization) : IView<ReceiptHolder>;

    /// <summary>Proof of work; <see cref="Bits"/> 0 means none.</summary>
    public sealed record ProofView([property: Field(FieldClass.C0)] string Challenge, [property: Field(FieldClass.C0)] int Bits) : IView<ReceiptHolder>;

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input) => [.. Facts.WhyNotLanguage(input.Language), .. Facts.WhyNotCountry(input.Country)];

    /// <summary>Makes it.</summary>
    public static async Task<Outcome<FormView>> Handle(Input input, Work work, Door door)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome<FormView>.Refused(reasons);
        try
        {
            var id = input.ChannelId ?? (await ListChannels.Handle(input.Country, input.Language, work)).FirstOrDefault()?.Id;
            if (id is null || await ChannelDoor.Of(work, id.Value) is not { } channel) return Outcome<FormView>.Refused(new Door.ChannelUnknown());
            if (!channel.Open) return Outcome<FormView>.Refused(new Door.ChannelClosed());
            if (door.WhyNotTake(channel.Vault).ToList() is { Count: > 0 } closed) return Outcome<FormView>.Refused(closed);
            return Make(input.Language!, channel, work.Now, door);
        }
        catch (Exception away) when (Away.Is(away)) { return Outcome<FormView>.Busy; }
    }

    private static FormView Make(string language, ChannelDoor channel, DateTimeOffset now, Door door)
    {
        var (receipt, key) = (Receipt.Draw(), door.Secrets.FormKey);
        var claims = new FormClaims(Guid.NewGuid(), FormState.HashReceipt(key, receipt), now, channel.Id, language);
        return new FormView(receipt.Digits, FormState.Issue(key, claims), [new ReaderView(channel.Id, channel.Name, channel.Organization)],
            new ProofView(RandomNumberGenerator.GetHexString(32, lowercase: true), door.Options.ProofBits));
    }
}
