using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Where every organization stands; the convenor publishes the consequences here.</summary>
[Needs(NetworkPermissions.SeeJoining)]
public sealed class JoiningNetworkModel(Work work) : WorkspacePage(work)
{
    /// <summary>A page of the organizations.</summary>
    public Page<ListJoining.JoiningLine> Lines { get; private set; } = new([], null);
    /// <summary>The consequences in force; null while none were published.</summary>
    public ReadJoining.ConsequencesView? Consequences { get; private set; }
    /// <summary>Whether the actor may publish.</summary>
    public bool MayPublish => Actor.May(NetworkPermissions.PublishConsequences);
    /// <summary>What was typed and refused.</summary>
    public string? Typed { get; private set; }

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(string? cursor) => Show(cursor);

    /// <summary>Publishes.</summary>
    public async Task<IActionResult> OnPostPublish([FromForm] string? text, [FromForm] string? language)
    {
        if (!MayPublish) return NotFound();
        Typed = text;
        return await After(await PublishConsequences.Handle(new PublishConsequences.Input(text ?? "", language ?? "en"), Work), "/app/joining/network", () => Show(null));
    }

    private async Task<IActionResult> Show(string? cursor)
    {
        var outcome = await ListJoining.Handle(null, cursor, Work);
        if (!outcome.IsDone) return NotFound();
        Lines = outcome.Value!;
        Consequences = await Work.FirstOrNone<ReadJoining.ConsequencesView>("select version, language, text, published_on from network.consequences order by version desc limit 1");
        return Page();
    }
}
