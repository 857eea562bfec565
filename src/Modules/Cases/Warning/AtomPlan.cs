using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenIlm.Cases;

/// <summary>
/// Which waiting cases may freeze into a group that others may count (security design, section 4.2; rules section 12). Every figure outside an organization
/// is a sum of whole groups, so the difference of any two figures never concerns fewer than ten people.
/// </summary>
public static class AtomPlan
{
    /// <summary>Fewest reporters of a group (S1). A case counts as one reporter.</summary>
    public const int K = 10;
    /// <summary>Fewest sites of a region, and fewest that a group above one site comes from.</summary>
    public const int Sites = 3;
    /// <summary>Fewest reporters of a group beside those of any one employer, and, where there are any, beside those of any one organization that runs cases.</summary>
    public const int BesideAnyone = 5;
    /// <summary>Workers of a site whose group is its own: a hundred at least, and five times as many as reported.</summary>
    public const int SiteWorkers = 100, WorkersPerReporter = 5;
    /// <summary>Days a case waits for a group at its own site before it may go into a wider one.</summary>
    public const int HoldDays = 30;

    /// <summary>Cases that wait.</summary>
    /// <param name="Site">Site.</param>
    /// <param name="Employer">Its employer.</param>
    /// <param name="Country">Its country.</param>
    /// <param name="Headcount">Workers of the site; null where nobody counted.</param>
    /// <param name="Organization">The organization that runs the cases.</param>
    /// <param name="Category">Category.</param>
    /// <param name="Waiting">How many wait.</param>
    /// <param name="Held">How many of them have waited for <see cref="HoldDays"/>.</param>
    public sealed record Pending(Guid Site, Guid Employer, string Country, int? Headcount, Guid Organization, string Category, int Waiting, int Held);

    /// <summary>A group that freezes.</summary>
    /// <param name="Level">site, country or all.</param>
    /// <param name="Place">Which site or country; null for all.</param>
    /// <param name="Category">Category.</param>
    /// <param name="N">Reporters.</param>
    public sealed record Atom(string Level, string? Place, string Category, int N);

    /// <summary>The groups that freeze today. A case is in one of them at most; from narrow to wide.</summary>
    /// <param name="pending">What waits.</param>
    /// <param name="sitesByCountry">How many sites the directory has in each country.</param>
    public static IReadOnlyList<Atom> Of(IReadOnlyList<Pending> pending, IReadOnlyDictionary<string, int> sitesByCountry)
    {
        var atoms = new List<Atom>();
        var left = new List<Pending>();
        foreach (var group in pending.GroupBy(p => (p.Site, p.Category)))
        {
            var n = group.Sum(p => p.Waiting);
            if (n >= K && group.First().Headcount is { } workers && workers >= SiteWorkers && workers >= WorkersPerReporter * n && BesideOrganizations([.. group], n, p => p.Waiting))
                atoms.Add(new Atom("site", group.Key.Site.ToString(), group.Key.Category, n));
            else left.AddRange(group);
        }
        var wider = new List<Pending>();
        foreach (var group in left.GroupBy(p => (p.Country, p.Category)))
            if (Freezes([.. group], sitesByCountry.GetValueOrDefault(group.Key.Country))) atoms.Add(new Atom("country", group.Key.Country, group.Key.Category, group.Sum(p => p.Held)));
            else wider.AddRange(group);
        foreach (var group in wider.GroupBy(p => p.Category))
            if (Freezes([.. group], sitesByCountry.Values.Sum())
                // What froze in a country took all that was held there: what is met for all is exactly what is left.
                ) atoms.Add(new Atom("all", null, group.Key, group.Sum(p => p.Held)));
        return atoms;
    }

    // Above one site: it stays deniable of each site that anybody reported from it, and nobody who knows the own part learns of few others.
    private static bool Freezes(IReadOnlyList<Pending> group, int sites)
    {
        var n = group.Sum(p => p.Held);
        return n >= K && sites >= Sites && group.Where(p => p.Held > 0).Select(p => p.Site).Distinct().Count() >= Sites && n <= (K - 1) * (sites - 1)
            && n - group.GroupBy(p => p.Employer).Max(e => e.Sum(p => p.Held)) >= BesideAnyone && BesideOrganizations(group, n, p => p.Held);
    }

    private static bool BesideOrganizations(IReadOnlyList<Pending> group, int n, Func<Pending, int> count) =>
        group.GroupBy(p => p.Organization).Select(o => n - o.Sum(count)).All(others => others is 0 or >= BesideAnyone);

    /// <summary>The number that is shown: up or down to a multiple of five, by chance that the group's id fixes, up the likelier the nearer (random rounding).</summary>
    /// <param name="n">Reporters.</param>
    /// <param name="atom">The group.</param>
    /// <param name="key">The installation's key of statistics.</param>
    public static int Shown(int n, Guid atom, ReadOnlySpan<byte> key)
    {
        Span<byte> id = stackalloc byte[16], draw = stackalloc byte[32];
        atom.TryWriteBytes(id, bigEndian: true, out _);
        HMACSHA256.HashData(key, id, draw);
        // 2^64 is far above 5: that it does not divide is not seen.
        var over = n % 5;
        return BinaryPrimitives.ReadUInt64BigEndian(draw) % 5 < (ulong)over ? n - over + 5 : n - over;
    }
}
