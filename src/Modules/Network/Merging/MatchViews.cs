using OpenIlm.Kernel;

namespace OpenIlm.Network;

/// <summary>A pair that may be one.</summary>
/// <param name="Kind">site or organization.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Sure">Whether the score says that an import may take them for one.</param>
/// <param name="State">Open, Apart or Merged.</param>
/// <param name="Version">For <c>If-Match</c> of keeping apart.</param>
public sealed record MatchView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Kind,
    [property: Field(FieldClass.C1)] double Score,
    [property: Field(FieldClass.C1)] bool Sure,
    [property: Field(FieldClass.C1)] string State,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] MatchSideView First,
    [property: Field(FieldClass.C1)] MatchSideView Second,
    [property: Field(FieldClass.C1)] IReadOnlyList<MatchReasonView> Reasons) : IView<SignedIn>;

/// <summary>One side of a pair.</summary>
/// <param name="Employer">Of a site its employer; of an organization its kind.</param>
/// <param name="Version">For <c>If-Match</c> of merging this one into the other.</param>
public sealed record MatchSideView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] Guid OrganizationId,
    [property: Field(FieldClass.C1)] string Name,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> OtherNames,
    [property: Field(FieldClass.C1)] string Employer,
    [property: Field(FieldClass.C1)] string Country,
    [property: Field(FieldClass.C1)] string Address,
    [property: Field(FieldClass.C1)] string Place,
    [property: Field(FieldClass.C1)] double? Latitude,
    [property: Field(FieldClass.C1)] double? Longitude,
    [property: Field(FieldClass.C1)] string? OsId,
    [property: Field(FieldClass.C1)] int? Headcount,
    [property: Field(FieldClass.C1)] bool Active,
    [property: Field(FieldClass.C1)] int Version) : IView<SignedIn>
{
    internal static MatchSideView Of(SubjectRow row) => new(row.Id, row.OrgId, row.Name, row.OtherNames, row.Employer, row.Country, row.Address, row.Place, row.Latitude, row.Longitude, row.OsId, row.Headcount, row.Active, row.Version);
}

/// <summary>Why a pair is alike or not; the weightiest first.</summary>
/// <param name="Fact">Code, see <see cref="MatchFact"/>.</param>
/// <param name="For">Whether it speaks for one and the same.</param>
/// <param name="Value">Likeness 0 to 1, or meters.</param>
public sealed record MatchReasonView(
    [property: Field(FieldClass.C1)] MatchFact Fact,
    [property: Field(FieldClass.C1)] bool For,
    [property: Field(FieldClass.C1)] double? Value,
    [property: Field(FieldClass.C1)] string? Ours,
    [property: Field(FieldClass.C1)] string? Theirs) : IView<SignedIn>;

/// <summary>A merge, live or split.</summary>
/// <param name="Moved">How many rows moved with it.</param>
public sealed record MergeView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] string Kind,
    [property: Field(FieldClass.C1)] Guid OldId,
    [property: Field(FieldClass.C1)] string OldName,
    [property: Field(FieldClass.C1)] Guid SurvivorId,
    [property: Field(FieldClass.C1)] string SurvivorName,
    [property: Field(FieldClass.C1)] DateTimeOffset MergedAt,
    [property: Field(FieldClass.C1)] string MergedBy,
    [property: Field(FieldClass.C1)] int Moved,
    [property: Field(FieldClass.C1)] DateTimeOffset? SplitAt,
    [property: Field(FieldClass.C1)] int Version) : IView<SignedIn>;
