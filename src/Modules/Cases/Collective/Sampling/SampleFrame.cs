using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The ledger as a draw found it, in one spelling: whoever has it and the seed can draw again.</summary>
internal static class SampleFrame
{
    /// <summary>Writes it down.</summary>
    public static string Write(IEnumerable<FrameWorker> workers) => JsonSerializer.Serialize(workers.OrderBy(w => w.Number), Json.Compact);

    /// <summary>Reads it back.</summary>
    public static IReadOnlyList<FrameWorker> Read(string frame) => JsonSerializer.Deserialize<List<FrameWorker>>(frame, Json.Compact)!;

    /// <summary>Its mark: another ledger has another.</summary>
    public static byte[] Hash(string frame) => SHA256.HashData(Encoding.UTF8.GetBytes(frame));
}
