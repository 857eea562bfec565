using System.Security.Cryptography;
using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>What gateways hand in for a contact.</summary>
public sealed class MediaIntake(FileDesk desk, WorkFactory works, Keystore keystore, InstallationSecrets secrets, IntakeGuard guard) : IMediaIntake
{
    /// <inheritdoc />
    public async Task<Outcome<MediaTaken>> Take(IncomingMedia media, CancellationToken cancelled)
    {
        if (!guard.Open) return Outcome<MediaTaken>.Refused(new Door.NotDurable());
        if (desk.WhyNotNow() is { } full) return Outcome<MediaTaken>.Refused(full);
        try
        {
            Guid? dossier;
            await using (var looking = works.Begin(cancelled))
            {
                await looking.ActAnonymously(media.Organization);
                dossier = await looking.FirstOrNone<Guid?>("select dossier_id from voice.contact where id = $1", media.Contact);
            }
            if (dossier is not { } found || await keystore.Find(found, cancelled) is not { } erasure) return Outcome<MediaTaken>.Missing;
            // The provider's id is no secret, so its mark is made with one of the installation's.
            var mark = HMACSHA256.HashData(secrets.Pepper, Encoding.UTF8.GetBytes($"media|{media.Contact}|{media.Once}"));
            var taken = await desk.Take(new FileDesk.Contact(media.Contact, media.Organization, found, erasure), new IncomingFile(media.Content, media.Name, media.ContentType), FileOrigin.Gateway, _ => mark, cancelled);
            return taken.Value is { } one ? new MediaTaken(one.Format.Kind, one.Before) : Outcome<MediaTaken>.From(taken);
        }
        catch (Exception away) when (Away.Is(away)) { return Outcome<MediaTaken>.Busy; }
    }
}
