using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>How much each colleague has: for whoever assigns. Numbers of own cases, not of results: it says who needs help, never who is good.</summary>
public static class TeamLoad
{
    /// <summary>One colleague.</summary>
    public sealed record LoadView(
        [property: Field(FieldClass.C1)] Guid? PersonId,
        [property: Field(FieldClass.C1)] string? Name,
        [property: Field(FieldClass.C1)] int Open,
        [property: Field(FieldClass.C1)] int Unread,
        [property: Field(FieldClass.C1)] int Danger,
        [property: Field(FieldClass.C1)] Guid? CoveredBy,
        [property: Field(FieldClass.C1)] string? CoveredByName) : IView<Handlers>;

    /// <summary>Reads it, the fullest desk first.</summary>
    public static Task<IReadOnlyList<LoadView>> Read(Work work) => work.All<LoadView>("""
        select p.id as person_id, p.name, coalesce(n.open, 0)::integer as open, coalesce(n.unread, 0)::integer as unread, coalesce(n.danger, 0)::integer as danger, h.to_person as covered_by, t.name as covered_by_name
          from access.member p
          left join (select c.assigned_to, count(*) as open, count(*) filter (where c.unread) as unread, count(*) filter (where c.unread and c.danger <> 'None') as danger
                       from cases."case" c where c.org_id = access.org() and c.state <> 'Closed' and c.assigned_to is not null group by c.assigned_to) n on n.assigned_to = p.id
          left join cases.handover h on h.from_person = p.id and h.state = 'Running' and h.org_id = access.org()
          left join access.person t on t.id = h.to_person
         where p.active and exists (select 1 from access.role_grant g where g.person_id = p.id and g.org_id = access.org() and g.role in ('CaseHandler', 'Supervisor') and g.from_day <= $1 and (g.until_day is null or g.until_day >= $1))
         order by 3 desc, p.name limit 50
        """, work.Today);
}
