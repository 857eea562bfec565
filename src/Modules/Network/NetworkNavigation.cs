using OpenIlm.Kernel;
using OpenIlm.Kit;

namespace OpenIlm.Network;

/// <summary>The places of this module in the side navigation.</summary>
public sealed class NetworkNavigation(ITexts texts) : INavigation
{
    /// <inheritdoc />
    public IEnumerable<NavItem> For(Actor actor)
    {
        string Say(string key) => texts[actor.Language, key];
        if (actor.May(NetworkPermissions.ReadDirectory)) yield return new NavItem(Say("nav.directory"), "/app/directory", "building");
        if (actor.May(NetworkPermissions.ImportLists)) yield return new NavItem(Say("nav.imports"), "/app/imports", "list");
        if (actor.May(NetworkPermissions.ReadServices)) yield return new NavItem(Say("nav.services"), "/app/services", "phone");
        if (actor.May(NetworkPermissions.ReadChain)) yield return new NavItem(Say("nav.chain"), "/app/supply-chain", "share");
        if (actor.May(NetworkPermissions.KeepDirectory)) yield return new NavItem(Say("nav.corridors"), "/app/corridors", "arrow-right");
        if (actor.May(NetworkPermissions.SeeJoining)) yield return new NavItem(Say("nav.joining"), "/app/joining/network", "check");
        else if (actor.May(NetworkPermissions.JoinNetwork) && !actor.May(NetworkPermissions.InvitePeople)) yield return new NavItem(Say("nav.joining"), "/app/joining", "check");
        if (actor.May(NetworkPermissions.ReadRequirements) && !actor.May(NetworkPermissions.SeeJoining)) yield return new NavItem(Say("nav.requirements"), "/app/requirements", "audit");
        if (actor.May(NetworkPermissions.KeepVault)) yield return new NavItem(Say("nav.vault"), "/app/vault", "shield");
        if (actor.May(NetworkPermissions.InvitePeople)) yield return new NavItem(Say("nav.people"), "/app/people", "people");
        else if (actor.May(NetworkPermissions.ReviewAccess)) yield return new NavItem(Say("nav.reviews"), "/app/people/review", "people");
        if (actor.May(NetworkPermissions.ViewAs)) yield return new NavItem(Say("nav.view-as"), "/app/view-as", "eye");
        if (actor.May(NetworkPermissions.ReadAudit)) yield return new NavItem(Say("nav.audit"), "/app/audit", "audit");
        if (actor.May(NetworkPermissions.ReadNotifications)) yield return new NavItem(Say("nav.notifications"), "/app/notifications", "chat");
        yield return new NavItem(Say("nav.account"), "/app/account", "lock");
    }
}
