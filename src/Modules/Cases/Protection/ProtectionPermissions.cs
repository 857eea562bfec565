using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What people may do about protection beyond the acts of safety.</summary>
public static class ProtectionPermissions
{
    /// <summary>Sets after how many days workers are asked.</summary>
    [Permission("Set after how many days workers are asked whether they are safe", Roles.Supervisor)]
    public const string SetWatch = "protection.watch";
}
