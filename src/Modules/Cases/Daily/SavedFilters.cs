using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Filters of the list of cases that somebody gave a name: her own, or shared in the organization. One of them may be what her list opens with.</summary>
public static class SavedFilters
{
    /// <summary>Most filters of one person.</summary>
    public const int Most = 50;

    /// <summary>A named filter.</summary>
    /// <param name="Name">Its name; name no person in it, it is not sealed.</param>
    /// <param name="Query">The filter, as the address of the list says it.</param>
    /// <param name="Shared">Whether colleagues see it.</param>
    /// <param name="Default">Whether the own list opens with it.</param>
    public sealed record Input(string? Name, string? Query, bool Shared = false, bool Default = false);

    /// <summary>A named filter as its reader sees it.</summary>
    public sealed record FilterView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Query,
        [property: Field(FieldClass.C1)] bool Shared,
        [property: Field(FieldClass.C1)] bool Own,
        [property: Field(FieldClass.C1)] string? By,
        [property: Field(FieldClass.C1)] bool Default,
        [property: Field(FieldClass.C1)] int Version) : IView<Handlers>;

    /// <summary>How somebody likes her list.</summary>
    public sealed record ListView(
        [property: Field(FieldClass.C1)] IReadOnlyList<FilterView> Filters,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Columns) : IView<Handlers>;

    /// <summary>A filter of that name is there already.</summary>
    public sealed record NameTaken() : Refusal("filter.name-taken")
    {
        /// <inheritdoc />
        public override string Field => "name";
    }

    /// <summary>There are as many as one person may have.</summary>
    /// <param name="Most">How many.</param>
    public sealed record TooManyFilters(int Most) : Refusal("filter.too-many");

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        foreach (var reason in Given.Text(input.Name, "name", 60)) yield return reason;
        if (input.Query is { Length: > 1000 }) yield return new BadInput("input.too-long", "query", 1000);
        else if (CaseFilter.FromQuery(input.Query ?? "") is not { } filter) yield return new BadInput("filter.not-a-filter", "query");
        else if (filter.ToQuery().Length == 0) yield return new BadInput("filter.empty", "query");
    }

    /// <summary>Reads the filters that the caller sees, and her columns.</summary>
    public static async Task<ListView> Read(Work work)
    {
        var filters = new Question<FilterView>("""
            select f.id, f.name, f.query, f.shared, f.person_id = $1 as own, case when f.person_id <> $1 then p.name end as by, coalesce(f.id = c.default_filter, false) as default, f.version
              from cases.saved_filter f left join access.person p on p.id = f.person_id left join cases.list_choice c on c.person_id = $1 and c.org_id = f.org_id
             where f.org_id = access.org() order by f.person_id <> $1, lower(f.name), f.id limit 200
            """, work.Actor.PersonId);
        var columns = new Question<string[]>("select columns from cases.list_choice where person_id = $1 and org_id = access.org()", work.Actor.PersonId);
        await work.Ask(filters, columns);
        return new ListView(filters.Rows, CaseColumns.Of(columns.Rows.Count > 0 ? columns.Rows[0] : null));
    }

    /// <summary>Keeps a filter; one of the same name of the caller's own is changed.</summary>
    public static async Task<Outcome<FilterView>> Save(Guid? id, int? version, Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<FilterView>.Refused(wrong);
        var (name, query) = (input.Name!.Trim(), CaseFilter.FromQuery(input.Query!)!.ToQuery());
        var own = await work.All<Row>("select id, name, version from cases.saved_filter where person_id = $1 and org_id = access.org() order by id for update", work.Actor.PersonId);
        if (own.Any(f => f.Id != id && string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase))) return Outcome<FilterView>.Refused(new NameTaken());
        var kept = id ?? Guid.NewGuid();
        var next = 1;
        if (id is null)
        {
            if (own.Count >= Most) return Outcome<FilterView>.Refused(new TooManyFilters(Most));
            work.Write("insert into cases.saved_filter (id, org_id, person_id, name, query, shared, made_on) values ($1, $2, $3, $4, $5, $6, $7)",
                kept, work.Actor.OrganizationId, work.Actor.PersonId, name, query, input.Shared, work.Today);
        }
        else
        {
            if (own.FirstOrDefault(f => f.Id == id) is not { } row) return Outcome<FilterView>.Missing;
            if (version is { } asked && asked != row.Version) return Outcome<FilterView>.Stale;
            next = row.Version + 1;
            work.Write("update cases.saved_filter set name = $2, query = $3, shared = $4, version = version + 1 where id = $1", kept, name, query, input.Shared);
        }
        if (input.Default) QueueChoice(work, kept, null);
        work.Audit(id is null ? "filter.saved" : "filter.changed", "filter", kept, new { shared = input.Shared });
        return await work.Commit(new FilterView(kept, name, query, input.Shared, true, null, input.Default, next));
    }

    /// <summary>Takes a filter away: an own one, or, for whoever supervises, a shared one.</summary>
    public static async Task<Outcome> Remove(Guid id, Work work)
    {
        if (await work.Change("delete from cases.saved_filter where id = $1", id) == 0) return Outcome.Missing;
        work.Audit("filter.removed", "filter", id);
        return await work.Commit();
    }

    /// <summary>Which filter the own list opens with, and its columns.</summary>
    /// <param name="Default">The filter; null: none.</param>
    /// <param name="Columns">The columns, of <see cref="CaseColumns.All"/>; null leaves them.</param>
    public sealed record Choice(Guid? Default, IReadOnlyList<string>? Columns = null);

    /// <summary>Keeps the choice.</summary>
    public static async Task<Outcome> Choose(Choice choice, Work work)
    {
        if (Given.Choices(choice.Columns, (IReadOnlyCollection<string>)CaseColumns.All, "columns").ToList() is { Count: > 0 } wrong) return Outcome.Refused(wrong);
        if (choice.Default is { } id && await work.FirstOrNone<int>("select 1 from cases.saved_filter where id = $1", id) != 1) return Outcome.Refused(new BadInput("input.not-a-choice", "default"));
        QueueChoice(work, choice.Default, choice.Columns);
        work.Audit("list.chosen", "person", work.Actor.PersonId);
        return await work.Commit();
    }

    private static void QueueChoice(Work work, Guid? filter, IReadOnlyList<string>? columns) => work.Write("""
        insert into cases.list_choice (org_id, person_id, default_filter, columns) values ($1, $2, $3, coalesce($4::text[], $5::text[]))
        on conflict (person_id, org_id) do update set default_filter = excluded.default_filter, columns = coalesce($4::text[], cases.list_choice.columns)
        """, work.Actor.OrganizationId, work.Actor.PersonId, filter, columns is null ? null : CaseColumns.Of(columns).ToArray(), CaseColumns.Usual.ToArray());

    private sealed record Row(Guid Id, string Name, int Version);
}
