using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenIlm.Cases;

/// <summary>Reads the child rows that a query hands over as JSON beside their parent: a whole file in one round trip.</summary>
internal static class Nested
{
    private static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false), new HexBytes() },
    };

    /// <summary>The rows of a <c>json_agg</c>, in its order; none when there are none.</summary>
    public static IReadOnlyList<T> Read<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<T>>(json, options)!;

    // PostgreSQL writes bytea into JSON as "\x0102".
    private sealed class HexBytes : JsonConverter<byte[]>
    {
        public override byte[]? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? null : Convert.FromHexString(reader.GetString()!.AsSpan(2));

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue("\\x" + Convert.ToHexStringLower(value));
    }
}
