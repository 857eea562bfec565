using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>What passed between a business and whoever runs the case: questions and answers, and the business's own account.</summary>
public static class ReadDialogue
{
    /// <summary>What passed about one packet, as the business reads it.</summary>
    /// <param name="Id">The packet.</param>
    /// <param name="From">Who shared it.</param>
    /// <param name="Ended">The work on it has ended.</param>
    /// <param name="Answers">An answer is asked of this business: it may give its own account. A buyer is told.</param>
    /// <param name="Inquiries">Its questions, newest last.</param>
    /// <param name="Accounts">Its own account: what is shown, and what waits or came back.</param>
    /// <param name="Others">Accounts of businesses that are shown to this buyer.</param>
    /// <param name="Locked">The session holds no key to the words.</param>
    public sealed record DialogueView(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] string From, [property: Field(FieldClass.C1)] bool Ended, [property: Field(FieldClass.C1)] bool Answers,
        [property: Field(FieldClass.C2, "own words of this business, and what it was answered")] IReadOnlyList<InquiryView> Inquiries,
        [property: Field(FieldClass.C2, "own words of this business")] IReadOnlyList<AccountView> Accounts,
        [property: Field(FieldClass.C2, "accounts that were shown to this buyer")] IReadOnlyList<OtherAccountView> Others,
        [property: Field(FieldClass.C1)] bool Locked) : IView<Businesses>;

    /// <summary>A question.</summary>
    public sealed record InquiryView(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] InquiryState State, [property: Field(FieldClass.C1)] DateOnly AskedOn,
        [property: Field(FieldClass.C2, "own words of this business")] string Text, [property: Field(FieldClass.C1)] string? Reason, [property: Field(FieldClass.C1)] DateOnly? AnsweredOn,
        [property: Field(FieldClass.C2, "answered to this business")] string? Answer, [property: Field(FieldClass.C1)] int Version) : IView<Businesses>;

    /// <summary>An account of the business.</summary>
    public sealed record AccountView(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] AccountState State, [property: Field(FieldClass.C1)] DateOnly GivenOn,
        [property: Field(FieldClass.C2, "own words of this business")] string Text, [property: Field(FieldClass.C1)] bool OnBehalf, [property: Field(FieldClass.C1)] string? Reason,
        [property: Field(FieldClass.C1)] DateOnly? DecidedOn, [property: Field(FieldClass.C1)] int Version) : IView<Businesses>;

    /// <summary>An account of another business, as a buyer reads it.</summary>
    public sealed record OtherAccountView(
        [property: Field(FieldClass.C1)] string From, [property: Field(FieldClass.C1)] DateOnly GivenOn, [property: Field(FieldClass.C2, "shown to this buyer")] string Text) : IView<Businesses>;

    /// <summary>The business side of a case.</summary>
    /// <param name="CaseId">The case.</param>
    /// <param name="Packets">Packet by packet, those that went out.</param>
    public sealed record CaseDialogueView([property: Field(FieldClass.C1)] Guid CaseId, [property: Field(FieldClass.C2, "member of the vault of the case")] IReadOnlyList<PacketDialogueView> Packets) : IView<Handlers>;

    /// <summary>What passed about one packet, as whoever runs the case reads it.</summary>
    /// <param name="Id">The packet.</param>
    /// <param name="IssueId">The issue.</param>
    /// <param name="IssueCode">Its code.</param>
    /// <param name="Recipient">The business.</param>
    /// <param name="IsOutside">It has no account here: what it says is recorded for it.</param>
    /// <param name="State">Where the packet stands.</param>
    /// <param name="Answers">An answer is asked of it; else it is a buyer that is told.</param>
    /// <param name="Inquiries">What it asked.</param>
    /// <param name="Accounts">How it sees the matter.</param>
    /// <param name="Recorded">What colleagues recorded for it: when and who.</param>
    /// <param name="Locked">The session holds no key to the words.</param>
    public sealed record PacketDialogueView(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] Guid IssueId, [property: Field(FieldClass.C1)] string IssueCode, [property: Field(FieldClass.C1)] string? Recipient,
        [property: Field(FieldClass.C1)] bool IsOutside, [property: Field(FieldClass.C1)] ShareState State, [property: Field(FieldClass.C1)] bool Answers,
        [property: Field(FieldClass.C2, "member of the vault of the case")] IReadOnlyList<InquiryView> Inquiries,
        [property: Field(FieldClass.C2, "member of the vault of the case")] IReadOnlyList<AccountView> Accounts,
        [property: Field(FieldClass.C1)] IReadOnlyList<RecordedView> Recorded, [property: Field(FieldClass.C1)] bool Locked) : IView<Handlers>;

    /// <summary>Something that a colleague recorded for a business.</summary>
    /// <param name="Kind">response or account.</param>
    /// <param name="Day">When.</param>
    /// <param name="By">Who.</param>
    public sealed record RecordedView([property: Field(FieldClass.C1)] string Kind, [property: Field(FieldClass.C1)] DateOnly Day, [property: Field(FieldClass.C1)] string? By) : IView<Handlers>;

    /// <summary>Reads it as the business that the packet was released to.</summary>
    public static async Task<Outcome<DialogueView>> ForBusiness(Guid share, Work work, Keystore keystore)
    {
        if (await Of(work, share, keystore) is not { } view) return Outcome<DialogueView>.Missing;
        work.Audit("shared-issue.dialogue-read", "share", share);
        return await work.Commit(view);
    }

    /// <summary>The view, without commit; null when there is no such packet. <paramref name="keystore"/> is null where nothing sealed may be opened.</summary>
    internal static async Task<DialogueView?> Of(Work work, Guid share, Keystore? keystore)
    {
        var packet = await work.FirstOrNone<BusinessPacket>("""
            select s.id, s.dossier_id, (select o.name from access.organization o where o.id = s.org_id) as from_name, s.ended, s.due_on is not null as answers
              from cases.share s where s.id = $1 and s.recipient_org = access.org() and s.state = 'Released'
            """, share);
        if (packet is null) return null;
        var (questions, accounts) = (Inquiries([share]), Accounts([share]));
        var others = new Question<CopyRow>("select id, from_name, given_on, ct from cases.account_copy where share_id = $1 order by given_on, id", share);
        await work.Ask(questions, accounts, others);
        var key = keystore is null ? null : (await Packets.Open(work, keystore, [share])).GetValueOrDefault(share);
        return new DialogueView(packet.Id, packet.FromName, packet.Ended, packet.Answers, [.. questions.Rows.Select(q => q.View(key))],
            [.. accounts.Rows.Where(a => a.State is not AccountState.Replaced).Select(a => a.View(key))],
            [.. others.Rows.Select(o => new OtherAccountView(o.FromName, o.GivenOn, Open(key, SealedColumns.AccountCopy, o.Id, packet.DossierId, o.Ct)))], key is null);
    }

    /// <summary>Reads it as whoever runs the case.</summary>
    public static async Task<Outcome<CaseDialogueView>> ForCase(Guid @case, Work work, Keystore keystore)
    {
        if (await OfCase(work, @case, keystore) is not { } view) return Outcome<CaseDialogueView>.Missing;
        work.Audit("case.dialogue-read", "case", @case);
        return await work.Commit(view);
    }

    /// <summary>The view, without commit; null when there is no such case. <paramref name="keystore"/> is null where nothing sealed may be opened.</summary>
    internal static async Task<CaseDialogueView?> OfCase(Work work, Guid @case, Keystore? keystore)
    {
        if (await work.FirstOrNone<Guid?>("select id from cases.\"case\" where id = $1 and org_id = access.org()", @case) is null) return null;
        var packets = await work.All<CasePacket>("""
            select s.id, s.issue_id, i.code, coalesce(s.recipient_name, (select o.name from access.organization o where o.id = s.recipient_org)) as recipient, s.recipient_org is null as is_outside, s.state, s.due_on is not null as answers
              from cases.share s join cases.labor_issue i on i.id = s.issue_id where s.case_id = $1 and s.released_on is not null order by i.seq, s.released_on, s.id
            """, @case);
        var ids = packets.Select(p => p.Id).ToArray();
        var (questions, accounts) = (Inquiries(ids), Accounts(ids));
        var recorded = new Question<RecordedRow>("""
            select r.share_id, 'response' as kind, r.day, p.name as "by", r.seq from cases.response r left join access.person p on p.id = r.by_person where r.share_id = any($1) and r.on_behalf
            union all select a.share_id, 'account', a.given_on, p.name, a.seq from cases.account a left join access.person p on p.id = a.by_person where a.share_id = any($1) and a.on_behalf
             order by 3, 5
            """, ids);
        await work.Ask(questions, accounts, recorded);
        var keys = keystore is null ? new Dictionary<Guid, byte[]>() : await Packets.Open(work, keystore, ids);
        return new CaseDialogueView(@case, [.. packets.Select(p => new PacketDialogueView(p.Id, p.IssueId, p.Code, p.Recipient, p.IsOutside, p.State, p.Answers,
            [.. questions.Rows.Where(q => q.ShareId == p.Id).Select(q => q.View(keys.GetValueOrDefault(p.Id)))],
            [.. accounts.Rows.Where(a => a.ShareId == p.Id && a.State is not AccountState.Replaced).Select(a => a.View(keys.GetValueOrDefault(p.Id)))],
            [.. recorded.Rows.Where(r => r.ShareId == p.Id).Select(r => new RecordedView(r.Kind, r.Day, r.By))], !keys.ContainsKey(p.Id)))]);
    }

    private static Question<InquiryRow> Inquiries(Guid[] shares) => new("select id, share_id, dossier_id, state, asked_on, ct, reason, answered_on, answer_ct, version from cases.inquiry where share_id = any($1) order by seq", shares);
    private static Question<AccountRow> Accounts(Guid[] shares) => new("select id, share_id, dossier_id, state, given_on, ct, on_behalf, reason, decided_on, version from cases.account where share_id = any($1) order by seq", shares);

    private static string Open(byte[]? key, SealedColumn column, Guid row, Guid dossier, byte[] ct) => key is null ? "" : Blob.OpenText(key, ct, new Aad(column, row, dossier));

    private sealed record BusinessPacket(Guid Id, Guid DossierId, string FromName, bool Ended, bool Answers);
    private sealed record CasePacket(Guid Id, Guid IssueId, string Code, string? Recipient, bool IsOutside, ShareState State, bool Answers);
    private sealed record CopyRow(Guid Id, string FromName, DateOnly GivenOn, byte[] Ct);
    private sealed record RecordedRow(Guid ShareId, string Kind, DateOnly Day, string? By, long Seq);

    private sealed record InquiryRow(Guid Id, Guid ShareId, Guid DossierId, InquiryState State, DateOnly AskedOn, byte[] Ct, string? Reason, DateOnly? AnsweredOn, byte[]? AnswerCt, int Version)
    {
        public InquiryView View(byte[]? key) => new(Id, State, AskedOn, Open(key, SealedColumns.Inquiry, Id, DossierId, Ct), Reason, AnsweredOn,
            AnswerCt is null ? null : Open(key, SealedColumns.InquiryAnswer, Id, DossierId, AnswerCt), Version);
    }

    private sealed record AccountRow(Guid Id, Guid ShareId, Guid DossierId, AccountState State, DateOnly GivenOn, byte[] Ct, bool OnBehalf, string? Reason, DateOnly? DecidedOn, int Version)
    {
        public AccountView View(byte[]? key) => new(Id, State, GivenOn, Open(key, SealedColumns.Account, Id, DossierId, Ct), OnBehalf, Reason, DecidedOn, Version);
    }
}

/// <summary>Where a question stands.</summary>
public enum InquiryState
{
    /// <summary>It waits.</summary>
    Asked,
    /// <summary>It was answered.</summary>
    Answered,
    /// <summary>It is not answered, with the reason.</summary>
    Refused,
}

/// <summary>Where an account stands.</summary>
public enum AccountState
{
    /// <summary>It stands beside the case and waits to be read.</summary>
    Given,
    /// <summary>Buyers who are told of the issue read it.</summary>
    Shown,
    /// <summary>It was given back, with the reason.</summary>
    Returned,
    /// <summary>Another took its place.</summary>
    Replaced,
}
