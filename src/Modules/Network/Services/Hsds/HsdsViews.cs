using System.Text.Json.Serialization;
using OpenIlm.Kernel;

namespace OpenIlm.Network;

/// <summary>
/// The records of the Open Referral Human Services Data Specification 3.0, as far as this directory fills them. Members that have no
/// value are left out: the specification's schemas know no null. Names are its own, in snake case.
/// </summary>
public static class HsdsViews
{
    /// <summary>What the API is.</summary>
    public sealed record RootView(
        [property: Field(FieldClass.C0)] string Version,
        [property: Field(FieldClass.C0)] string Profile,
        [property: Field(FieldClass.C0)] string OpenapiUrl) : IView<Public>;

    /// <summary>A page of a list.</summary>
    public sealed record PageView<T>(
        [property: Field(FieldClass.C0)] int TotalItems,
        [property: Field(FieldClass.C0)] int TotalPages,
        [property: Field(FieldClass.C0)] int PageNumber,
        [property: Field(FieldClass.C0)] int Size,
        [property: Field(FieldClass.C0)] bool FirstPage,
        [property: Field(FieldClass.C0)] bool LastPage,
        [property: Field(FieldClass.C0)] bool Empty,
        [property: Field(FieldClass.C0)] IReadOnlyList<T> Contents) : IView<Public>;

    /// <summary>A service by its id alone, for whoever keeps a copy up to date.</summary>
    public sealed record MinimalView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] DateTimeOffset ModifiedDate) : IView<Public>;

    /// <summary>A service.</summary>
    public sealed record ServiceView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] string Name,
        [property: Field(FieldClass.C0)] string Description,
        [property: Field(FieldClass.C0)] string? Url,
        [property: Field(FieldClass.C0)] string? Email,
        [property: Field(FieldClass.C0)] string Status,
        [property: Field(FieldClass.C0)] string? InterpretationServices,
        [property: Field(FieldClass.C0)] string? ApplicationProcess,
        [property: Field(FieldClass.C0)] string FeesDescription,
        [property: Field(FieldClass.C0)] string? EligibilityDescription,
        [property: Field(FieldClass.C0)] int? MinimumAge,
        [property: Field(FieldClass.C0)] int? MaximumAge,
        [property: Field(FieldClass.C0)] DateOnly AssuredDate,
        [property: Field(FieldClass.C0)] string? Alert,
        [property: Field(FieldClass.C0)] DateTimeOffset LastModified,
        [property: Field(FieldClass.C0)] OrganizationView? Organization,
        [property: Field(FieldClass.C0)] IReadOnlyList<PhoneView>? Phones = null,
        [property: Field(FieldClass.C0)] IReadOnlyList<ScheduleView>? Schedules = null,
        [property: Field(FieldClass.C0)] IReadOnlyList<ServiceAreaView>? ServiceAreas = null,
        [property: Field(FieldClass.C0)] IReadOnlyList<ServiceAtLocationView>? ServiceAtLocations = null,
        [property: Field(FieldClass.C0)] IReadOnlyList<LanguageView>? Languages = null,
        [property: Field(FieldClass.C0)] IReadOnlyList<AttributeView>? Attributes = null) : IView<Public>;

    /// <summary>Who provides services.</summary>
    public sealed record OrganizationView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] string Name,
        [property: Field(FieldClass.C0)] string Description,
        [property: Field(FieldClass.C0)] IReadOnlyList<ServiceView>? Services = null) : IView<Public>;

    /// <summary>A telephone.</summary>
    public sealed record PhoneView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] string Number,
        [property: Field(FieldClass.C0)] string Type) : IView<Public>;

    /// <summary>Opening hours.</summary>
    public sealed record ScheduleView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] decimal? Timezone,
        [property: Field(FieldClass.C0)] string? Freq,
        [property: Field(FieldClass.C0)] int? Interval,
        [property: Field(FieldClass.C0)] string? Byday,
        [property: Field(FieldClass.C0)] string? Description,
        [property: Field(FieldClass.C0)] string? OpensAt,
        [property: Field(FieldClass.C0)] string? ClosesAt) : IView<Public>;

    /// <summary>Where it works.</summary>
    public sealed record ServiceAreaView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] string Name,
        [property: Field(FieldClass.C0)] string? Description) : IView<Public>;

    /// <summary>A language that is spoken.</summary>
    public sealed record LanguageView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] string Name,
        [property: Field(FieldClass.C0)] string Code) : IView<Public>;

    /// <summary>A term that applies.</summary>
    public sealed record AttributeView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] Guid LinkId,
        [property: Field(FieldClass.C0)] Guid TaxonomyTermId,
        [property: Field(FieldClass.C0)] string LinkType,
        [property: Field(FieldClass.C0)] string LinkEntity,
        [property: Field(FieldClass.C0)] TermView TaxonomyTerm) : IView<Public>;

    /// <summary>A term of a taxonomy.</summary>
    public sealed record TermView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] string Code,
        [property: Field(FieldClass.C0)] string Name,
        [property: Field(FieldClass.C0)] string Description,
        [property: Field(FieldClass.C0)] string Taxonomy,
        [property: Field(FieldClass.C0)] string Language,
        [property: Field(FieldClass.C0)] Guid TaxonomyId) : IView<Public>;

    /// <summary>A taxonomy.</summary>
    public sealed record TaxonomyView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] string Name,
        [property: Field(FieldClass.C0)] string Description,
        [property: Field(FieldClass.C0)] string Version) : IView<Public>;

    /// <summary>A service at its location.</summary>
    public sealed record ServiceAtLocationView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] string? Description,
        [property: Field(FieldClass.C0)] LocationView Location,
        [property: Field(FieldClass.C0)] ServiceView? Service = null) : IView<Public>;

    /// <summary>A place, or a page that takes the place of one.</summary>
    public sealed record LocationView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0)] string LocationType,
        [property: Field(FieldClass.C0)] string? Name,
        [property: Field(FieldClass.C0)] string? Url,
        [property: Field(FieldClass.C0)] IReadOnlyList<AddressView>? Addresses) : IView<Public>;

    /// <summary>A postal address. The specification requires every member; what nobody knows is empty.</summary>
    public sealed record AddressView(
        [property: Field(FieldClass.C0)] Guid Id,
        [property: Field(FieldClass.C0), JsonPropertyName("address_1")] string Line,
        [property: Field(FieldClass.C0)] string City,
        [property: Field(FieldClass.C0)] string StateProvince,
        [property: Field(FieldClass.C0)] string PostalCode,
        [property: Field(FieldClass.C0)] string Country,
        [property: Field(FieldClass.C0)] string AddressType) : IView<Public>;
}
