using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using static OpenIlm.Network.HsdsViews;

namespace OpenIlm.Network;

/// <summary>
/// The public service directory at <c>/hsds</c>, for any client of the Open Referral API 3.0: read only, no cookie, open to every origin.
/// A directory holds hundreds of services: they are read whole and chosen from here.
/// </summary>
internal static class HsdsApi
{
    private const string NoAccount = "where help is, is public";

    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The way these answers are written.</summary>
    public static JsonSerializerOptions Json => json;

    /// <summary>Maps it.</summary>
    public static void Map(SealedEndpoints api)
    {
        void Get(string path, Delegate handler) => api.OpenElsewhere("/hsds" + path, NoAccount, handler).ExcludeFromDescription();

        Get("", (HttpContext http) => Answer(new RootView("3.0", "https://docs.openreferral.org/", $"{http.Request.Scheme}://{http.Request.Host}/hsds/openapi.json")));
        Get("/openapi.json", (HttpContext http) => Answer(HsdsDocument.Of($"{http.Request.Scheme}://{http.Request.Host}/hsds")));
        Get("/services", (HttpContext http, Work work, PublishedServices services) => List(http, async q =>
        {
            var found = (await services.All(work)).Where(q.Wants).ToList();
            if (q.Minimal) return q.Of(found, s => new MinimalView(s.Id, s.ModifiedAt));
            return q.Of(found, s => q.Full ? HsdsRecords.Full(s, work.Today) : HsdsRecords.Simple(s));
        }));
        Get("/services/{id:guid}", async (Guid id, Work work, PublishedServices services) => Found((await services.All(work)).FirstOrDefault(s => s.Id == id), s => HsdsRecords.Full(s, work.Today)));
        Get("/organizations", (HttpContext http, Work work, PublishedServices services) => List(http, async q =>
        {
            // A search is for the organization here, a term for what it provides.
            var chosen = Providers((await services.All(work)).Where((q with { Search = null }).Wants)).Where(p => q.Says(p[0].Provider)).ToList();
            return q.Of(chosen, p => Organization(p, q.Full ? s => HsdsRecords.Full(s, work.Today, organization: false) : null));
        }));
        Get("/organizations/{id:guid}", async (Guid id, HttpContext http, Work work, PublishedServices services) =>
        {
            var full = bool.TryParse(http.Request.Query["full_service"], out var asked) && asked;
            return Found(Providers(await services.All(work)).FirstOrDefault(p => HsdsRecords.OrganizationId(p[0]) == id),
                p => Organization(p, s => full ? HsdsRecords.Full(s, work.Today, organization: false) : HsdsRecords.Simple(s, organization: false)));
        });
        Get("/taxonomies", (HttpContext http) => List(http, q => Task.FromResult<object>(q.Of([.. HsdsRecords.Taxonomies.Where(t => q.Says(t.Name, t.Description))], t => t))));
        Get("/taxonomies/{id:guid}", (Guid id) => Found(HsdsRecords.Taxonomies.FirstOrDefault(t => t.Id == id), t => t));
        Get("/taxonomy_terms", (HttpContext http) => List(http, q =>
            Task.FromResult<object>(q.Of([.. HsdsRecords.Terms.Where(t => (q.TaxonomyId is null || t.TaxonomyId == q.TaxonomyId) && q.Says(t.Name, t.Description, t.Code))], t => t))));
        Get("/taxonomy_terms/{id:guid}", (Guid id) => Found(HsdsRecords.Terms.FirstOrDefault(t => t.Id == id), t => t));
        Get("/service_at_locations", (HttpContext http, Work work, PublishedServices services) => List(http, async q =>
            q.Of([.. (await services.All(work)).Where(q.Wants).Where(s => HsdsRecords.At(s) is not null)], s => Located(s, q.Full, work.Today))));
        Get("/service_at_locations/{id:guid}", async (Guid id, Work work, PublishedServices services) =>
            Found((await services.All(work)).FirstOrDefault(s => HsdsRecords.At(s)?.Id == id), s => Located(s, full: true, work.Today)));
    }

    private static ServiceAtLocationView Located(PublishedService s, bool full, DateOnly today) =>
        HsdsRecords.At(s)! with { Service = full ? HsdsRecords.Full(s, today, location: false) : HsdsRecords.Simple(s) };

    private static IEnumerable<IReadOnlyList<PublishedService>> Providers(IEnumerable<PublishedService> services) =>
        services.GroupBy(HsdsRecords.OrganizationId).Select(g => (IReadOnlyList<PublishedService>)[.. g]).OrderBy(g => g[0].Provider, StringComparer.Ordinal);

    private static OrganizationView Organization(IReadOnlyList<PublishedService> services, Func<PublishedService, ServiceView>? show) =>
        HsdsRecords.Organization(services) with { Services = show is null ? null : [.. services.Select(show)] };

    private static async Task<IResult> List(HttpContext http, Func<HsdsQuery, Task<object>> read)
    {
        var (query, reasons) = HsdsQuery.Read(http.Request.Query);
        return reasons.Count > 0 ? new Open(Answers.From(Outcome.Refused(reasons)), Keep: false) : Answer(await read(query));
    }

    private static IResult Found<T>(T? thing, Func<T, object> show) where T : class => thing is null ? new Open(Answers.From(Outcome.Missing), Keep: false) : Answer(show(thing));

    private static Open Answer(object view) => new(Results.Json(view, json), Keep: true);

    /// <summary>An answer for every origin, that may be kept for a few minutes: what is withdrawn is gone soon after.</summary>
    private sealed record Open(IResult Inner, bool Keep) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            var headers = http.Response.Headers;
            headers.AccessControlAllowOrigin = "*";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            if (Keep) headers.CacheControl = "public, max-age=300";
            return Inner.ExecuteAsync(http);
        }
    }
}
