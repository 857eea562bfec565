using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What people may do with case files and with what is shared from them.</summary>
public static class CasesPermissions
{
    /// <summary>Reads the case files of the own organization.</summary>
    [Permission("Read the case files of your organization", Roles.CaseHandler, Roles.Supervisor)]
    public const string Read = "cases.read";

    /// <summary>Sorts and assigns.</summary>
    [Permission("Sort a report into a case: site, severity, labor issues, who runs it", Roles.CaseHandler, Roles.Supervisor)]
    public const string Triage = "cases.triage";

    /// <summary>Judges what is safe for the worker.</summary>
    [Permission("Record safety reviews, safeguards and reports of retaliation", Roles.CaseHandler, Roles.Supervisor)]
    public const string Safety = "cases.safety";

    /// <summary>Records what the worker allows.</summary>
    [Permission("Record and end the worker's consent", Roles.CaseHandler, Roles.Supervisor)]
    public const string Consent = "cases.consent";

    /// <summary>Writes notes and answers the worker.</summary>
    [Permission("Write notes into a case and answer the worker", Roles.CaseHandler, Roles.Supervisor)]
    public const string Write = "cases.write";

    /// <summary>Composes packets.</summary>
    [Permission("Compose what a business would be told, and take it back", Roles.CaseHandler, Roles.Supervisor)]
    public const string DraftShare = "cases.share.draft";

    /// <summary>Approves packets that somebody else composed.</summary>
    [Permission("Approve, as the second person, what somebody else composed for a business", Roles.CaseHandler, Roles.Supervisor)]
    public const string ApproveShare = "cases.share.approve";

    /// <summary>Releases packets.</summary>
    [Permission("Release to a business what was composed, checked and approved", Roles.CaseHandler, Roles.Supervisor)]
    public const string ReleaseShare = "cases.share.release";

    /// <summary>Records what a business does that has no account.</summary>
    [Permission("Record what a business answered or did when it does not answer here itself", Roles.CaseHandler, Roles.Supervisor)]
    public const string RecordForBusiness = "cases.on-behalf";

    /// <summary>Asks the worker and records what she says.</summary>
    [Permission("Put a claim to the worker and record what she says", Roles.CaseHandler, Roles.Supervisor)]
    public const string Validate = "cases.validate";

    /// <summary>Ends and reopens issues and cases.</summary>
    [Permission("Close, reopen, withdraw, dismiss or refer issues and cases, and escalate them", Roles.CaseHandler, Roles.Supervisor)]
    public const string Close = "cases.close";

    /// <summary>Sees who the worker is.</summary>
    [Permission("See who a worker is, with a reason that is kept", Roles.CaseHandler, Roles.Supervisor)]
    public const string ReadIdentity = "identity.read";

    /// <summary>Reads packets released to the own organization.</summary>
    [Permission("Read the issues that were shared with your organization", Roles.SupplierUser, Roles.AgencyUser, Roles.BuyerUser)]
    public const string ReadShared = "shared.read";

    /// <summary>Answers packets. A buyer reads: the answer is the employer's or the agency's to give.</summary>
    [Permission("Answer the issues shared with your organization and report what was done", Roles.SupplierUser, Roles.AgencyUser)]
    public const string RespondToShared = "shared.respond";
}
