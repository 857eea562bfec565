using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>People of one organization with their roles and open invitations: a supervisor sees the own organization, an operator any.</summary>
public static class ListPeople
{
    /// <summary>The people of an organization.</summary>
    public sealed record PeopleView(
        [property: Field(FieldClass.C1)] Guid OrganizationId,
        [property: Field(FieldClass.C1)] string OrganizationName,
        [property: Field(FieldClass.C1)] string OrganizationKind,
        [property: Field(FieldClass.C1)] IReadOnlyList<PersonView> People,
        [property: Field(FieldClass.C1)] IReadOnlyList<InvitationView> Invitations) : IView<SignedIn>;

    /// <summary>A person.</summary>
    public sealed record PersonView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Email,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Roles,
        [property: Field(FieldClass.C1)] bool Active,
        [property: Field(FieldClass.C1)] bool Confined,
        [property: Field(FieldClass.C1)] bool HoldsKey) : IView<SignedIn>;

    /// <summary>An invitation nobody has used yet.</summary>
    public sealed record InvitationView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Email,
        [property: Field(FieldClass.C1)] string Role,
        [property: Field(FieldClass.C1)] DateTimeOffset ExpiresAt) : IView<SignedIn>;

    /// <summary>Reads them.</summary>
    public static async Task<Outcome<PeopleView>> Handle(Guid? organization, Work work)
    {
        var where = organization ?? work.Actor.OrganizationId;
        if (where != work.Actor.OrganizationId && !work.Actor.Roles.Contains(Roles.Operator)) return Outcome<PeopleView>.Missing;
        var org = await work.FirstOrNone<Row>("select id, name, kind from access.organization where id = $1", where);
        if (org is null) return Outcome<PeopleView>.Missing;
        IReadOnlyList<PersonView> people = [];
        IReadOnlyList<InvitationView> invitations = [];
        await work.InRowsOf(where, async () =>
        {
            people = await work.All<PersonView>("""
                select p.id, p.name, p.email, coalesce((select array_agg(distinct g.role order by g.role) from access.role_grant g where g.person_id = p.id and g.from_day <= $2 and (g.until_day is null or g.until_day >= $2)), '{}') as roles,
                       p.active, p.confined, exists (select 1 from access.vault_key k where k.person_id = p.id) as holds_key
                  from access.person p where p.org_id = $1 order by p.active desc, p.name
                """, where, work.Today);
            invitations = await work.All<InvitationView>("select id, name, email, role, expires_at from access.invitation where org_id = $1 and used_at is null and expires_at > $2 order by expires_at desc", where, work.Now);
        });
        return new PeopleView(org.Id, org.Name, org.Kind, people, invitations);
    }

    private sealed record Row(Guid Id, string Name, string Kind);
}
