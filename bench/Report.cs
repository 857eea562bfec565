using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace OpenIlm.Bench;

/// <summary>One promise and what was measured.</summary>
public sealed record Check(string What, string Goal, double Measured, string Unit, bool Holds);

/// <summary>What a bench prints: its checks and its table.</summary>
public sealed record Report(string Name, IReadOnlyList<Check> Checks, IReadOnlyList<IReadOnlyDictionary<string, object>> Rows)
{
    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The machine the figures were taken on.</summary>
    public static string Machine => $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GiB, {RuntimeInformation.RuntimeIdentifier}, .NET {Environment.Version}";

    /// <summary>One object, as the contract of benches says.</summary>
    public string ToJson() => JsonSerializer.Serialize(new { Name, Machine, Checks, Rows }, options);

    /// <summary>A table to read.</summary>
    public string ToTable()
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{Name} on {Machine}").AppendLine();
        foreach (var group in Rows.GroupBy(r => string.Join('|', r.Keys)))
        {
            var columns = group.First().Keys.ToList();
            var cells = group.Select(r => columns.Select(c => Show(r[c])).ToList()).ToList();
            var widths = columns.Select((c, i) => Math.Max(c.Length, cells.Max(r => r[i].Length))).ToList();
            text.AppendLine(string.Join("  ", columns.Select((c, i) => i == 0 ? c.PadRight(widths[i]) : c.PadLeft(widths[i]))));
            foreach (var row in cells) text.AppendLine(string.Join("  ", row.Select((c, i) => i == 0 ? c.PadRight(widths[i]) : c.PadLeft(widths[i]))));
            text.AppendLine();
        }
        foreach (var check in Checks)
            text.AppendLine(CultureInfo.InvariantCulture, $"{(check.Holds ? "holds     " : "falls short")} {check.What}: {Show(check.Measured)} {check.Unit} (goal {check.Goal})");
        return text.ToString();
    }

    private static string Show(object value) => value is double d ? d.ToString(d >= 100 ? "N0" : "N2", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
