using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Whoever runs the case reads a business's account: shows it to the buyers who are told of the issue, or gives it back with the reason. An account that
/// names the worker, or says how to reach her, goes to nobody.</summary>
public static class DecideAccount
{
    /// <summary>Why an account is given back. Ours; stable.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["couldIdentify", "blamesWorker", "notAboutThis"];

    /// <summary>The decision.</summary>
    /// <param name="Show">Whether buyers read it.</param>
    /// <param name="Reason">Why not: one of <see cref="Reasons"/>.</param>
    public sealed record Input(bool? Show, string? Reason = null);

    /// <summary>It was decided, or another took its place.</summary>
    public sealed record NotWaiting() : Refusal("account.not-waiting");

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input, string state)
    {
        if (input.Show is null) yield return new BadInput("input.required", "show");
        if (input.Show is false) foreach (var reason in Given.Choice(input.Reason, Reasons, "reason")) yield return reason;
        if (state != "Given") yield return new NotWaiting();
    }

    /// <summary>Decides.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid account, int? version, Input input, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore)
    {
        var issue = await work.FirstOrNone<Guid?>("select issue_id from cases.account where id = $1 and org_id = access.org()", account);
        if (issue is null) return Outcome<ActView>.Missing;
        var held = await IssueFile.Hold(work, issue.Value);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var (file, row) = (held.Value!, (await work.FirstOrNone<Row>("select a.share_id, a.dossier_id, a.state, a.version, a.recipient_org, a.ct from cases.account a where a.id = $1 for update", account))!);
        if (version is { } asked && asked != row.Version) return Outcome<ActView>.Stale;
        if (WhyNot(input, row.State).ToList() is { Count: > 0 } reasons) return Outcome<ActView>.Refused(reasons);
        if (input.Show!.Value)
        {
            if (!(await Packets.Open(work, keystore, [row.ShareId])).TryGetValue(row.ShareId, out var key)) return Outcome<ActView>.Refused(work.Keys.IsLocked ? new SessionLocked() : new NotAdmittedToVault());
            var text = Blob.OpenText(key, row.Ct, new Aad(SealedColumns.Account, account, row.DossierId));
            var known = await PacketLook.Open(work, dossiers, file.Row, text);
            if (!known.IsDone) return Outcome<ActView>.From(known);
            // A person reads it here, so what only warns is hers to judge.
            if (WordsForOthers.WhyNot(PacketChecks.OfText(text, known.Value!.Identity, [file.Row.ReceivedOn], file.Calendar.Settings), strict: false).ToList() is { Count: > 0 } telling) return Outcome<ActView>.Refused(telling);
            work.Write("delete from cases.account_copy where account_id in (select id from cases.account where share_id = $1 and state = 'Shown')", row.ShareId);
            work.Write("update cases.account set state = 'Replaced', version = version + 1 where share_id = $1 and state = 'Shown'", row.ShareId);
        }
        work.Write("update cases.account set state = $2, reason = $3, decided_by = $4, decided_on = $5, version = version + 1 where id = $1",
            account, input.Show.Value ? "Shown" : "Returned", input.Show.Value ? null : input.Reason, work.Actor.PersonId, work.Today);
        CaseFile.Touch(work, file.Row.CaseId);
        CaseLog.Note(work, file.Row.OrgId, file.Row.CaseId, file.Row.Id, input.Show.Value ? "issue.account-shown" : "issue.account-returned", CaseParty.Of(work.Actor), new { share = row.ShareId, account, reason = input.Reason });
        if (input.Show.Value)
        {
            var others = await work.All<Other>("select s.id, s.recipient_org from cases.share s where s.issue_id = $1 and s.id <> $2 and s.recipient_org is not null and s.state in ('Draft', 'Approved', 'Released')", issue.Value, row.ShareId);
            var keys = await Packets.Open(work, keystore, [.. others.Select(b => b.Id)]);
            foreach (var other in others.Where(b => keys.ContainsKey(b.Id)))
                if (file.Row.SiteId is { } site && await directory.BuysFrom(work, other.RecipientOrg, site))
                    await Copy(work, keystore, file.Row.OrgId, issue.Value, other.Id, other.RecipientOrg, row.DossierId, keys[other.Id], account);
        }
        if (row.RecipientOrg is { } business)
            await work.InRowsOf(business, () =>
            {
                work.Audit("shared-issue.account-decided", "share", row.ShareId, new { shown = input.Show.Value });
                work.Notify(input.Show.Value ? "shared-issue.account-shown" : "shared-issue.account-returned", "share", row.ShareId);
                return Task.CompletedTask;
            });
        return await work.Commit(file.Stand(account));
    }

    /// <summary>Puts the accounts that are shown beside a packet, sealed under its key: a buyer who is told later reads them too.</summary>
    /// <param name="work">The unit of work, in the rows of the author.</param>
    /// <param name="keystore">The keystore.</param>
    /// <param name="organization">The author.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="share">The buyer's packet.</param>
    /// <param name="buyer">The buyer.</param>
    /// <param name="dossier">The case's dossier.</param>
    /// <param name="key">Key of the buyer's packet.</param>
    /// <param name="only">One account that is shown with this very act; null for all that are shown.</param>
    internal static async Task Copy(Work work, Keystore keystore, Guid organization, Guid issue, Guid share, Guid buyer, Guid dossier, byte[] key, Guid? only = null)
    {
        var shown = await work.All<Shown>("""
            select a.id, a.share_id, a.dossier_id, a.given_on, a.ct, coalesce((select o.name from access.organization o where o.id = a.recipient_org), s.recipient_name, '') as from_name
              from cases.account a join cases.share s on s.id = a.share_id where a.issue_id = $1 and a.share_id <> $2 and (a.state = 'Shown' and $3::uuid is null or a.id = $3)
            """, issue, share, only);
        var keys = await Packets.Open(work, keystore, [.. shown.Select(a => a.ShareId)]);
        foreach (var account in shown.Where(a => keys.ContainsKey(a.ShareId)))
        {
            var id = Guid.NewGuid();
            var text = Blob.OpenText(keys[account.ShareId], account.Ct, new Aad(SealedColumns.Account, account.Id, account.DossierId));
            work.Write("insert into cases.account_copy (id, account_id, share_id, org_id, recipient_org, dossier_id, from_name, given_on, ct) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
                id, account.Id, share, organization, buyer, dossier, account.FromName, account.GivenOn, Blob.SealText(key, text, new Aad(SealedColumns.AccountCopy, id, dossier)));
        }
    }

    private sealed record Row(Guid ShareId, Guid DossierId, string State, int Version, Guid? RecipientOrg, byte[] Ct);
    private sealed record Other(Guid Id, Guid RecipientOrg);
    private sealed record Shown(Guid Id, Guid ShareId, Guid DossierId, DateOnly GivenOn, byte[] Ct, string FromName);
}
