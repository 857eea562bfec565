using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Web;

/// <summary>Requests that could not be read become an answer that names the member and the mend.</summary>
public sealed partial class BadRequests(RequestDelegate next, ILogger<BadRequests> log)
{
    /// <summary>Runs one request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            // What the framework refuses before any endpoint runs has a status and no words; pages have theirs from the status page.
            if (!http.Response.HasStarted && http.Response is { ContentType: null, ContentLength: null, StatusCode: >= 400 } && !Answers.IsPage(http)) await Say(http);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            if (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
                await Answers.Refused(http, [new BadInput("request.too-large", "", OpenIlmHost.LargestBody)]);
            else if (bad.InnerException is JsonException json)
                await Answers.Refused(http, [Read(json)]);
            else if (bad.StatusCode == StatusCodes.Status408RequestTimeout)
                await Answers.Write(http, StatusCodes.Status408RequestTimeout, "request.too-slow", []);
            else
                await Answers.Refused(http, [new BadInput("input.invalid", ParameterOf(bad.Message))]);
        }
        catch (Exception fault) when (!http.Response.HasStarted && fault is not OperationCanceledException)
        {
            // A bug. Its place is logged, its message never: it may quote what somebody wrote.
            Fault(log, fault.GetType().FullName, fault.StackTrace);
            await Answers.Write(http, StatusCodes.Status500InternalServerError, "service.fault", []);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind}\n{Place}")]
    private static partial void Fault(ILogger log, string? kind, string? place);

    private static Task Say(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Answers.Missing(http),
        StatusCodes.Status405MethodNotAllowed => Answers.Refused(http, [new BadInput("request.method-not-allowed", "")], StatusCodes.Status405MethodNotAllowed),
        StatusCodes.Status413PayloadTooLarge => Answers.Refused(http, [new BadInput("request.too-large", "", OpenIlmHost.LargestBody)]),
        StatusCodes.Status415UnsupportedMediaType => Answers.Refused(http, [new BadInput("request.not-json", "Content-Type")], StatusCodes.Status415UnsupportedMediaType),
        var other => Answers.Refused(http, [new BadInput("input.invalid", "")], other),
    };

    private static BadInput Read(JsonException json)
    {
        var member = (json.Path ?? "").TrimStart('$').TrimStart('.');
        return json.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) ? new BadInput("input.unknown-member", member)
            : json.Message.Contains("uplicate", StringComparison.Ordinal) ? new BadInput("input.repeated-member", member)
            : json.Message.Contains("missing required", StringComparison.OrdinalIgnoreCase) ? new BadInput("input.required", Quoted(json.Message))
            : new BadInput("input.invalid-json", member);
    }

    private static string ParameterOf(string message)
    {
        var parts = message.Split('"');
        return parts.Length > 2 ? parts[1].Split(' ')[^1] : "";
    }

    private static string Quoted(string message) => message.Split('\'') is { Length: > 3 } parts ? parts[3] : "";
}
