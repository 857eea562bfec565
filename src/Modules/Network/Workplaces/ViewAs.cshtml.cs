using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Starts and ends the preview of a role.</summary>
[OwnAccount, WhilePreviewing]
public sealed class ViewAsModel(Work work) : WorkspacePage(work)
{
    /// <summary>Roles to preview.</summary>
    public IReadOnlyList<string> Choices { get; private set; } = [];
    /// <summary>Whether something was to be changed during the preview.</summary>
    public bool Refused { get; private set; }
    /// <summary>Whether the preview is of an organization that nobody is in.</summary>
    public bool Nowhere => Actor.Roles.Contains(Roles.Operator);

    /// <summary>Shows the choice, or what is being previewed.</summary>
    public IActionResult OnGet(bool refused)
    {
        Refused = refused && Actor.ViewingAs is not null;
        return Show();
    }

    /// <summary>Starts it.</summary>
    public async Task<IActionResult> OnPostStart([FromForm] string? role)
    {
        if (Actor.ViewingAs is not null) return Redirect("/app/view-as?refused=true");
        if (!Actor.May(NetworkPermissions.ViewAs)) return NotFound();
        return await After(await Network.ViewAs.Start(new Network.ViewAs.Input(role ?? ""), Work), "/app", () => Task.FromResult(Show()));
    }

    /// <summary>Ends it.</summary>
    public async Task<IActionResult> OnPostEnd() => await After(await Network.ViewAs.End(Work), "/app/view-as", () => Task.FromResult(Show()));

    private IActionResult Show()
    {
        if (Actor.ViewingAs is null && !Actor.May(NetworkPermissions.ViewAs)) return NotFound();
        Choices = Actor.ViewingAs is null ? Network.ViewAs.Choices(Actor) : [];
        return Page();
    }
}
