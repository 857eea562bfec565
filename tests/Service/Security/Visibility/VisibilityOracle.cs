using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>Who sees what, said once more: in plain C#, from security design 3.1 and 3.2 and rules section 13, over the facts of a small network. It shares no line
/// with the program and knows nothing of its tables.</summary>
internal sealed class VisibilityOracle(VisibilityWorld world)
{
    private IEnumerable<VisibilityWorld.Relation> Live => world.Relations.Where(r => !r.Ended && r.FromDay <= world.Today && (r.UntilDay is null || r.UntilDay >= world.Today));
    private IEnumerable<int> SitesOf(int organization) => Enumerable.Range(0, world.Sites.Count).Where(s => world.Plan.SiteOf[s] == organization && !world.MergedInto.ContainsKey(s));

    /// <summary>Whether the person may come in at all, and does something there.</summary>
    public bool Holds(VisibilityWorld.Someone who, params string[] roles) => !world.Off.Contains(who.Organization) && who.Scope != "none" && roles.Contains(who.Role);

    // Case files: those of the own organization, for whoever runs cases; one by one for whoever was given some by name.
    public HashSet<int> Cases(VisibilityWorld.Someone who) => !Holds(who, Roles.CaseHandler, Roles.Supervisor) ? []
        : [.. Enumerable.Range(0, world.Cases.Count).Where(c => world.Cases[c].Ngo == who.Organization && (who.Scope != "case" || who.At == c) && !KeepsOut(who, c))];

    // Of a case she named, and of each that concerns an organization she named: at one of its sites, or told to it, whether it went out or not.
    private bool KeepsOut(VisibilityWorld.Someone who, int c) => who.OutOfCases.Contains(c)
        || (world.Cases[c].Site is { } site && who.OutOfOrganizations.Contains(world.Plan.SiteOf[site])) || world.Shares.Any(s => s.Case == c && who.OutOfOrganizations.Contains(s.Recipient));

    // Packets as their author keeps them: with the case.
    public HashSet<int> OwnPackets(VisibilityWorld.Someone who)
    {
        var cases = Cases(who);
        return [.. Enumerable.Range(0, world.Shares.Count).Where(s => cases.Contains(world.Shares[s].Case))];
    }

    // What a business was told: released and not taken back, under a consent that lives, about a site that concerns it today, at the sites the person answers for.
    public HashSet<int> Told(VisibilityWorld.Someone who)
    {
        if (!Holds(who, Roles.SupplierUser, Roles.AgencyUser, Roles.BuyerUser)) return [];
        var concerned = Concerned(who.Organization);
        return [.. Enumerable.Range(0, world.Shares.Count).Where(s => world.Shares[s] is var share && share.Recipient == who.Organization && share is { Released: true, Revoked: false }
            && IsLive(world.Consents[share.Consent]) && concerned.Contains(share.Site) && (who.Scope != "site" || who.At == share.Site))];
    }

    private bool IsLive(VisibilityWorld.Given given) => !given.Withdrawn && (given.Until is null || given.Until >= world.Today) && given.Level is not ConsentLevel.None;

    /// <summary>Whether somebody may compose this packet: some consent of the case, alive today, names the recipient and allows as much.</summary>
    public bool MayBeTold(VisibilityAct.Tell told, VisibilityWorld.Share share)
    {
        var employer = world.Plan.SiteOf[share.Site];
        bool Related(string role) => Live.Any(r => r.From == told.Recipient && r.To == employer && r.Role == role && (r.Site is null || r.Site == share.Site));
        var buys = Related("buysFrom");
        return (told.Recipient == employer || buys || Related("recruitsFor")) && !world.Off.Contains(told.Recipient)
            && share.Consent >= 0 && world.Consents[share.Consent] is var given && given.Case == told.Case && IsLive(given)
            && (given.Recipient is { } named ? named == told.Recipient : buys) && given.Level >= (told.WithSummary ? ConsentLevel.Summary : ConsentLevel.CodedFacts);
    }

    // Whom an organization buys from, whom those buy from, and what any of them owns.
    private HashSet<int> Chain(int organization)
    {
        var chain = new HashSet<int> { organization };
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var r in Live.Where(r => r.Role is "buysFrom" or "owns")) grew |= chain.Contains(r.From) && chain.Add(r.To);
        }
        return chain;
    }

    /// <summary>The organizations of a chain without the one whose it is.</summary>
    public HashSet<int> ChainOrganizations(int organization) => [.. Chain(organization).Where(o => o != organization)];

    /// <summary>The sites of a chain. A relation that names a site reaches that site alone.</summary>
    public HashSet<int> ChainSites(int organization)
    {
        var chain = Chain(organization);
        return [.. Live.Where(r => r.Role is "buysFrom" or "owns" && chain.Contains(r.From)).SelectMany(r => SitesOf(r.To).Where(s => r.Site is null || r.Site == s))];
    }

    /// <summary>The sites that concern an organization: its own, those of its chain, and those it recruits for or employs at.</summary>
    public HashSet<int> Concerned(int organization) =>
        [.. SitesOf(organization), .. ChainSites(organization), .. Live.Where(r => r.From == organization && r.Role is "recruitsFor" or "employsAt" && r.From == organization).SelectMany(r => SitesOf(r.To).Where(s => r.Site is null || r.Site == s))];

    private bool SeesAll(VisibilityWorld.Someone who) => Holds(who, Roles.CaseHandler, Roles.Supervisor, Roles.NetworkConvenor, Roles.Operator);
    private bool ReadsDirectory(VisibilityWorld.Someone who) => !world.Off.Contains(who.Organization) && who.Scope != "none";

    /// <summary>The organizations of this world in the directory of a person.</summary>
    public HashSet<int> Directory(VisibilityWorld.Someone who)
    {
        if (!ReadsDirectory(who)) return [];
        if (SeesAll(who)) return [.. Enumerable.Range(0, world.Organizations.Count)];
        var me = who.Organization;
        return [.. Chain(me), .. Live.Where(r => r.From == me).Select(r => r.To), .. Live.Where(r => r.To == me).Select(r => r.From)];
    }

    /// <summary>The sites of this world in the directory of a person: those of the organizations in it.</summary>
    public HashSet<int> DirectorySites(VisibilityWorld.Someone who) => [.. Directory(who).SelectMany(SitesOf)];

    /// <summary>The relations a person reads: her organization's own; others where she sees both ends. Who recruits for a supplier is the supplier's affair.</summary>
    public HashSet<int> Relations(VisibilityWorld.Someone who)
    {
        if (!ReadsDirectory(who)) return [];
        var (seen, all, me) = (Directory(who), SeesAll(who), who.Organization);
        return [.. Enumerable.Range(0, world.Relations.Count).Where(i => world.Relations[i] is var r && (all || r.From == me || r.To == me || (r.Role != "recruitsFor" && seen.Contains(r.From) && seen.Contains(r.To))))];
    }

    /// <summary>Reports that the person's charts count: all sorted ones of her organization, or none where she was given cases by name. Whoever keeps out of a case keeps out
    /// of the numbers of its site.</summary>
    public int Counted(VisibilityWorld.Someone who)
    {
        if (!Holds(who, Roles.CaseHandler, Roles.Supervisor) || who.Scope == "case") return 0;
        var own = Enumerable.Range(0, world.Cases.Count).Where(c => world.Cases[c].Ngo == who.Organization && world.Cases[c].Site is not null).ToList();
        var kept = own.Where(c => KeepsOut(who, c)).Select(c => world.Cases[c].Site).ToHashSet();
        return own.Count(c => !kept.Contains(world.Cases[c].Site));
    }
}
