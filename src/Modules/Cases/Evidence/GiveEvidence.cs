using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A business sends a file that shows what it did: a notice, a transfer, a list. It is cleaned before anybody reads it, also before the
/// business itself does: what hides in a photograph of a notice board is nobody's business there either.</summary>
public static class GiveEvidence
{
    /// <summary>Files to one action.</summary>
    public const int MostFiles = 10;

    /// <summary>What was sent.</summary>
    public sealed record GivenView([property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] FileKind Kind) : IView<Businesses>;

    /// <summary>Takes it.</summary>
    public static async Task<Outcome<GivenView>> Handle(Guid id, Guid action, IncomingFile? file, HttpContext http, Work work, AddCaseFile.Room room)
    {
        if (file is null) return Outcome<GivenView>.Refused(FileRefusals.Empty());
        if (room.Intake.WhyNotNow() is { } full) return Outcome<GivenView>.Refused(full);
        var found = await Find(id, action, work, room);
        if (found.Value is not { } target) return Outcome<GivenView>.From(found);
        if (await room.Keystore.Find(target.Share.DossierId, work.Cancelled) is not { } erasure) return Outcome<GivenView>.Missing;
        await work.DisposeAsync();
        var taken = await room.Intake.Take(file, new FileOwnerDoor(target.Share.OrgId, target.Share.DossierId, erasure), work.Cancelled);
        if (taken.Value is not { } upload) return Outcome<GivenView>.From(taken);
        await using var again = await room.Works.Again(http, work, CasesPermissions.RespondToShared);
        var given = again is null ? Outcome<GivenView>.Missing : await Keep(id, action, upload, again, room);
        if (given.IsDone) room.Preparation.Offer(upload.ToPrepare());
        else await upload.Drop(room.Store);
        return given;
    }

    private static async Task<Outcome<GivenView>> Keep(Guid id, Guid action, SealedUpload upload, Work work, AddCaseFile.Room room)
    {
        var found = await Find(id, action, work, room);
        if (found.Value is not { } target) return Outcome<GivenView>.From(found);
        var share = target.Share;
        Refusal? refusal = new RespondToShared.NotOpen();
        work.Audit("shared-issue.evidence-given", "share", id, new { action, file = upload.Id });
        await work.InRowsOf(share.OrgId, async () =>
        {
            var held = await IssueFile.Hold(work, share.IssueId);
            if (!held.IsDone || await work.FirstOrNone<Guid?>("select id from cases.share where id = $1 and state = 'Released'", id) is null) return;
            if (await VaultDoor.Of(work, share.OrgId) is not { } vault) return;
            upload.Queue(work, FileOrigin.Business, vault);
            SharedFiles.Queue(work, id, share.OrgId, share.RecipientOrg, share.DossierId, upload.Id, action, target.Key, upload.CleanedKey);
            CaseLog.Note(work, share.OrgId, share.CaseId, share.IssueId, "issue.evidence-given", CaseParty.Of(work.Actor), new { action, file = upload.Id });
            work.Notify("issue.evidence-given", "case", share.CaseId, held.Value!.Row.AssignedTo);
            refusal = null;
        });
        return refusal is null ? await work.Commit(new GivenView(upload.Id, upload.Format.Kind)) : Outcome<GivenView>.Refused(refusal);
    }

    private static async Task<Outcome<Target>> Find(Guid id, Guid action, Work work, AddCaseFile.Room room)
    {
        var share = await work.FirstOrNone<AnsweredShare>(AnsweredShare.Query + " where s.id = $1 and s.recipient_org = access.org() and s.state = 'Released'", id);
        if (share is null || await work.FirstOrNone<string>("select state from cases.action where id = $1 and share_id = $2", action, id) is not { } state) return Outcome<Target>.Missing;
        if (await work.FirstOrNone<int>("select count(*)::integer from cases.share_file where share_id = $1 and action_id = $2", id, action) >= MostFiles) return Outcome<Target>.Refused(new FileRefusals.TooMany(MostFiles));
        return (await Packets.Open(work, room.Keystore, [id])).TryGetValue(id, out var key) ? new Target(share, key, state)
            : Outcome<Target>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
    }

    private sealed record Target(AnsweredShare Share, byte[] Key, string State);
}
