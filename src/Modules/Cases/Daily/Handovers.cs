using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Plans a handover for a time: a holiday, an illness. On its first day the open cases go to the colleague, after its last they come back.</summary>
public static class Handovers
{
    /// <summary>A handover.</summary>
    /// <param name="To">Who takes over.</param>
    /// <param name="FromDay">First day; null: today.</param>
    /// <param name="UntilDay">Last day; null: until somebody ends it.</param>
    /// <param name="Note">Words for the colleague, sealed into each file that is open now; null for none.</param>
    /// <param name="From">Whose cases; null: the caller's own. Another's only for whoever supervises.</param>
    public sealed record Input(Guid? To, DateOnly? FromDay = null, DateOnly? UntilDay = null, string? Note = null, Guid? From = null);

    /// <summary>A handover as colleagues see it.</summary>
    public sealed record HandoverView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] Guid FromPerson,
        [property: Field(FieldClass.C1)] string? FromName,
        [property: Field(FieldClass.C1)] Guid ToPerson,
        [property: Field(FieldClass.C1)] string? ToName,
        [property: Field(FieldClass.C1)] DateOnly FromDay,
        [property: Field(FieldClass.C1)] DateOnly? UntilDay,
        [property: Field(FieldClass.C1)] HandoverState State,
        [property: Field(FieldClass.C1)] int Given,
        [property: Field(FieldClass.C1)] int Stayed,
        [property: Field(FieldClass.C1)] int Version) : IView<Handlers>;

    private const string columns = """
        select h.id, h.from_person, f.name as from_name, h.to_person, t.name as to_name, h.from_day, h.until_day, h.state,
               (select count(*) from cases.handover_case x where x.handover_id = h.id and x.given_on is not null)::integer as given,
               (select count(*) from cases.handover_case x where x.handover_id = h.id and x.why_not is not null)::integer as stayed, h.version
          from cases.handover h left join access.person f on f.id = h.from_person left join access.person t on t.id = h.to_person
        """;

    /// <summary>The handovers that the caller has to do with; all of the organization's for whoever supervises. Those that are over stay for a month.</summary>
    public static Task<IReadOnlyList<HandoverView>> Read(Work work) => work.All<HandoverView>(columns + """
         where h.org_id = access.org() and (h.from_person = $1 or h.to_person = $1 or $2) and (h.state in ('Planned', 'Running') or h.ended_on > $3::date - 30)
         order by h.state = 'Running' desc, h.state = 'Planned' desc, h.from_day desc, h.id limit 100
        """, work.Actor.PersonId, work.Actor.Roles.Contains(Roles.Supervisor), work.Today);

    /// <summary>Plans it; one that begins today begins at once.</summary>
    public static async Task<Outcome<HandoverView>> Plan(Input input, Work work, IDirectory directory, Dossiers dossiers)
    {
        var from = input.From ?? work.Actor.PersonId;
        if (from != work.Actor.PersonId && !work.Actor.Roles.Contains(Roles.Supervisor)) return Outcome<HandoverView>.Refused(new BadInput("input.not-a-choice", "from"));
        var colleagues = (await directory.CaseHandlers(work)).Select(c => c.Id).ToList();
        List<Refusal> wrong = [.. HandoverRules.WhyNot(from, input.To, input.FromDay, input.UntilDay, work.Today, colleagues), .. Given.OptionalText(input.Note, "note")];
        if (!colleagues.Contains(from)) wrong.Add(new BadInput("input.not-a-choice", "from"));
        if (wrong.Count > 0) return Outcome<HandoverView>.Refused(wrong);
        if (input.Note is not null && work.Keys.IsLocked) return Outcome<HandoverView>.Refused(new SessionLocked());
        if (await work.FirstOrNone<int>("select 1 from cases.handover where from_person = $1 and org_id = access.org() and state in ('Planned', 'Running')", from) == 1) return Outcome<HandoverView>.Refused(new HandoverRules.OneAtATime());

        var (id, first) = (Guid.NewGuid(), input.FromDay ?? work.Today);
        work.Write("insert into cases.handover (id, org_id, from_person, to_person, from_day, until_day, state, made_by, made_on) values ($1, $2, $3, $4, $5, $6, 'Planned', $7, $8)",
            id, work.Actor.OrganizationId, from, input.To, first, input.UntilDay, work.Actor.PersonId, work.Today);
        work.Audit("handover.planned", "handover", id, new { from, to = input.To, fromDay = first, untilDay = input.UntilDay });
        if (input.Note is not null) await Note(input.Note, from, work, dossiers);
        if (first <= work.Today) await Begin(id, work);
        else work.Notify("handover.planned", "handover", id, input.To);
        var made = await work.FirstOrNone<HandoverView>(columns + " where h.id = $1", id);
        return await work.Commit(made!);
    }

    /// <summary>Ends it now: the cases come back, or, while it is only planned, nothing happens on its day.</summary>
    public static async Task<Outcome<HandoverView>> End(Guid id, int? version, Work work)
    {
        var row = await work.FirstOrNone<Row>("select id, org_id, from_person, to_person, from_day, until_day, state, version from cases.handover where id = $1 for update", id);
        if (row is null || !work.Actor.Roles.Contains(Roles.Supervisor) && row.FromPerson != work.Actor.PersonId && row.ToPerson != work.Actor.PersonId) return Outcome<HandoverView>.Missing;
        if (version is { } asked && asked != row.Version) return Outcome<HandoverView>.Stale;
        if (row.State is HandoverState.Ended or HandoverState.Canceled) return Outcome<HandoverView>.Refused(new HandoverRules.IsOver());
        if (row.State is HandoverState.Planned) Over(row, HandoverState.Canceled, work);
        else await GiveBack(row, work);
        return await work.Commit((await work.FirstOrNone<HandoverView>(columns + " where h.id = $1", id))!);
    }

    /// <summary>Gives the open cases to the colleague: what she keeps out of stays, and the supervisors are told.</summary>
    internal static async Task Begin(Guid id, Work work)
    {
        var row = (await work.FirstOrNone<Row>("select id, org_id, from_person, to_person, from_day, until_day, state, version from cases.handover where id = $1 for update", id))!;
        var cases = await work.All<Guid>("select id from cases.\"case\" where assigned_to = $1 and org_id = access.org() and state <> 'Closed' order by id for update", row.FromPerson);
        var keepsOut = await BulkAct.KeepsOut(work, row.ToPerson, [.. cases]);
        foreach (var one in cases)
        {
            var stays = keepsOut.Contains(one);
            work.Write("insert into cases.handover_case (handover_id, org_id, case_id, given_on, why_not) values ($1, $2, $3, $4, $5)", row.Id, row.OrgId, one, stays ? null : work.Today, stays ? "case.assignee-keeps-out" : null);
            if (stays) { work.Notify("case.without-handler", "case", one, role: Roles.Supervisor); continue; }
            work.Write("update cases.\"case\" set assigned_to = $2, version = version + 1 where id = $1", one, row.ToPerson);
            CaseLog.Note(work, row.OrgId, one, null, "case.handed-over", CaseParty.Of(work.Actor), new { from = row.FromPerson, to = row.ToPerson, until = row.UntilDay });
        }
        work.Write("update cases.handover set state = 'Running', version = version + 1 where id = $1", row.Id);
        work.Audit("handover.begun", "handover", row.Id, new { cases = cases.Count - keepsOut.Count, stayed = keepsOut.Count });
        work.Notify("handover.begun", "handover", row.Id, row.ToPerson);
    }

    /// <summary>Gives back what the colleague still runs. What somebody assigned elsewhere meanwhile, and what was closed, stays where it is.</summary>
    internal static async Task GiveBack(Row row, Work work)
    {
        var cases = await work.All<Guid>("""
            select c.id from cases."case" c join cases.handover_case h on h.case_id = c.id and h.handover_id = $1 and h.given_on is not null
             where c.assigned_to = $2 and c.state <> 'Closed' order by c.id for update of c
            """, row.Id, row.ToPerson);
        // Whoever left meanwhile takes nothing back: it stays with the colleague.
        var isHere = await work.FirstOrNone<int>("select 1 from access.member where id = $1 and active", row.FromPerson) == 1;
        foreach (var one in isHere ? cases : [])
        {
            work.Write("update cases.\"case\" set assigned_to = $2, version = version + 1 where id = $1", one, row.FromPerson);
            work.Write("update cases.handover_case set back_on = $3 where handover_id = $1 and case_id = $2", row.Id, one, work.Today);
            CaseLog.Note(work, row.OrgId, one, null, "case.handed-back", CaseParty.Of(work.Actor), new { from = row.ToPerson, to = row.FromPerson });
        }
        Over(row, HandoverState.Ended, work, isHere ? cases.Count : 0);
    }

    /// <summary>Notes that it is over.</summary>
    internal static void Over(Row row, HandoverState state, Work work, int back = 0)
    {
        work.Write("update cases.handover set state = $2, ended_on = $3, version = version + 1 where id = $1", row.Id, state, work.Today);
        work.Audit(state is HandoverState.Canceled ? "handover.canceled" : "handover.ended", "handover", row.Id, new { back });
        work.Notify(state is HandoverState.Canceled ? "handover.canceled" : "handover.ended", "handover", row.Id, row.FromPerson);
    }

    private static async Task Note(string text, Guid from, Work work, Dossiers dossiers)
    {
        var files = await work.All<FileRow>("select id, org_id, dossier_id from cases.\"case\" where assigned_to = $1 and org_id = access.org() and state <> 'Closed' order by id", from);
        var open = await dossiers.OpenAll(work, [.. files.Select(f => f.DossierId)]);
        foreach (var file in files.Where(f => open.ContainsKey(f.DossierId)))
        {
            var note = open[file.DossierId].AddNarrative(work, "note", work.Actor.Language, text);
            CaseFile.Touch(work, file.Id);
            CaseLog.Note(work, file.OrgId, file.Id, null, "case.noted", CaseParty.Of(work.Actor), new { note });
        }
    }

    /// <summary>A handover as an act finds it.</summary>
    internal sealed record Row(Guid Id, Guid OrgId, Guid FromPerson, Guid ToPerson, DateOnly FromDay, DateOnly? UntilDay, HandoverState State, int Version);
    private sealed record FileRow(Guid Id, Guid OrgId, Guid DossierId);
}
