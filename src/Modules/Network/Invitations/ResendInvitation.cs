using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Sends an invitation again with a new link, or takes it back. The old link ends in the same act.</summary>
public static class ResendInvitation
{
    /// <summary>For an operator: in which organization.</summary>
    public sealed record Input(Guid? OrganizationId = null);

    /// <summary>It was used: the person works here already.</summary>
    public sealed record UsedAlready() : Refusal("invitation.used-already");
    /// <summary>It was taken back; a new one says who invites.</summary>
    public sealed record TakenBack() : Refusal("invitation.taken-back-already");

    private sealed record Row(Guid Id, string Email, string Name, DateTimeOffset? UsedAt, DateTimeOffset? RevokedAt);

    /// <summary>Sends it again.</summary>
    public static async Task<Outcome<InvitePerson.Invited>> Handle(Guid invitation, Guid? organization, Work work, InvitationPost post)
    {
        var code = InvitationPost.Draw();
        var outcome = await Act(invitation, organization, work, (row, place) =>
        {
            work.Write("update access.invitation set code_hash = $2, expires_at = $3, sent_at = $4, sent_count = sent_count + 1 where id = $1", row.Id, InvitePerson.HashOf(code), work.Now + post.Lasts, work.Now);
            post.Queue(work, place.Id, place.Name, row.Id, row.Email, row.Name, code);
            work.Audit("invitation.sent-again", "invitation", row.Id);
        });
        return outcome.IsDone ? InvitePerson.Shown(invitation, code, post) : Outcome<InvitePerson.Invited>.From(outcome);
    }

    /// <summary>Takes it back.</summary>
    public static Task<Outcome> Revoke(Guid invitation, Guid? organization, Work work) => Act(invitation, organization, work, (row, _) =>
    {
        work.Write("update access.invitation set revoked_at = $2 where id = $1", row.Id, work.Now);
        OutgoingMail.Cancel(work, row.Id);
        work.Audit("invitation.taken-back", "invitation", row.Id);
    });

    private static async Task<Outcome> Act(Guid invitation, Guid? organization, Work work, Action<Row, Reach.Place> act)
    {
        if (await Reach.Of(work, organization) is not { } place) return Outcome.Missing;
        var outcome = Outcome.Missing;
        await work.InRowsOf(place.Id, async () =>
        {
            var row = await work.FirstOrNone<Row>("select id, email, name, used_at, revoked_at from access.invitation where id = $1 and org_id = $2 for update", invitation, place.Id);
            if (row is null) return;
            if (row.UsedAt is not null) { outcome = Outcome.Refused(new UsedAlready()); return; }
            if (row.RevokedAt is not null) { outcome = Outcome.Refused(new TakenBack()); return; }
            act(row, place);
            outcome = Outcome.Done;
        });
        return outcome.IsDone ? await work.Commit() : outcome;
    }
}
