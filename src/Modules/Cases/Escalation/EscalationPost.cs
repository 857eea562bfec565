using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Tells a business that time has passed: the focal point of the level, by name where it has an account, and by a mail that says nothing of any case.</summary>
public sealed class EscalationPost(IDirectory directory, OutgoingMail mail, AccessSettings settings, ITexts texts)
{
    /// <summary>How long a mail waits for a server that takes it.</summary>
    private static readonly TimeSpan lasts = TimeSpan.FromDays(7);

    /// <summary>Tells it, in its own rows, inside the transaction that records it.</summary>
    /// <param name="work">The unit of work, in the rows of whoever runs the case.</param>
    /// <param name="recipient">The business.</param>
    /// <param name="site">The site; null when the packet names none.</param>
    /// <param name="share">The packet.</param>
    /// <param name="level">Which focal point.</param>
    /// <param name="kind">Kind of the notification.</param>
    /// <param name="about">The escalation, so that one mail is queued for it.</param>
    public async Task Tell(Work work, Guid recipient, Guid? site, Guid share, EscalationLevel level, string kind, Guid about)
    {
        var points = await directory.FocalPoints(work, recipient, site);
        var named = level is EscalationLevel.PrimaryFocalPoint ? "Primary" : "Escalation";
        // Where nobody is named for the level, whoever is named hears it: silence is worse than the wrong desk.
        var point = points.FirstOrDefault(p => p.Level == named) ?? (points.Count > 0 ? points[0] : null);
        await work.InRowsOf(recipient, async () =>
        {
            var person = point is { Email.Length: > 0 } ? await work.FirstOrNone<Guid?>("select id from access.member where active and lower(email) = lower($1)", point.Email) : null;
            work.Audit(kind, "share", share);
            work.Notify(kind, "share", share, person);
            if (point is not { Email.Length: > 0 }) return;
            (string, object?)[] facts = [("Name", point.Name), ("Link", settings.Link("/app/shared"))];
            mail.Queue(work, recipient, about, point.Email, texts.Format("en", "mail.escalation.subject", facts), texts.Format("en", "mail.escalation.text", facts), work.Now + lasts);
        });
    }
}
