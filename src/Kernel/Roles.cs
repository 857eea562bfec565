namespace OpenIlm.Kernel;

/// <summary>The roles that are granted to people. Codes are those of <c>Codes/roles.csv</c> where the field has one;
/// Supervisor and Operator are ours (security design, section 3.2).</summary>
public static class Roles
{
    /// <summary>Frontline NGO or union staff: logs contacts, runs cases, safeguards, validates with workers (R-CSO).</summary>
    public const string CaseHandler = "CaseHandler";
    /// <summary>Case handler who also approves packets and admits people to the vault.</summary>
    public const string Supervisor = "Supervisor";
    /// <summary>Supplier or employer user: sees and answers issues of own sites (R-SUPP).</summary>
    public const string SupplierUser = "SupplierUser";
    /// <summary>Recruitment agency user: answers issues like a supplier (R-RA).</summary>
    public const string AgencyUser = "AgencyUser";
    /// <summary>Buyer user (R-BUY).</summary>
    public const string BuyerUser = "BuyerUser";
    /// <summary>Network convenor (R-CONV).</summary>
    public const string NetworkConvenor = "NetworkConvenor";
    /// <summary>Auditor: reads the audit log, never content (R-AUD).</summary>
    public const string Auditor = "Auditor";
    /// <summary>Runs the installation: organizations on and off, first people. Holds no key.</summary>
    public const string Operator = "Operator";

    /// <summary>Every role.</summary>
    public static readonly IReadOnlyList<string> All =
        [CaseHandler, Supervisor, SupplierUser, AgencyUser, BuyerUser, NetworkConvenor, Auditor, Operator];
}
