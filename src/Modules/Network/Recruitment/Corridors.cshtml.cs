using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The corridors of the network.</summary>
[Needs(NetworkPermissions.ReadDirectory)]
public sealed class CorridorsModel(Work work, ITexts texts) : DirectoryPage(work, texts)
{
    /// <summary>Corridors.</summary>
    public IReadOnlyList<CorridorView> Corridors { get; private set; } = [];
    /// <summary>Organizations that recruit.</summary>
    public IReadOnlyList<Choice> RecruiterChoices { get; private set; } = [];
    /// <summary>The corridor whose form was refused; empty for a new one.</summary>
    public Guid At { get; private set; }
    /// <summary>Whether the actor walks chains.</summary>
    public bool MayWalk => Actor.May(NetworkPermissions.ReadChain);

    /// <summary>The way in words.</summary>
    public string Way(CorridorView c) => string.Join(" → ", [CountryName(c.Origin), .. c.Transit.Select(CountryName), CountryName(c.Destination)]);

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGet() => Show(Guid.Empty);

    /// <summary>Adds one or changes one.</summary>
    public Task<IActionResult> OnPost([FromForm] Guid? corridor)
    {
        At = corridor ?? Guid.Empty;
        return Keep(corridor is null ? "new" : "c" + corridor, Guid.Empty, async t =>
            await KeepCorridor.Handle(corridor, t.Version, new(t.Text("name"), t.Text("origin"), t.Text("destination"), [.. t.Words("transit").Select(c => c.ToUpperInvariant())], t.Some("isic"),
                [.. Request.Form["recruiters"].Where(r => Guid.TryParse(r, out _)).Select(r => Guid.Parse(r!))], corridor is null || t.Ticked("active")), Work), "/app/corridors", MayKeep);
    }

    /// <inheritdoc />
    protected override async Task<IActionResult> Show(Guid id)
    {
        Corridors = await ListCorridors.Handle(Work);
        if (MayKeep) RecruiterChoices = [.. (await Work.All<Recruiter>("select id, name from access.organization where kind = any($1) and merged_into is null order by name limit 1000", (object)Licensing.Recruiters.ToArray())).Select(r => new Choice(r.Id.ToString(), r.Name))];
        return Page();
    }

    private sealed record Recruiter(Guid Id, string Name);
}

/// <summary>The form of one corridor.</summary>
/// <param name="Page">The page.</param>
/// <param name="Corridor">What it is now; null for a new one.</param>
public sealed record CorridorForm(CorridorsModel Page, CorridorView? Corridor);
