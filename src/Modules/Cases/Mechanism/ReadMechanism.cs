using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Reads what a business's own mechanism received: the business itself and whoever runs a case of the site in numbers, its buyers in bands. A stream beside
/// the reports of workers, never merged with them.</summary>
public static class ReadMechanism
{
    /// <summary>How many months are shown: the last twelve that began.</summary>
    public const int Months = 12;

    /// <summary>The mechanism of a site.</summary>
    /// <param name="SiteId">The site.</param>
    /// <param name="Site">Its name.</param>
    /// <param name="Description">How it works; null where nobody said it.</param>
    /// <param name="KeptOn">When that was written.</param>
    /// <param name="Months">Month by month, newest first; a month of which nothing is kept is not there.</param>
    /// <param name="Version">For <c>If-Match</c>; 0 before the first.</param>
    public sealed record MechanismView(
        [property: Field(FieldClass.C1)] Guid SiteId, [property: Field(FieldClass.C1)] string Site, [property: Field(FieldClass.C1)] string? Description,
        [property: Field(FieldClass.C1)] DateOnly? KeptOn, [property: Field(FieldClass.C1)] IReadOnlyList<MonthView> Months, [property: Field(FieldClass.C1)] int Version) : IView<Businesses>;

    /// <summary>A month.</summary>
    public sealed record MonthView([property: Field(FieldClass.C1)] DateOnly Month, [property: Field(FieldClass.C1)] IReadOnlyList<KeepMechanism.Count> Counts) : IView<Businesses>
    {
        /// <summary>How many were received in the month (rules N7).</summary>
        [Field(FieldClass.C1)]
        public int Received => Counts.Sum(c => c.Received);
    }

    /// <summary>The mechanisms of one supplier, in bands.</summary>
    /// <param name="OrganizationId">The supplier.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Sites">At how many of its sites a mechanism is described.</param>
    /// <param name="Received">How many were received in twelve months, as a band; null where nothing was kept.</param>
    /// <param name="ByCategory">By kind, as bands.</param>
    /// <param name="ByState">By state, as bands.</param>
    /// <param name="Descriptions">How each works.</param>
    public sealed record SupplierView(
        [property: Field(FieldClass.C1)] Guid OrganizationId, [property: Field(FieldClass.C1)] string Name, [property: Field(FieldClass.C1)] int Sites, [property: Field(FieldClass.C1)] string? Received,
        [property: Field(FieldClass.C1)] IReadOnlyList<BandView> ByCategory, [property: Field(FieldClass.C1)] IReadOnlyList<BandView> ByState,
        [property: Field(FieldClass.C1)] IReadOnlyList<DescriptionView> Descriptions) : IView<Businesses>;

    /// <summary>A sum as a band.</summary>
    public sealed record BandView([property: Field(FieldClass.C1)] string Value, [property: Field(FieldClass.C1)] string Band) : IView<Businesses>;

    /// <summary>How the mechanism of a site works.</summary>
    public sealed record DescriptionView([property: Field(FieldClass.C1)] string Site, [property: Field(FieldClass.C1)] string Description, [property: Field(FieldClass.C1)] DateOnly KeptOn) : IView<Businesses>;

    /// <summary>The mechanism beside a case.</summary>
    public sealed record BesideView([property: Field(FieldClass.C1)] Guid CaseId, [property: Field(FieldClass.C1)] MechanismView? Mechanism) : IView<Handlers>;

    /// <summary>The own sites with their mechanisms.</summary>
    public static async Task<Outcome<IReadOnlyList<MechanismView>>> Own(Work work, IDirectory directory)
    {
        IReadOnlyList<MechanismView> sites = await OwnSites(work, directory);
        return new Outcome<IReadOnlyList<MechanismView>>(OutcomeKind.Done, [], sites);
    }

    /// <summary>The own sites that this person is granted.</summary>
    internal static async Task<IReadOnlyList<MechanismView>> OwnSites(Work work, IDirectory directory)
    {
        var sites = await directory.FindSites(work, null, null, work.Actor.OrganizationId, 200);
        var granted = sites.Count == 0 ? [] : (await work.All<Guid>("select s from unnest($1::uuid[]) s where access.may_see_site(s)", sites.Select(s => s.Id).ToArray())).ToHashSet();
        return await Of(work, [.. sites.Where(s => granted.Contains(s.Id))]);
    }

    /// <summary>The mechanisms of those whom the own organization buys from.</summary>
    public static async Task<Outcome<IReadOnlyList<SupplierView>>> OfSuppliers(Work work)
    {
        var until = new DateOnly(work.Today.Year, work.Today.Month, 1);
        var (rows, words) = (new Question<SumRow>("select organization, name, sites, dimension, value, band from cases.mechanisms_of_suppliers($1, $2)", until.AddMonths(-Months), until),
            new Question<WordsRow>("select organization, site, description, kept_on from cases.mechanism_descriptions()"));
        await work.Ask(rows, words);
        IReadOnlyList<SupplierView> suppliers =
        [
            .. rows.Rows.GroupBy(r => (r.Organization, r.Name, r.Sites)).Select(g => new SupplierView(g.Key.Organization, g.Key.Name, g.Key.Sites, g.FirstOrDefault(r => r.Dimension == "total")?.Band,
                [.. g.Where(r => r.Dimension == "category").Select(r => new BandView(r.Value!, r.Band))], [.. g.Where(r => r.Dimension == "state").Select(r => new BandView(r.Value!, r.Band))],
                [.. words.Rows.Where(w => w.Organization == g.Key.Organization).Select(w => new DescriptionView(w.Site, w.Description, w.KeptOn))])),
        ];
        work.Audit("mechanisms.read", "organization", work.Actor.OrganizationId, new { suppliers = suppliers.Count });
        return await work.Commit(suppliers);
    }

    /// <summary>What the employer's own mechanism received at the site of a case, for whoever runs it.</summary>
    public static async Task<Outcome<BesideView>> Beside(Guid @case, Work work, IDirectory directory)
    {
        if (await work.FirstOrNone<CaseSite>("select id, site_id from cases.\"case\" where id = $1 and org_id = access.org()", @case) is not { } found) return Outcome<BesideView>.Missing;
        return new BesideView(@case, await BesideSite(work, directory, found.SiteId));
    }

    /// <summary>The mechanism of a site; null where none is described.</summary>
    internal static async Task<MechanismView?> BesideSite(Work work, IDirectory directory, Guid? site) =>
        site is { } at && await directory.Site(work, at) is { } facts && (await Of(work, [facts]))[0] is { Description: not null } kept ? kept : null;

    private static async Task<IReadOnlyList<MechanismView>> Of(Work work, IReadOnlyList<SiteFacts> sites)
    {
        var (ids, from) = (sites.Select(s => s.Id).ToArray(), new DateOnly(work.Today.Year, work.Today.Month, 1).AddMonths(1 - Months));
        var (kept, counts) = (new Question<KeptRow>("select site_id, description, kept_on, version from cases.mechanism where site_id = any($1)", ids),
            new Question<CountRow>("select site_id, month, category, state, received from cases.mechanism_count where site_id = any($1) and month >= $2 order by month desc, category, state", ids, from));
        await work.Ask(kept, counts);
        return
        [
            .. sites.Select(s =>
            {
                var own = kept.Rows.FirstOrDefault(k => k.SiteId == s.Id);
                return new MechanismView(s.Id, s.Name, own?.Description, own?.KeptOn,
                    [.. counts.Rows.Where(c => c.SiteId == s.Id).GroupBy(c => c.Month).Select(m => new MonthView(m.Key, [.. m.Select(c => new KeepMechanism.Count(c.Category, c.State, c.Received))]))], own?.Version ?? 0);
            }),
        ];
    }

    private sealed record SumRow(Guid Organization, string Name, int Sites, string? Dimension, string? Value, string Band);
    private sealed record WordsRow(Guid Organization, string Site, string Description, DateOnly KeptOn);
    private sealed record CaseSite(Guid Id, Guid? SiteId);
    private sealed record KeptRow(Guid SiteId, string Description, DateOnly KeptOn, int Version);
    private sealed record CountRow(Guid SiteId, DateOnly Month, string Category, MechanismState State, int Received);
}

/// <summary>Says for which sites a mechanism is kept: they are not taken back from the directory.</summary>
public sealed class MechanismDirectoryUse : IDirectoryUse
{
    /// <inheritdoc />
    public async Task<IReadOnlyCollection<Guid>> Used(Work work, IReadOnlyCollection<Guid> ids) =>
        ids.Count == 0 ? [] : await work.All<Guid>("select * from cases.mechanism_names_any($1)", ids.ToArray());
}
