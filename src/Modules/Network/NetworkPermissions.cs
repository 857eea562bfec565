using OpenIlm.Kernel;

namespace OpenIlm.Network;

/// <summary>What people may do with the directory, accounts and vaults.</summary>
public static class NetworkPermissions
{
    /// <summary>Reads the directory.</summary>
    [Permission("See the organizations and sites of the network that concern you",
        Roles.CaseHandler, Roles.Supervisor, Roles.SupplierUser, Roles.AgencyUser, Roles.BuyerUser, Roles.NetworkConvenor, Roles.Auditor, Roles.Operator)]
    public const string ReadDirectory = "network.read";

    /// <summary>Keeps the directory.</summary>
    [Permission("Add organizations, sites and relations, switch organizations on and off", Roles.Operator, Roles.NetworkConvenor)]
    public const string KeepDirectory = "network.keep";

    /// <summary>Imports facility lists.</summary>
    [Permission("Import lists of facilities: for the whole directory, or, as a buyer, your own suppliers", Roles.Operator, Roles.NetworkConvenor, Roles.BuyerUser)]
    public const string ImportLists = "network.import";

    /// <summary>Reads a supply chain.</summary>
    [Permission("See the supply chain that follows from the relations of your organization", Roles.BuyerUser, Roles.SupplierUser, Roles.NetworkConvenor)]
    public const string ReadChain = "network.chain";

    /// <summary>Discloses recruiters.</summary>
    [Permission("Show customers of your choice who recruits for your organization", Roles.SupplierUser)]
    public const string DiscloseRecruiters = "network.disclose";

    /// <summary>Invites people.</summary>
    [Permission("Invite people and end their access", Roles.Operator, Roles.Supervisor)]
    public const string InvitePeople = "people.invite";

    /// <summary>Reviews grants.</summary>
    [Permission("See which roles wait for their review; whoever may end access also confirms and ends them", Roles.Operator, Roles.Supervisor, Roles.NetworkConvenor)]
    public const string ReviewAccess = "access.review";

    /// <summary>Previews a role.</summary>
    [Permission("See the workspace as a role sees it, without changing anything and without any key", Roles.Operator, Roles.Supervisor)]
    public const string ViewAs = "access.view-as";

    /// <summary>Keeps the vault.</summary>
    [Permission("Make the vault of your organization and admit colleagues to it",
        Roles.Supervisor, Roles.SupplierUser, Roles.AgencyUser, Roles.BuyerUser, Roles.NetworkConvenor)]
    public const string KeepVault = "vault.keep";

    /// <summary>Reads the audit log.</summary>
    [Permission("Read who did what in the whole network, never content", Roles.Auditor)]
    public const string ReadAudit = "audit.read";

    /// <summary>Reads the service directory.</summary>
    [Permission("See the services that help workers, and who looked into them when", Roles.CaseHandler, Roles.Supervisor, Roles.NetworkConvenor)]
    public const string ReadServices = "services.read";

    /// <summary>Keeps the service directory.</summary>
    [Permission("Add and change services that help workers, and record that you looked into them", Roles.CaseHandler, Roles.Supervisor, Roles.NetworkConvenor)]
    public const string KeepServices = "services.keep";

    /// <summary>Reads secret addresses.</summary>
    [Permission("See the secret address of a shelter that your organization keeps", Roles.CaseHandler, Roles.Supervisor)]
    public const string ReadSecretAddresses = "services.address";
    /// <summary>Joins for the own organization.</summary>
    [Permission("Accept the principles for your organization, name its focal points and tell its baseline information",
        Roles.Supervisor, Roles.SupplierUser, Roles.AgencyUser, Roles.BuyerUser)]
    public const string JoinNetwork = "joining.join";

    /// <summary>Sees where everybody stands.</summary>
    [Permission("See where each organization stands on its way into the network", Roles.NetworkConvenor, Roles.Operator)]
    public const string SeeJoining = "joining.see";

    /// <summary>Publishes the consequences.</summary>
    [Permission("Publish what follows when a partner does not comply", Roles.NetworkConvenor)]
    public const string PublishConsequences = "joining.publish";

    /// <summary>Reads requirements.</summary>
    [Permission("Read what buyers ask of their suppliers, as far as it concerns your organization",
        Roles.BuyerUser, Roles.SupplierUser, Roles.AgencyUser, Roles.NetworkConvenor)]
    public const string ReadRequirements = "requirements.read";

    /// <summary>Tells requirements.</summary>
    [Permission("Tell a supplier of your chain what you ask, offer and warn of", Roles.BuyerUser)]
    public const string TellRequirements = "requirements.tell";

    /// <summary>Acknowledges requirements.</summary>
    [Permission("Say that you read what a buyer asks, and how clear and fair you find it", Roles.SupplierUser, Roles.AgencyUser)]
    public const string AcknowledgeRequirements = "requirements.acknowledge";

    /// <summary>Reads own notifications.</summary>
    [Permission("Read your notifications",
        Roles.CaseHandler, Roles.Supervisor, Roles.SupplierUser, Roles.AgencyUser, Roles.BuyerUser, Roles.NetworkConvenor, Roles.Auditor, Roles.Operator)]
    public const string ReadNotifications = "notifications.read";
}
