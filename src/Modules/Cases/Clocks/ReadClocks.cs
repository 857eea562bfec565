using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A clock as whoever runs the case sees it.</summary>
/// <param name="Id">The clock; null for the promise to read, which stands with the case.</param>
/// <param name="IssueId">Its issue; null for the case as a whole.</param>
/// <param name="Kind">What it measures.</param>
/// <param name="Standing">How it stands now.</param>
/// <param name="Recipient">The business it runs for.</param>
/// <param name="StartedOn">The day it began.</param>
/// <param name="DueOn">Its last day.</param>
/// <param name="DueAt">Its last instant, for one that counts hours.</param>
/// <param name="RemindOn">The day of the reminder.</param>
/// <param name="EscalateOn">The day on which the escalation focal point is told.</param>
/// <param name="BuyerOn">The day on which the buyers are told, where the worker allows it.</param>
/// <param name="FurtherDays">Days granted on top.</param>
/// <param name="PausedOn">The day since which it stands still.</param>
/// <param name="MetOn">The day on which what it waited for came.</param>
/// <param name="TimeZone">Its days are days there.</param>
/// <param name="SettingsVersion">Version of the numbers it was counted with.</param>
/// <param name="CanWait">Whether it can be paused and given more time.</param>
public sealed record ClockView(
    [property: Field(FieldClass.C1)] Guid? Id,
    [property: Field(FieldClass.C1)] Guid? IssueId,
    [property: Field(FieldClass.C1)] ClockKind Kind,
    [property: Field(FieldClass.C1)] ClockStanding Standing,
    [property: Field(FieldClass.C1)] string? Recipient,
    [property: Field(FieldClass.C1)] DateOnly StartedOn,
    [property: Field(FieldClass.C1)] DateOnly DueOn,
    [property: Field(FieldClass.C1)] DateTimeOffset? DueAt,
    [property: Field(FieldClass.C1)] DateOnly? RemindOn,
    [property: Field(FieldClass.C1)] DateOnly? EscalateOn,
    [property: Field(FieldClass.C1)] DateOnly? BuyerOn,
    [property: Field(FieldClass.C1)] int FurtherDays,
    [property: Field(FieldClass.C1)] DateOnly? PausedOn,
    [property: Field(FieldClass.C1)] DateOnly? MetOn,
    [property: Field(FieldClass.C1)] string TimeZone,
    [property: Field(FieldClass.C1)] int SettingsVersion,
    [property: Field(FieldClass.C1)] bool CanWait) : IView<Handlers>
{
    /// <summary>Whether it still waits for something.</summary>
    [Field(FieldClass.C1)]
    public bool Open => Standing is ClockStanding.Running or ClockStanding.DueToday or ClockStanding.Overdue or ClockStanding.Paused;
}

/// <summary>The clocks of a case, what stopped them, what was asked for, who was told.</summary>
public static class ReadClocks
{
    /// <summary>All of it.</summary>
    public sealed record CaseClocksView(
        [property: Field(FieldClass.C1)] IReadOnlyList<ClockView> Clocks,
        [property: Field(FieldClass.C1)] IReadOnlyList<PauseView> Pauses,
        [property: Field(FieldClass.C1)] IReadOnlyList<ExtensionView> Extensions,
        [property: Field(FieldClass.C1)] IReadOnlyList<ToldView> Told,
        [property: Field(FieldClass.C1)] IReadOnlyList<ReadyView> ForBuyers,
        [property: Field(FieldClass.C1)] IReadOnlyList<JoinedView> Joined) : IView<Handlers>;

    /// <summary>A time in which an issue stood still.</summary>
    public sealed record PauseView(
        [property: Field(FieldClass.C1)] Guid IssueId, [property: Field(FieldClass.C1)] DateOnly From, [property: Field(FieldClass.C1)] DateOnly? Until,
        [property: Field(FieldClass.C1)] string Reason, [property: Field(FieldClass.C1)] string? By, [property: Field(FieldClass.C1)] string? EndedBy) : IView<Handlers>;

    /// <summary>More time for a clock: asked, granted or declined.</summary>
    public sealed record ExtensionView(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] Guid ClockId, [property: Field(FieldClass.C1)] int Days, [property: Field(FieldClass.C1)] string Reason,
        [property: Field(FieldClass.C1)] Guid AskedById, [property: Field(FieldClass.C1)] string? AskedBy, [property: Field(FieldClass.C1)] DateOnly AskedOn,
        [property: Field(FieldClass.C1)] bool? Granted, [property: Field(FieldClass.C1)] string? DecidedBy, [property: Field(FieldClass.C1)] DateOnly? DecidedOn) : IView<Handlers>;

    /// <summary>Something that was done because time had passed. By is null where the clock did it.</summary>
    public sealed record ToldView(
        [property: Field(FieldClass.C1)] Guid? IssueId, [property: Field(FieldClass.C1)] Guid? ClockId, [property: Field(FieldClass.C1)] string Step, [property: Field(FieldClass.C1)] EscalationLevel? Level,
        [property: Field(FieldClass.C1)] string? Recipient, [property: Field(FieldClass.C1)] DateOnly ForDay, [property: Field(FieldClass.C1)] DateOnly Day, [property: Field(FieldClass.C1)] string? By) : IView<Handlers>;

    /// <summary>A packet for a buyer of the site: ready to go out by itself, or not yet.</summary>
    public sealed record ReadyView(
        [property: Field(FieldClass.C1)] Guid ShareId, [property: Field(FieldClass.C1)] Guid IssueId, [property: Field(FieldClass.C1)] string? Recipient, [property: Field(FieldClass.C1)] ShareState State,
        [property: Field(FieldClass.C1)] DateOnly? ReadyOn, [property: Field(FieldClass.C1)] DateOnly? EscalatedOn) : IView<Handlers>;

    /// <summary>A buyer that takes part in putting it right. The note is on the page of its packet.</summary>
    public sealed record JoinedView(
        [property: Field(FieldClass.C1)] Guid IssueId, [property: Field(FieldClass.C1)] Guid ShareId, [property: Field(FieldClass.C1)] string Buyer, [property: Field(FieldClass.C1)] string Kind,
        [property: Field(FieldClass.C1)] DateOnly JoinedOn, [property: Field(FieldClass.C1)] DateOnly? LeftOn,
        [property: Field(FieldClass.C2, "member of the vault of the case")] string? Note) : IView<Handlers>;

    private const string columns = """
        select k.id, k.issue_id, k.kind, k.started_on, k.due_on, k.due_at, k.met_on, k.met_at, k.paused_on, k.ended_on, k.time_zone, k.remind_on, k.escalate_on, k.buyer_on, k.further, k.settings_version,
               coalesce((select s.recipient_name from cases.share s where s.id = k.share_id), (select o.name from access.organization o where o.id = k.recipient_org)) as recipient
        """;

    /// <summary>The clocks alone, those that wait for something first.</summary>
    public static async Task<IReadOnlyList<ClockView>> Clocks(Work work, Guid @case)
    {
        var rows = await work.All<Row>(columns + """
              from cases.clock k where k.case_id = $1
            union all
            select null, null, 'Read', c.received_on, c.promised_by, null, case when not c.unread then c.read_on end, null, null, null, 'UTC', null, null, null, 0, c.settings_version, null
              from cases."case" c where c.id = $1
             order by due_on, kind
            """, @case);
        return [.. rows.Select(r => View(r, work.Now)).OrderBy(c => !c.Open)];
    }

    /// <summary>Everything about time in a case.</summary>
    public static async Task<Outcome<CaseClocksView>> Handle(Guid @case, Work work, Keystore keystore) =>
        await Prepare(@case, work, keystore) is { } view ? await work.Commit(view) : Outcome<CaseClocksView>.Missing;

    /// <summary>The same with the audit entry queued: whoever calls it commits before showing. Without a keystore no note is opened.</summary>
    public static async Task<CaseClocksView?> Prepare(Guid @case, Work work, Keystore? keystore)
    {
        if (await work.FirstOrNone<Guid?>("select id from cases.\"case\" where id = $1 and org_id = access.org()", @case) is null) return null;
        var pauses = new Question<PauseRow>("""
            select p.issue_id, p.from_day, p.until_day, p.reason, a.name as by, b.name as ended_by from cases.pause p left join access.person a on a.id = p.by_person left join access.person b on b.id = p.ended_by
             where p.case_id = $1 order by p.from_day, p.id
            """, @case);
        var extensions = new Question<ExtensionView>("""
            select e.id, e.clock_id, e.days, e.reason, e.asked_by as asked_by_id, a.name as asked_by, e.asked_on, e.granted, b.name as decided_by, e.decided_on
              from cases.extension e left join access.person a on a.id = e.asked_by left join access.person b on b.id = e.decided_by where e.case_id = $1 order by e.asked_on, e.id
            """, @case);
        var told = new Question<ToldView>("""
            select t.issue_id, t.clock_id, t.step, t.level, (select o.name from access.organization o where o.id = t.recipient_org) as recipient, t.for_day, t.day, p.name as by
              from cases.escalation t left join access.person p on p.id = t.by_person where t.case_id = $1 order by t.seq
            """, @case);
        var ready = new Question<ReadyView>("""
            select s.id as share_id, s.issue_id, (select o.name from access.organization o where o.id = s.recipient_org) as recipient, s.state, s.ready_on, s.escalated_on
              from cases.share s where s.case_id = $1 and s.state <> 'Revoked' and s.recipient_org is not null
               and (s.state in ('Draft', 'Approved') or s.escalated_on is not null) order by s.made_on, s.id
            """, @case);
        var joined = new Question<JoinedRow>("""
            select j.id, j.issue_id, j.share_id, s.dossier_id, o.name as buyer, j.kind, j.joined_on, j.left_on, j.note_ct
              from cases.joining j join cases.share s on s.id = j.share_id join access.organization o on o.id = j.recipient_org where s.case_id = $1 order by j.joined_on, j.id
            """, @case);
        await work.Ask(pauses, extensions, told, ready, joined);
        var keys = keystore is null ? new Dictionary<Guid, byte[]>() : await Packets.Open(work, keystore, [.. joined.Rows.Where(j => j.NoteCt is not null).Select(j => j.ShareId).Distinct()]);
        var clocks = await Clocks(work, @case);
        work.Audit("case.clocks-read", "case", @case);
        return new CaseClocksView(clocks, [.. pauses.Rows.Select(p => new PauseView(p.IssueId, p.FromDay, p.UntilDay, p.Reason, p.By, p.EndedBy))], extensions.Rows, told.Rows, ready.Rows,
            [.. joined.Rows.Select(j => new JoinedView(j.IssueId, j.ShareId, j.Buyer, j.Kind, j.JoinedOn, j.LeftOn,
                j.NoteCt is { } ct && keys.TryGetValue(j.ShareId, out var key) ? Sealing.Blob.OpenText(key, ct, new Sealing.Aad(Sealing.SealedColumns.JoiningNote, j.Id, j.DossierId)) : null))]);
    }

    private static ClockView View(Row r, DateTimeOffset now) => new(r.Id, r.IssueId, r.Kind, ClockRules.Of(new(r.DueOn, r.DueAt, r.MetOn, r.MetAt, r.PausedOn, r.EndedOn, r.TimeZone), now), r.Recipient,
        r.StartedOn, r.DueOn, r.DueAt, r.RemindOn, r.EscalateOn, r.BuyerOn, r.Further, r.PausedOn, r.MetOn, r.TimeZone, r.SettingsVersion, ClockRules.CanWait(r.Kind));

    private sealed record Row(Guid? Id, Guid? IssueId, ClockKind Kind, DateOnly StartedOn, DateOnly DueOn, DateTimeOffset? DueAt, DateOnly? MetOn, DateTimeOffset? MetAt, DateOnly? PausedOn, DateOnly? EndedOn,
        string TimeZone, DateOnly? RemindOn, DateOnly? EscalateOn, DateOnly? BuyerOn, int Further, int SettingsVersion, string? Recipient);
    private sealed record PauseRow(Guid IssueId, DateOnly FromDay, DateOnly? UntilDay, string Reason, string? By, string? EndedBy);
    private sealed record JoinedRow(Guid Id, Guid IssueId, Guid ShareId, Guid DossierId, string Buyer, string Kind, DateOnly JoinedOn, DateOnly? LeftOn, byte[]? NoteCt);
}
