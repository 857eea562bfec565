using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>A row of <c>cases.consent</c>.</summary>
internal sealed record ConsentRow(
    Guid Id, ConsentLevel Level, Guid? RecipientOrg, RecipientKind RecipientKind, string? RecipientName, string Purpose, string[] Fields, string How,
    string TextVersion, string Language, Guid? TakenBy, DateOnly GivenOn, DateOnly? ExpiresOn, DateOnly? WithdrawnOn, Guid? ShareId)
{
    /// <summary>Whether it can cover a packet. What she agreed to of one packet, as she saw it, covers nothing else.</summary>
    public bool Covers => ShareId is null;

    /// <summary>The consent as the rules read it.</summary>
    public ConsentGiven Given() => new(Level, RecipientKind, RecipientOrg, RecipientName, Purpose, Fields.ToHashSet(), GivenOn, ExpiresOn, WithdrawnOn);
}
