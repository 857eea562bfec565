using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The audit log as an auditor reads it: who did what to which thing on which day, in every organization; never content.</summary>
public static class ListAuditEntries
{
    /// <summary>Entries on one page.</summary>
    public const int PageSize = 50;
    /// <summary>Last page that is served; older entries are reached with a day.</summary>
    public const int LastPage = 200;

    /// <summary>What is asked for.</summary>
    /// <param name="Organization">One chain; all when null.</param>
    /// <param name="Action">Beginning of the verb, for example <c>session.</c>; all when null.</param>
    /// <param name="Day">Entries of this day and older; from the newest when null.</param>
    /// <param name="Page">From 1 to <see cref="LastPage"/>.</param>
    public sealed record Filter(Guid? Organization, string? Action, DateOnly? Day, int Page = 1);

    /// <summary>An entry.</summary>
    public sealed record EntryView(
        [property: Field(FieldClass.C1)] Guid Organization,
        [property: Field(FieldClass.C1)] string? OrganizationName,
        [property: Field(FieldClass.C1)] long Seq,
        [property: Field(FieldClass.C1)] DateOnly Day,
        [property: Field(FieldClass.C1)] DateTimeOffset? At,
        [property: Field(FieldClass.C1)] string ActorKind,
        [property: Field(FieldClass.C1)] Guid? Actor,
        [property: Field(FieldClass.C1)] string Action,
        [property: Field(FieldClass.C1)] string ObjectKind,
        [property: Field(FieldClass.C1)] Guid? Object) : IView<Auditors>;

    /// <summary>A page of entries, newest day first, within a day by organization; and whether more follow.</summary>
    public static async Task<(IReadOnlyList<EntryView> Entries, bool More)> Handle(Filter filter, Work work)
    {
        var page = Math.Clamp(filter.Page, 1, LastPage);
        // Each chain is read from its end by its key, so that the length of the log does not matter; within a chain days only rise.
        var rows = await work.All<EntryView>("""
            select e.org_id as organization, o.name as organization_name, e.seq, e.day, e.at, e.actor_kind, e.actor, e.action, e.object_kind, e.object
              from audit.head h
              cross join lateral (select * from audit.entry e where e.org_id = h.org_id and ($2::text is null or e.action like $2) and ($3::date is null or e.day <= $3)
                                   order by e.seq desc limit $4) e
              left join access.organization o on o.id = e.org_id
             where ($1::uuid is null or h.org_id = $1)
             order by e.day desc, e.org_id, e.seq desc
             limit $5 offset $6
            """, filter.Organization, Prefix(filter.Action), filter.Day, page * PageSize + 1, PageSize + 1, (page - 1) * PageSize);
        return ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }

    private static string? Prefix(string? action) => string.IsNullOrWhiteSpace(action) ? null
        : action.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
