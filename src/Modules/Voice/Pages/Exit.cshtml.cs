using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>The quick exit: the browser forgets what it kept of this site and shows a page that anybody could have open. A link, so that it works without scripts.</summary>
[OpenDoor("a worker has no account")]
public sealed class ExitModel(Frame frame, Words words, VoiceOptions options) : WorkerPage(frame, words)
{
    /// <summary>Leaves.</summary>
    public IActionResult OnGet()
    {
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Redirect(options.ExitUrl);
    }
}
