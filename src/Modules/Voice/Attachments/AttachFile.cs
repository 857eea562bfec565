using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>The worker adds a picture, a document or a voice message to her report. It opens for whoever reads the report, and never again for her
/// receipt: whoever takes the receipt from her sees nothing of what she sent.</summary>
public static class AttachFile
{
    /// <summary>Taken and kept.</summary>
    /// <param name="ReceivedOn">The day.</param>
    /// <param name="Kind">What it was taken for.</param>
    /// <param name="Files">Files of this report so far.</param>
    /// <param name="Most">How many are taken.</param>
    public sealed record Attached(
        [property: Field(FieldClass.C1)] DateOnly ReceivedOn,
        [property: Field(FieldClass.C1)] FileKind Kind,
        [property: Field(FieldClass.C1)] int Files,
        [property: Field(FieldClass.C1)] int Most) : IView<ReceiptHolder>;

    /// <summary>Takes the file that comes after the receipt.</summary>
    /// <param name="receipt">Her receipt, from the first part of the form.</param>
    /// <param name="file">The file, still on the wire.</param>
    /// <param name="work">Work of the request; given back before the file is read.</param>
    /// <param name="door">What the door needs.</param>
    /// <param name="desk">Takes files.</param>
    public static async Task<Outcome<Attached>> Handle(string? receipt, IncomingFile? file, Work work, Door door, FileDesk desk)
    {
        // The cheap reasons come first: neither an Argon2 nor her data is spent on what cannot be taken.
        if (!ReceiptDoor.TryRead(receipt, out _, out var fault)) return Outcome<Attached>.Refused(fault);
        if (file is null) return Outcome<Attached>.Refused(FileRefusals.Empty());
        if (desk.WhyNotNow() is { } full) return Outcome<Attached>.Refused(full);
        try
        {
            var opened = await door.Receipts.Open(receipt, work);
            if (opened.Value is not { } found) return Outcome<Attached>.From(opened);
            if (!door.Guard.Open) return Outcome<Attached>.Refused(new Door.NotDurable());
            await work.DisposeAsync();
            var taken = await desk.Take(new FileDesk.Contact(found.Row.Id, found.Row.OrgId, found.Row.DossierId, found.ErasureKey), file, FileOrigin.Worker, digest => found.Mark("file", Convert.ToHexString(digest)), work.Cancelled);
            return taken.Value is { } one ? new Attached(work.Today, one.Format.Kind, one.Files, FileSettings.MostFiles) : Outcome<Attached>.From(taken);
        }
        catch (Exception away) when (Away.Is(away)) { return Outcome<Attached>.Busy; }
    }
}
