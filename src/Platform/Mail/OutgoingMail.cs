using System.Net;
using System.Net.Mail;
using System.Text;
using OpenIlm.Sealing;

namespace OpenIlm.Platform;

/// <summary>The door through which mail leaves. A mail is queued in the act that brings it and goes out after the commit; what it says is sealed to the
/// installation while it waits and deleted when it was sent. Mail never carries what anybody told (security design, 2.6).</summary>
public sealed class OutgoingMail(InstallationSecrets secrets, MailSettings? settings = null)
{
    /// <summary>Whether there is a server that takes mail. Without one, mail waits until it is no longer good.</summary>
    public bool CanSend => settings is not null;

    /// <summary>Queues a mail in the rows of the unit of work.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="about">The thing it is about; a newer mail about it takes the place of one that waits.</param>
    /// <param name="address">Who gets it.</param>
    /// <param name="subject">Subject, without any fact of a case.</param>
    /// <param name="text">Text, plain.</param>
    /// <param name="goodUntil">After this instant it is not sent any more.</param>
    public void Queue(Work work, Guid organization, Guid about, string address, string subject, string text, DateTimeOffset goodUntil)
    {
        var id = Guid.NewGuid();
        Cancel(work, about);
        work.Write("insert into platform.mail (id, org_id, about, address, subject, text_ct, state, next_at, good_until) values ($1, $2, $3, $4, $5, $6, 'Waiting', $7, $8)",
            id, organization, about, address, subject, Blob.Seal(secrets.MailKey, Encoding.UTF8.GetBytes(text), new Aad(SealedColumns.MailText, id, id)), work.Now, goodUntil);
    }

    /// <summary>Takes back what waits about a thing.</summary>
    public static void Cancel(Work work, Guid about) =>
        work.Write("update platform.mail set state = 'Canceled', text_ct = null where about = $1 and state = 'Waiting'", about);

    /// <summary>Hands one mail to the server at once, for whoever queues by rules of its own.</summary>
    /// <param name="id">Reference, the same at every try.</param>
    /// <param name="address">Who gets it.</param>
    /// <param name="subject">Subject.</param>
    /// <param name="text">Text, plain.</param>
    /// <param name="replyTo">Where answers go; null: to the address that mail comes from.</param>
    /// <param name="cancelled">Cancels.</param>
    /// <returns>What went wrong, for <see cref="Mailer.Judge"/>; null when the server took it.</returns>
    /// <exception cref="InvalidOperationException">There is no mail server.</exception>
    public async Task<Exception?> SendNow(Guid id, string address, string subject, string text, string? replyTo, CancellationToken cancelled)
    {
        var server = settings ?? throw new InvalidOperationException("There is no mail server.");
        try
        {
            using var smtp = new SmtpClient(server.Host, server.Port) { EnableSsl = server.Encrypt, Timeout = 30_000, Credentials = server.User is null ? null : new NetworkCredential(server.User, server.Password) };
            using var message = new MailMessage(server.From, address, subject, text) { Headers = { ["Message-Id"] = $"<{id:N}@openilm>", ["Auto-Submitted"] = "auto-generated" } };
            if (replyTo is not null) message.ReplyToList.Add(replyTo);
            await smtp.SendMailAsync(message, cancelled);
            return null;
        }
        catch (Exception wrong) when (wrong is SmtpException or FormatException or IOException or OperationCanceledException) { return wrong; }
    }

    internal string Open(Guid id, byte[] ct) => Encoding.UTF8.GetString(Blob.Open(secrets.MailKey, ct, new Aad(SealedColumns.MailText, id, id)));
}
