using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace OpenIlm.Tests.Service;

/// <summary>Everybody of a small network is asked everything.</summary>
internal sealed partial class VisibilityAudience(VisibilityWorld world)
{
    private readonly VisibilityOracle oracle = new(world);
    private readonly List<string> faults = [];
    // Where the pages that sum up lead to, followed when the numbers have been read.
    private readonly System.Collections.Concurrent.ConcurrentDictionary<VisibilityWorld.Someone, HashSet<string>> leads = new();

    public async Task<List<string>> Faults()
    {
        var people = world.People.ToList();
        // Counts first: who opens a case has read it, and a number changes.
        foreach (var ask in new[] { Numbers, Lists, Links })
            await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (who, _) => await ask(who));
        world.Opened = true;
        return [.. faults.Order(StringComparer.Ordinal)];
    }

    private string Name(VisibilityWorld.Someone who) => $"person {world.People.IndexOf(who)} ({who.Role} of {who.Organization}, {who.Scope}{(who.Scope is "site" or "case" ? $" {who.At}" : "")})";

    private void Fault(VisibilityWorld.Someone who, string what)
    {
        lock (faults) faults.Add($"{Name(who)}: {what}");
    }

    private void Same(VisibilityWorld.Someone who, string what, IEnumerable<int> found, IReadOnlySet<int> right)
    {
        var there = found.ToList();
        if (there.Count != there.Distinct().Count()) Fault(who, $"{what} says something twice: {string.Join(", ", there)}");
        if (!right.SetEquals(there)) Fault(who, $"{what} has {string.Join(", ", there.Order())}; right is {string.Join(", ", right.Order())}");
    }

    private void Same(VisibilityWorld.Someone who, string what, int found, int right)
    {
        if (found != right) Fault(who, $"{what} says {found}; right is {right}");
    }

    // All pages of a list, small ones, so that the seams between them are met. A role that has no such list, or may not come in, has nothing in it.
    private static async Task<List<JsonNode>> All(Person who, string path, int limit)
    {
        var (items, cursor) = (new List<JsonNode>(), (string?)null);
        do
        {
            var answer = await who.Get($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized) return items;
            var page = answer.Ok();
            items.AddRange(page["items"]!.AsArray().Select(i => i!));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        return items;
    }

    private static List<int> Which(IEnumerable<JsonNode> items, IReadOnlyList<Guid> ids) => [.. items.Select(i => i["id"]!.GetValue<Guid>()).Where(ids.Contains).Select(id => ids.ToList().IndexOf(id))];
    private static List<int> Which(string text, IReadOnlyList<Guid> ids) => [.. Guids().Matches(text).Select(m => Guid.Parse(m.Value)).Where(ids.Contains).Distinct().Select(id => ids.ToList().IndexOf(id))];

    private List<Guid> CaseIds => [.. world.Cases.Select(c => c.Id)];
    private List<Guid> ShareIds => [.. world.Shares.Select(s => s.Id)];
    private List<Guid> RelationIds => [.. world.Relations.Select(r => r.Id)];

    private async Task Numbers(VisibilityWorld.Someone who)
    {
        var (person, cases, told) = (who.Person, oracle.Cases(who), oracle.Told(who));
        // The home page: each number is the length of the list that it leads to.
        using var home = await person.Http.GetAsync("/app");
        if (home.StatusCode == HttpStatusCode.OK)
        {
            var page = new HtmlParser().ParseDocument(await home.Content.ReadAsStringAsync());
            Remember(who, page);
            foreach (var tile in page.QuerySelectorAll("a.tile"))
            {
                var (href, shown) = (tile.GetAttribute("href")!, int.Parse(tile.QuerySelector(".tile-number")!.TextContent.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture));
                if (href.StartsWith("/app/cases?", StringComparison.Ordinal)) Same(who, $"home, {tile.TextContent.Trim()}", shown, (await All(person, href["/app".Length..], 3)).Count);
                else if (href.StartsWith("/app/shared", StringComparison.Ordinal) && shown > told.Count) Fault(who, $"home says {shown} {tile.TextContent.Trim()}, and was told of {told.Count}");
            }
        }
        else if (home.StatusCode != HttpStatusCode.Redirect && home.StatusCode != HttpStatusCode.NotFound) Fault(who, $"home answers {home.StatusCode}");
        if (world.Off.Contains(who.Organization) && home.StatusCode == HttpStatusCode.OK) Fault(who, "home opens, and the organization is switched off");

        // Charts count what the person may count.
        var warnings = await person.Get("/warnings");
        Same(who, "charts", warnings.Status == HttpStatusCode.OK ? warnings.Json["sites"]!.AsArray().Sum(s => s!["newest"]!.GetValue<int>()) : 0, oracle.Counted(who));

        // Figures of the chain.
        var chain = await person.Get("/supply-chain?limit=3");
        if (chain.Status != HttpStatusCode.OK) return;
        var (sites, organizations) = (oracle.ChainSites(who.Organization), oracle.ChainOrganizations(who.Organization));
        Same(who, "chain, sites", chain.Json["sites"]!.GetValue<int>(), sites.Count);
        Same(who, "chain, organizations", chain.Json["organizations"]!.GetValue<int>(), organizations.Count);
        Same(who, "chain, tiers", chain.Json["tiers"]!.AsArray().Sum(t => t!["organizations"]!.GetValue<int>()), organizations.Count);
        Same(who, "chain, list", Which(await All(person, "/supply-chain", 2), world.Organizations), organizations);
        Same(who, "chain, sites of the list", Which(await All(person, "/supply-chain/sites", 2), world.Sites), sites);
        var map = (await person.Get("/supply-chain/places")).Ok();
        Same(who, "map", map["countries"]!.AsArray().Sum(c => c!["sites"]!.GetValue<int>()), sites.Count);
        Same(who, "map, points", map["unplaced"]!.GetValue<int>() + map["points"]!.AsArray().Sum(p => p!["sites"]!.GetValue<int>()), sites.Count);
    }

    private void Remember(VisibilityWorld.Someone who, AngleSharp.Html.Dom.IHtmlDocument page) =>
        leads.GetOrAdd(who, _ => []).UnionWith(page.QuerySelectorAll("main a[href]").Select(a => a.GetAttribute("href")!.Split('#')[0]).Where(h => Guids().IsMatch(h) && h.StartsWith("/app/", StringComparison.Ordinal)));

    private async Task Lists(VisibilityWorld.Someone who)
    {
        using (var told = await who.Person.Http.GetAsync("/app/notifications"))
            if (told.StatusCode == HttpStatusCode.OK) Remember(who, new HtmlParser().ParseDocument(await told.Content.ReadAsStringAsync()));
        await ListsOf(who, who.Person, oracle.Cases(who), oracle.Told(who));
    }

    private async Task ListsOf(VisibilityWorld.Someone who, Person person, HashSet<int> cases, HashSet<int> told)
    {
        Same(who, "cases", Which(await All(person, "/cases", 2), CaseIds), cases);
        // Sorting is no reading: what nobody opened, and what nobody sorted, waits.
        Same(who, "inbox", Which(await All(person, "/cases?inbox=true", 2), CaseIds), cases.Where(c => world.Cases[c].Site is null || !world.Opened).ToHashSet());
        foreach (var site in Enumerable.Range(0, world.Sites.Count).Where(s => !world.MergedInto.ContainsKey(s)))
            Same(who, $"cases of site {site}", Which(await All(person, $"/cases?siteId={world.Sites[site]}", 2), CaseIds), cases.Where(c => world.Cases[c].Site == site).ToHashSet());
        foreach (var (one, i) in world.Cases.Select((c, i) => (c, i)))
            Same(who, $"search for case {i}", Which(await All(person, $"/cases?query={one.Reference}", 2), CaseIds).Where(c => c == i), cases.Contains(i) ? new HashSet<int> { i } : []);
        Same(who, "contacts", (await Contacts(person)).Distinct(), cases);
        using (var csv = await person.Http.GetAsync("/app/cases?handler=Csv"))
        {
            var text = csv.StatusCode == HttpStatusCode.OK ? await csv.Content.ReadAsStringAsync() : "";
            Same(who, "cases as a table", Enumerable.Range(0, world.Cases.Count).Where(i => text.Contains(world.Cases[i].Reference, StringComparison.Ordinal)), cases);
        }
        Same(who, "shared issues", Which(await All(person, "/shared-issues", 2), ShareIds), told);

        var (directory, sites, relations) = (oracle.Directory(who), oracle.DirectorySites(who), oracle.Relations(who));
        var narrow = who.Organization >= 2;
        Same(who, "organizations", Which(await All(person, "/organizations", narrow ? 3 : 100), world.Organizations), directory);
        Same(who, "sites", Which(await All(person, "/sites", narrow ? 3 : 100), world.Sites), sites);
        foreach (var employer in new[] { 2, 3 })
            Same(who, $"sites of {employer}", Which(await All(person, $"/sites?organizationId={world.Organizations[employer]}", 2), world.Sites), sites.Where(s => world.Plan.SiteOf[s] == employer).ToHashSet());
        foreach (var format in new[] { "csv", "xlsx" })
        {
            Same(who, $"organizations as {format}", Which(await Table(person, "organizations", format), world.Organizations), directory);
            Same(who, $"sites as {format}", Which(await Table(person, "sites", format), world.Sites), sites);
            Same(who, $"relations as {format}", Which(await Table(person, "relations", format), RelationIds), relations);
        }

        // Notifications lead to what opens, and nothing that opens was told of to nobody.
        var notices = await person.Get("/notifications?limit=100");
        var all = notices.Status == HttpStatusCode.OK ? (notices.Json as JsonArray ?? notices.Json["items"]!.AsArray()).Select(n => (Kind: n!["kind"]!.GetValue<string>(), Thing: n["subjectKind"]!.GetValue<string>(), Subject: n["subject"]!.GetValue<Guid>())).ToList() : [];
        Same(who, "notifications of packets", all.Where(n => n.Kind == "shared-issue.received").Select(n => ShareIds.IndexOf(n.Subject)).Distinct(), told);
        foreach (var n in all.Where(n => n.Thing == "case" && !cases.Contains(CaseIds.IndexOf(n.Subject)))) Fault(who, $"notification {n.Kind} of case {CaseIds.IndexOf(n.Subject)}, which she does not see");
        var packets = oracle.OwnPackets(who);
        foreach (var n in all.Where(n => n.Thing == "share" && n.Kind != "shared-issue.received" && !packets.Contains(ShareIds.IndexOf(n.Subject)) && !told.Contains(ShareIds.IndexOf(n.Subject))))
            Fault(who, $"notification {n.Kind} of packet {ShareIds.IndexOf(n.Subject)}, which she does not see");
    }

    private async Task<List<int>> Contacts(Person person)
    {
        var found = new List<int>();
        foreach (var item in await All(person, "/contacts", 2))
            if (item["caseId"]?.GetValue<Guid>() is { } id && CaseIds.IndexOf(id) is >= 0 and var at) found.Add(at);
        return found;
    }

    private static async Task<string> Table(Person person, string what, string format)
    {
        using var answer = await person.Http.GetAsync($"/api/v1/{what}/export?format={format}");
        if (answer.StatusCode != HttpStatusCode.OK) return "";
        if (format == "csv") return await answer.Content.ReadAsStringAsync();
        using var file = new ZipArchive(await answer.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        var text = new StringBuilder();
        foreach (var entry in file.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(await reader.ReadToEndAsync());
        }
        return text.ToString();
    }

    private async Task Links(VisibilityWorld.Someone who)
    {
        foreach (var href in leads.GetValueOrDefault(who, []))
        {
            using var there = await who.Person.Http.GetAsync(href);
            if (there.StatusCode != HttpStatusCode.OK) Fault(who, $"home or notifications lead to {href}, which answers {there.StatusCode}");
        }
        var (cases, packets, told) = (oracle.Cases(who), oracle.OwnPackets(who), oracle.Told(who));
        string[] ofCase = ["/cases/{id}", "/cases/{id}/clocks", "/cases/{id}/protection", "/cases/{id}/files", "/cases/{id}/links"];
        for (var i = 0; i < world.Cases.Count; i++)
        {
            foreach (var door in ofCase) await Opens(who, door, world.Cases[i].Id, $"case {i}", cases.Contains(i));
            await Opens(who, "/app/cases/{id}", world.Cases[i].Id, $"case {i}", cases.Contains(i));
            if (world.Cases[i].Issue is { } issue) await Opens(who, "/issues/{id}/workers", issue, $"issue of case {i}", cases.Contains(i));
        }
        for (var i = 0; i < world.Shares.Count; i++)
        {
            await Opens(who, "/shares/{id}", world.Shares[i].Id, $"packet {i}", packets.Contains(i));
            foreach (var door in new[] { "/shared-issues/{id}", "/shared-issues/{id}/files", "/app/shared/{id}" }) await Opens(who, door, world.Shares[i].Id, $"packet {i}", told.Contains(i));
        }
        var (directory, sites, relations) = (oracle.Directory(who), oracle.DirectorySites(who), oracle.Relations(who));
        for (var i = 0; i < world.Organizations.Count; i++) await Opens(who, "/organizations/{id}", world.Organizations[i], $"organization {i}", directory.Contains(i));
        for (var i = 0; i < world.Sites.Count; i++)
            if (!world.MergedInto.ContainsKey(i)) await Opens(who, "/sites/{id}", world.Sites[i], $"site {i}", sites.Contains(i));
        for (var i = 0; i < world.Relations.Count; i++) await Opens(who, "/relations/{id}", world.Relations[i].Id, $"relation {i}", relations.Contains(i));
        // Every id in the system at a door for another kind of thing opens nothing.
        var every = (Guid[])[.. CaseIds, .. ShareIds, .. world.Cases.Select(c => c.Issue).OfType<Guid>(), .. world.Consents.Select(c => c.Id), .. world.Sites, .. world.Organizations, .. RelationIds, .. world.People.Select(p => p.Person.Id)];
        foreach (var (door, own) in new[] { ("/cases/{id}", CaseIds), ("/shares/{id}", ShareIds), ("/shared-issues/{id}", ShareIds) })
            foreach (var id in every.Except(own).Where((_, i) => i % 4 == world.People.IndexOf(who) % 4)) await Opens(who, door, id, $"id {id} of another kind", false);
    }

    private async Task Opens(VisibilityWorld.Someone who, string door, Guid id, string thing, bool right)
    {
        var path = door.Replace("{id}", id.ToString(), StringComparison.Ordinal);
        HttpStatusCode status;
        if (door.StartsWith("/app", StringComparison.Ordinal)) { using var page = await who.Person.Http.GetAsync(path); status = page.StatusCode; }
        else status = (await who.Person.Get(path)).Status;
        if ((int)status >= 500) Fault(who, $"{door} of {thing} answers {status}");
        if (status is not (HttpStatusCode.NotFound or HttpStatusCode.Unauthorized or HttpStatusCode.Redirect) != right) Fault(who, $"{door} of {thing} {(right ? "does not open" : "opens")} ({status})");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Guids();
}
