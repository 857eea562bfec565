using OpenIlm.Kernel;

namespace OpenIlm.Voice;

/// <summary>What people may do with accounts at messaging providers.</summary>
public static class GatewayPermissions
{
    /// <summary>Keeps the accounts.</summary>
    [Permission("Connect your organization to messaging providers: SMS, calls, WhatsApp, LINE, Telegram, Viber, e-mail", Roles.Supervisor)]
    public const string ManageGateways = "gateways.manage";
}
