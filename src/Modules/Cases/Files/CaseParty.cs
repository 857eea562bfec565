using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>As whom the actor of a unit of work moves cases. Follows from the session alone.</summary>
public static class CaseParty
{
    /// <summary>The party; <see cref="IssueParty.Operator"/>, who moves nothing, where no role says otherwise.</summary>
    public static IssueParty Of(Actor actor) => actor.Kind switch
    {
        ActorKind.System => IssueParty.System,
        ActorKind.Anonymous => IssueParty.Worker,
        _ when actor.Roles.Contains(Roles.Supervisor) => IssueParty.Supervisor,
        _ when actor.Roles.Contains(Roles.CaseHandler) => IssueParty.Handler,
        _ when actor.Roles.Contains(Roles.SupplierUser) || actor.Roles.Contains(Roles.AgencyUser) => IssueParty.Business,
        _ when actor.Roles.Contains(Roles.BuyerUser) => IssueParty.Buyer,
        _ when actor.Roles.Contains(Roles.NetworkConvenor) => IssueParty.Convenor,
        _ when actor.Roles.Contains(Roles.Auditor) => IssueParty.Auditor,
        _ => IssueParty.Operator,
    };
}
