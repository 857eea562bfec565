using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIlm.Kernel;

namespace OpenIlm.Platform;

/// <summary>The program does not start while an endpoint or page names neither exactly one permission nor why it has none.</summary>
public static class StartupCheck
{
    /// <summary>Every endpoint at fault, as sentences; empty when the house is in order.</summary>
    public static IReadOnlyList<string> Faults(IEnumerable<EndpointDataSource> sources, PermissionCatalogue permissions) =>
    [
        .. sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Select(e => Fault(e, permissions)).OfType<string>().Distinct(),
    ];

    private static string? Fault(RouteEndpoint endpoint, PermissionCatalogue permissions)
    {
        var doors = endpoint.Metadata.OfType<NeedsAttribute>().Count() + endpoint.Metadata.OfType<OpenDoorAttribute>().Count() + endpoint.Metadata.OfType<OwnAccountAttribute>().Count();
        // MapStaticAssets adds a fallback of its own that its conventions do not reach; it serves files of wwwroot only.
        if (endpoint.Metadata.GetMetadata<StaticFileMark>() is not null || endpoint.RoutePattern.RawText == "{**path:file}") return null;
        if (doors != 1) return $"{endpoint.RoutePattern.RawText}: names {doors} doors, needs exactly one.";
        return endpoint.Metadata.GetMetadata<NeedsAttribute>() is { Permission: var code } && !permissions.Knows(code)
            ? $"{endpoint.RoutePattern.RawText}: permission {code} is not in the catalogue." : null;
    }
}

/// <summary>Marks the endpoints of static files, which carry nothing of anybody.</summary>
public sealed class StaticFileMark;
