using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace OpenIlm.Platform;

/// <summary>
/// An endpoint or page that reads its body itself, as it comes in, and takes one as large as a file. Nothing before it may look at the body: whatever
/// buffers it would lay it on the disk. An idempotency key counts here by itself, without the body.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class StreamsBodyAttribute : Attribute, IRequestSizeLimitMetadata, IResourceFilter
{
    /// <inheritdoc />
    public long? MaxRequestBodySize => FileSettings.MostBody;

    /// <summary>Takes away what would read the form for the parameters of a handler.</summary>
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        foreach (var reader in context.ValueProviderFactories.Where(f => f.GetType().Name.Contains("Form", StringComparison.Ordinal)).ToList()) context.ValueProviderFactories.Remove(reader);
    }

    /// <inheritdoc />
    public void OnResourceExecuted(ResourceExecutedContext context) { }
}

/// <summary>A long upload must not hold a connection of the database. What was asked before it is asked again after it, with the same session.</summary>
public static class AfterUpload
{
    /// <summary>The work of the same session, begun anew; null when the session ended or lost the permission meanwhile.</summary>
    /// <param name="works">Makes it.</param>
    /// <param name="http">The request.</param>
    /// <param name="before">The work it began with; given back here.</param>
    /// <param name="permission">What the act needs.</param>
    public static async Task<Work?> Again(this WorkFactory works, HttpContext http, Work before, string permission)
    {
        await before.DisposeAsync();
        var token = Pipeline.Bearer(http) ?? http.Request.Cookies[Pipeline.CookieName];
        if (token is null || await works.Begin(token, http.RequestAborted) is not { } work) return null;
        if (work.Actor.May(permission) && work.Actor.OrganizationId == before.Actor.OrganizationId)
        {
            work.Once = before.Once;
            return work;
        }
        await work.DisposeAsync();
        return null;
    }
}
