using System.Security.Cryptography;
using System.Text;
using OpenIlm.Cases;
using OpenIlm.Kernel;

namespace OpenIlm.Tests.Service;

/// <summary>Something that happens in a small network. Everything is named by its number in the plan, so that a plan can be played again, or a part of it:
/// what names something that is not there is passed over.</summary>
internal abstract record VisibilityAct
{
    /// <summary>A relation, some days ago or from some days ago until.</summary>
    public sealed record Relate(int From, int To, string Role, int? Site, int FromDays, int? UntilDays) : VisibilityAct;
    /// <summary>The network office ends a relation.</summary>
    public sealed record EndRelation(int Relation) : VisibilityAct;
    /// <summary>A worker reports at an NGO; somebody sorts it to a site, or nobody does yet.</summary>
    public sealed record Report(int Ngo, int? Site) : VisibilityAct;
    /// <summary>The worker allows something.</summary>
    public sealed record Consent(int Case, ConsentLevel Level, int? Recipient, int? DaysLeft) : VisibilityAct;
    /// <summary>Somebody composes a packet, and may let it go out.</summary>
    public sealed record Tell(int Case, int Recipient, bool WithSummary, bool Release) : VisibilityAct;
    /// <summary>A packet is taken back.</summary>
    public sealed record Revoke(int Share) : VisibilityAct;
    /// <summary>The worker takes a consent back.</summary>
    public sealed record Withdraw(int Given) : VisibilityAct;
    /// <summary>The last day of a consent passes.</summary>
    public sealed record RunsOut(int Given) : VisibilityAct;
    /// <summary>A person's grant is exchanged for a narrower one: case, vault, future; or ended and nothing else.</summary>
    public sealed record Narrow(int Person, string Scope, int Case) : VisibilityAct;
    /// <summary>An organization is switched off or on.</summary>
    public sealed record Switch(int Organization, bool On) : VisibilityAct;
    /// <summary>A person keeps out of a case, or of an organization.</summary>
    public sealed record KeepOut(int Person, int? Case, int? Organization) : VisibilityAct;
    /// <summary>The directory finds that two sites are one.</summary>
    public sealed record Merge(int Site, int Into) : VisibilityAct;
}

/// <summary>A person of the plan: whose, as what, at one site or at all.</summary>
internal sealed record PlannedPerson(int Organization, string Role, int? Site = null);

/// <summary>A small network and what happens in it, drawn from a seed. The acts stand in two parts: after each of them everybody is asked what she sees.</summary>
internal sealed record VisibilityPlan(string Seed, IReadOnlyList<string> Kinds, IReadOnlyList<int> SiteOf, IReadOnlyList<PlannedPerson> People, IReadOnlyList<VisibilityAct> First, IReadOnlyList<VisibilityAct> Then)
{
    // Numbers of organizations by what they are.
    public static readonly IReadOnlyList<string> AllKinds = ["CivilSociety", "CivilSociety", "Supplier", "Supplier", "RecruitmentAgency", "Buyer", "Buyer", "Convenor", "AuditBody"];

    /// <summary>Draws the plan of a seed: the same for ever.</summary>
    public static VisibilityPlan Of(string seed)
    {
        var chance = new SeededChance(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));
        T One<T>(params T[] of) => of[chance.Below(of.Length)];
        bool In100(int percent) => chance.Below(100) < percent;
        List<int> sites = [2, 2, .. In100(50) ? [2] : Array.Empty<int>(), 3, .. In100(50) ? [3] : Array.Empty<int>()];
        PlannedPerson[] people =
        [
            new(0, Roles.Supervisor), new(0, Roles.CaseHandler), new(0, Roles.CaseHandler), new(1, Roles.Supervisor), new(1, Roles.CaseHandler),
            new(2, Roles.SupplierUser), new(2, Roles.SupplierUser, One(0, 1)), new(2, Roles.SupplierUser, One(0, 1)), new(3, Roles.SupplierUser), new(4, Roles.AgencyUser),
            new(5, Roles.BuyerUser), new(6, Roles.BuyerUser),
            new(7, Roles.NetworkConvenor), new(7, Roles.Operator), new(8, Roles.Auditor),
        ];
        int SiteIn(int organization) => One([.. Enumerable.Range(0, sites.Count).Where(s => sites[s] == organization)]);
        var first = new List<VisibilityAct>();
        void Relation(int from, int to, string role) => first.Add(new VisibilityAct.Relate(from, to, role, In100(40) && to is 2 or 3 ? SiteIn(to) : null, One(30, 200, 400), In100(15) ? -One(1, 5) : In100(30) ? One(0, 1, 40) : null));
        foreach (var buyer in new[] { 5, 6 })
            foreach (var supplier in new[] { 2, 3 })
                if (In100(70)) Relation(buyer, supplier, "buysFrom");
        if (In100(80)) Relation(4, One(2, 3), "recruitsFor");
        if (In100(40)) Relation(2, 3, "buysFrom");
        if (In100(25)) Relation(3, 2, "owns");
        if (In100(25)) Relation(6, 5, "buysFrom");
        if (In100(20)) Relation(4, One(2, 3), "employsAt");
        var cases = 4 + chance.Below(3);
        for (var i = 0; i < cases; i++) first.Add(new VisibilityAct.Report(One(0, 0, 1), In100(88) ? chance.Below(sites.Count) : null));
        VisibilityAct Allowed(int about) => new VisibilityAct.Consent(about, One(ConsentLevel.None, ConsentLevel.CodedFacts, ConsentLevel.Summary, ConsentLevel.Summary, ConsentLevel.Identified),
            One(2, 3, 4, 5, 6, (int?)null, null), In100(25) ? One(0, 30) : null);
        VisibilityAct Told(int about) => new VisibilityAct.Tell(about, One(2, 3, 4, 5, 5, 6, 6), In100(60), In100(85));
        for (var i = 0; i < cases; i++)
        {
            // Mostly what goes well: the employer of the site is allowed and told; then anything.
            if (first.OfType<VisibilityAct.Report>().ElementAt(i).Site is { } site && In100(75))
            {
                first.Add(new VisibilityAct.Consent(i, ConsentLevel.Summary, sites[site], In100(25) ? 10 : null));
                first.Add(new VisibilityAct.Tell(i, sites[site], In100(50), In100(90)));
            }
            if (In100(60)) { first.Add(new VisibilityAct.Consent(i, ConsentLevel.Summary, null, null)); first.Add(new VisibilityAct.Tell(i, One(5, 6), true, true)); first.Add(new VisibilityAct.Tell(i, One(5, 6), false, true)); }
            if (In100(50)) { first.Add(Allowed(i)); first.Add(Told(i)); }
        }
        foreach (var person in new[] { 1, 2, 4 }) if (In100(75)) first.Add(new VisibilityAct.Narrow(person, One("case", "case", "vault", "future", "ended"), chance.Below(cases)));
        if (In100(20)) first.Add(new VisibilityAct.Narrow(7, One("ended", "future"), 0));

        if (In100(50)) first.Add(new VisibilityAct.KeepOut(One(1, 2, 4), chance.Below(cases), null));
        if (In100(30)) first.Add(new VisibilityAct.KeepOut(One(1, 2, 4), null, One(2, 3, 4, 5)));

        var then = new List<VisibilityAct>();
        for (var i = 5 + chance.Below(5); i > 0; i--)
            then.Add(chance.Below(12) switch
            {
                0 => new VisibilityAct.EndRelation(chance.Below(6)),
                1 => new VisibilityAct.EndRelation(chance.Below(3)),
                2 => new VisibilityAct.Revoke(chance.Below(8)),
                3 => new VisibilityAct.Withdraw(chance.Below(8)),
                4 or 5 => new VisibilityAct.RunsOut(chance.Below(10)),
                6 => new VisibilityAct.Narrow(One(1, 2, 4), One("case", "ended"), chance.Below(cases)),
                7 => new VisibilityAct.Narrow(One(6, 7, 11), "ended", 0),
                8 => new VisibilityAct.Switch(One(2, 3, 4, 5, 6, 1), false),
                9 => In100(50) ? new VisibilityAct.KeepOut(One(1, 2, 4), chance.Below(cases), null) : new VisibilityAct.KeepOut(One(1, 2, 4), null, One(2, 3, 4, 5, 6)),
                10 => new VisibilityAct.Relate(One(5, 6), One(2, 3), "buysFrom", null, 0, null),
                _ => sites.Count(s => s == 2) > 2 ? new VisibilityAct.Merge(2, 0) : Told(chance.Below(cases)),
            });
        return new VisibilityPlan(seed, AllKinds, sites, people, first, then);
    }

    /// <summary>The plan in words, for whoever has to understand a fault.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("organizations: ").AppendJoin(", ", Kinds.Select((k, i) => $"{i} {k}")).Append("\nsites: ").AppendJoin(", ", SiteOf.Select((o, i) => $"{i} of {o}"))
            .Append("\npeople: ").AppendJoin(", ", People.Select((p, i) => $"{i} {p.Role} of {p.Organization}{(p.Site is null ? "" : $" at site {p.Site}")}"));
        foreach (var act in First) text.Append("\n  ").Append(act);
        text.Append("\n  everybody is asked");
        foreach (var act in Then) text.Append("\n  ").Append(act);
        return text.ToString();
    }
}
