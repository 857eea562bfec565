using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>A business asks whoever shared an issue with it. The question is sealed under the packet's key; it reaches the organization that runs the case, never the worker.</summary>
public static class AskInquiry
{
    /// <summary>Most questions of a packet that wait at a time.</summary>
    public const int MostWaiting = 5;

    /// <summary>The question.</summary>
    public sealed record Input(string Text);

    /// <summary>What was made.</summary>
    public sealed record AskedView([property: Field(FieldClass.C1)] Guid Id) : IView<Businesses>;

    /// <summary>Enough questions wait.</summary>
    public sealed record TooManyWait(int Most) : Refusal("inquiry.too-many-wait");

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, bool ended, int waiting)
    {
        foreach (var reason in Given.Text(input.Text, "text", 8192)) yield return reason;
        if (ended) yield return new RespondToShared.NotOpen();
        if (waiting >= MostWaiting) yield return new TooManyWait(MostWaiting);
    }

    /// <summary>Asks.</summary>
    public static async Task<Outcome<AskedView>> Handle(Guid share, Input input, Work work, Keystore keystore)
    {
        var packet = await work.FirstOrNone<AskedPacket>(AskedPacket.Query, share);
        if (packet is null) return Outcome<AskedView>.Missing;
        if (WhyNot(input, packet.Ended, packet.Waiting).ToList() is { Count: > 0 } reasons) return Outcome<AskedView>.Refused(reasons);
        if (!(await Packets.Open(work, keystore, [share])).TryGetValue(share, out var key)) return Outcome<AskedView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        var id = Guid.NewGuid();
        var taken = false;
        work.Audit("shared-issue.inquiry-asked", "share", share, new { question = id });
        await work.InRowsOf(packet.OrgId, async () =>
        {
            var held = await IssueFile.Hold(work, packet.IssueId);
            // Revoked between reading and asking: the packet is looked at again under the hold of its issue.
            if (!held.IsDone || await work.FirstOrNone<Guid?>("select id from cases.share where id = $1 and state = 'Released' and not ended", share) is null) return;
            work.Write("insert into cases.inquiry (id, org_id, recipient_org, share_id, issue_id, dossier_id, asked_by, asked_on, ct) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                id, packet.OrgId, packet.RecipientOrg, share, packet.IssueId, packet.DossierId, work.Actor.PersonId, work.Today, Blob.SealText(key, input.Text, new Aad(SealedColumns.Inquiry, id, packet.DossierId)));
            CaseFile.Touch(work, packet.CaseId);
            CaseLog.Note(work, packet.OrgId, packet.CaseId, packet.IssueId, "issue.business-asked", CaseParty.Of(work.Actor), new { share, question = id });
            work.Notify("issue.business-asked", "case", packet.CaseId, held.Value!.Row.AssignedTo);
            taken = true;
        });
        return taken ? await work.Commit(new AskedView(id)) : Outcome<AskedView>.Refused(new RespondToShared.NotOpen());
    }
}

/// <summary>A packet as whoever it was released to may speak about it.</summary>
internal sealed record AskedPacket(Guid Id, Guid OrgId, Guid? RecipientOrg, Guid IssueId, Guid CaseId, Guid DossierId, bool Ended, bool Answers, int Waiting)
{
    /// <summary>The packet, released to the organization of the transaction. A buyer is told and not asked: it has no day for an answer.</summary>
    public const string Query = """
        select s.id, s.org_id, s.recipient_org, s.issue_id, s.case_id, s.dossier_id, s.ended, s.due_on is not null as answers,
               (select count(*)::integer from cases.inquiry q where q.share_id = s.id and q.state = 'Asked') as waiting
          from cases.share s where s.id = $1 and s.recipient_org = access.org() and s.state = 'Released'
        """;
}
