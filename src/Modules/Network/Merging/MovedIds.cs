using Microsoft.AspNetCore.Http;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Where the id of a merged record leads: a link that somebody kept is good for ever.</summary>
public static class MovedIds
{
    /// <summary>The survivor of an organization that was merged and that the caller may see; null when it was not merged.</summary>
    public static Task<Guid?> OfOrganization(Guid id, Work work) =>
        work.FirstOrNone<Guid?>("select o.id from access.organization o where o.id = network.organization_now($1) and o.id <> $1 and network.may_see(o.id)", id);

    /// <summary>The survivor of a site that was merged and that the caller may see; null when it was not merged.</summary>
    public static Task<Guid?> OfSite(Guid id, Work work) =>
        work.FirstOrNone<Guid?>("select s.id from network.site s where s.id = network.site_now($1) and s.id <> $1", id);

    /// <summary>Answers a read by an old id with 301 and the survivor's address; every other request goes on. For endpoints with <c>{id:guid}</c>.</summary>
    /// <param name="kind"><c>site</c> or <c>organization</c>.</param>
    public static Func<EndpointFilterInvocationContext, EndpointFilterDelegate, ValueTask<object?>> Filter(string kind) => async (context, next) =>
    {
        var http = context.HttpContext;
        if (Guid.TryParse(http.Request.RouteValues["id"] as string, out var id) && context.Arguments.OfType<Work>().FirstOrDefault() is { } work
            && await (kind == "site" ? OfSite(id, work) : OfOrganization(id, work)) is { } now)
            return Results.Redirect(http.Request.Path.Value!.Replace(id.ToString(), now.ToString(), StringComparison.OrdinalIgnoreCase) + http.Request.QueryString, permanent: true);
        return await next(context);
    };
}
