using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Suppression of workers' voice by organization, as the NGO recorded it. For nobody else: a number of one would point at the case that told of it.</summary>
public static class ListSuppressions
{
    /// <summary>One organization.</summary>
    /// <param name="OrganizationId">The business; null for one outside the network.</param>
    /// <param name="Organization">Its name.</param>
    /// <param name="Violations">How many were recorded, each a serious violation.</param>
    /// <param name="Cases">In how many cases.</param>
    /// <param name="Kinds">Which kinds.</param>
    /// <param name="Last">The day of the last record.</param>
    public sealed record SuppressorView(
        [property: Field(FieldClass.C1)] Guid? OrganizationId,
        [property: Field(FieldClass.C1)] string Organization,
        [property: Field(FieldClass.C1)] int Violations,
        [property: Field(FieldClass.C1)] int Cases,
        [property: Field(FieldClass.C1)] IReadOnlyList<string> Kinds,
        [property: Field(FieldClass.C1)] DateOnly Last) : IView<Handlers>;

    /// <summary>The organizations, most violations first.</summary>
    public static async Task<Outcome<IReadOnlyList<SuppressorView>>> Handle(Work work) => new(OutcomeKind.Done, [], [.. (await work.All<Row>("""
        select v.organization_id, coalesce(o.name, v.organization_name) as organization, count(*)::integer as violations, count(distinct v.case_id)::integer as cases,
               array_agg(distinct v.kind) as kinds, max(v.day) as last
          from cases.voice_suppression v left join access.organization o on o.id = v.organization_id
         where v.org_id = access.org() group by 1, 2 order by 3 desc, 2 limit 200
        """)).Select(r => new SuppressorView(r.OrganizationId, r.Organization, r.Violations, r.Cases, r.Kinds, r.Last))]);

    private sealed record Row(Guid? OrganizationId, string Organization, int Violations, int Cases, string[] Kinds, DateOnly Last);
}
