using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The organizations one works for, and changing over between them.</summary>
[OwnAccount]
public sealed class WorkplaceModel(Work work) : WorkspacePage(work)
{
    /// <summary>Where the person works.</summary>
    public IReadOnlyList<ChangeWorkplace.WorkplaceView> Workplaces { get; private set; } = [];
    /// <summary>The organization she just joined.</summary>
    public ChangeWorkplace.WorkplaceView? Joined { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGet(Guid? organization)
    {
        Workplaces = await ChangeWorkplace.List(Work);
        Joined = Workplaces.FirstOrDefault(w => w.Id == organization && !w.Now);
        return Page();
    }

    /// <summary>Changes over.</summary>
    public async Task<IActionResult> OnPost([FromForm] Guid organization) => await After(await ChangeWorkplace.Handle(new ChangeWorkplace.Input(organization), Work), "/app", () => OnGet(null));
}
