using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>One person of an organization with everything she was ever granted there.</summary>
public static class ReadPersonAccess
{
    /// <summary>The person.</summary>
    public sealed record PersonAccessView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Email,
        [property: Field(FieldClass.C1)] bool Active,
        [property: Field(FieldClass.C1)] bool Confined,
        [property: Field(FieldClass.C1)] bool Guest,
        [property: Field(FieldClass.C1)] DateOnly? Since,
        [property: Field(FieldClass.C1)] bool HoldsKey,
        [property: Field(FieldClass.C1)] Guid OrganizationId,
        [property: Field(FieldClass.C1)] string OrganizationName,
        [property: Field(FieldClass.C1)] string OrganizationKind,
        [property: Field(FieldClass.C1)] IReadOnlyList<GrantView> Grants) : IView<SignedIn>;

    /// <summary>A grant.</summary>
    /// <param name="State">Live, Future or Ended.</param>
    public sealed record GrantView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Role,
        [property: Field(FieldClass.C1)] string ScopeKind,
        [property: Field(FieldClass.C1)] string? ScopeName,
        [property: Field(FieldClass.C1)] DateOnly From,
        [property: Field(FieldClass.C1)] DateOnly? Until,
        [property: Field(FieldClass.C1)] string State,
        [property: Field(FieldClass.C1)] string? GivenBy,
        [property: Field(FieldClass.C1)] DateOnly? ReviewedOn,
        [property: Field(FieldClass.C1)] DateOnly? ReviewDueOn,
        [property: Field(FieldClass.C1)] int Version) : IView<SignedIn>;

    internal sealed record Row(Guid Id, Guid PersonId, string Person, string Role, string ScopeKind, Guid ScopeId, string? Site, DateOnly FromDay, DateOnly? UntilDay, DateTimeOffset? EndedAt, string? GivenBy, DateOnly? ReviewedOn, int Version);
    private sealed record Head(Guid Id, string Name, string Email, bool Active, bool Confined, bool Guest, DateOnly? Since, bool HoldsKey);

    internal const string Query = """
        select g.id, g.person_id, m.name as person, g.role, g.scope_kind, g.scope_id, s.name as site, g.from_day, g.until_day, g.ended_at, b.name as given_by, g.reviewed_on, g.version
          from access.role_grant g join access.member m on m.id = g.person_id left join network.site s on s.id = g.scope_id and g.scope_kind = 'site' left join access.person b on b.id = g.granted_by
         where g.org_id = access.org()
        """;

    /// <summary>Reads it.</summary>
    public static async Task<Outcome<PersonAccessView>> Handle(Guid person, Guid? organization, Work work, ICaseHandover cases, int every)
    {
        if (await Reach.Of(work, organization) is not { } place) return Outcome<PersonAccessView>.Missing;
        PersonAccessView? view = null;
        await work.InRowsOf(place.Id, async () =>
        {
            var head = await work.FirstOrNone<Head>("select m.id, m.name, m.email, m.active, m.confined, m.guest, m.since, exists (select 1 from access.vault_key k where k.person_id = m.id and k.org_id = access.org()) as holds_key from access.member m where m.id = $1", person);
            if (head is null) return;
            var rows = await work.All<Row>(Query + " and g.person_id = $1 order by (g.until_day is null or g.until_day >= $2) desc, g.from_day desc, g.id", person, work.Today);
            view = new PersonAccessView(head.Id, head.Name, head.Email, head.Active, head.Confined, head.Guest, head.Since, head.HoldsKey, place.Id, place.Name, place.Kind,
                await Views(rows, place, work, cases, every));
        });
        return view is null ? Outcome<PersonAccessView>.Missing : view;
    }

    private static async Task<IReadOnlyList<GrantView>> Views(IReadOnlyList<Row> rows, Reach.Place place, Work work, ICaseHandover cases, int every)
    {
        var references = await References(rows, place, work, cases);
        return [.. rows.Select(r =>
        {
            var state = r.UntilDay < work.Today ? "Ended" : r.FromDay > work.Today ? "Future" : "Live";
            // What ended before it began is told by the day on which somebody ended it.
            var until = r.EndedAt is { } ended ? DateOnly.FromDateTime(ended.UtcDateTime) : r.UntilDay;
            return new GrantView(r.Id, r.Role, r.ScopeKind, ScopeName(r, place, references), r.FromDay, until, state, r.GivenBy, r.ReviewedOn,
                state == "Live" ? GrantRules.ReviewDue(r.FromDay, r.ReviewedOn, every) : null, r.Version);
        })];
    }

    // Cases have names only for their own organization.
    internal static Task<IReadOnlyDictionary<Guid, string>> References(IReadOnlyList<Row> rows, Reach.Place place, Work work, ICaseHandover cases) =>
        place.Id == work.Actor.OrganizationId ? cases.References(work, [.. rows.Where(r => r.ScopeKind == GrantScopes.Case).Select(r => r.ScopeId)]) : Task.FromResult<IReadOnlyDictionary<Guid, string>>(new Dictionary<Guid, string>());

    internal static string? ScopeName(Row row, Reach.Place place, IReadOnlyDictionary<Guid, string> references) => row.ScopeKind switch
    {
        GrantScopes.Organization => place.Name,
        GrantScopes.Site => row.Site,
        GrantScopes.Case => references.GetValueOrDefault(row.ScopeId),
        _ => null,
    };
}
