using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Changes a packet before it goes. The form starts from what it tells now.</summary>
[Needs(CasesPermissions.DraftShare)]
public sealed class ReviseShareModel(Work work, IDirectory directory, Dossiers dossiers, Keystore keystore) : WorkspacePage(work)
{
    /// <summary>The packet.</summary>
    public ShareView Share { get; private set; } = null!;
    /// <summary>What was typed.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;

    /// <summary>The form.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (Work.Keys.IsLocked) return Redirect("/app/unlock?next=" + Uri.EscapeDataString(Request.Path));
        var outcome = await ReadShare.Handle(id, Work, keystore, directory);
        if (!outcome.IsDone) return NotFound();
        Share = outcome.Value!;
        return Page();
    }

    /// <summary>Changes it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        Said = new Filled(form);
        var (fields, values) = PacketForm.Read(Said);
        var outcome = await ReviseShare.Handle(id, Said.Version, new(Said.Words("purpose"), fields, Said.Text("summary"), Said.Ticked("identifies"), values, WaiverQuestion.Read(Said)), Work, directory, dossiers, keystore);
        return await After(outcome, $"/app/shares/{id}", async () =>
        {
            if (await ReadShare.View(Work, id, null) is not { } share) return NotFound();
            Share = share;
            return Page();
        });
    }
}
