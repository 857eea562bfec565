using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Who reads what the counts warn of.</summary>
public static class WarningPermissions
{
    /// <summary>Reads the charts of the own organization.</summary>
    [Permission("See at which sites more workers report than before", Roles.CaseHandler, Roles.Supervisor)]
    public const string Read = "warnings.read";

    /// <summary>Judges a warning.</summary>
    [Permission("Take up or dismiss an early warning, with the reason", Roles.Supervisor)]
    public const string Judge = "warnings.judge";

    /// <summary>Reads what emerges across the network.</summary>
    [Permission("See which categories emerge across the network, as sums of groups of ten and more", Roles.NetworkConvenor)]
    public const string Network = "warnings.network";
}
