using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Does one thing to many cases: every one it may, in one commit; each of the others is left as it is, with its reason. Nothing is half done to any of them.</summary>
public static class BulkAct
{
    /// <summary>Most cases of one act.</summary>
    public const int Most = 200;

    /// <summary>The act.</summary>
    /// <param name="Cases">Which cases.</param>
    /// <param name="Kind">What is done.</param>
    /// <param name="AssignedTo">The colleague, to assign and to hand over.</param>
    /// <param name="Note">Words for the colleague, sealed into each file; to hand over.</param>
    /// <param name="ListId">The list; or</param>
    /// <param name="NewList">the name of a new own list.</param>
    public sealed record Input(IReadOnlyList<Guid>? Cases, BulkKind? Kind, Guid? AssignedTo = null, string? Note = null, Guid? ListId = null, string? NewList = null);

    /// <summary>What became of one case.</summary>
    public sealed record OneView(
        [property: Field(FieldClass.C1)] Guid CaseId,
        [property: Field(FieldClass.C1)] string? Reference,
        [property: Field(FieldClass.C1)] bool Done,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> WhyNot) : IView<Handlers>;

    /// <summary>What became of all of them, in the order given.</summary>
    public sealed record ResultView(
        [property: Field(FieldClass.C1)] int Done,
        [property: Field(FieldClass.C1)] int Left,
        [property: Field(FieldClass.C1)] Guid? ListId,
        [property: Field(FieldClass.C1)] IReadOnlyList<OneView> Cases) : IView<Handlers>;

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Cases is not { Count: > 0 }) yield return new BadInput("input.required", "cases");
        else if (input.Cases.Count > Most) yield return new BadInput("input.too-many", "cases", Most);
        if (input.Kind is null) { yield return new BadInput("input.required", "kind"); yield break; }
        if (input.Kind is BulkKind.AddToList)
        {
            if (input.ListId is null && string.IsNullOrWhiteSpace(input.NewList)) yield return new BadInput("input.required", "listId");
            if (input.ListId is not null && !string.IsNullOrWhiteSpace(input.NewList)) yield return new BadInput("input.one-of", "newList");
            yield break;
        }
        if (input.AssignedTo is null) yield return new BadInput("input.required", "assignedTo");
        foreach (var reason in input.Kind is BulkKind.HandOver ? Given.Text(input.Note, "note") : Given.OptionalText(input.Note, "note")) yield return reason;
    }

    /// <summary>Does it.</summary>
    public static async Task<Outcome<ResultView>> Handle(Input input, Work work, IDirectory directory, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ResultView>.Refused(wrong);
        var (kind, ids) = (input.Kind!.Value, input.Cases!.Distinct().ToArray());
        if (kind is BulkKind.HandOver && work.Keys.IsLocked) return Outcome<ResultView>.Refused(new SessionLocked());
        if (kind is not BulkKind.AddToList && !(await directory.CaseHandlers(work)).Any(c => c.Id == input.AssignedTo)) return Outcome<ResultView>.Refused(new BadInput("input.not-a-choice", "assignedTo"));
        var list = await ListOf(input, work);
        if (!list.IsDone) return Outcome<ResultView>.From(list);

        // Held in the order of their ids, so that two acts on the same cases cannot wait for each other.
        var rows = (await work.All<Row>("select c.id, c.org_id, c.dossier_id, c.reference, c.state, c.assigned_to from cases.\"case\" c where c.id = any ($1) order by c.id for update of c", ids)).ToDictionary(r => r.Id);
        var keepsOut = kind is BulkKind.AddToList ? [] : await KeepsOut(work, input.AssignedTo!.Value, ids);
        var listed = kind is BulkKind.AddToList ? (await work.All<Guid>("select case_id from cases.work_list_item where list_id = $1", list.Value)).ToHashSet() : [];
        var open = kind is BulkKind.HandOver ? await dossiers.OpenAll(work, [.. rows.Values.Select(r => r.DossierId)]) : new Dictionary<Guid, OpenDossier>();
        var results = new List<OneView>(ids.Length);
        foreach (var id in ids)
        {
            var row = rows.GetValueOrDefault(id);
            var facts = row is null ? null : new BulkFacts(row.State, row.AssignedTo, keepsOut.Contains(id), open.ContainsKey(row.DossierId), listed.Contains(id));
            var reasons = BulkRules.WhyNot(kind, facts, input.AssignedTo).ToList();
            if (reasons.Count == 0) Queue(kind, row!, input, list.Value, open, work);
            results.Add(new OneView(id, row?.Reference, reasons.Count == 0, [.. reasons.Select(r => r.Code)]));
        }
        var done = results.Count(r => r.Done);
        work.Audit("cases.bulk", "organization", work.Actor.OrganizationId, new { kind, done, left = results.Count - done });
        return await work.Commit(new ResultView(done, results.Count - done, kind is BulkKind.AddToList ? list.Value : null, results));
    }

    /// <summary>Which of these cases a colleague keeps out of.</summary>
    internal static async Task<HashSet<Guid>> KeepsOut(Work work, Guid person, Guid[] cases) =>
        [.. await work.All<Guid>("select case_id from cases.recused_among($1, $2)", new[] { person }, cases)];

    private static async Task<Outcome<Guid>> ListOf(Input input, Work work)
    {
        if (input.Kind is not BulkKind.AddToList) return Guid.Empty;
        if (input.ListId is { } id) return await work.FirstOrNone<int>("select 1 from cases.work_list where id = $1 and ended_on is null", id) == 1 ? id : Outcome<Guid>.Refused(new BadInput("input.not-a-choice", "listId"));
        var made = await WorkLists.Queue(new WorkLists.Input(input.NewList), work);
        return made.IsDone ? made.Value!.Id : Outcome<Guid>.From(made);
    }

    private static void Queue(BulkKind kind, Row row, Input input, Guid list, IReadOnlyDictionary<Guid, OpenDossier> open, Work work)
    {
        if (kind is BulkKind.AddToList)
        {
            work.Write("insert into cases.work_list_item (list_id, org_id, case_id, added_by, added_on) values ($1, $2, $3, $4, $5) on conflict do nothing", list, row.OrgId, row.Id, work.Actor.PersonId, work.Today);
            return;
        }
        work.Write("update cases.\"case\" set assigned_to = $2, version = version + 1 where id = $1", row.Id, input.AssignedTo);
        var party = CaseParty.Of(work.Actor);
        if (kind is BulkKind.HandOver)
        {
            var note = open[row.DossierId].AddNarrative(work, "note", work.Actor.Language, input.Note!);
            CaseLog.Note(work, row.OrgId, row.Id, null, "case.handed-over", party, new { from = row.AssignedTo, to = input.AssignedTo, note });
        }
        else CaseLog.Note(work, row.OrgId, row.Id, null, "case.assigned", party, new { to = input.AssignedTo });
        if (input.AssignedTo != work.Actor.PersonId) work.Notify("case.assigned", "case", row.Id, input.AssignedTo);
    }

    private sealed record Row(Guid Id, Guid OrgId, Guid DossierId, string Reference, CaseState State, Guid? AssignedTo);
}
