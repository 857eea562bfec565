using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Network;

/// <summary>Signs in to the workspace.</summary>
[OpenDoor("signing in")]
public sealed class SignInModel(Work work, Argon2Gate gate, InstallationSecrets secrets, WorkFactory factory) : DoorPage(work)
{
    /// <summary>Address as typed.</summary>
    public string? Email { get; private set; }
    /// <summary>Where the person was going; a path of the workspace or nothing.</summary>
    public string? Next { get; private set; }
    /// <summary>Whether the person was just signed out everywhere by the own act.</summary>
    public bool Recovered { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet(string? next, bool ended)
    {
        Next = Onward.IsOurs(next) ? next : null;
        Recovered = ended;
    }

    /// <summary>Opens a session.</summary>
    public async Task<IActionResult> OnPost([FromForm] string? email, [FromForm] string? password, [FromForm] string? code, [FromForm] string? next)
    {
        (Email, Next) = (email, Onward.IsOurs(next) ? next : null);
        var outcome = await Network.SignIn.Handle(new Network.SignIn.Input(email ?? "", password ?? "", string.IsNullOrWhiteSpace(code) ? null : code), Work, gate, secrets, factory);
        if (!outcome.IsDone) return Again(outcome);
        await using var signedIn = (await factory.Begin(outcome.Value!.Token, HttpContext.RequestAborted))!;
        SessionCookie.Set(Response, outcome.Value.Token);
        return Redirect(await Onward.From(signedIn, Next, signedIn.Actor.Confined));
    }
}
