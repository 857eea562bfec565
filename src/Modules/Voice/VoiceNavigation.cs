using OpenIlm.Kernel;
using OpenIlm.Kit;

namespace OpenIlm.Voice;

/// <summary>The places of this module in the side navigation.</summary>
public sealed class VoiceNavigation(ITexts texts) : INavigation
{
    /// <inheritdoc />
    public IEnumerable<NavItem> For(Actor actor)
    {
        if (actor.May(VoicePermissions.LogContacts))
        {
            yield return new NavItem(texts[actor.Language, "nav.hotline"], "/app/hotline", "phone");
            yield return new NavItem(texts[actor.Language, "nav.contacts"], "/app/contacts", "list");
        }
        if (actor.May(VoicePermissions.ManageChannels)) yield return new NavItem(texts[actor.Language, "nav.channels"], "/app/voice", "chat");
        if (actor.May(GatewayPermissions.ManageGateways)) yield return new NavItem(texts[actor.Language, "nav.gateways"], "/app/channels", "send");
    }
}
