using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Whether she may be reached now, beside whatever is about to reach her. No word of the plan itself stands in it.</summary>
[Needs(CasesPermissions.ReadIdentity)]
public sealed class ContactPanelModel(Work work, Dossiers dossiers) : WorkspacePage(work)
{
    /// <summary>The case.</summary>
    public Guid Case { get; private set; }
    /// <summary>What holds now; null while the session is locked.</summary>
    public ReadSafeContact.NowView? Now { get; private set; }

    /// <summary>Looks.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Case = id;
        var outcome = await ReadSafeContact.AtThisMoment(id, Work, dossiers);
        if (outcome.Kind is OutcomeKind.Missing) return NotFound();
        Now = outcome.Value;
        return Page();
    }

    /// <summary>A moment on her clock.</summary>
    public static string Clock(DateTime local) => local.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
