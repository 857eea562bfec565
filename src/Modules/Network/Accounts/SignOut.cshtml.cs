using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Ends the session.</summary>
[OwnAccount, WhilePreviewing]
public sealed class SignOutModel(Work work) : WorkspacePage(work)
{
    /// <summary>Asks, for whoever comes by a link.</summary>
    public void OnGet() { }

    /// <summary>Ends it; the browser forgets the cookie and whatever it kept of the pages.</summary>
    public async Task<IActionResult> OnPost()
    {
        await EndSession.Handle(Work);
        SessionCookie.Clear(Response);
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Redirect("/app/sign-in");
    }
}
