using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>The referrals of a case, the texts that a second person has to look at, and the other ways to remedy beside them.</summary>
public sealed record ReferralsView(
    [property: Field(FieldClass.C1)] Guid CaseId,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] CaseState CaseState,
    [property: Field(FieldClass.C1)] bool Locked,
    [property: Field(FieldClass.C1)] IReadOnlyList<ReferralView> Referrals,
    [property: Field(FieldClass.C1)] IReadOnlyList<WaiverFlagView> Waivers,
    [property: Field(FieldClass.C1)] IReadOnlyList<RouteView> OtherRoutes) : IView<Handlers>;

/// <summary>One referral.</summary>
/// <param name="Acts">What can be done from here, whatever the guards say.</param>
/// <param name="Allowed">What she allows this recipient to be told today.</param>
public sealed record ReferralView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] string Kind,
    [property: Field(FieldClass.C1)] string? Route,
    [property: Field(FieldClass.C1)] string? Recipient,
    [property: Field(FieldClass.C1)] Guid? RecipientOrganizationId,
    [property: Field(FieldClass.C1)] Guid? ServiceId,
    [property: Field(FieldClass.C1)] ReferralState State,
    [property: Field(FieldClass.C1)] LetterState? Letter,
    [property: Field(FieldClass.C1)] bool NeedsSecondPerson,
    [property: Field(FieldClass.C1)] Guid? Author,
    [property: Field(FieldClass.C1)] IReadOnlyList<PacketCheck> Checks,
    [property: Field(FieldClass.C1)] ConsentLevel? AllowedLevel,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Allowed,
    [property: Field(FieldClass.C1)] DateOnly? FollowUpOn,
    [property: Field(FieldClass.C1)] DateOnly OfferedOn,
    [property: Field(FieldClass.C1)] DateOnly? ConsentedOn,
    [property: Field(FieldClass.C1)] DateOnly? SentOn,
    [property: Field(FieldClass.C1)] string? SentHow,
    [property: Field(FieldClass.C1)] DateOnly? OpenedOn,
    [property: Field(FieldClass.C1)] DateOnly? AnsweredOn,
    [property: Field(FieldClass.C1)] string? DeclineReason,
    [property: Field(FieldClass.C1)] DateOnly? ContactOn,
    [property: Field(FieldClass.C1)] DateOnly? StartedOn,
    [property: Field(FieldClass.C1)] DateOnly? CompletedOn,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Services,
    [property: Field(FieldClass.C1)] DateOnly? FeedbackOn,
    [property: Field(FieldClass.C1)] string? Helped,
    [property: Field(FieldClass.C1)] int? Satisfaction,
    [property: Field(FieldClass.C1)] DateOnly? RevokedOn,
    [property: Field(FieldClass.C1)] string? RevokeReason,
    [property: Field(FieldClass.C1)] IReadOnlyList<ReferralAct> Acts) : IView<Handlers>;

/// <summary>A text that may ask her to give up a claim. Which words they are stands in the text itself.</summary>
public sealed record WaiverFlagView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] Guid IssueId,
    [property: Field(FieldClass.C1)] string Source,
    [property: Field(FieldClass.C1)] IReadOnlyList<WaiverKind> Kinds,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C1)] string? Verdict,
    [property: Field(FieldClass.C1)] string? JudgedBy,
    [property: Field(FieldClass.C1)] DateOnly? JudgedOn,
    [property: Field(FieldClass.C1)] bool Own,
    [property: Field(FieldClass.C2, "member of the vault of the case")] string? Note) : IView<Handlers>;

/// <summary>A way to remedy beside this one.</summary>
public sealed record RouteView(
    [property: Field(FieldClass.C1)] string Code,
    [property: Field(FieldClass.C1)] string Kind,
    [property: Field(FieldClass.C1)] RouteTime Time,
    [property: Field(FieldClass.C1)] RouteCost Cost,
    [property: Field(FieldClass.C1)] RouteLawyer Lawyer) : IView<Handlers>;

/// <summary>Reads the referrals of a case.</summary>
public static class ReadReferrals
{
    /// <summary>The ways that are always offered beside.</summary>
    public static readonly IReadOnlyList<RouteView> Routes = [.. RemedyRoute.All.Select(r => new RouteView(r.Code, r.Kind, r.Time, r.Cost, r.Lawyer))];

    private const string query = """
        select r.*, coalesce(r.recipient_name, (select o.name from access.organization o where o.id = r.recipient_org)) as recipient, l.state as letter, coalesce(l.needs_second, false) as needs_second,
               l.author, coalesce(l.checks, '[]') as checks, l.opened_on, l.contact_on, c.level as allowed_level, coalesce(c.fields, '{}') as allowed
          from cases.referral r left join cases.referral_letter l on l.referral_id = r.id
          left join cases.consent c on c.id = r.consent_id and c.withdrawn_on is null and (c.expires_on is null or c.expires_on >= $2)
        """;

    /// <summary>Reads them; the reading is in the audit log first.</summary>
    public static async Task<Outcome<ReferralsView>> Handle(Guid id, Work work, Dossiers dossiers)
    {
        var head = await work.FirstOrNone<Head>("select dossier_id, version, state from cases.\"case\" where id = $1", id);
        if (head is null) return Outcome<ReferralsView>.Missing;
        var referrals = new Question<Row>(query + " where r.case_id = $1 order by r.state in ('Revoked', 'FeedbackTaken', 'Declined'), r.seq desc", id, work.Today);
        var flags = new Question<FlagRow>("select f.*, p.name as judge from cases.waiver_flag f left join access.person p on p.id = f.judged_by where f.case_id = $1 order by f.verdict is null desc, f.seq desc", id);
        var words = new Question<NoteRow>("select n.id, n.ct from dossier.narrative n where n.dossier_id = $1 and n.kind = 'waiver-note'", head.DossierId);
        var keys = dossiers.AskKeys(work, [head.DossierId]);
        await work.Ask(keys.Question, referrals, flags, words);
        var opened = (await dossiers.Open(work, keys)).GetValueOrDefault(head.DossierId);
        var notes = opened is null ? [] : words.Rows.ToDictionary(n => n.Id, n => opened.Text(SealedColumns.Narrative, n.Id, n.Ct));
        var party = CaseParty.Of(work.Actor);

        work.Audit(work.Actor.ViewingAs is null ? "case.referrals-read" : "case.previewed", "case", id);
        return await work.Commit(new ReferralsView(id, head.Version, head.State, opened is null,
            [.. referrals.Rows.Select(r => View(r, party))],
            [.. flags.Rows.Select(f => new WaiverFlagView(f.Id, f.Version, f.IssueId, f.Source, [.. f.Kinds.Select(Enum.Parse<WaiverKind>)], f.Day, f.Verdict, f.Judge, f.JudgedOn, f.ByPerson == work.Actor.PersonId,
                f.Note is { } at ? notes.GetValueOrDefault(at) : null))],
            Routes));
    }

    /// <summary>One referral of a case in coded facts, for its page; null when there is none. Commits nothing.</summary>
    internal static async Task<ReferralView?> One(Work work, Guid @case, Guid referral) =>
        await work.FirstOrNone<Row>(query + " where r.id = $1 and r.case_id = $3", referral, work.Today, @case) is { } row ? View(row, CaseParty.Of(work.Actor)) : null;

    /// <summary>Every referral of a case in coded facts. Commits nothing.</summary>
    internal static async Task<IReadOnlyList<ReferralView>> OfCase(Work work, Guid @case) =>
        [.. (await work.All<Row>(query + " where r.case_id = $1 order by r.seq", @case, work.Today)).Select(r => View(r, CaseParty.Of(work.Actor)))];

    private static ReferralView View(Row r, IssueParty party) => new(r.Id, r.Version, r.Kind, r.Route, r.Recipient, r.RecipientOrg, r.ServiceId, r.State, r.Letter, r.NeedsSecond && r.Letter is LetterState.Draft, r.Author,
        System.Text.Json.JsonSerializer.Deserialize<List<PacketCheck>>(r.Checks, Json.Compact)!, r.AllowedLevel, r.Allowed, r.FollowUpOn, r.OfferedOn, r.ConsentedOn, r.SentOn, r.SentHow, r.OpenedOn, r.AnsweredOn, r.DeclineReason,
        r.ContactOn, r.StartedOn, r.CompletedOn, r.Services, r.FeedbackOn, r.Helped, r.Satisfaction, r.RevokedOn, r.RevokeReason, ReferralFlow.Table.ActsOf(r.State, party));

    private sealed record Head(Guid DossierId, int Version, CaseState State);
    private sealed record Row(Guid Id, int Version, string Kind, string? Route, string? Recipient, Guid? RecipientOrg, Guid? ServiceId, ReferralState State, LetterState? Letter, bool NeedsSecond, Guid? Author, string Checks,
        ConsentLevel? AllowedLevel, string[] Allowed, DateOnly? FollowUpOn, DateOnly OfferedOn, DateOnly? ConsentedOn, DateOnly? SentOn, string? SentHow, DateOnly? OpenedOn, DateOnly? AnsweredOn, string? DeclineReason,
        DateOnly? ContactOn, DateOnly? StartedOn, DateOnly? CompletedOn, string[] Services, DateOnly? FeedbackOn, string? Helped, int? Satisfaction, DateOnly? RevokedOn, string? RevokeReason);
    private sealed record FlagRow(Guid Id, int Version, Guid IssueId, string Source, string[] Kinds, Guid ByPerson, DateOnly Day, string? Verdict, string? Judge, DateOnly? JudgedOn, Guid? Note);
    private sealed record NoteRow(Guid Id, byte[] Ct);
}
