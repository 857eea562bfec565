using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Whom a consent is for.</summary>
public enum RecipientKind
{
    /// <summary>One organization of the network.</summary>
    Organization,
    /// <summary>Whoever buys from the site.</summary>
    BuyersOfThisSite,
    /// <summary>A business outside the network, by its name.</summary>
    Outside,
}

/// <summary>A consent of the worker, as recorded.</summary>
/// <param name="Level">How much.</param>
/// <param name="RecipientKind">Whom it is for.</param>
/// <param name="Recipient">The organization it names; null for the other kinds.</param>
/// <param name="OutsideName">The name of a business outside the network; null for the other kinds.</param>
/// <param name="Purpose">Purpose code. Compared exactly.</param>
/// <param name="Fields">Coded fields that may be shown.</param>
/// <param name="GivenOn">First day it counts.</param>
/// <param name="ExpiresOn">Last day it counts; null without end.</param>
/// <param name="WithdrawnOn">The day it was withdrawn; it ends at once.</param>
public sealed record ConsentGiven(
    ConsentLevel Level, RecipientKind RecipientKind, Guid? Recipient, string? OutsideName, string Purpose, IReadOnlySet<string> Fields,
    DateOnly GivenOn, DateOnly? ExpiresOn = null, DateOnly? WithdrawnOn = null)
{
    /// <summary>Whether it names the recipient of the disclosure.</summary>
    public bool Names(Disclosure wanted) => RecipientKind switch
    {
        RecipientKind.BuyersOfThisSite => wanted is { IsOutside: false, RecipientBuysFromSite: true },
        RecipientKind.Outside => wanted.IsOutside && !string.IsNullOrWhiteSpace(OutsideName) && string.Equals(OutsideName.Trim(), wanted.OutsideName?.Trim(), StringComparison.OrdinalIgnoreCase),
        _ => Recipient is { } organization && organization == wanted.Recipient,
    };
}

/// <summary>What a packet would tell, to whom, for what.</summary>
/// <param name="Recipient">The organization that would read it; null for a business outside the network.</param>
/// <param name="OutsideName">The name of a business outside the network; null otherwise.</param>
/// <param name="RecipientBuysFromSite">It is a buyer of the site today.</param>
/// <param name="Purpose">Purpose code.</param>
/// <param name="Fields">Coded fields shown.</param>
/// <param name="HasSummary">It carries text.</param>
/// <param name="Identifies">It says who she is.</param>
public sealed record Disclosure(
    Guid? Recipient, string? OutsideName, bool RecipientBuysFromSite, string Purpose, IReadOnlySet<string> Fields, bool HasSummary, bool Identifies)
{
    /// <summary>The recipient is outside the network: the handler reads the packet out.</summary>
    public bool IsOutside => Recipient is null;


    /// <summary>The level of consent it needs.</summary>
    public ConsentLevel LevelNeeded => Identifies ? ConsentLevel.Identified : HasSummary ? ConsentLevel.Summary : ConsentLevel.CodedFacts;
}

/// <summary>Everything that can stand against the use of a consent. Sentences: <c>Texts/Refusals.resx</c>.</summary>
public static class ConsentRefusals
{
    /// <summary>None was recorded.</summary>
    public sealed record Missing() : Refusal("consent.missing");
    /// <summary>The worker withdrew it.</summary>
    public sealed record Withdrawn(DateOnly On) : Refusal("consent.withdrawn");
    /// <summary>It ended.</summary>
    public sealed record Expired(DateOnly On) : Refusal("consent.expired");
    /// <summary>It begins later.</summary>
    public sealed record NotYet(DateOnly From) : Refusal("consent.not-yet");
    /// <summary>It names another recipient.</summary>
    public sealed record OtherRecipient() : Refusal("consent.other-recipient");
    /// <summary>It was given for another purpose.</summary>
    public sealed record OtherPurpose(string Given, string Wanted) : Refusal("consent.other-purpose");
    /// <summary>It does not name these fields.</summary>
    public sealed record OtherFields(string Fields) : Refusal("consent.other-fields");
    /// <summary>It allows less.</summary>
    public sealed record LevelTooLow(ConsentLevel Given, ConsentLevel Needed) : Refusal("consent.level-too-low");
}

/// <summary>C8: whether a consent covers a recipient, a purpose and fields on a day.</summary>
public static class ConsentCover
{
    /// <summary>Whether it can be used at all on the day.</summary>
    public static bool IsLive(ConsentGiven consent, DateOnly today) => !WhyNotLive(consent, today).Any();

    /// <summary>Every reason why this consent does not cover the disclosure.</summary>
    public static IEnumerable<Refusal> WhyNot(ConsentGiven consent, Disclosure wanted, DateOnly today)
    {
        foreach (var reason in WhyNotLive(consent, today)) yield return reason;
        if (!consent.Names(wanted)) yield return new ConsentRefusals.OtherRecipient();
        if (!string.Equals(consent.Purpose, wanted.Purpose, StringComparison.Ordinal)) yield return new ConsentRefusals.OtherPurpose(consent.Purpose, wanted.Purpose);
        if (wanted.Fields.Except(consent.Fields).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } others)
            yield return new ConsentRefusals.OtherFields(string.Join(", ", others));
        if (consent.Level < wanted.LevelNeeded) yield return new ConsentRefusals.LevelTooLow(consent.Level, wanted.LevelNeeded);
    }

    /// <summary>Why no consent of the case covers the disclosure; none when one does. One must cover all of it: two halves
    /// are no whole. With several, the reasons against the nearest are given.</summary>
    public static IReadOnlyList<Refusal> WhyNot(IEnumerable<ConsentGiven> consents, Disclosure wanted, DateOnly today) =>
        consents.Select(c => WhyNot(c, wanted, today).ToList()).MinBy(reasons => reasons.Count) ?? [new ConsentRefusals.Missing()];

    /// <summary>The highest level among the consents to tell a business that are live on the day, for the facts of a case page.</summary>
    public static ConsentLevel HighestLive(IEnumerable<ConsentGiven> consents, DateOnly today) =>
        consents.Where(c => IsLive(c, today) && ConsentPurposes.IsForBusiness(c.Purpose)).Select(c => c.Level).DefaultIfEmpty(ConsentLevel.None).Max();

    private static IEnumerable<Refusal> WhyNotLive(ConsentGiven consent, DateOnly today)
    {
        if (consent.Level is ConsentLevel.None) yield return new ConsentRefusals.Missing();
        if (consent.WithdrawnOn is { } withdrawn) yield return new ConsentRefusals.Withdrawn(withdrawn);
        if (consent.ExpiresOn is { } expires && today > expires) yield return new ConsentRefusals.Expired(expires);
        if (today < consent.GivenOn) yield return new ConsentRefusals.NotYet(consent.GivenOn);
    }
}
