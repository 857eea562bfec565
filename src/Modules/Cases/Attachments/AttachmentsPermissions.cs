using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What people may do with the files of a case.</summary>
public static class AttachmentsPermissions
{
    /// <summary>Adds files.</summary>
    [Permission("Add pictures, documents and recordings to a case", Roles.CaseHandler, Roles.Supervisor)]
    public const string Add = "cases.files.add";

    /// <summary>Deletes what was found to be harmful.</summary>
    [Permission("Delete a file in which the malware scanner found something harmful", Roles.Supervisor)]
    public const string Remove = "cases.files.remove";
}
