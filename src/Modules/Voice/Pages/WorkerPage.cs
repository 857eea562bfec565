using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>
/// A page of the worker's door: her language is in its path, nothing is kept on her phone, what she typed travels in the page. It reads
/// no cookie, no header about her device, and its forms without touching the disk.
/// </summary>
[IgnoreAntiforgeryToken] // A token would need a cookie; the form state and the receipt take its place.
[RequestSizeLimit(TextRules.MostBody)]
public abstract class WorkerPage(Frame frame, Words words) : PageModel
{
    private const int MostFields = 200;

    /// <summary>What stands around the page.</summary>
    protected Frame Frame => frame;
    /// <summary>Texts in her language.</summary>
    protected Words Words => words;
    /// <summary>Every reason against the last act.</summary>
    public IReadOnlyList<Refusal> Refusals { get; protected set; } = [];
    /// <summary>Her language.</summary>
    public string Language => frame.Language;
    /// <summary>The fields of the form that came; none on a GET.</summary>
    protected Fields Form { get; private set; } = Fields.None;

    /// <summary>The page reads forms with a file itself, as they come in.</summary>
    protected virtual bool TakesFiles => false;

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (RouteData.Values["lang"] is string language)
        {
            if (!Languages.Knows(language)) { context.Result = NotFound(); return; }
            frame.Language = language;
        }
        Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsPost(Request.Method) && !(TakesFiles && FormWithFile.IsThere(Request)))
        {
            if (!(Request.ContentType ?? "").StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)) { context.Result = StatusCode(StatusCodes.Status415UnsupportedMediaType); return; }
            try
            {
                var reader = new FormPipeReader(Request.BodyReader) { ValueCountLimit = MostFields, KeyLengthLimit = 64, ValueLengthLimit = TextRules.MostBody };
                Form = new Fields(await reader.ReadFormAsync(HttpContext.RequestAborted));
            }
            catch (InvalidDataException) { context.Result = StatusCode(StatusCodes.Status400BadRequest); return; }
        }
        await next();
    }

    /// <summary>Links to a page in the other languages.</summary>
    /// <param name="path">The path after the language, empty or with its slash.</param>
    protected void SwitchTo(string path) => frame.LanguageLinks = [.. Languages.All.Select(l => new LanguageLink(l.Code, l.Name, $"/w/{l.Code}{path}"))];

    /// <summary>Takes the end of a use case: true when done; else the page says why, with a status to match.</summary>
    protected bool Took(Outcome outcome)
    {
        if (outcome.IsDone) return true;
        Refusals = outcome.Kind switch
        {
            OutcomeKind.Refused => outcome.Refusals,
            OutcomeKind.Busy => [new Busy()],
            _ => [new ReceiptUnknown()],
        };
        Response.StatusCode = outcome.Kind switch
        {
            OutcomeKind.Refused => outcome.Refusals.OfType<Door.NotDurable>().Any() ? StatusCodes.Status503ServiceUnavailable : Answers.StatusOf(outcome.Refusals),
            OutcomeKind.Busy => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status404NotFound,
        };
        if (Response.StatusCode == StatusCodes.Status503ServiceUnavailable) Response.Headers.RetryAfter = outcome.Refusals.OfType<FileRefusals.NoRoom>().Any() ? "600" : "5";
        return false;
    }

    private sealed record Busy() : Refusal("intake.busy");
    private sealed record ReceiptUnknown() : Refusal("receipt.unknown");
}

/// <summary>The fields of a form.</summary>
public sealed class Fields(IReadOnlyDictionary<string, StringValues> values)
{
    /// <summary>No form.</summary>
    public static readonly Fields None = new(new Dictionary<string, StringValues>());

    /// <summary>The field, null when it is absent or empty. A browser sends line breaks as CR LF: they become LF again.</summary>
    public string? Text(string name) =>
        values.TryGetValue(name, out var value) && value.Count > 0 && value[0] is { Length: > 0 } text ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : null;
    /// <summary>Every value of a field.</summary>
    public IReadOnlyList<string> All(string name) => values.TryGetValue(name, out var value) ? [.. value.OfType<string>().Where(v => v.Length > 0)] : [];
    /// <summary>The field as one of the names of an enum, camel or Pascal case; the default when it is none.</summary>
    public T Choice<T>(string name) where T : struct, Enum =>
        Enum.TryParse<T>(Text(name), ignoreCase: true, out var chosen) && Enum.IsDefined(chosen) ? chosen : default;
    /// <summary>The field as an id.</summary>
    public Guid? Id(string name) => Guid.TryParse(Text(name), out var id) ? id : null;
    /// <summary>The field as a number in the digits of any script.</summary>
    public int? Number(string name)
    {
        if (Text(name) is not { } text) return null;
        var number = 0;
        foreach (var c in text.Trim())
        {
            var digit = System.Globalization.CharUnicodeInfo.GetDecimalDigitValue(c);
            if (digit < 0 || number > 100_000_000) return null;
            number = number * 10 + digit;
        }
        return number;
    }
}
