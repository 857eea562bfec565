using OpenIlm.Kernel;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>
/// An issue as a business sees it. The preview of the author is this same record, made by the same function. Never in it: the case, any
/// date before the release but its week, the channel, the language, anything of the reporter, who at the NGO runs the case.
/// </summary>
/// <param name="Id">The packet.</param>
/// <param name="From">The organization that shares it.</param>
/// <param name="State">Where it stands for the business.</param>
/// <param name="Facts">Coded facts by field (<see cref="PacketFields"/>).</param>
/// <param name="Summary">What it is about, in words typed for this business.</param>
/// <param name="Purpose">What it was shared for.</param>
/// <param name="Identifies">The summary says who the worker is, with her consent: not to be passed on.</param>
/// <param name="ReleasedWeek">Monday of the week in which it was released; null in a preview.</param>
/// <param name="DueOn">The day by which an answer is expected; null in a preview, and for a buyer, who is told and not asked.</param>
/// <param name="Escalated">It came to a buyer because the business did not answer.</param>
/// <param name="Clocks">What is expected until when, and what follows if it does not come: the same days that whoever shares it sees.</param>
/// <param name="Remedy">Which buyers take part in putting it right, as far as this business may know; null where none does, and in a list.</param>
/// <param name="Responses">What the business answered.</param>
/// <param name="Actions">What it agreed to do.</param>
/// <param name="Locked">The session holds no key: sign in with the passphrase to read the content.</param>
/// <param name="WorkersAsked">Workers are being asked whether what was reported is true. Never how many, or what they say.</param>
public sealed record SharedIssueView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string From,
    [property: Field(FieldClass.C1)] SharedState State,
    [property: Field(FieldClass.C2, "packet released to this business")] IReadOnlyDictionary<string, string> Facts,
    [property: Field(FieldClass.C2, "packet released to this business")] string? Summary,
    [property: Field(FieldClass.C1)] string Purpose,
    [property: Field(FieldClass.C1)] bool Identifies,
    [property: Field(FieldClass.C1)] DateOnly? ReleasedWeek,
    [property: Field(FieldClass.C1)] DateOnly? DueOn,
    [property: Field(FieldClass.C1)] bool Escalated,
    [property: Field(FieldClass.C1)] IReadOnlyList<SharedClockView> Clocks,
    [property: Field(FieldClass.C1)] JoinRemedy.PartView? Remedy,
    [property: Field(FieldClass.C2, "own words of this business")] IReadOnlyList<SharedResponseView> Responses,
    [property: Field(FieldClass.C2, "own words of this business")] IReadOnlyList<SharedActionView> Actions,
    [property: Field(FieldClass.C1)] bool Locked,
    [property: Field(FieldClass.C1)] bool WorkersAsked = false) : IView<Businesses>
{
    /// <summary>Makes the view of a packet. <paramref name="key"/> is null where the session cannot open it.</summary>
    internal static SharedIssueView Of(SharedIssueRow row, byte[]? key, DateTimeOffset now)
    {
        var content = key is null ? null : Packets.Read(key, row.Id, row.DossierId, row.Ct);
        string Text(SealedColumn column, Guid id, byte[] ct) => key is null ? "" : Blob.OpenText(key, ct, new Aad(column, id, row.DossierId));
        var responses = Nested.Read<ResponseRow>(row.Responses);
        var actions = Nested.Read<ActionRow>(row.Actions);
        return new SharedIssueView(row.Id, row.FromName, StateOf(row.Ended, responses.Count, actions), content?.Facts ?? new Dictionary<string, string>(), content?.Summary,
            row.Purpose, row.Identifies, row.ReleasedWeek, row.DueOn, row.Escalated,
            // Nothing runs for a business where the work has ended for it, also where it was opened again for her protection.
            row.Ended ? [] : [.. Nested.Read<SharedClockRow>(row.Clocks).Select(c => SharedClockView.Of(c, now))], null,
            [.. responses.Select(r => new SharedResponseView(r.Id, r.Day, Text(SealedColumns.Response, r.Id, r.Ct), r.OnBehalf))],
            [.. actions.Select(a => new SharedActionView(a.Id, Text(SealedColumns.ActionWhat, a.Id, a.Ct), a.DueOn, a.Responsible,
                // Opened again for her protection: to the business it stays ended, and so do its actions.
                row.Ended && a.ReportedOn is not null ? ActionState.Reported : a.State, a.ReportedOn,
                a.ReportCt is null ? null : Text(SealedColumns.ActionReport, a.Id, a.ReportCt), a.OnBehalf))],
            key is null, row.WorkersAsked && !row.Ended);
    }

    private static SharedState StateOf(bool ended, int responses, IReadOnlyList<ActionRow> actions) =>
        ended ? SharedState.Ended
        : actions.Count > 0 ? actions.All(a => a.State is ActionState.Reported) ? SharedState.ActionsReported : SharedState.ActionsAgreed
        : responses > 0 ? SharedState.Answered
        : SharedState.AwaitingAnswer;
}

/// <summary>Where a shared issue stands for the business: drawn from its own acts, so that nothing of the case shows through.</summary>
public enum SharedState
{
    /// <summary>The business has not answered.</summary>
    AwaitingAnswer,
    /// <summary>It answered.</summary>
    Answered,
    /// <summary>Actions are agreed and not all reported.</summary>
    ActionsAgreed,
    /// <summary>Every action is reported; whether it is true is not the business's to say.</summary>
    ActionsReported,
    /// <summary>The work on it has ended.</summary>
    Ended,
}

/// <summary>A clock as the business sees it that it runs for. Why one stands still is not its to know.</summary>
/// <param name="Kind">Response, ActionPlan or Action.</param>
/// <param name="ActionId">The action; null for the other kinds.</param>
/// <param name="Standing">How it stands now.</param>
/// <param name="DueOn">Its last day.</param>
/// <param name="RemindOn">The day of the reminder to the primary focal point.</param>
/// <param name="EscalateOn">The day on which the escalation focal point is told.</param>
/// <param name="BuyerOn">The day from which buyers of the site may be told.</param>
public sealed record SharedClockView(
    [property: Field(FieldClass.C1)] ClockKind Kind,
    [property: Field(FieldClass.C1)] Guid? ActionId,
    [property: Field(FieldClass.C1)] ClockStanding Standing,
    [property: Field(FieldClass.C1)] DateOnly DueOn,
    [property: Field(FieldClass.C1)] DateOnly? RemindOn,
    [property: Field(FieldClass.C1)] DateOnly? EscalateOn,
    [property: Field(FieldClass.C1)] DateOnly? BuyerOn) : IView<Businesses>
{
    internal static SharedClockView Of(SharedClockRow row, DateTimeOffset now) => new(row.Kind, row.ActionId,
        ClockRules.Of(new ClockFacts(row.DueOn, null, row.MetOn, null, row.PausedOn, row.EndedOn, row.TimeZone), now), row.DueOn, row.RemindOn, row.EscalateOn, row.BuyerOn);
}

/// <summary>An answer of the business.</summary>
public sealed record SharedResponseView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] DateOnly Day,
    [property: Field(FieldClass.C2, "own words of this business")] string Text,
    [property: Field(FieldClass.C1)] bool OnBehalf) : IView<Businesses>;

/// <summary>An action that the business agreed to.</summary>
public sealed record SharedActionView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C2, "own words of this business")] string What,
    [property: Field(FieldClass.C1)] DateOnly? DueOn,
    [property: Field(FieldClass.C1)] string? Responsible,
    [property: Field(FieldClass.C1)] ActionState State,
    [property: Field(FieldClass.C1)] DateOnly? ReportedOn,
    [property: Field(FieldClass.C2, "own words of this business")] string? Report,
    [property: Field(FieldClass.C1)] bool OnBehalf) : IView<Businesses>;

/// <summary>A packet with what was answered to it, as stored.</summary>
internal sealed record SharedIssueRow(Guid Id, string FromName, Guid DossierId, Guid OrgId, ShareState State, string Purpose, bool Identifies, bool Ended,
    DateOnly? ReleasedWeek, DateOnly? ReleasedOn, DateOnly? DueOn, bool Escalated, byte[] Ct, string? Responses, string? Actions, string? Clocks, bool WorkersAsked)
{
    /// <summary>The columns, from <c>cases.share s</c>.</summary>
    public const string Query = """
        select s.id, (select o.name from access.organization o where o.id = s.org_id) as from_name, s.dossier_id, s.org_id, s.state, s.purpose, s.identifies, s.ended,
               s.released_week, s.released_on, s.due_on, s.escalated_on is not null as escalated, s.ct, s.workers_asked,
               (select json_agg(k order by k.due_on, k.id) from (select id, kind, action_id, due_on, remind_on, escalate_on, buyer_on, met_on, paused_on, ended_on, time_zone
                  from cases.clock where share_id = s.id and kind in ('Response', 'ActionPlan', 'Action')) k)::text as clocks,
               (select json_agg(r order by r.seq) from cases.response r where r.share_id = s.id)::text as responses,
               (select json_agg(a order by a.seq) from cases.action a where a.share_id = s.id)::text as actions
          from cases.share s
        """;
}

/// <summary>A row of <c>cases.clock</c> as a packet's reader needs it.</summary>
internal sealed record SharedClockRow(ClockKind Kind, Guid? ActionId, DateOnly DueOn, DateOnly? RemindOn, DateOnly? EscalateOn, DateOnly? BuyerOn, DateOnly? MetOn, DateOnly? PausedOn, DateOnly? EndedOn,
    string TimeZone);

/// <summary>A row of <c>cases.response</c>.</summary>
internal sealed record ResponseRow(Guid Id, Guid ShareId, bool OnBehalf, DateOnly Day, byte[] Ct);

/// <summary>A row of <c>cases.action</c>.</summary>
internal sealed record ActionRow(Guid Id, Guid? ShareId, Guid IssueId, ActionState State, DateOnly? DueOn, string? Responsible, DateOnly AgreedOn, DateOnly? ReportedOn, bool OnBehalf,
    byte[] Ct, byte[]? ReportCt, int Version);
