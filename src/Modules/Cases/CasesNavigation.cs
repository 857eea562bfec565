using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The places of this module in the side navigation: what people do all day.</summary>
public sealed class CasesNavigation(ITexts texts) : INavigation
{
    /// <inheritdoc />
    public IEnumerable<NavItem> For(Actor actor)
    {
        string Say(string key) => texts[actor.Language, key];
        yield return new NavItem(Say("nav.today"), "/app", "home");
        if (actor.May(CasesPermissions.Read))
        {
            yield return new NavItem(Say("nav.inbox"), "/app/inbox", "inbox");
            yield return new NavItem(Say("nav.cases"), "/app/cases", "list");
            yield return new NavItem(Say("nav.protection"), "/app/protection", "shield");
            yield return new NavItem(Say("nav.warning"), "/app/warning", "flag");
        }
        if (actor.May(WarningPermissions.Network)) yield return new NavItem(Say("nav.warning-network"), "/app/warning/network", "flag");
        if (actor.May(ClocksPermissions.ReadSettings)) yield return new NavItem(Say("nav.clock-settings"), "/app/clock-settings", "clock");
        if (actor.May(ClocksPermissions.KeepCalendars)) yield return new NavItem(Say("nav.calendars"), "/app/calendars", "clock");
        if (actor.May(CasesPermissions.Triage)) yield return new NavItem(Say("nav.work"), "/app/work", "people");
        if (actor.May(ReferralsPermissions.Receive)) yield return new NavItem(Say("nav.received"), "/app/received", "share");
        if (actor.May(CasesPermissions.ReadShared)) yield return new NavItem(Say("nav.shared"), "/app/shared", "inbox");
        if (actor.May(DialoguePermissions.KeepMechanism)) yield return new NavItem(Say("nav.mechanism"), "/app/mechanism", "building");
        if (actor.May(DialoguePermissions.ReadMechanisms)) yield return new NavItem(Say("nav.mechanisms"), "/app/mechanisms", "building");
    }

    /// <inheritdoc />
    public IEnumerable<NavCount> Counts(Actor actor)
    {
        // The rows of the inbox stand in an index of their own; the count stops where the mark does.
        if (actor.May(CasesPermissions.Read))
            yield return new NavCount("/app/inbox", new Question<int>($"select count(*)::integer from (select 1 from cases.\"case\" c where c.org_id = access.org() and (c.state = 'Received' or c.unread) limit {Frame.MostCounted}) n"));
        if (actor.May(CasesPermissions.ReadShared))
            yield return new NavCount("/app/shared", new Question<int>($"select count(*)::integer from (select 1 from cases.share s where s.recipient_org = access.org() and s.state = 'Released' and not s.ended and not exists (select 1 from cases.response r where r.share_id = s.id) and not exists (select 1 from cases.action a where a.share_id = s.id) limit {Frame.MostCounted}) n"));
    }
}
