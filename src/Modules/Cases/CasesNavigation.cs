using OpenIlm.Kernel;
using OpenIlm.Kit;

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
        }
        if (actor.May(ClocksPermissions.ReadSettings)) yield return new NavItem(Say("nav.clock-settings"), "/app/clock-settings", "clock");
        if (actor.May(ClocksPermissions.KeepCalendars)) yield return new NavItem(Say("nav.calendars"), "/app/calendars", "clock");
        if (actor.May(CasesPermissions.ReadShared)) yield return new NavItem(Say("nav.shared"), "/app/shared", "inbox");
    }
}
