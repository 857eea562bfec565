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
        [property: Field(FieldClass.C1)] bool HoldsKey,
        [property: Field(FieldClass.C1)] bool Guest,
        [property: Field(FieldClass.C1)] DateOnly? Until,
        [property: Field(FieldClass.C1)] int ReviewsDue) : IView<SignedIn>;

    /// <summary>An invitation nobody has used yet.</summary>
    /// <param name="Late">Too old to be used; it can be sent again.</param>
    /// <param name="Mail">What became of the mail: Waiting, Sending, Sent, Failed, Unsure, Canceled; null when the link was handed over.</param>
    public sealed record InvitationView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Email,
        [property: Field(FieldClass.C1)] string Role,
        [property: Field(FieldClass.C1)] DateTimeOffset ExpiresAt,
        [property: Field(FieldClass.C1)] bool Late,
        [property: Field(FieldClass.C1)] string? InvitedBy,
        [property: Field(FieldClass.C1)] int SentCount,
        [property: Field(FieldClass.C1)] string? Mail) : IView<SignedIn>;

    /// <summary>Reads them.</summary>
    public static async Task<Outcome<PeopleView>> Handle(Guid? organization, Work work, int every)
    {
        if (await Reach.Of(work, organization) is not { } org) return Outcome<PeopleView>.Missing;
        IReadOnlyList<PersonView> people = [];
        IReadOnlyList<InvitationView> invitations = [];
        await work.InRowsOf(org.Id, async () =>
        {
            people = await work.All<PersonView>("""
                select m.id, m.name, m.email, coalesce(g.roles, '{}') as roles, m.active, m.confined,
                       exists (select 1 from access.vault_key k where k.person_id = m.id and k.org_id = $1) as holds_key, m.guest, g.until, coalesce(g.due, 0) as reviews_due
                  from access.member m left join lateral (
                       select array_agg(distinct x.role order by x.role) as roles, case when bool_and(x.until_day is not null) then max(x.until_day) end as until,
                              (count(*) filter (where coalesce(x.reviewed_on, x.from_day) + $3 - 14 <= $2))::integer as due
                         from access.role_grant x where x.person_id = m.id and x.org_id = $1 and x.from_day <= $2 and (x.until_day is null or x.until_day >= $2)) g on true
                 order by m.active desc, m.name
                """, org.Id, work.Today, every);
            invitations = await work.All<InvitationView>("""
                select i.id, i.name, i.email, i.role, i.expires_at, i.expires_at <= $2 as late, p.name as invited_by, i.sent_count,
                       (select x.state from platform.mail x where x.about = i.id order by x.next_at desc, x.state <> 'Canceled' desc limit 1) as mail
                  from access.invitation i left join access.person p on p.id = i.invited_by
                 where i.org_id = $1 and i.used_at is null and i.revoked_at is null order by i.expires_at desc
                """, org.Id, work.Now);
        });
        return new PeopleView(org.Id, org.Name, org.Kind, people, invitations);
    }
}
