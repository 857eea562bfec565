using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A handler adds a file to a case: what the worker sent by another way, a photograph of a visit.</summary>
public static class AddCaseFile
{
    /// <summary>What was added.</summary>
    /// <param name="Id">The file.</param>
    /// <param name="Kind">What it was taken for.</param>
    public sealed record AddedView([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] FileKind Kind) : IView<Handlers>;

    /// <summary>What the room of files works with.</summary>
    public sealed record Room(FileIntake Intake, FilePreparation Preparation, FileOpening Opening, IFileStore Store, Keystore Keystore, WorkFactory Works);

    /// <summary>Adds it. What was asked before the upload is asked again after it: a long upload outlasts a session, a role, a case.</summary>
    public static async Task<Outcome<AddedView>> Handle(Guid id, IncomingFile? file, HttpContext http, Work work, Room room)
    {
        if (file is null) return Outcome<AddedView>.Refused(FileRefusals.Empty());
        if (room.Intake.WhyNotNow() is { } full) return Outcome<AddedView>.Refused(full);
        if (await work.FirstOrNone<Guid?>("select dossier_id from cases.\"case\" where id = $1", id) is not { } dossier || await room.Keystore.Find(dossier, work.Cancelled) is not { } erasure) return Outcome<AddedView>.Missing;
        var organization = work.Actor.OrganizationId;
        await work.DisposeAsync();
        var taken = await room.Intake.Take(file, new FileOwnerDoor(organization, dossier, erasure), work.Cancelled);
        if (taken.Value is not { } upload) return Outcome<AddedView>.From(taken);
        await using var again = await room.Works.Again(http, work, AttachmentsPermissions.Add);
        var added = again is null ? Outcome<AddedView>.Missing : await Keep(id, upload, again);
        if (added.IsDone) room.Preparation.Offer(upload.ToPrepare());
        else await upload.Drop(room.Store);
        return added;
    }

    private static async Task<Outcome<AddedView>> Keep(Guid id, SealedUpload upload, Work work)
    {
        var held = await CaseFile.Hold(work, id, null);
        if (!held.IsDone) return Outcome<AddedView>.From(held);
        var row = held.Value!;
        if (await VaultDoor.Of(work, row.OrgId) is not { } vault) return Outcome<AddedView>.Missing;
        upload.Queue(work, FileOrigin.Handler, vault);
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.file-added", CaseParty.Of(work.Actor), new { file = upload.Id, upload.Format.Kind });
        return await work.Commit(new AddedView(upload.Id, upload.Format.Kind));
    }
}
