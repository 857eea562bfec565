using System.Net;
using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using Microsoft.Extensions.DependencyInjection;
using Act = OpenIlm.Tests.Service.VisibilityAct;

namespace OpenIlm.Tests.Service;

/// <summary>A plan as it is played in the running program, by its doors alone, and what of it was done: the facts that the oracle judges by. It keeps what was
/// asked and answered, never what the program says anybody sees.</summary>
internal sealed class VisibilityWorld(TestNetwork network, VisibilityPlan plan)
{
    public sealed record Relation(Guid Id, int From, int To, string Role, int? Site, DateOnly FromDay, DateOnly? UntilDay) { public bool Ended { get; set; } }
    public sealed record Case(Guid Id, string Reference, int Ngo, Guid? Issue) { public int? Site { get; set; } }
    public sealed record Given(Guid Id, int Case, ConsentLevel Level, int? Recipient) { public bool Withdrawn { get; set; } public DateOnly? Until { get; set; } }
    public sealed record Share(Guid Id, int Case, int Recipient, IReadOnlyList<int> Consents) { public int Site { get; set; } public bool Released { get; set; } public bool Revoked { get; set; } public int Consent { get; set; } }
    public sealed record Someone(Person Person, int Organization, string Role)
    {
        /// <summary>org, vault, site, case or none: how far what she holds today reaches.</summary>
        public string Scope { get; set; } = "org";
        /// <summary>The site or case of the scope.</summary>
        public int At { get; set; }
        /// <summary>Cases she keeps out of, and organizations.</summary>
        public HashSet<int> OutOfCases { get; } = [];
        public HashSet<int> OutOfOrganizations { get; } = [];
    }

    public VisibilityPlan Plan => plan;
    public TestNetwork Network => network;
    public List<Guid> Organizations { get; } = [];
    public List<Guid> Sites { get; } = [];
    public Dictionary<int, int> MergedInto { get; } = [];
    public HashSet<int> Off { get; } = [];
    public List<Relation> Relations { get; } = [];
    public List<Case> Cases { get; } = [];
    public List<Given> Consents { get; } = [];
    public List<Share> Shares { get; } = [];
    public List<Someone> People { get; } = [];
    /// <summary>Everybody was asked before: the cases were opened since.</summary>
    public bool Opened { get; set; }
    /// <summary>Acts that the program should have refused, by the letter of the consent.</summary>
    public List<string> Wrongs { get; } = [];
    public DateOnly Today => DateOnly.FromDateTime(network.Clock.GetUtcNow().UtcDateTime);

    private readonly List<Guid> channels = [];
    private Person SupervisorOf(int ngo) => People.First(p => p.Organization == ngo && p.Role == Roles.Supervisor).Person;

    /// <summary>Organizations, sites and people, before anything happens.</summary>
    public async Task Found()
    {
        foreach (var kind in plan.Kinds) Organizations.Add(await network.Organization(kind));
        foreach (var employer in plan.SiteOf) Sites.Add(await network.Site(Organizations[employer]));
        // Made side by side: an account costs two key derivations.
        var made = await Task.WhenAll(plan.People.Select(p => network.Person(Organizations[p.Organization], p.Role, p.Site is { } site ? Sites[site] : null)));
        for (var i = 0; i < made.Length; i++) People.Add(new Someone(made[i], plan.People[i].Organization, plan.People[i].Role) { Scope = plan.People[i].Site is null ? "org" : "site", At = plan.People[i].Site ?? 0 });
        // The office and the auditor hold no key.
        foreach (var house in People.Where(p => p.Organization < 7).GroupBy(p => p.Organization)) await network.Vault(house.First().Person, [.. house.Skip(1).Select(p => p.Person)]);
        foreach (var ngo in new[] { 0, 1 }) channels.Add(await network.AChannel(SupervisorOf(ngo)));
    }

    /// <summary>Plays acts in their order.</summary>
    public async Task Play(IEnumerable<Act> acts)
    {
        foreach (var act in acts) await Play(act);
        await network.Services.GetRequiredService<Delivery>().DeliverAll(CancellationToken.None);
    }

    private static bool Done(Answer answer) => answer.Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent;

    private async Task Play(Act act)
    {
        switch (act)
        {
            case Act.Relate r: await Relate(r); break;
            case Act.EndRelation r when r.Relation < Relations.Count:
                if (Done(await network.Administrator.Post($"/relations/{Relations[r.Relation].Id}/end", new { }))) Relations[r.Relation].Ended = true;
                break;
            case Act.Report r when !Off.Contains(r.Ngo): await Report(r); break;
            case Act.Consent c when At(Cases, c.Case) is { } about && !Off.Contains(about.Ngo): await Allow(c, about); break;
            case Act.Tell t when At(Cases, t.Case) is { Issue: not null } about && !Off.Contains(about.Ngo): await Tell(t, about); break;
            case Act.Revoke r when At(Shares, r.Share) is { Revoked: false } share && !Off.Contains(Cases[share.Case].Ngo):
                if (Done(await SupervisorOf(Cases[share.Case].Ngo).Post($"/shares/{share.Id}/revoke"))) share.Revoked = true;
                break;
            case Act.Withdraw w when At(Consents, w.Given) is { } given && !Off.Contains(Cases[given.Case].Ngo):
                if (Done(await SupervisorOf(Cases[given.Case].Ngo).Post($"/consents/{given.Id}/withdraw"))) given.Withdrawn = true;
                break;
            case Act.RunsOut r when At(Consents, r.Given) is { } given:
                // Days pass for this consent alone: a clock moved for all would end sessions instead.
                given.Until = Today.AddDays(-1);
                await network.Ask("update cases.consent set expires_on = $2, given_on = least(given_on, $2) where id = $1 returning 1", given.Id, given.Until);
                break;
            case Act.Narrow n: await Narrow(n); break;
            case Act.KeepOut k when People[k.Person] is { Scope: not "none" } who && !Off.Contains(who.Organization):
                if (k.Case is { } kept ? At(Cases, kept) is { } one && Done(await who.Person.Post("/recusals", new { caseId = one.Id, reason = "family" }))
                    : Done(await who.Person.Post("/recusals", new { organizationId = Organizations[k.Organization!.Value], reason = "money" })))
                    if (k.Case is { } of) who.OutOfCases.Add(of); else who.OutOfOrganizations.Add(k.Organization!.Value);
                break;
            case Act.Switch s:
                if (Done(await network.Administrator.Post($"/organizations/{Organizations[s.Organization]}/switch", new { active = s.On }))) { if (s.On) Off.Remove(s.Organization); else Off.Add(s.Organization); }
                break;
            case Act.Merge m when !MergedInto.ContainsKey(m.Site) && !MergedInto.ContainsKey(m.Into):
                if (Done(await network.Administrator.Post($"/sites/{Sites[m.Site]}/merge", new { into = Sites[m.Into] }))) Merged(m.Site, m.Into);
                break;
        }
    }

    private static T? At<T>(List<T> all, int index) where T : class => index < all.Count ? all[index] : null;

    private async Task Relate(Act.Relate r)
    {
        var relation = new { from = Organizations[r.From], to = Organizations[r.To], role = r.Role, siteId = r.Site is { } site ? Sites[site] : (Guid?)null, fromDay = Today.AddDays(-r.FromDays), untilDay = r.UntilDays is { } days ? Today.AddDays(days) : (DateOnly?)null };
        var answer = await network.Administrator.Post("/relations", relation);
        if (Done(answer)) Relations.Add(new Relation(answer.Id, r.From, r.To, r.Role, r.Site, relation.fromDay, relation.untilDay));
    }

    private async Task Report(Act.Report r)
    {
        var supervisor = SupervisorOf(r.Ngo);
        var known = (await supervisor.Get("/cases?limit=100")).Ok()["items"]!.AsArray().Select(c => c!["id"]!.GetValue<Guid>()).ToHashSet();
        (await (await Worker.AtTheDoor(network.Anonymous, channels[r.Ngo])).Sends($"Report {Cases.Count}")).Created();
        var item = (await supervisor.Get("/cases?limit=100")).Ok()["items"]!.AsArray().Single(c => !known.Contains(c!["id"]!.GetValue<Guid>()))!;
        var id = item["id"]!.GetValue<Guid>();
        Guid? issue = null;
        if (r.Site is { } site)
        {
            (await supervisor.Post($"/cases/{id}/triage", new { siteId = Sites[site], severity = "medium", issues = new[] { new { code = "WAG-02", affectedWorkers = 12 } } })).Good();
            (await supervisor.Post($"/cases/{id}/safety-reviews", new { risk = "low", decision = "proceed", measures = new[] { "quietContact" }, timingIdentifiesNobody = true })).Good();
            issue = (Guid)(await network.Ask("select id from cases.labor_issue where case_id = $1", id))!;
        }
        Cases.Add(new Case(id, item["reference"]!.GetValue<string>(), r.Ngo, issue) { Site = r.Site });
    }

    private async Task Allow(Act.Consent c, Case about)
    {
        var until = c.DaysLeft is { } days ? Today.AddDays(days) : (DateOnly?)null;
        var answer = await SupervisorOf(about.Ngo).Post($"/cases/{about.Id}/consents", new
        {
            level = Camel(c.Level), recipientOrganizationId = c.Recipient is { } organization ? Organizations[organization] : (Guid?)null, recipientKind = c.Recipient is null ? "buyersOfThisSite" : "organization",
            purpose = "remedy", fields = Story.Fields, how = "verbal", language = "my", expiresOn = until,
        });
        if (Done(answer)) Consents.Add(new Given(answer.Id, c.Case, c.Level, c.Recipient) { Until = until });
    }

    private async Task Tell(Act.Tell t, Case about)
    {
        var supervisor = SupervisorOf(about.Ngo);
        var draft = await supervisor.Post($"/issues/{about.Issue}/shares", new { recipientOrganizationId = Organizations[t.Recipient], purpose = "remedy", fields = Story.Fields, summary = t.WithSummary ? Story.Summary : null });
        if (!Done(draft)) return;
        var oracle = new VisibilityOracle(this);
        var built = (Guid)(await network.Ask("select consent_id from cases.share where id = $1", draft.Id))!;
        var share = new Share(draft.Id, t.Case, t.Recipient, []) { Site = about.Site!.Value, Consent = Consents.FindIndex(c => c.Id == built) };
        if (!oracle.MayBeTold(t, share)) Wrongs.Add($"{t} was composed, and no consent covers it");
        Shares.Add(share);
        if (t.Release && Done(await supervisor.Post($"/shares/{draft.Id}/release", new { now = true }))) share.Released = true;
    }

    private async Task Narrow(Act.Narrow n)
    {
        var person = People[n.Person];
        // Who answers for the grants: the supervisor of an NGO; for a business the operator.
        var ngo = person.Organization < 2;
        if (person.Scope == "none" || (ngo && Off.Contains(person.Organization))) return;
        var keeper = ngo ? SupervisorOf(person.Organization) : network.Administrator;
        var organizationId = ngo ? (Guid?)null : Organizations[person.Organization];
        if (n.Scope == "case" && (At(Cases, n.Case) is not { } one || one.Ngo != person.Organization)) return;
        // What she holds already and would hold again is refused: nothing changes then.
        object? grant = n.Scope switch
        {
            "case" => new { role = person.Role, scopeKind = "case", scopeId = Cases[n.Case].Id },
            "vault" => new { role = person.Role, scopeKind = "vault" },
            "future" => new { role = person.Role, from = Today.AddDays(3), organizationId },
            _ => null,
        };
        var before = await GrantsOf(person.Person);
        if (grant is not null && !Done(await keeper.Post($"/people/{person.Person.Id}/grants", grant))) return;
        foreach (var old in before) (await keeper.Post($"/grants/{old}/end", new { organizationId })).NoContent();
        (person.Scope, person.At) = n.Scope is "case" or "vault" ? (n.Scope, n.Case) : ("none", 0);
    }

    private async Task<List<Guid>> GrantsOf(Person person) =>
        [.. ((string?)await network.Ask("select string_agg(id::text, ',') from access.role_grant where person_id = $1 and (until_day is null or until_day >= current_date)", person.Id) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    // Whatever names the old site names the survivor now, as the directory says (ADR 0008).
    private void Merged(int old, int survivor)
    {
        MergedInto[old] = survivor;
        foreach (var c in Cases.Where(c => c.Site == old)) c.Site = survivor;
        foreach (var s in Shares.Where(s => s.Site == old)) s.Site = survivor;
        for (var i = 0; i < Relations.Count; i++)
            if (Relations[i].Site == old) Relations[i] = Relations[i] with { Site = survivor };
        foreach (var p in People.Where(p => p.Scope == "site" && p.At == old)) p.At = survivor;
    }

    private static string Camel(ConsentLevel level) => char.ToLowerInvariant(level.ToString()[0]) + level.ToString()[1..];
}
