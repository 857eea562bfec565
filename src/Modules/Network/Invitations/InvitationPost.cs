using System.Security.Cryptography;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>How an invitation reaches somebody: by mail where the installation can send it, else by whoever invites, who is shown the link once.</summary>
public sealed class InvitationPost(AccessSettings settings, OutgoingMail mail, ITexts texts)
{
    /// <summary>How long an invitation lasts where nobody set it.</summary>
    internal static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    /// <summary>How long an invitation lasts.</summary>
    public TimeSpan Lasts => TimeSpan.FromDays(settings.InvitationDays);
    /// <summary>Whether mail goes out by itself.</summary>
    public bool CanSend => mail.CanSend;

    /// <summary>The link with the code. Its host is that of the configuration.</summary>
    public string LinkOf(string code) => settings.Link("/app/welcome/" + code);

    /// <summary>Queues the mail, in the rows of the organization. Without a mail server it waits, sealed, for one.</summary>
    public void Queue(Work work, Guid organization, string organizationName, Guid invitation, string address, string name, string code)
    {
        var until = work.Now + Lasts;
        (string, object?)[] facts = [("Organization", organizationName), ("Name", name), ("Inviter", work.Actor.Name), ("Link", LinkOf(code)), ("Days", settings.InvitationDays), ("Day", DateOnly.FromDateTime(until.UtcDateTime))];
        mail.Queue(work, organization, invitation, address, texts.Format("en", "mail.invitation.subject", facts), texts.Format("en", "mail.invitation.text", facts), until);
    }

    /// <summary>A new code: 20 letters and digits, 100 bits.</summary>
    internal static string Draw() => string.Join('-', RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20).Chunk(5).Select(c => new string(c)));
}
