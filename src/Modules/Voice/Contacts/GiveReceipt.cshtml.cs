using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>Makes a receipt for the worker of a case and shows it once.</summary>
[Needs(VoicePermissions.GiveReceipts, Unlocked = true)]
public sealed class GiveReceiptModel(Work work, Door door) : WorkspacePage(work)
{
    /// <summary>The case.</summary>
    public Guid CaseId { get; private set; }
    /// <summary>The receipt, right after it was made.</summary>
    public string? Receipt { get; private set; }

    /// <summary>Explains it.</summary>
    public void OnGet(Guid id) => CaseId = id;

    /// <summary>Makes it. Shown in the answer itself: a redirect would have to keep it somewhere.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        CaseId = id;
        var outcome = await GiveReceipt.Handle(id, Work, door);
        if (!outcome.IsDone) return await After(outcome, "", () => Task.FromResult<IActionResult>(Page()));
        Receipt = outcome.Value!.Receipt;
        return Page();
    }
}
