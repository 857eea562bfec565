using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Lists of cases that somebody put together: for a visit, a meeting, a week. Own, or shared in the organization. A case that its reader may not see is not in it.</summary>
public static class WorkLists
{
    /// <summary>Most lists of one person that are open.</summary>
    public const int Most = 50;

    /// <summary>A list.</summary>
    /// <param name="Name">Its name; name no person in it, it is not sealed.</param>
    /// <param name="Shared">Whether colleagues see it and may add to it.</param>
    public sealed record Input(string? Name, bool Shared = false);

    /// <summary>A list as its reader sees it.</summary>
    public sealed record WorkListView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] bool Shared,
        [property: Field(FieldClass.C1)] bool Own,
        [property: Field(FieldClass.C1)] string? By,
        [property: Field(FieldClass.C1)] int Cases,
        [property: Field(FieldClass.C1)] DateOnly MadeOn) : IView<Handlers>;

    /// <summary>A list of that name is there already.</summary>
    public sealed record NameTaken() : Refusal("list.name-taken")
    {
        /// <inheritdoc />
        public override string Field => "name";
    }

    /// <summary>There are as many as one person may have.</summary>
    /// <param name="Most">How many.</param>
    public sealed record TooManyLists(int Most) : Refusal("list.too-many");

    /// <summary>The lists that the caller sees, own ones first.</summary>
    public static Task<IReadOnlyList<WorkListView>> Read(Work work) => work.All<WorkListView>("""
        select l.id, l.name, l.shared, l.person_id = $1 as own, case when l.person_id <> $1 then p.name end as by,
               (select count(*) from cases.work_list_item i join cases."case" c on c.id = i.case_id where i.list_id = l.id)::integer as cases, l.made_on
          from cases.work_list l left join access.person p on p.id = l.person_id
         where l.org_id = access.org() and l.ended_on is null order by l.person_id <> $1, lower(l.name), l.id limit 200
        """, work.Actor.PersonId);

    /// <summary>Makes a list.</summary>
    public static async Task<Outcome<WorkListView>> Make(Input input, Work work)
    {
        var outcome = await Queue(input, work);
        return outcome.IsDone ? await work.Commit(outcome.Value!) : outcome;
    }

    /// <summary>Queues a new list without committing, for an act that puts cases into it.</summary>
    internal static async Task<Outcome<WorkListView>> Queue(Input input, Work work)
    {
        if (Given.Text(input.Name, "name", 60).ToList() is { Count: > 0 } wrong) return Outcome<WorkListView>.Refused(wrong);
        var name = input.Name!.Trim();
        var own = await work.All<string>("select name from cases.work_list where person_id = $1 and org_id = access.org() and ended_on is null", work.Actor.PersonId);
        if (own.Contains(name, StringComparer.OrdinalIgnoreCase)) return Outcome<WorkListView>.Refused(new NameTaken());
        if (own.Count >= Most) return Outcome<WorkListView>.Refused(new TooManyLists(Most));
        var id = Guid.NewGuid();
        work.Write("insert into cases.work_list (id, org_id, person_id, name, shared, made_on) values ($1, $2, $3, $4, $5, $6)", id, work.Actor.OrganizationId, work.Actor.PersonId, name, input.Shared, work.Today);
        work.Audit("list.made", "list", id, new { shared = input.Shared });
        return new WorkListView(id, name, input.Shared, true, null, 0, work.Today);
    }

    /// <summary>Ends a list; its cases go on. An own one, or, for whoever supervises, a shared one.</summary>
    public static async Task<Outcome> End(Guid id, Work work)
    {
        if (await work.Change("update cases.work_list set ended_on = $2, version = version + 1 where id = $1 and ended_on is null", id, work.Today) == 0) return Outcome.Missing;
        work.Audit("list.ended", "list", id);
        return await work.Commit();
    }

    /// <summary>Takes cases out of a list.</summary>
    /// <param name="Cases">Which.</param>
    public sealed record Without(IReadOnlyList<Guid>? Cases);

    /// <summary>Takes them out.</summary>
    public static async Task<Outcome> TakeOut(Guid id, Without input, Work work)
    {
        if (input.Cases is not { Count: > 0 and <= BulkAct.Most }) return Outcome.Refused(new BadInput(input.Cases is { Count: > BulkAct.Most } ? "input.too-many" : "input.required", "cases", BulkAct.Most));
        if (await work.FirstOrNone<int>("select 1 from cases.work_list where id = $1 and ended_on is null", id) != 1) return Outcome.Missing;
        work.Write("delete from cases.work_list_item where list_id = $1 and case_id = any ($2)", id, input.Cases.ToArray());
        work.Audit("list.cases-taken-out", "list", id, new { cases = input.Cases });
        return await work.Commit();
    }
}
