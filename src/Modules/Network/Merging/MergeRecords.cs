using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Network;

/// <summary>Makes one record of two: of sites, or of organizations. Names, identifiers, headcounts, relations, grants and cases move to the survivor;
/// the old id leads there from now on. A list of what moved is kept, so that <see cref="SplitMerge"/> puts back exactly that.</summary>
public static class MergeRecords
{
    /// <summary>What is asked.</summary>
    /// <param name="Into">The survivor.</param>
    public sealed record Input(Guid Into);

    /// <summary>A record is one with itself already.</summary>
    public sealed record IntoItself() : Refusal("merge.into-itself")
    {
        /// <inheritdoc />
        public override string Field => "into";
    }

    /// <summary>Two countries: never one.</summary>
    public sealed record AcrossCountries(string Old, string Survivor) : Refusal("merge.across-countries");

    /// <summary>One of the two was merged before.</summary>
    public sealed record MergedBefore(string Name) : Refusal("merge.merged-before");

    /// <summary>Sites of two employers: the employers come first.</summary>
    public sealed record OtherEmployer(string Old, string Survivor) : Refusal("merge.other-employer");

    /// <summary>People sign in at the one that would go, or something is sealed to it.</summary>
    public sealed record HasPeopleOrSealed(string Name) : Refusal("merge.people-or-sealed");

    /// <summary>What is known of the two when the rule is asked.</summary>
    public sealed record Side(Guid Id, string Name, string? Country, Guid Organization, string OrganizationName, bool Merged, bool Tenant);

    /// <summary>Every reason at once.</summary>
    public static IEnumerable<Refusal> WhyNot(Side old, Side survivor)
    {
        if (old.Id == survivor.Id) { yield return new IntoItself(); yield break; }
        if (old.Merged) yield return new MergedBefore(old.Name);
        if (survivor.Merged) yield return new MergedBefore(survivor.Name);
        // A country that nobody knows is not the same country.
        if (old.Country != survivor.Country) yield return new AcrossCountries(old.Country ?? "?", survivor.Country ?? "?");
        if (old.Organization != survivor.Organization && (old.Organization, survivor.Organization) != (old.Id, survivor.Id)) yield return new OtherEmployer(old.OrganizationName, survivor.OrganizationName);
        if (old.Tenant) yield return new HasPeopleOrSealed(old.Name);
    }

    /// <summary>Merges a site into another of the same employer.</summary>
    public static Task<Outcome<CreatedView>> Sites(Guid old, int? version, Input input, Work work) => Handle("site", old, version, input, work);

    /// <summary>Merges an organization that nobody signs in at into another.</summary>
    public static Task<Outcome<CreatedView>> Organizations(Guid old, int? version, Input input, Work work) => Handle("organization", old, version, input, work);

    private static async Task<Outcome<CreatedView>> Handle(string kind, Guid old, int? version, Input input, Work work)
    {
        var rows = await work.All<Row>(kind == "site" ? """
            select s.id, s.name, s.country, s.org_id as organization, o.name as organization_name, s.merged_into is not null as merged, false as tenant, s.version
              from network.site s join access.organization o on o.id = s.org_id where s.id in ($1, $2)
            """ : """
            select o.id, o.name, o.country, o.id as organization, o.name as organization_name, o.merged_into is not null as merged, o.id = $1 and network.is_tenant(o.id) as tenant, o.version
              from access.organization o where o.id in ($1, $2)
            """, old, input.Into);
        var (goes, stays) = (rows.FirstOrDefault(r => r.Id == old), rows.FirstOrDefault(r => r.Id == input.Into));
        if (goes is null) return Outcome<CreatedView>.Missing;
        if (stays is null) return Outcome<CreatedView>.Refused(new BadInput("input.not-a-choice", "into"));
        if (version is { } read && read != goes.Version) return Outcome<CreatedView>.Stale;
        if (WhyNot(goes.Side, stays.Side).ToList() is { Count: > 0 } reasons) return Outcome<CreatedView>.Refused(reasons);
        var merge = Guid.NewGuid();
        await work.Change(kind == "site" ? "select network.merge_sites($1, $2, $3, $4, $5)" : "select network.merge_organizations($1, $2, $3, $4, $5)", merge, old, input.Into, work.Now, work.Actor.PersonId);
        if (kind == "site") await work.Tell(new SiteMerged(merge, old, input.Into));
        // With the names of both it may be like a third.
        await FindMatches.Of(work, kind, [input.Into]);
        work.Audit(kind + ".merged", kind, old, new { into = input.Into, merge });
        return await work.Commit(new CreatedView(merge));
    }

    private sealed record Row(Guid Id, string Name, string? Country, Guid Organization, string OrganizationName, bool Merged, bool Tenant, int Version)
    {
        public Side Side => new(Id, Name, Country, Organization, OrganizationName, Merged, Tenant);
    }
}
