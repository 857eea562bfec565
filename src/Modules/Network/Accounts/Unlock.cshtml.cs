using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>Shuts sealed data, and opens it again with the passphrase.</summary>
[OwnAccount]
public sealed class UnlockModel(Work work, Argon2Gate gate, InstallationSecrets secrets, WorkFactory factory) : WorkspacePage(work)
{
    /// <summary>Where the person was; a path of the workspace or nothing.</summary>
    public string? Next { get; private set; }

    /// <summary>Asks for the passphrase.</summary>
    public void OnGet(string? next) => Next = Onward.IsOurs(next) ? next : null;

    /// <summary>Opens. The session gets a new token.</summary>
    public async Task<IActionResult> OnPost([FromForm] string? passphrase, [FromForm] string? next)
    {
        Next = Onward.IsOurs(next) ? next : null;
        var outcome = await LockSession.Unlock(passphrase ?? "", Work, gate, secrets, factory);
        if (outcome.IsDone) SessionCookie.Set(Response, outcome.Value!);
        return await After(outcome, Next ?? "/app", () => Task.FromResult<IActionResult>(Page()));
    }

    /// <summary>Shuts.</summary>
    public async Task<IActionResult> OnPostLock() => await After(await LockSession.Lock(Work), "/app/unlock", () => Task.FromResult<IActionResult>(Page()));
}
