using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Takes a packet back: its key for the recipient is destroyed, and the recipient finds nothing there any more.</summary>
public static class RevokeShare
{
    /// <summary>A packet that was taken back.</summary>
    /// <param name="Id">The packet.</param>
    /// <param name="Recipient">Who could have read it.</param>
    /// <param name="WasReleased">Whether it had gone out.</param>
    /// <param name="OpenedOn">The day it was first opened; null when nobody had. What was read cannot be unread.</param>
    public sealed record RevokedView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string? Recipient,
        [property: Field(FieldClass.C1)] bool WasReleased,
        [property: Field(FieldClass.C1)] DateOnly? OpenedOn) : IView<Handlers>;

    internal sealed record Row(Guid Id, Guid OrgId, Guid CaseId, Guid IssueId, Guid? RecipientOrg, string? RecipientName, ShareState State, DateOnly? FirstOpenedOn, int Version);

    internal const string Query = """
        select s.id, s.org_id, s.case_id, s.issue_id, s.recipient_org, coalesce(s.recipient_name, (select o.name from access.organization o where o.id = s.recipient_org)) as recipient_name,
               s.state, s.first_opened_on, s.version from cases.share s
        """;

    /// <summary>Takes the packet back.</summary>
    public static async Task<Outcome<RevokedView>> Handle(Guid id, int? version, Work work)
    {
        var share = await work.FirstOrNone<Row>(Query + " where s.id = $1 and s.org_id = access.org() for update", id);
        if (share is null) return Outcome<RevokedView>.Missing;
        if (version is { } asked && asked != share.Version) return Outcome<RevokedView>.Stale;
        if (SharePolicy.WhyNotRevoke(share.State).ToList() is { Count: > 0 } reasons) return Outcome<RevokedView>.Refused(reasons);
        return await work.Commit(await Queue(work, share, "handler"));
    }

    internal static async Task<RevokedView> Queue(Work work, Row share, string why)
    {
        work.Write("update cases.share set state = 'Revoked', revoked_on = $2, release_on = null, version = version + 1 where id = $1", share.Id, work.Today);
        // The author keeps its own key, to be able to say what had been told.
        work.Write("update cases.packet_key set state = 'revoked', wrap = '' where share_id = $1 and recipient_org <> org_id", share.Id);
        // Nothing is asked of her any more about what will not go.
        work.Write("update cases.rendering set state = 'TakenBack', taken_back_for = 'discarded', version = version + 1 where share_id = $1 and state = 'Asked'", share.Id);
        IssueClocks.TakenBack(work, share.Id);
        CaseFile.Touch(work, share.CaseId);
        CaseLog.Note(work, share.OrgId, share.CaseId, share.IssueId, "share.revoked", CaseParty.Of(work.Actor), new { share = share.Id, why, from = share.State, opened = share.FirstOpenedOn });
        await Watch.End(work, share);
        if (share is { State: ShareState.Released, RecipientOrg: { } recipient })
            await work.InRowsOf(recipient, () =>
            {
                work.Audit("shared-issue.revoked", "share", share.Id);
                return Task.CompletedTask;
            });
        return new RevokedView(share.Id, share.RecipientName, share.State is ShareState.Released, share.FirstOpenedOn);
    }
}
