using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What people may do with what passes between a business and whoever runs the case.</summary>
public static class DialoguePermissions
{
    /// <summary>Asks.</summary>
    [Permission("Ask whoever shared an issue with your company about it", Roles.SupplierUser, Roles.AgencyUser, Roles.BuyerUser)]
    public const string Ask = "dialogue.ask";
    /// <summary>Answers questions, and decides on accounts.</summary>
    [Permission("Answer or refuse what a business asks about an issue, and show its own account to buyers", Roles.CaseHandler, Roles.Supervisor)]
    public const string Answer = "dialogue.answer";
    /// <summary>Keeps the figures of the own mechanism.</summary>
    [Permission("Keep what your company's own grievance mechanism received, in numbers", Roles.SupplierUser, Roles.AgencyUser)]
    public const string KeepMechanism = "mechanism.keep";
    /// <summary>Reads the mechanisms of suppliers.</summary>
    [Permission("Read in bands what the grievance mechanisms of your suppliers received", Roles.BuyerUser)]
    public const string ReadMechanisms = "mechanism.suppliers";
}
