using System.Text.Json;

namespace OpenIlm.Network;

/// <summary>A labelled pair of a file shaped like Open Supply Hub's <c>dedupe_training.json</c>: <c>{"match": [[a, b], …], "distinct": […]}</c>, a pair
/// as an array or wrapped in <c>__value__</c> (how the dedupe library writes tuples).</summary>
public static class TrainingPair
{
    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">The element is no pair of records with a name and a country.</exception>
    public static (Facility First, Facility Second) Of(JsonElement pair)
    {
        var two = Inner(pair);
        if (two.ValueKind != JsonValueKind.Array || two.GetArrayLength() != 2) throw new FormatException("A pair has two records.");
        return (Record(two[0]), Record(two[1]));
    }

    private static Facility Record(JsonElement element)
    {
        var record = Inner(element);
        var country = Text(record, "country");
        return new Facility(Text(record, "name") is { Length: > 0 } name ? name : throw new FormatException("A record has a name."),
            CountryNames.Code(country) ?? throw new FormatException($"No country is called {country}."), Text(record, "address"), OsId: Text(record, "os_id") is { Length: > 0 } id ? id : null);
    }

    private static string Text(JsonElement record, string member) => record.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    private static JsonElement Inner(JsonElement element) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty("__value__", out var value) ? value : element;
}
