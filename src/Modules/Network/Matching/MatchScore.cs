namespace OpenIlm.Network;

/// <summary>One fact for or against two facilities being one. Said to a person as text <c>match.reason.FACT</c>.</summary>
public enum MatchFact
{
    /// <summary>Different countries: never one, whatever else is alike.</summary>
    OtherCountry,
    /// <summary>Nothing is written differently.</summary>
    AllTheSame,
    /// <summary>Both have this OS ID.</summary>
    SameOsId,
    /// <summary>The OS ID of one is a former id of the other.</summary>
    FormerOsId,
    /// <summary>Each has an OS ID of its own.</summary>
    OtherOsId,
    /// <summary>The same name, legal form and spelling aside.</summary>
    NameSame,
    /// <summary>Names alike; the value says how much, 0 to 1.</summary>
    NameAlike,
    /// <summary>Names differ; the value says how much is alike, 0 to 1.</summary>
    NameDiffers,
    /// <summary>The same unit number in both names.</summary>
    UnitSame,
    /// <summary>Another unit number in each name: two units of one company.</summary>
    UnitDiffers,
    /// <summary>One name has a unit number, the other none.</summary>
    UnitOfOne,
    /// <summary>Addresses alike, 0 to 1.</summary>
    AddressAlike,
    /// <summary>Addresses differ; the value says how much is alike, 0 to 1.</summary>
    AddressDiffers,
    /// <summary>The same number of house, plot, lot or road.</summary>
    StreetNumberSame,
    /// <summary>No number of house, plot, lot or road in common.</summary>
    StreetNumberDiffers,
    /// <summary>The same post code.</summary>
    PostcodeSame,
    /// <summary>Different post codes.</summary>
    PostcodeDiffers,
    /// <summary>Close together; the value is in meters.</summary>
    Near,
    /// <summary>Far apart; the value is in meters.</summary>
    Far,
}

/// <summary>A fact with what it weighs.</summary>
/// <param name="Fact">Code.</param>
/// <param name="Weight">Log-odds it adds (for) or takes (against); the reasons are in order of its size.</param>
/// <param name="Value">Similarity 0 to 1, or meters; null where the fact has no measure.</param>
/// <param name="Ours">What the first facility says, where that is short.</param>
/// <param name="Theirs">What the second says.</param>
public sealed record MatchReason(MatchFact Fact, double Weight, double? Value = null, string? Ours = null, string? Theirs = null)
{
    /// <summary>Whether it speaks for one and the same facility.</summary>
    public bool For => Weight > 0;
}

/// <summary>How sure it is that two facilities are one.</summary>
/// <param name="Score">0 to 1; 0 across countries, 1 when nothing is written differently.</param>
/// <param name="Reasons">What speaks for and against, the weightiest first.</param>
public sealed record MatchScore(double Score, IReadOnlyList<MatchReason> Reasons)
{
    /// <summary>Likely enough to be shown to a person.</summary>
    public bool IsSuggested => Score >= Matcher.Suggest;
    /// <summary>So likely that an import may take the one for the other unless a person says otherwise.</summary>
    public bool IsSure => Score >= Matcher.Sure;
    /// <summary>The same seen from the second facility.</summary>
    public MatchScore Turned() => this with { Reasons = [.. Reasons.Select(r => r with { Ours = r.Theirs, Theirs = r.Ours })] };
}
