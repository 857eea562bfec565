using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>A packet for its author: exactly what the recipient would see, and what was looked at before.</summary>
/// <param name="Id">The packet.</param>
/// <param name="CaseId">The case.</param>
/// <param name="IssueId">The issue.</param>
/// <param name="Recipient">The business.</param>
/// <param name="RecipientOrganizationId">Null for a business outside the network.</param>
/// <param name="State">Where the packet stands.</param>
/// <param name="Checks">Each check with its result.</param>
/// <param name="NeedsSecondPerson">A second person must approve.</param>
/// <param name="SecondAsked">Somebody asked for the second person, whatever the checks say.</param>
/// <param name="Author">Who composed it.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="ReleaseOn">The day of the batch it waits for.</param>
/// <param name="NotBefore">The day to which it was put off.</param>
/// <param name="ReleasedOn">The day it went out.</param>
/// <param name="OpenedOn">The day the recipient first opened it.</param>
/// <param name="RevokedOn">The day it was taken back.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
/// <param name="AsTheySeeIt">What the recipient sees; null when this session cannot open it.</param>
/// <param name="Identification">How many could be meant, field by field; null when this session cannot open it.</param>
public sealed record ShareView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid CaseId,
    [property: Field(FieldClass.C1)] Guid IssueId,
    [property: Field(FieldClass.C1)] string? Recipient,
    [property: Field(FieldClass.C1)] Guid? RecipientOrganizationId,
    [property: Field(FieldClass.C1)] ShareState State,
    [property: Field(FieldClass.C1)] IReadOnlyList<PacketCheck> Checks,
    [property: Field(FieldClass.C1)] bool NeedsSecondPerson,
    [property: Field(FieldClass.C1)] bool SecondAsked,
    [property: Field(FieldClass.C1)] string? Author,
    [property: Field(FieldClass.C1)] string? ApprovedBy,
    [property: Field(FieldClass.C1)] DateOnly? ReleaseOn,
    [property: Field(FieldClass.C1)] DateOnly? NotBefore,
    [property: Field(FieldClass.C1)] DateOnly? ReleasedOn,
    [property: Field(FieldClass.C1)] DateOnly? OpenedOn,
    [property: Field(FieldClass.C1)] DateOnly? RevokedOn,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C2, "member of the vault of the case")] SharedIssueView? AsTheySeeIt,
    [property: Field(FieldClass.C2, "member of the vault of the case")] ReadIdentification.IdentificationView? Identification) : IView<Handlers>;

/// <summary>Reads a packet as its author.</summary>
public static class ReadShare
{
    /// <summary>Reads the packet. The reading is in the audit log before it is shown.</summary>
    public static async Task<Outcome<ShareView>> Handle(Guid id, Work work, Keystore keystore, IDirectory directory)
    {
        var keys = await Packets.Open(work, keystore, [id]);
        var view = await View(work, id, keys.GetValueOrDefault(id), directory);
        if (view is null) return Outcome<ShareView>.Missing;
        work.Audit("share.read", "share", id);
        return await work.Commit(view);
    }

    /// <summary>The view, without commit; null when there is no such packet of the caller's organization.</summary>
    internal static async Task<ShareView?> View(Work work, Guid id, byte[]? key, IDirectory? directory = null)
    {
        var row = await work.FirstOrNone<Row>("""
            select s.id, s.case_id, s.issue_id, coalesce(s.recipient_name, (select o.name from access.organization o where o.id = s.recipient_org)) as recipient, s.recipient_org,
                   s.state, s.checks, s.needs_second, s.second_asked_by is not null as second_asked, a.name as author, b.name as approved_by, s.release_on, s.not_before, s.released_on, s.first_opened_on, s.revoked_on, s.version, s.site_id
              from cases.share s left join access.person a on a.id = s.author left join access.person b on b.id = s.approved_by
             where s.id = $1 and s.org_id = access.org()
            """, id);
        if (row is null) return null;
        var shared = key is null ? null : await work.FirstOrNone<SharedIssueRow>(SharedIssueRow.Query + " where s.id = $1", id);
        var seen = shared is null ? null : SharedIssueView.Of(shared, key, work.Now);
        return new ShareView(row.Id, row.CaseId, row.IssueId, row.Recipient, row.RecipientOrg, row.State,
            System.Text.Json.JsonSerializer.Deserialize<List<PacketCheck>>(row.Checks, Json.Compact)!, row.NeedsSecond, row.SecondAsked, row.Author, row.ApprovedBy, row.ReleaseOn, row.NotBefore, row.ReleasedOn,
            row.FirstOpenedOn, row.RevokedOn, row.Version, seen, seen is null || directory is null ? null : await ReadIdentification.Of(work, directory, row.CaseId, row.SiteId, seen));
    }

    private sealed record Row(Guid Id, Guid CaseId, Guid IssueId, string? Recipient, Guid? RecipientOrg, ShareState State, string Checks, bool NeedsSecond, bool SecondAsked, string? Author, string? ApprovedBy,
        DateOnly? ReleaseOn, DateOnly? NotBefore, DateOnly? ReleasedOn, DateOnly? FirstOpenedOn, DateOnly? RevokedOn, int Version, Guid? SiteId);
}
