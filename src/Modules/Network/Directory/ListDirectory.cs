using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Organizations that the caller may see.</summary>
public static class ListOrganizations
{
    /// <summary>An organization.</summary>
    public sealed record OrganizationView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Kind,
        [property: Field(FieldClass.C1)] string? Country,
        [property: Field(FieldClass.C1)] bool Active,
        [property: Field(FieldClass.C1)] string? OsId) : IView<SignedIn>;

    /// <summary>Reads a page of them by name.</summary>
    public static async Task<Outcome<Page<OrganizationView>>> Handle(string? kind, string? query, int? limit, string? cursor, Work work)
    {
        if (limit is < 1 or > Paging.Most) return Outcome<Page<OrganizationView>>.Refused(new BadInput("input.out-of-range", "limit", $"1 to {Paging.Most}"));
        var after = Cursors.ReadName(cursor);
        var rows = await work.All<OrganizationView>($"""
            select o.id, o.name, o.kind, o.country, o.active, (select i.value from network.identifier i where i.subject_id = o.id and i.scheme = 'OsId' order by i.value limit 1) as os_id
              from access.organization o
             where {Kept.Seen("o.id")} and o.merged_into is null and ($1::text is null or o.kind = $1)
               and ($2::text is null or o.name ilike $2 or exists (select 1 from network.name n where n.subject_id = o.id and n.name ilike $2))
               and ($3::text is null or (o.name, o.id) > ($3, $4::uuid))
             order by o.name, o.id limit $5
            """, kind, NetworkDirectory.Pattern(query), after.Name, after.Id, (limit ?? Paging.Default) + 1);
        return Cursors.Page(rows, limit ?? Paging.Default, r => Cursors.ByName(r.Name, r.Id));
    }
}

/// <summary>Sites that the caller may see.</summary>
public static class ListSites
{
    /// <summary>A site.</summary>
    public sealed record SiteView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Country,
        [property: Field(FieldClass.C1)] string Place,
        [property: Field(FieldClass.C1)] Guid OrganizationId,
        [property: Field(FieldClass.C1)] string OrganizationName,
        [property: Field(FieldClass.C1)] string? OsId) : IView<SignedIn>;

    /// <summary>Reads a page of them by name.</summary>
    public static async Task<Outcome<Page<SiteView>>> Handle(Guid? organization, string? country, string? query, int? limit, string? cursor, Work work)
    {
        if (limit is < 1 or > Paging.Most) return Outcome<Page<SiteView>>.Refused(new BadInput("input.out-of-range", "limit", $"1 to {Paging.Most}"));
        var after = Cursors.ReadName(cursor);
        var rows = await work.All<SiteView>("""
            select s.id, s.name, s.country, s.place, s.org_id as organization_id, o.name as organization_name,
                   (select i.value from network.identifier i where i.subject_id = s.id and i.scheme = 'OsId' order by i.value limit 1) as os_id
              from network.site s join access.organization o on o.id = s.org_id
             where ($1::uuid is null or s.org_id = $1) and ($2::text is null or s.country = $2) and s.merged_into is null
               and ($3::text is null or s.name ilike $3 or o.name ilike $3 or exists (select 1 from network.name n where n.subject_id = s.id and n.name ilike $3))
               and ($4::text is null or (s.name, s.id) > ($4, $5::uuid))
             order by s.name, s.id limit $6
            """, organization, country, NetworkDirectory.Pattern(query), after.Name, after.Id, (limit ?? Paging.Default) + 1);
        return Cursors.Page(rows, limit ?? Paging.Default, r => Cursors.ByName(r.Name, r.Id));
    }
}

/// <summary>Opaque cursors over a text key.</summary>
internal static class Cursors
{
    public static string? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        var bytes = new byte[cursor.Length];
        return Convert.TryFromBase64String(cursor, bytes, out var length) ? System.Text.Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    /// <summary>Where a list by name stands: the name, and the id that tells two of one name apart.</summary>
    public static string ByName(string name, Guid id) => id + name;

    /// <summary>Reads it back; nothing where it is none.</summary>
    public static (string? Name, Guid? Id) ReadName(string? cursor) =>
        Read(cursor) is { Length: >= 36 } text && Guid.TryParse(text.AsSpan(0, 36), out var id) ? (text[36..], id) : (null, null);

    public static Page<T> Page<T>(IReadOnlyList<T> rows, int limit, Func<T, string> key) => rows.Count <= limit
        ? new Page<T>(rows, null)
        : new Page<T>([.. rows.Take(limit)], Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key(rows[limit - 1]))));
}
