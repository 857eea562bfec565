using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>Makes the sentence of a refusal in a language.</summary>
public interface IRefusalTexts
{
    /// <summary>The sentence with its facts filled in; the code itself when no text knows it.</summary>
    string Sentence(string language, Refusal refusal);
}

/// <summary>
/// Every answer that is not a view, in one place: problem+json for the API, a redirect or a plain page for the workspace.
/// </summary>
public static class Answers
{
    /// <summary>One reason as the API gives it.</summary>
    /// <param name="Code">Stable code.</param>
    /// <param name="Field">Input member; empty when it is about no single member.</param>
    /// <param name="Message">The sentence in the caller's language.</param>
    /// <param name="Facts">Values the sentence names.</param>
    public sealed record Reason(string Code, string Field, string Message, IReadOnlyDictionary<string, object?> Facts);

    /// <summary>problem+json (RFC 9457) with the members of the contract.</summary>
    public sealed record Problem(string Type, string Title, int Status, string Code, IReadOnlyList<Reason> Errors);

    /// <summary>Not signed in, or the session is over.</summary>
    public static Task SignInFirst(HttpContext http)
    {
        if (IsPage(http) && HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Redirect($"/app/sign-in?next={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
            return Task.CompletedTask;
        }
        return Write(http, StatusCodes.Status401Unauthorized, "session.none", []);
    }

    /// <summary>What is sealed is shut: a page leads to where the passphrase opens it, and back.</summary>
    public static Task UnlockFirst(HttpContext http)
    {
        if (IsPage(http) && HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Redirect($"/app/unlock?next={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
            return Task.CompletedTask;
        }
        return Refused(http, [new SessionLocked()]);
    }

    /// <summary>The account is not set up yet.</summary>
    public static Task FinishAccount(HttpContext http)
    {
        if (IsPage(http)) { http.Response.Redirect("/app/account"); return Task.CompletedTask; }
        return Write(http, StatusCodes.Status403Forbidden, "account.not-set-up", []);
    }

    /// <summary>A role is being previewed: nothing can be changed until the preview ends.</summary>
    public static Task OnlyPreviewing(HttpContext http)
    {
        if (IsPage(http)) { http.Response.Redirect("/app/view-as?refused=true"); return Task.CompletedTask; }
        return Refused(http, [new OnlyAPreview()]);
    }

    private sealed record OnlyAPreview() : Refusal("view.only-a-preview");

    /// <summary>Hidden or absent: one and the same.</summary>
    public static Task Missing(HttpContext http) => Write(http, StatusCodes.Status404NotFound, "not-found", []);

    /// <summary>Refused for every reason given.</summary>
    public static Task Refused(HttpContext http, IReadOnlyList<Refusal> reasons, int? status = null) =>
        Write(http, status ?? StatusOf(reasons), reasons[0].Code, reasons);

    /// <summary>Not now.</summary>
    public static Task Busy(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        return Write(http, StatusCodes.Status503ServiceUnavailable, "service.busy", []);
    }

    /// <summary>The stored answer of the same request made before.</summary>
    public static Task Again(HttpContext http, string answer)
    {
        if (IsPage(http)) { http.Response.Redirect(http.Request.Headers.Referer.ToString() is { Length: > 0 } back && Uri.TryCreate(back, UriKind.Absolute, out var uri) ? uri.PathAndQuery : "/app"); return Task.CompletedTask; }
        if (answer is "null" or "") { http.Response.StatusCode = StatusCodes.Status204NoContent; return Task.CompletedTask; }
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(answer, http.RequestAborted);
    }

    /// <summary>Turns the end of a use case into an answer: 204, or the failure.</summary>
    public static IResult From(Outcome outcome) => outcome.IsDone ? Results.NoContent() : new Failure(outcome);

    /// <summary>Turns the end of a use case into an answer: 201 with the value, or the failure.</summary>
    public static IResult Created<T>(Outcome<T> outcome) =>
        outcome.IsDone ? Results.Json(outcome.Value, Json.Api, statusCode: StatusCodes.Status201Created) : new Failure(outcome);

    /// <summary>Turns the end of a read into an answer: 200 with the value, or the failure.</summary>
    public static IResult Ok<T>(Outcome<T> outcome) => outcome.IsDone ? Results.Json(outcome.Value, Json.Api) : new Failure(outcome);

    /// <summary>Status of a refusal: bad input is 400, too large 413, a rule of the field 409, no key 403.</summary>
    public static int StatusOf(IReadOnlyList<Refusal> reasons) =>
        reasons.Any(r => r.Code is "request.too-large" or "file.too-large") ? StatusCodes.Status413PayloadTooLarge
        : reasons.Any(r => r.Code is "file.no-room") ? StatusCodes.Status503ServiceUnavailable
        : reasons.Any(r => r.Code is "session.locked" or "vault.not-admitted") ? StatusCodes.Status403Forbidden
        : reasons.All(r => r is BadInput) ? StatusCodes.Status400BadRequest
        : StatusCodes.Status409Conflict;

    private sealed class Failure(Outcome outcome) : IResult
    {
        public Task ExecuteAsync(HttpContext http) => outcome.Kind switch
        {
            OutcomeKind.Refused => Refused(http, outcome.Refusals),
            OutcomeKind.Missing => Missing(http),
            OutcomeKind.Stale => Write(http, StatusCodes.Status412PreconditionFailed, "request.stale", []),
            _ => Busy(http),
        };
    }

    /// <summary>Writes problem+json; a page gets a status with a short page made by the host.</summary>
    public static async Task Write(HttpContext http, int status, string code, IReadOnlyList<Refusal> reasons)
    {
        http.Response.StatusCode = status;
        // Room is made by people, not in seconds.
        if (code == "file.no-room") http.Response.Headers.RetryAfter = "600";
        if (IsPage(http)) return;
        var texts = http.RequestServices.GetService<IRefusalTexts>();
        var language = http.RequestServices.GetService<WorkSlot>() is { IsOpen: true } slot ? slot.Current.Actor.Language : "en";
        string Say(Refusal r) => texts?.Sentence(language, r) ?? r.Code;
        var errors = reasons.Select(r => new Reason(r.Code, r.Field, Say(r), r.Facts())).ToList();
        var title = errors.Count > 0 ? errors[0].Message : Say(new Titled(code));
        http.Response.ContentType = "application/problem+json";
        await http.Response.WriteAsync(JsonSerializer.Serialize(new Problem("about:blank", title, status, code, errors), Json.Api), http.RequestAborted);
    }

    /// <summary>Pages answer with pages; everything under <c>/api</c> and <c>/hsds</c> with problem+json.</summary>
    public static bool IsPage(HttpContext http) => !http.Request.Path.StartsWithSegments("/api") && !http.Request.Path.StartsWithSegments("/hsds");

    private sealed record Titled(string Code) : Refusal(Code);
}
