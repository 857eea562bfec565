using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What people may do about referrals, and about handing a case over.</summary>
public static class ReferralsPermissions
{
    /// <summary>Refers.</summary>
    [Permission("Refer a worker to services and to the State, with her consent, and follow up", Roles.CaseHandler, Roles.Supervisor)]
    public const string Refer = "cases.refer";

    /// <summary>Reads and answers what others refer to the own organization.</summary>
    [Permission("Read and answer the referrals that others send to your organization", Roles.CaseHandler, Roles.Supervisor)]
    public const string Receive = "referrals.receive";

    /// <summary>Judges texts.</summary>
    [Permission("Judge, as the second person, whether a text asks a worker to give up a claim", Roles.CaseHandler, Roles.Supervisor)]
    public const string JudgeWaivers = "cases.waivers.judge";

    /// <summary>Hands data of a case over.</summary>
    [Permission("Hand a case over in the form of the case data standard, with the worker's consent and a reason that is kept", Roles.Supervisor)]
    public const string Exchange = "cases.exchange";

    /// <summary>Prints a case.</summary>
    [Permission("Print a summary of a case, for the own file or for the worker", Roles.CaseHandler, Roles.Supervisor)]
    public const string Print = "cases.print";
}
