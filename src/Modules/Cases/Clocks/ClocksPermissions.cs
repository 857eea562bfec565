using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What people may do with time.</summary>
public static class ClocksPermissions
{
    /// <summary>Stops clocks and asks for more time.</summary>
    [Permission("Stop the clocks of an issue with a reason, let them go on, and ask for more time", Roles.CaseHandler, Roles.Supervisor)]
    public const string Pause = "clocks.pause";
    /// <summary>Grants more time.</summary>
    [Permission("Grant more time that somebody else asked for", Roles.Supervisor)]
    public const string Grant = "clocks.grant";
    /// <summary>Sees the numbers and confirms a proposal.</summary>
    [Permission("See the lengths of the clocks, and decide on a version that somebody else proposed", Roles.CaseHandler, Roles.Supervisor)]
    public const string ReadSettings = "clocks.settings.read";
    /// <summary>Proposes numbers.</summary>
    [Permission("Propose other lengths for the clocks of your organization", Roles.Supervisor)]
    public const string ProposeSettings = "clocks.settings";
    /// <summary>Sees calendars.</summary>
    [Permission("See the public holidays that clocks are counted with", Roles.CaseHandler, Roles.Supervisor, Roles.NetworkConvenor, Roles.Operator)]
    public const string ReadCalendars = "calendars.read";
    /// <summary>Keeps calendars.</summary>
    [Permission("Keep the public holidays and days off of each country", Roles.NetworkConvenor, Roles.Operator)]
    public const string KeepCalendars = "calendars.keep";
    /// <summary>Joins remediation.</summary>
    [Permission("Say that your company takes part in putting right an issue that was shared with it", Roles.BuyerUser)]
    public const string JoinRemedy = "shared.join";
}
