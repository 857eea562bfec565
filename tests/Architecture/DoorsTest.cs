using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Architecture;

/// <summary>Security tests 52 and, in part, 53: every door is named, and whoever opens one to everybody must write it here too.</summary>
public sealed class DoorsTest(TestNetwork network)
{
    private static readonly string[] forEveryone =
    [
        "GET /health/live", "GET /health/ready", "GET /api/{documentName}/openapi.json",
        "POST /api/v1/sessions", "GET /api/v1/codes", "GET /api/v1/codes/{list}",
        "GET /api/v1/voice/channels", "POST /api/v1/voice/forms", "POST /api/v1/voice/reports", "POST /api/v1/voice/status",
        // Messaging providers: each delivery is signed, and without its signature there is no such door.
        "GET /api/v1/voice/hooks/{id:guid}", "POST /api/v1/voice/hooks/{id:guid}", "POST /api/v1/voice/hooks/{id:guid}/voice", "POST /api/v1/voice/hooks/{id:guid}/calls", "POST /api/v1/voice/hooks/{id:guid}/files", "POST /api/v1/voice/hooks/{id:guid}/status",
        "POST /api/v1/voice/messages", "POST /api/v1/voice/packets", "POST /api/v1/voice/validations", "POST /api/v1/voice/channel/close", "POST /api/v1/voice/answers", "POST /api/v1/voice/attachments",
    ];

    private IEnumerable<RouteEndpoint> Endpoints => network.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public void Every_endpoint_names_exactly_one_door() =>
        StartupCheck.Faults([network.Services.GetRequiredService<EndpointDataSource>()], network.Services.GetRequiredService<PermissionCatalogue>()).ShouldBeEmpty();

    [Fact]
    public void Open_doors_of_the_interface_are_these_and_no_others()
    {
        var open = Endpoints.Where(e => e.Metadata.GetMetadata<OpenDoorAttribute>() is not null)
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(m => $"{m} /{e.RoutePattern.RawText!.TrimStart('/')}"))
            .Where(d => d.Contains("/api", StringComparison.Ordinal) || d.Contains("/health", StringComparison.Ordinal)).Distinct();
        open.Order().ShouldBe(forEveryone.Order());
    }

    [Fact]
    public void Open_pages_are_the_workers_door_and_the_way_in()
    {
        var pages = Endpoints.Where(e => e.Metadata.GetMetadata<OpenDoorAttribute>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(p => !p.StartsWith("/api", StringComparison.Ordinal) && !p.StartsWith("/health", StringComparison.Ordinal)).Distinct().ToList();
        string[] ways = ["/", "/status/{code:int}", "/app/sign-in", "/app/welcome/{code?}", "/app/recover"];
        // The public service directory: paths that Open Referral names.
        string[] directory = ["", "/openapi.json", .. new[] { "/services", "/organizations", "/taxonomies", "/taxonomy_terms", "/service_at_locations" }.SelectMany(p => new[] { p, p + "/{id:guid}" })];
        pages.Where(p => p.StartsWith("/hsds", StringComparison.Ordinal)).Order().ShouldBe(directory.Select(p => "/hsds" + p).Order());
        pages.RemoveAll(p => p.StartsWith("/hsds", StringComparison.Ordinal));
        pages.Where(p => p != "/w" && !p.StartsWith("/w/", StringComparison.Ordinal)).Except(ways).ShouldBeEmpty();
    }

    [Fact]
    public void Every_permission_has_a_sentence_and_a_role_that_holds_it()
    {
        foreach (var permission in network.Services.GetRequiredService<PermissionCatalogue>().All)
        {
            permission.Sentence.Length.ShouldBeGreaterThan(10, permission.Code);
            permission.Roles.ShouldNotBeEmpty(permission.Code);
        }
    }

    [Fact]
    public void No_endpoint_writes_with_a_get() =>
        Endpoints.Where(e => e.RoutePattern.RawText!.Contains("api/v1", StringComparison.Ordinal)).ShouldAllBe(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Count == 1);

    [Fact]
    public void The_operator_and_the_auditor_hold_no_permission_to_read_cases()
    {
        var catalogue = network.Services.GetRequiredService<PermissionCatalogue>();
        foreach (var role in new[] { Roles.Operator, Roles.Auditor })
            catalogue.Of(role).Where(p => p.StartsWith("cases.", StringComparison.Ordinal) || p.StartsWith("identity.", StringComparison.Ordinal) || p.StartsWith("shared.", StringComparison.Ordinal)).ShouldBeEmpty(role);
    }
}
