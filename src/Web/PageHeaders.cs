namespace OpenIlm.Web;

/// <summary>What every answer carries so that a browser keeps nothing, tells nobody and loads nothing from elsewhere (security design, section 6).</summary>
public sealed class PageHeaders(RequestDelegate next)
{
    private const string Strict =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    // The API page draws its own pictures and styles inline; it shows no data of anybody.
    private const string ApiPage =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Runs one request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        var path = http.Request.Path;
        headers.ContentSecurityPolicy = path == "/api" || path.StartsWithSegments("/api/page") ? ApiPage : Strict;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        headers["Permissions-Policy"] = "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()";
        if (http.Request.IsHttps && !http.Request.Host.Host.EndsWith(".onion", StringComparison.OrdinalIgnoreCase))
            headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
        if (!IsStatic(path)) headers.CacheControl = "no-store";
        return next(http);
    }

    private static bool IsStatic(PathString path) =>
        path.StartsWithSegments("/lib") || path.StartsWithSegments("/css") || path.StartsWithSegments("/js") || path.StartsWithSegments("/img");
}
