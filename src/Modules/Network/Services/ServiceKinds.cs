using OpenIlm.Kernel;

namespace OpenIlm.Network;

/// <summary>
/// What a service can be: the seven types of assistance (<c>assistance_types.csv</c>) and the kinds of place that the mapping of a
/// corridor looks for beside them (MAP-16). Codes are stable.
/// </summary>
public static class ServiceKinds
{
    /// <summary>Shelter: its address is a secret whatever anybody says.</summary>
    public const string Shelter = "AS1";

    /// <summary>Every kind, most urgent first.</summary>
    public static readonly IReadOnlyList<Code> All =
    [
        Of("MED", "Emergency medical help", "Care where life or health is in danger now."),
        Of("HLP", "Helpline", "Somebody who answers the telephone and knows what can be done."),
        .. CodeLists.Of("assistance_types"),
        Of("CON", "Consular help", "Embassy or consulate of the worker's own country."),
        Of("UNI", "Trade union", "A union that workers can join or ask."),
        Of("REF", "Referral mechanism", "A national or local office that finds the services a person needs."),
    ];

    /// <summary>Sides of the journey a service stands on.</summary>
    public static readonly IReadOnlyList<string> Sides = ["origin", "transit", "destination"];

    /// <summary>States of a service, as HSDS names them.</summary>
    public static readonly IReadOnlyList<string> States = ["active", "temporarily closed", "inactive", "defunct"];

    /// <summary>Whether there is such a kind.</summary>
    public static bool Knows(string? code) => All.Any(k => k.Id == code);

    private static Code Of(string id, string name, string description) => new(id, name, description, new Dictionary<string, string>());
}

/// <summary>What a network may set about the service directory.</summary>
public sealed record ServiceOptions
{
    /// <summary>Months after which a due diligence is too old: the service leaves every public door until somebody looks into it again.</summary>
    public int ReviewMonths { get; init; } = 18;

    /// <summary>The oldest due diligence that still counts on a day.</summary>
    public DateOnly Since(DateOnly today) => today.AddMonths(-ReviewMonths);
}
