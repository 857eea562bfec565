using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIlm.Platform;

namespace OpenIlm.Kit.Modules;

/// <summary>What a person sees where there is no page: hidden and absent look the same.</summary>
[OpenDoor("whoever lost the way has no account yet"), IgnoreAntiforgeryToken]
public sealed class StatusModel : PageModel
{
    /// <summary>The codes that have words of their own.</summary>
    private static readonly int[] known = [400, 401, 403, 404, 413, 500, 503];

    /// <summary>The status, one of those with words.</summary>
    public int Code { get; private set; }
    /// <summary>The way back into the same door.</summary>
    public string Back { get; private set; } = "/";

    /// <summary>Shows the status of a GET.</summary>
    public void OnGet(int code) => Show(code);
    /// <summary>Shows the status of a POST.</summary>
    public void OnPost(int code) => Show(code);

    private void Show(int code)
    {
        Code = known.Contains(code) ? code : code >= 500 ? 503 : 400;
        var path = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? "/";
        Back = Code == StatusCodes.Status401Unauthorized ? $"/app/sign-in?next={Uri.EscapeDataString(path)}"
            : path.StartsWith("/w", StringComparison.Ordinal) ? "/w" : path.StartsWith("/app", StringComparison.Ordinal) ? "/app" : "/";
    }
}
