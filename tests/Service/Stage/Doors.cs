using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Service;

/// <summary>An endpoint of the running program, found where the program keeps them.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Pattern">Its path.</param>
/// <param name="Permission">The permission it needs; null for an open door and the own account.</param>
/// <param name="Own">Whether it is the own account of whoever is signed in.</param>
public sealed record FoundDoor(string Method, RoutePattern Pattern, string? Permission, bool Own)
{
    /// <summary>How many ids its path takes.</summary>
    public int Ids => Pattern.Parameters.Count(p => p.ParameterPolicies.Any(c => c.Content == "guid"));

    /// <summary>Whether it answers with a stream that does not end; what that carries is looked at to the letter in the tests of live lists.</summary>
    public bool IsStream => Pattern.RawText!.EndsWith("/live", StringComparison.Ordinal);

    /// <summary>Its path with the id in every place that takes one; other parameters get a word.</summary>
    public string Path(params Guid[] ids)
    {
        var at = 0;
        return "/" + string.Join('/', Pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(c => c.Content == "guid") => ids[Math.Min(at++, ids.Length - 1)].ToString(),
            RoutePatternParameterPart { Name: "lang" or "language" } => "en",
            RoutePatternParameterPart { Name: "list" } => "labour_issues",
            RoutePatternParameterPart { Name: "kind" } => "report",
            RoutePatternParameterPart { Name: "act" } => "close",
            RoutePatternParameterPart { Name: "code" } => "404",
            RoutePatternParameterPart { Name: "documentName" } => "v1",
            RoutePatternParameterPart { Default: string or null } parameter => parameter.Default as string ?? "x",
            var other => throw new NotSupportedException(other.ToString()),
        }))));
    }

    /// <summary>One request with an id in the path and an empty body.</summary>
    public async Task<Answer> Knock(HttpClient http, params Guid[] ids)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), Path(ids));
        if (Method != "GET") request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public override string ToString() => $"{Method} /{Pattern.RawText!.TrimStart('/').Replace("api/v1/", "", StringComparison.Ordinal).Replace(":guid", "", StringComparison.Ordinal)}";
}

/// <summary>Every door of the program: discovered, never listed.</summary>
public static class Doors
{
    public static IReadOnlyList<FoundDoor> All(TestNetwork network) =>
    [
        .. network.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Distinct()
            .Where(e => e.Metadata.GetMetadata<StaticFileMark>() is null && e.RoutePattern.RawText != "{**path:file}")
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
                .Select(m => new FoundDoor(m, e.RoutePattern, e.Metadata.GetMetadata<NeedsAttribute>()?.Permission, e.Metadata.GetMetadata<OwnAccountAttribute>() is not null)))
            .DistinctBy(d => d.ToString()).OrderBy(d => d.ToString(), StringComparer.Ordinal),
    ];

    public static IReadOnlyList<FoundDoor> Api(TestNetwork network) => [.. All(network).Where(d => d.Pattern.RawText!.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal) && !d.Pattern.RawText.EndsWith(".json", StringComparison.Ordinal))];
}
