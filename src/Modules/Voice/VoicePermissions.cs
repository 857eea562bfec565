using OpenIlm.Kernel;

namespace OpenIlm.Voice;

/// <summary>What people may do with the worker's door.</summary>
public static class VoicePermissions
{
    /// <summary>Logs contacts.</summary>
    [Permission("Log calls, messages and visits of workers", Roles.CaseHandler, Roles.Supervisor)]
    public const string LogContacts = "voice.log";

    /// <summary>Gives receipts.</summary>
    [Permission("Give a worker a receipt, or replace a lost one", Roles.CaseHandler, Roles.Supervisor)]
    public const string GiveReceipts = "voice.receipt";

    /// <summary>Manages channels.</summary>
    [Permission("Open and close the channels through which workers reach your organization", Roles.Supervisor)]
    public const string ManageChannels = "voice.manage";
}
