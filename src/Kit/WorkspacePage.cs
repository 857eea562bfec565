using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Kit;

/// <summary>
/// A page of the workspace. A form is taken only with the token of this very session; a form sent twice acts once. The page says with
/// <see cref="NeedsAttribute"/> what it needs.
/// </summary>
[IgnoreAntiforgeryToken] // The session's own form token takes its place, so that no second cookie is set.
public abstract class WorkspacePage(Work work) : PageModel
{
    /// <summary>The request's unit of work.</summary>
    protected Work Work => work;
    /// <summary>Who looks at the page.</summary>
    public Actor Actor => work.Actor;
    /// <summary>Every reason against the last act; shown beside the form.</summary>
    public IReadOnlyList<Refusal> Refusals { get; protected set; } = [];

    /// <summary>The page reads forms with a file itself, as they come in, and asks <see cref="IsFromHere"/> of them.</summary>
    protected virtual bool TakesFiles => false;

    /// <summary>Whether a form with a file came from this very session. Its token and its <c>_once</c> stand before the file.</summary>
    protected bool IsFromHere(FormWithFile form)
    {
        if (!Same(form.Text("_token") ?? "", work.FormToken)) return false;
        if (form.Text("_once") is { Length: >= 8 and <= 100 } once) work.Once = (once, SHA256.HashData(Encoding.UTF8.GetBytes($"{Request.Path}\n{once}")));
        return true;
    }

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method) && Actor.Kind == ActorKind.Person && !(TakesFiles && FormWithFile.IsThere(Request)))
        {
            var form = Request.HasFormContentType ? Request.Form : null;
            if (form is null || !Same(form["_token"].ToString(), work.FormToken)) { context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest); return; }
            if (form["_once"].ToString() is { Length: >= 8 and <= 100 } once)
            {
                work.Once = (once, SHA256.HashData(Encoding.UTF8.GetBytes(Request.Path + "\n" + string.Join('\n', form.Where(f => f.Key is not ("_once" or "_token")).Select(f => f.Key + "=" + f.Value)))));
                if (await work.AnsweredBefore() is not null) { context.Result = new RedirectResult(Request.Path + Request.QueryString); return; }
            }
            // The form was typed with a draft beside it: sent and gone are one commit. What is refused rolls back, and the draft stays.
            DropDraft.Queue(form["_draft"].ToString(), work);
        }
        await next();
    }

    /// <summary>After an act: on to the next page, or this page again with every reason, what was typed still in it.</summary>
    /// <param name="outcome">The end of the use case.</param>
    /// <param name="onward">Where to go when it was done.</param>
    /// <param name="again">Loads this page again after a refusal.</param>
    protected async Task<IActionResult> After(Outcome outcome, string onward, Func<Task<IActionResult>> again)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Done: return Redirect(onward);
            case OutcomeKind.Missing: return NotFound();
            case OutcomeKind.Busy:
                Refusals = [new ServiceBusy()];
                Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case OutcomeKind.Stale:
                Refusals = [new ChangedMeanwhile()];
                Response.StatusCode = StatusCodes.Status412PreconditionFailed;
                break;
            default:
                Refusals = outcome.Refusals;
                Response.StatusCode = Answers.StatusOf(outcome.Refusals);
                break;
        }
        work.Forget();
        return await again();
    }

    private static bool Same(string given, string expected) =>
        expected.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private sealed record ServiceBusy() : Refusal("service.busy");
    private sealed record ChangedMeanwhile() : Refusal("request.stale");
}
