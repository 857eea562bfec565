using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>
/// A page before sign-in. There is no session whose token a form could carry, so a form is taken only where the browser says that it comes
/// from this very site: otherwise another site could sign somebody in to an account that is watched.
/// </summary>
[IgnoreAntiforgeryToken]
public abstract class DoorPage(Work work) : PageModel
{
    /// <summary>The request's unit of work.</summary>
    protected Work Work => work;
    /// <summary>Every reason against the last act.</summary>
    public IReadOnlyList<Refusal> Refusals { get; protected set; } = [];

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsPost(Request.Method) && !(Request.HasFormContentType && IsFromHere(Request.Headers["Sec-Fetch-Site"].ToString(), Request.Headers.Origin.ToString(), Request.Host.Value ?? "")))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
            return;
        }
        await next();
    }

    /// <summary>Whether a form comes from this site, by what the browser says of it. A client that is no browser says nothing and has no cookie to abuse.</summary>
    /// <param name="site">Header <c>Sec-Fetch-Site</c>; empty when absent.</param>
    /// <param name="origin">Header <c>Origin</c>; empty when absent. Our own pages send no referrer, for which browsers say <c>null</c> even to the same site.</param>
    /// <param name="host">Host and port that the request names.</param>
    public static bool IsFromHere(string site, string origin, string host) =>
        site is "" or "same-origin" or "none"
        && origin switch
        {
            "" => true,
            "null" => site is "same-origin",
            _ => Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, host, StringComparison.OrdinalIgnoreCase),
        };

    /// <summary>Shows the page again with the reasons of a refusal, or says that the service is busy.</summary>
    protected IActionResult Again(Outcome outcome)
    {
        Refusals = outcome.Kind == OutcomeKind.Busy ? [new ServiceBusy()] : outcome.Refusals;
        Response.StatusCode = outcome.Kind == OutcomeKind.Busy ? StatusCodes.Status503ServiceUnavailable : Answers.StatusOf(Refusals);
        return Page();
    }

    private sealed record ServiceBusy() : Refusal("service.busy");
}
