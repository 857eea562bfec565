using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>The right of reply: a business tells the matter as it sees it. Its account stands beside the case at once, and before buyers when whoever runs the
/// case has read that it points at nobody. A business without an account here tells it to a handler, who records it.</summary>
public static class GiveAccount
{
    /// <summary>The account.</summary>
    public sealed record Input(string Text);

    /// <summary>An account that a handler records.</summary>
    /// <param name="Text">What the business said.</param>
    /// <param name="ShareId">The packet; null for the newest one that went out and is waited upon.</param>
    public sealed record OnBehalfInput(string Text, Guid? ShareId = null);

    /// <summary>What was made.</summary>
    public sealed record GivenView([property: Field(FieldClass.C1)] Guid Id) : IView<Businesses>;

    /// <summary>Only who is asked for an answer gives an account: a buyer is told.</summary>
    public sealed record NotAsked() : Refusal("account.not-asked");

    /// <summary>Every reason against it.</summary>
    /// <param name="text">The account.</param>
    /// <param name="answers">The packet asks for an answer.</param>
    public static IEnumerable<Refusal> WhyNot(string? text, bool answers)
    {
        foreach (var reason in Given.Text(text, "text", 16384)) yield return reason;
        if (!answers) yield return new NotAsked();
    }

    /// <summary>The business gives it, also when the work on the issue has ended.</summary>
    public static async Task<Outcome<GivenView>> Handle(Guid share, Input input, Work work, Keystore keystore)
    {
        var packet = await work.FirstOrNone<AskedPacket>(AskedPacket.Query, share);
        if (packet is null) return Outcome<GivenView>.Missing;
        if (WhyNot(input.Text, packet.Answers).ToList() is { Count: > 0 } reasons) return Outcome<GivenView>.Refused(reasons);
        if (!(await Packets.Open(work, keystore, [share])).TryGetValue(share, out var key)) return Outcome<GivenView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        var made = Guid.Empty;
        work.Audit("shared-issue.account-given", "share", share);
        await work.InRowsOf(packet.OrgId, async () =>
        {
            var held = await IssueFile.Hold(work, packet.IssueId);
            if (!held.IsDone || await work.FirstOrNone<Guid?>("select id from cases.share where id = $1 and state = 'Released'", share) is null) return;
            made = Queue(work, held.Value!, packet.OrgId, packet.RecipientOrg, share, packet.DossierId, key, input.Text, onBehalf: false);
            work.Notify("issue.business-account", "case", packet.CaseId, held.Value!.Row.AssignedTo);
        });
        return made == Guid.Empty ? Outcome<GivenView>.Refused(new RespondToShared.NotOpen()) : await work.Commit(new GivenView(made));
    }

    /// <summary>A handler records it for a business that does not write here itself.</summary>
    public static async Task<Outcome<ActView>> OnBehalf(Guid issue, int? version, OnBehalfInput input, Work work, Keystore keystore)
    {
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var file = held.Value!;
        var share = await work.FirstOrNone<Told>("""
            select s.id, s.recipient_org, s.dossier_id, s.due_on is not null as answers from cases.share s
             where s.issue_id = $1 and s.state = 'Released' and ($2::uuid is null and s.due_on is not null or s.id = $2) order by s.released_on desc, s.id limit 1
            """, issue, input.ShareId);
        if (share is null) return Outcome<ActView>.Refused(input.ShareId is null ? new IssueRefusals.NoReleasablePacket() : new BadInput("input.not-a-choice", "shareId"));
        if (WhyNot(input.Text, share.Answers).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        if (!(await Packets.Open(work, keystore, [share.Id])).TryGetValue(share.Id, out var key)) return Outcome<ActView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
        var made = Queue(work, file, file.Row.OrgId, share.RecipientOrg, share.Id, share.DossierId, key, input.Text, onBehalf: true);
        return await work.Commit(file.Stand(made));
    }

    private static Guid Queue(Work work, IssueFile file, Guid organization, Guid? business, Guid share, Guid dossier, byte[] key, string text, bool onBehalf)
    {
        var id = Guid.NewGuid();
        // What waited was never read by anybody else: the new one takes its place. What is shown stays until the new one is.
        work.Write("update cases.account set state = 'Replaced', version = version + 1 where share_id = $1 and state = 'Given'", share);
        work.Write("insert into cases.account (id, org_id, recipient_org, share_id, issue_id, dossier_id, by_person, on_behalf, given_on, ct) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id, organization, business, share, file.Row.Id, dossier, work.Actor.PersonId, onBehalf, work.Today, Blob.SealText(key, text.Trim(), new Aad(SealedColumns.Account, id, dossier)));
        CaseFile.Touch(work, file.Row.CaseId);
        CaseLog.Note(work, organization, file.Row.CaseId, file.Row.Id, "issue.account-given", CaseParty.Of(work.Actor), new { share, account = id, onBehalf });
        return id;
    }

    private sealed record Told(Guid Id, Guid? RecipientOrg, Guid DossierId, bool Answers);
}
