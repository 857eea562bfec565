using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What people may do with the ledger of a collective issue and with cases that belong together. Names need <see cref="CasesPermissions.ReadIdentity"/> besides.</summary>
public static class CollectivePermissions
{
    /// <summary>Reads the ledger in codes.</summary>
    [Permission("Read who is affected by an issue, in numbers and codes and without names", Roles.CaseHandler, Roles.Supervisor)]
    public const string Read = "cases.workers.read";

    /// <summary>Keeps the ledger.</summary>
    [Permission("Add affected workers, import lists of them and record where they stand", Roles.CaseHandler, Roles.Supervisor)]
    public const string Keep = "cases.workers.keep";

    /// <summary>Takes the ledger out.</summary>
    [Permission("Take the list of affected workers out with their names, with a reason that is kept", Roles.Supervisor)]
    public const string Export = "cases.workers.export";

    /// <summary>Links cases.</summary>
    [Permission("Link cases of one site that tell of the same thing, and record what was done about all of them", Roles.CaseHandler, Roles.Supervisor)]
    public const string Link = "cases.link";
}
