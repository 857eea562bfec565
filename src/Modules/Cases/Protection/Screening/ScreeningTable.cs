namespace OpenIlm.Cases;

/// <summary>How old she is.</summary>
public enum ScreeningAge
{
    /// <summary>Nobody knows.</summary>
    Unknown,
    /// <summary>18 or older.</summary>
    Adult,
    /// <summary>Under 18.</summary>
    Child,
}

/// <summary>What the elements amount to: an indication for specialists, or none. Never a finding (F9).</summary>
public enum ScreeningResult
{
    /// <summary>The elements told so far indicate nothing.</summary>
    NoIndication,
    /// <summary>No means were told of: assess forced labor instead.</summary>
    AssessForcedLabor,
    /// <summary>It is an indication if she is under 18, and nobody knows: treated as one until somebody does.</summary>
    IndicationIfChild,
    /// <summary>An indication: specialists look at it.</summary>
    Indication,
}

/// <summary>
/// The table of rules, section 14 (Palermo Protocol, art. 3). Whether she consented is asked, since people will ask, and counts for nothing:
/// it is no parameter.
/// </summary>
public static class ScreeningTable
{
    /// <summary>One row.</summary>
    /// <param name="Age">The age; null for any.</param>
    /// <param name="Act">Whether an act was told of; null for either.</param>
    /// <param name="Means">Whether means were; null for either.</param>
    /// <param name="Purpose">Whether a purpose was; null for either.</param>
    /// <param name="Result">What it amounts to.</param>
    public sealed record Row(ScreeningAge? Age, bool? Act, bool? Means, bool? Purpose, ScreeningResult Result);

    /// <summary>The rows; the first that fits decides. Rows 1 to 4 are the table of the rules, the others follow from it [ours].</summary>
    public static readonly IReadOnlyList<Row> Rows =
    [
        new(ScreeningAge.Adult, true, true, true, ScreeningResult.Indication),
        new(ScreeningAge.Adult, true, false, true, ScreeningResult.AssessForcedLabor),
        new(ScreeningAge.Child, true, null, true, ScreeningResult.Indication),
        new(null, false, null, null, ScreeningResult.NoIndication),
        // Act, means and purpose are enough at any age; without means it is her age that decides.
        new(ScreeningAge.Unknown, true, true, true, ScreeningResult.Indication),
        new(ScreeningAge.Unknown, true, false, true, ScreeningResult.IndicationIfChild),
        new(null, true, null, false, ScreeningResult.NoIndication),
    ];

    /// <summary>What the elements amount to.</summary>
    public static ScreeningResult ResultOf(ScreeningAge age, bool act, bool means, bool purpose) =>
        Rows.First(r => (r.Age is null || r.Age == age) && (r.Act is null || r.Act == act) && (r.Means is null || r.Means == means) && (r.Purpose is null || r.Purpose == purpose)).Result;

    /// <summary>Whether the critical path opens: safety, referral, authorities (rules, section 15).</summary>
    public static bool OpensCriticalPath(ScreeningResult result) => result is ScreeningResult.Indication or ScreeningResult.IndicationIfChild;

    /// <summary>Referrals that an indication suggests, most urgent first.</summary>
    public static readonly IReadOnlyList<string> SuggestedReferrals = ["shelter", "legalAid", "medical", "stateAuthority"];
}
