using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>A new passphrase with the printed recovery code.</summary>
[OpenDoor("whoever lost the passphrase cannot sign in")]
public sealed class RecoverModel(Work work, Argon2Gate gate, InstallationSecrets secrets, WorkFactory factory) : DoorPage(work)
{
    /// <summary>Address as typed.</summary>
    public string? Email { get; private set; }
    /// <summary>The new recovery code, shown on this answer only.</summary>
    public string? NewCode { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Recovers the account.</summary>
    public async Task<IActionResult> OnPost([FromForm] string? email, [FromForm] string? code, [FromForm] string? passphrase, [FromForm] string? again)
    {
        Email = email;
        if (TwiceTyped.WhyNot(passphrase, again) is { } differs) return Again(Outcome.Refused(differs));
        var outcome = await RecoverAccount.Handle(new RecoverAccount.Input(email, code, passphrase), Work, gate, secrets, factory);
        if (!outcome.IsDone) return Again(outcome);
        NewCode = outcome.Value;
        return Page();
    }
}
