using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using static OpenIlm.Network.HsdsViews;

namespace OpenIlm.Network;

/// <summary>The OpenAPI 3.1 document of the public service directory, made from the records that are answered.</summary>
public static class HsdsDocument
{
    private static readonly (string Name, string Schema, string About)[] filters =
    [
        ("search", "string", "Words that must all stand in the entry."), ("page", "integer", "Page, from 1."), ("per_page", "integer", $"Entries of a page, 1 to {HsdsQuery.LargestSize}; {HsdsQuery.DefaultSize} when not said."),
        ("format", "string", "json, the only one there is."), ("taxonomy_term_id", "string", "A term that applies."), ("taxonomy_id", "string", "A taxonomy of which a term applies."),
        ("organization_id", "string", "Who provides it."), ("modified_after", "string", "Changed at this moment or later, ISO 8601."),
        ("minimal", "boolean", "Ids and moments of change alone, all on one page."), ("full", "boolean", "Everything, nested."),
    ];

    private static readonly (string Path, Type View, string About, string[] Filters)[] lists =
    [
        ("/services", typeof(ServiceView), "Services that help workers and were looked into lately.", [.. filters.Select(f => f.Name)]),
        ("/organizations", typeof(OrganizationView), "Organizations that provide them.", ["search", "page", "per_page", "format", "taxonomy_term_id", "taxonomy_id", "full"]),
        ("/taxonomies", typeof(TaxonomyView), "Taxonomies.", ["search", "page", "per_page", "format"]),
        ("/taxonomy_terms", typeof(TermView), "Terms of the taxonomies.", ["search", "page", "per_page", "format", "taxonomy_id"]),
        ("/service_at_locations", typeof(ServiceAtLocationView), "Services at the places where they may be found. A shelter is at none.",
            ["search", "page", "per_page", "format", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full"]),
    ];

    /// <summary>The document.</summary>
    /// <param name="server">Address of the directory.</param>
    public static JsonObject Of(string server)
    {
        var paths = new JsonObject { ["/"] = Path("What this API is.", Schema(typeof(RootView)), []) };
        foreach (var (path, view, about, names) in lists)
        {
            var page = (JsonObject)Schema(typeof(PageView<>).MakeGenericType(view))!;
            paths[path] = Path(about, page, [.. filters.Where(f => names.Contains(f.Name)).Select(f => Parameter(f.Name, "query", f.Schema, f.About))]);
            paths[path + "/{id}"] = Path("One of them, with all that belongs to it.", Schema(view), [Parameter("id", "path", "string", "Its id, a UUID.")]);
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "OpenILM service directory", ["version"] = "1", ["description"] = "Open Referral HSDS 3.0, read only." },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server }),
            ["paths"] = paths,
        };
    }

    private static JsonNode Schema(Type view) => HsdsApi.Json.GetJsonSchemaAsNode(view, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });

    private static JsonObject Parameter(string name, string place, string type, string about) => new()
    {
        ["name"] = name, ["in"] = place, ["required"] = place == "path", ["description"] = about, ["schema"] = new JsonObject { ["type"] = type },
    };

    private static JsonObject Path(string about, JsonNode schema, JsonNode[] parameters) => new()
    {
        ["get"] = new JsonObject
        {
            ["summary"] = about,
            ["parameters"] = new JsonArray(parameters),
            ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = about, ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } } } },
        },
    };
}
