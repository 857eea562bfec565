using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What people may do with their own day's work.</summary>
public static class DailyPermissions
{
    /// <summary>Keeps views and lists of cases.</summary>
    [Permission("Keep filters and lists of cases, for yourself or for your organization", Roles.CaseHandler, Roles.Supervisor)]
    public const string KeepLists = "cases.lists";

    /// <summary>Declares a conflict of interest.</summary>
    [Permission("Keep out of a case or an organization because of a conflict of interest", Roles.CaseHandler, Roles.Supervisor)]
    public const string Recuse = "cases.recuse";

    /// <summary>Lifts what a colleague declared.</summary>
    [Permission("See which colleague keeps out of what, and lift it; never your own", Roles.Supervisor)]
    public const string LiftRecusals = "cases.recuse.lift";
}
