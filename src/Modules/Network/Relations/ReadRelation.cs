using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>One relation with what hangs on it: agreements, to whom it is disclosed, the warning about a recruiter's licence.</summary>
public static class ReadRelation
{
    /// <summary>The relation.</summary>
    public sealed record RelationView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] string Role,
        [property: Field(FieldClass.C1)] Guid FromId,
        [property: Field(FieldClass.C1)] string FromName,
        [property: Field(FieldClass.C1)] Guid ToId,
        [property: Field(FieldClass.C1)] string ToName,
        [property: Field(FieldClass.C1)] Guid? SiteId,
        [property: Field(FieldClass.C1)] string? SiteName,
        [property: Field(FieldClass.C1)] DateOnly FromDay,
        [property: Field(FieldClass.C1)] DateOnly? UntilDay,
        [property: Field(FieldClass.C1)] bool Live,
        [property: Field(FieldClass.C1)] int? Tier,
        [property: Field(FieldClass.C1)] string Source,
        [property: Field(FieldClass.C1)] string Confidence,
        [property: Field(FieldClass.C1)] Licensing.Warning Licence,
        [property: Field(FieldClass.C1)] int Version,
        [property: Field(FieldClass.C1)] IReadOnlyList<AgreementView> Agreements,
        [property: Field(FieldClass.C1)] IReadOnlyList<DisclosureLine> Disclosures) : IView<SignedIn>;

    /// <summary>To whom a relation is disclosed.</summary>
    public sealed record DisclosureLine(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] Guid CustomerId,
        [property: Field(FieldClass.C1)] string CustomerName,
        [property: Field(FieldClass.C1)] DateOnly FromDay,
        [property: Field(FieldClass.C1)] DateOnly? UntilDay,
        [property: Field(FieldClass.C1)] bool Live) : IView<SignedIn>;

    /// <summary>Reads it.</summary>
    public static async Task<Outcome<RelationView>> Handle(Guid id, Work work)
    {
        if (await work.FirstOrNone<Row>("""
            select r.id, r.role, r.org_id as from_id, a.name as from_name, r.to_org as to_id, b.name as to_name, r.site_id, s.name as site_name, r.from_day, r.until_day,
                   network.is_live(r.from_day, r.until_day, r.ended) as live, r.tier::integer as tier, r.source, r.confidence, r.version
              from network.relation r join access.organization a on a.id = r.org_id join access.organization b on b.id = r.to_org left join network.site s on s.id = r.site_id
             where r.id = $1
            """, id) is not { } r) return Outcome<RelationView>.Missing;
        var licence = r.Role is "recruitsFor" or "subAgentOf" or "employsAt" ? (await Licensing.Warnings(work, [r.FromId])).GetValueOrDefault(r.FromId) : Licensing.Warning.None;
        var agreements = r.Role == "recruitsFor" ? await ReadAgreements.Of(work, [id]) : [];
        var disclosures = await work.All<DisclosureLine>("""
            select d.id, d.customer_id, o.name as customer_name, d.from_day, d.until_day, network.is_live(d.from_day, d.until_day, d.ended) as live
              from network.disclosure d join access.organization o on o.id = d.customer_id where d.relation_id = $1 order by d.ended, o.name
            """, id);
        return new RelationView(r.Id, r.Role, r.FromId, r.FromName, r.ToId, r.ToName, r.SiteId, r.SiteName, r.FromDay, r.UntilDay, r.Live, r.Tier, r.Source, r.Confidence, licence, r.Version, agreements, disclosures);
    }

    private sealed record Row(Guid Id, string Role, Guid FromId, string FromName, Guid ToId, string ToName, Guid? SiteId, string? SiteName, DateOnly FromDay, DateOnly? UntilDay, bool Live, int? Tier, string Source, string Confidence, int Version);
}
