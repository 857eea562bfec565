using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The supply chain: walked as a picture and as a table, listed by tier, on a map. All of it can be read without a script.</summary>
[Needs(NetworkPermissions.ReadChain)]
public sealed class SupplyChainModel(Work work, ITexts texts) : WorkspacePage(work)
{
    /// <summary>The chain in numbers, with a page of its organizations.</summary>
    public ReadSupplyChain.SupplyChainView It { get; private set; } = null!;
    /// <summary>walk, list or map.</summary>
    public string View { get; private set; } = "walk";
    /// <summary>What leads on from where the walk stands.</summary>
    public ReadBranches.BranchesView? Branches { get; private set; }
    /// <summary>The map.</summary>
    public ReadPlaces.PlacesView? Places { get; private set; }
    /// <summary>Sites beside the map.</summary>
    public Page<ReadSupplyChain.ChainSite>? Sites { get; private set; }
    /// <summary>Where the walk stands; null at its beginning.</summary>
    public Guid? At { get; private set; }
    /// <summary>Only the way to the recruiters of this corridor.</summary>
    public Guid? Corridor { get; private set; }
    /// <summary>Corridors to choose from.</summary>
    public IReadOnlyList<Choice> Corridors { get; private set; } = [];
    /// <summary>Country chosen beside the map.</summary>
    public string? Country { get; private set; }
    /// <summary>Whether whose chain it is differs from the own organization's.</summary>
    public bool OfAnother => It.OrganizationId != Actor.OrganizationId;

    /// <summary>Name of a country.</summary>
    public string CountryName(string? code) => Countries.Name(code, texts, Actor.Language);

    /// <summary>What stands under a place's name.</summary>
    public string Beside(ReadBranches.BranchView b) => string.Join(" · ", new[]
    {
        b.Type == "gap" ? "" : b.Type == "site" ? b.Place : texts[Actor.Language, "org-kind." + b.Kind], CountryName(b.Country),
    }.Where(t => t.Length > 0));

    /// <summary>The words that the picture needs, for its script.</summary>
    public string PictureWords => JsonSerializer.Serialize(new Dictionary<string, string>(
        new[] { "buysFrom", "owns", "recruitsFor", "subAgentOf", "employsAt", "site", "gap" }.Select(e => KeyValuePair.Create("edge." + e, Say("chain.edge." + e)))
            .Concat(KeepGap.Steps.Select(s => KeyValuePair.Create("gap." + s, Say("gap-step." + s))))
            .Concat(new[] { "more", "open", "table", "unknown", "picture", "warning" }.Select(w => KeyValuePair.Create(w, Say("chain.picture." + w))))), Json.Compact);

    /// <summary>Address of this page with something changed.</summary>
    public string Href(params (string Name, object? Value)[] changes)
    {
        var all = new Dictionary<string, string?> { ["show"] = View == "walk" ? null : View, ["at"] = At?.ToString(), ["corridor"] = Corridor?.ToString(), ["country"] = Country };
        foreach (var (name, value) in changes) all[name] = value?.ToString();
        var query = new QueryBuilder(all.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => KeyValuePair.Create(p.Key, p.Value!)));
        return "/app/supply-chain" + query.ToQueryString();
    }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGet(Guid? at, Guid? corridor, string? show, int? skip, string? country, string? cursor)
    {
        View = show is "list" or "map" ? show : "walk";
        (At, Corridor, Country) = (at, corridor, string.IsNullOrEmpty(country) ? null : country);
        // Whoever sees all reads the chain of the organization they stand at; everybody else their own.
        var whose = await ReadSupplyChain.Handle(at, null, View == "list" ? cursor : null, Work);
        if (!whose.IsDone) whose = await ReadSupplyChain.Handle(null, null, View == "list" ? cursor : null, Work);
        if (!whose.IsDone) return NotFound();
        It = whose.Value!;
        Corridors = [.. (await ListCorridors.Handle(Work)).Where(c => c.Active).Select(c => new Choice(c.Id.ToString(), c.Name))];
        if (View == "walk")
        {
            var branches = await ReadBranches.Handle(at, corridor, skip, Work);
            if (!branches.IsDone) return NotFound();
            Branches = branches.Value;
        }
        else if (View == "map")
        {
            var places = await ReadPlaces.Handle(It.OrganizationId, 3, Work);
            var sites = await ReadSupplyChain.Sites(It.OrganizationId, Country, null, cursor, Work);
            if (!places.IsDone || !sites.IsDone) return NotFound();
            (Places, Sites) = (places.Value, sites.Value);
        }
        return Page();
    }

    private string Say(string key) => texts[Actor.Language, key];
}
