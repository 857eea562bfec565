using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The services of the directory, for whoever handles cases.</summary>
public static class ListServices
{
    /// <summary>A service of the list.</summary>
    public sealed record ServiceLineView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Provider,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Kinds,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Countries,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Languages,
        [property: Field(FieldClass.C1)] string Status,
        [property: Field(FieldClass.C1)] bool Secret,
        [property: Field(FieldClass.C1)] DateOnly? ReviewedOn,
        [property: Field(FieldClass.C1)] string? Outcome,
        [property: Field(FieldClass.C1)] DateOnly? NextReview,
        [property: Field(FieldClass.C1)] string Keeper,
        [property: Field(FieldClass.C1)] bool Published) : IView<SignedIn>;

    /// <summary>What is looked for; all that is said must hold.</summary>
    public sealed record Filter(string? Country = null, string? Kind = null, string? Language = null, string? Query = null, bool ReviewDue = false);

    /// <summary>Reads a page of them by name.</summary>
    public static async Task<Outcome<Page<ServiceLineView>>> Handle(Filter filter, int? limit, string? cursor, Work work, ServiceOptions options)
    {
        if (limit is < 1 or > Paging.Most) return Outcome<Page<ServiceLineView>>.Refused(new BadInput("input.out-of-range", "limit", $"1 to {Paging.Most}"));
        var rows = await work.All<ServiceLineView>("""
            select s.id, s.name, coalesce(o.name, s.provider_name) as provider, s.kinds, s.countries, s.languages, s.status, s.secret_address as secret, s.reviewed_on, s.outcome, s.next_review, k.name as keeper,
                   s.status in ('active', 'temporarily closed') and coalesce(s.reviewed_on >= $8 and s.outcome <> 'Failed', false) as published
              from network.service s left join access.organization o on o.id = network.organization_now(s.provider_id) join access.organization k on k.id = s.org_id
             where ($1::text is null or $1 = any (s.countries)) and ($2::text is null or $2 = any (s.kinds)) and ($3::text is null or $3 = any (s.languages))
               and ($4::text is null or s.name ilike $4 or s.description ilike $4 or coalesce(o.name, s.provider_name) ilike $4)
               and (not $5 or s.status <> 'defunct' and (s.reviewed_on is null or s.next_review < $6))
               and ($7::text is null or s.name || s.id::text > $7)
             order by s.name || s.id::text limit $9
            """, filter.Country, filter.Kind, filter.Language, NetworkDirectory.Pattern(filter.Query), filter.ReviewDue, work.Today, Cursors.Read(cursor), options.Since(work.Today), (limit ?? Paging.Default) + 1);
        return Cursors.Page(rows, limit ?? Paging.Default, r => r.Name + r.Id);
    }
}

/// <summary>One service with its due diligence. The secret address is not among it: <see cref="ReadSecretAddress"/>.</summary>
public static class ReadService
{
    /// <summary>The service.</summary>
    public sealed record ServicePageView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] Guid? ProviderId,
        [property: Field(FieldClass.C1)] string Provider,
        [property: Field(FieldClass.C1)] string Name,
        [property: Field(FieldClass.C1)] string Description,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Kinds,
        [property: Field(FieldClass.C1)] string Status,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Countries,
        [property: Field(FieldClass.C1)] string Places,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Sides,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Languages,
        [property: Field(FieldClass.C1)] string Eligibility,
        [property: Field(FieldClass.C1)] int? MinimumAge,
        [property: Field(FieldClass.C1)] int? MaximumAge,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> ForWhom,
        [property: Field(FieldClass.C1)] bool Free,
        [property: Field(FieldClass.C1)] string Cost,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Hours,
        [property: Field(FieldClass.C1)] string HoursNote,
        [property: Field(FieldClass.C1)] string TimeZone,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Phones,
        [property: Field(FieldClass.C1)] string Email,
        [property: Field(FieldClass.C1)] string Url,
        [property: Field(FieldClass.C1)] bool SecretAddress,
        [property: Field(FieldClass.C1)] string Address,
        [property: Field(FieldClass.C1)] string City,
        [property: Field(FieldClass.C1)] string Province,
        [property: Field(FieldClass.C1)] string PostalCode,
        [property: Field(FieldClass.C1)] string? AddressCountry,
        [property: Field(FieldClass.C1)] string Interpretation,
        [property: Field(FieldClass.C1)] string Application,
        [property: Field(FieldClass.C1)] bool SuggestedByWorkers,
        [property: Field(FieldClass.C1)] string Source,
        [property: Field(FieldClass.C1)] DateOnly? ReviewedOn,
        [property: Field(FieldClass.C1)] string? Outcome,
        [property: Field(FieldClass.C1)] DateOnly? NextReview,
        [property: Field(FieldClass.C1)] string Keeper,
        [property: Field(FieldClass.C1)] bool MayKeep,
        [property: Field(FieldClass.C1)] bool MayReadAddress,
        [property: Field(FieldClass.C1)] bool Published,
        [property: Field(FieldClass.C1)] IReadOnlyList<ReviewView> Reviews,
        [property: Field(FieldClass.C1)] int Version) : IView<SignedIn>;

    /// <summary>One due diligence.</summary>
    public sealed record ReviewView(
        [property: Field(FieldClass.C1)] DateOnly OnDay,
        [property: Field(FieldClass.C1)] string By,
        [property: Field(FieldClass.C1)] string Outcome,
        [property: Field(FieldClass.C1)] string Note,
        [property: Field(FieldClass.C1)] DateOnly NextReview) : IView<SignedIn>;

    /// <summary>Reads it.</summary>
    public static async Task<Outcome<ServicePageView>> Handle(Guid id, Work work, ServiceOptions options)
    {
        var row = await work.FirstOrNone<Row>("""
            select s.*, coalesce(o.name, s.provider_name) as provider, k.name as keeper, exists (select 1 from network.service_address_secret a where a.service_id = s.id) as may_read_address
              from network.service s left join access.organization o on o.id = network.organization_now(s.provider_id) join access.organization k on k.id = s.org_id where s.id = $1
            """, id);
        if (row is null) return Outcome<ServicePageView>.Missing;
        var reviews = await work.All<ReviewView>("""
            select r.on_day, coalesce(p.name, k.name) as by, r.outcome, r.note, r.next_review
              from network.service_review r join access.organization k on k.id = r.org_id left join access.person p on p.id = r.person_id
             where r.service_id = $1 order by r.on_day desc, r.id
            """, id);
        var published = row.Status is "active" or "temporarily closed" && row.ReviewedOn >= options.Since(work.Today) && row.Outcome is not "Failed";
        return new ServicePageView(row.Id, row.ProviderId, row.Provider, row.Name, row.Description, row.Kinds, row.Status, row.Countries, row.Places, row.Sides, row.Languages, row.Eligibility,
            row.MinimumAge, row.MaximumAge, row.ForWhom, row.Free, row.Cost, row.Hours, row.HoursNote, row.TimeZone, row.Phones, row.Email, row.Url, row.SecretAddress, row.Address, row.City,
            row.Province, row.PostalCode, row.AddressCountry, row.Interpretation, row.Application, row.SuggestedByWorkers, row.Source, row.ReviewedOn, row.Outcome, row.NextReview, row.Keeper,
            row.OrgId == work.Actor.OrganizationId && work.Actor.May(NetworkPermissions.KeepServices), row.MayReadAddress, published, reviews, row.Version);
    }

    private sealed record Row(Guid Id, Guid OrgId, Guid? ProviderId, string Provider, string Name, string Description, IReadOnlyList<string> Kinds, string Status, IReadOnlyList<string> Countries,
        string Places, IReadOnlyList<string> Sides, IReadOnlyList<string> Languages, string Eligibility, int? MinimumAge, int? MaximumAge, IReadOnlyList<string> ForWhom, bool Free, string Cost,
        IReadOnlyList<string> Hours, string HoursNote, string TimeZone, IReadOnlyList<string> Phones, string Email, string Url, bool SecretAddress, string Address, string City, string Province,
        string PostalCode, string? AddressCountry, string Interpretation, string Application, bool SuggestedByWorkers, string Source, DateOnly? ReviewedOn, string? Outcome, DateOnly? NextReview,
        string Keeper, bool MayReadAddress, int Version);
}
