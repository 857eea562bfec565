using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Freezes what may freeze (<see cref="AtomPlan"/>), for a network that has an office to read it. It takes only what was sorted: nobody sees an effect of a
/// report that nobody looked at.</summary>
public static class AtomsDue
{
    /// <summary>Freezes; returns how many groups. Safe to repeat: a case freezes once.</summary>
    public static async Task<int> Handle(WorkFactory works, InstallationSecrets secrets, CancellationToken cancelled)
    {
        await using var work = works.Begin(cancelled);
        // The release is an act of the network, noted where its office reads.
        if (await work.FirstOrNone<Guid?>("select id from access.organization where kind = 'Convenor' and active order by id limit 1") is not { } office) return 0;
        await work.ActAsSystem(office);
        if (!await work.FirstOrNone<bool>("select cases.atoms_alone()")) return 0;
        var held = work.Today.AddDays(-AtomPlan.HoldDays);
        var pending = await work.All<Row>("select * from cases.atoms_pending($1)", held);
        var sites = (await work.All<Region>("select * from cases.sites_by_country()")).ToDictionary(r => r.Country, r => r.Sites);
        var atoms = AtomPlan.Of([.. pending.Select(p => new AtomPlan.Pending(p.SiteId, p.Employer, p.Country, p.Headcount, p.Organization, p.Category, p.Waiting, p.Held))], sites);
        foreach (var atom in atoms)
        {
            var id = Guid.NewGuid();
            work.Write("select cases.freeze_atom($1, $2, $3, $4, $5, $6, $7, $8)", id, atom.Level, atom.Place, atom.Category, atom.N, AtomPlan.Shown(atom.N, id, secrets.StatisticsKey), held, work.Today);
            work.Audit("statistics.frozen", "atom", id, new { atom.Level, atom.Category });
        }
        if (atoms.Count > 0) await work.Commit();
        return atoms.Count;
    }

    private sealed record Row(Guid SiteId, Guid Employer, string Country, int? Headcount, Guid Organization, string Category, int Waiting, int Held);
    private sealed record Region(string Country, int Sites);
}
