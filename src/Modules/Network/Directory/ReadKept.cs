using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Another name.</summary>
public sealed record NameView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Name,
    [property: Field(FieldClass.C1)] string Kind,
    [property: Field(FieldClass.C1)] string Language,
    [property: Field(FieldClass.C1)] DateOnly? UntilDay) : IView<SignedIn>;

/// <summary>An identifier.</summary>
public sealed record IdentifierView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Scheme,
    [property: Field(FieldClass.C1)] string Value,
    [property: Field(FieldClass.C1)] string? Authority,
    [property: Field(FieldClass.C1)] string? Country,
    [property: Field(FieldClass.C1)] DateOnly? IssuedOn,
    [property: Field(FieldClass.C1)] DateOnly? ExpiresOn) : IView<SignedIn>;

/// <summary>A focal point: somebody at a business who answers for it, by name and work address.</summary>
public sealed record FocalPointView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Level,
    [property: Field(FieldClass.C1)] string Name,
    [property: Field(FieldClass.C1)] string Title,
    [property: Field(FieldClass.C1)] string Email,
    [property: Field(FieldClass.C1)] string Phone,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Languages,
    [property: Field(FieldClass.C1)] Guid? SiteId,
    [property: Field(FieldClass.C1)] string? SiteName,
    [property: Field(FieldClass.C1)] DateOnly FromDay,
    [property: Field(FieldClass.C1)] DateOnly? UntilDay) : IView<SignedIn>;

/// <summary>What hangs on an organization or a site, for every page that shows it.</summary>
internal static class ReadKept
{
    public static Task<IReadOnlyList<NameView>> Names(Work work, Guid id) =>
        work.All<NameView>("select id, name, kind, language, until_day from network.name where subject_id = $1 order by kind, name", id);

    public static Task<IReadOnlyList<IdentifierView>> Identifiers(Work work, Guid id) =>
        work.All<IdentifierView>("select id, scheme, value, authority, country, issued_on, expires_on from network.identifier where subject_id = $1 order by scheme, value", id);

    public static Task<IReadOnlyList<FocalPointView>> FocalPoints(Work work, Guid organization) =>
        work.All<FocalPointView>("""
            select f.id, f.level, f.name, f.title, f.email, f.phone, f.languages, f.site_id, s.name as site_name, f.from_day, f.until_day
              from network.focal_point f left join network.site s on s.id = f.site_id where f.org_id = $1
             order by f.until_day is not null, f.until_day desc, f.site_id is not null, s.name, f.level desc limit 60
            """, organization);

    public static Task<IReadOnlyList<GapView>> Gaps(Work work, Guid organization) =>
        work.All<GapView>("""
            select g.id, g.org_id as organization_id, g.site_id, s.name as site_name, g.step, g.note, g.since, g.closed_on, g.found, g.version
              from network.gap g left join network.site s on s.id = g.site_id where g.org_id = $1 order by g.closed_on is not null, g.since desc, g.id limit 60
            """, organization);
}
