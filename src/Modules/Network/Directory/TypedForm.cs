using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;

namespace OpenIlm.Network;

/// <summary>What was typed into a form, read member by member; what cannot be read becomes a reason beside its field.</summary>
internal sealed class TypedForm(IFormCollection form)
{
    /// <summary>Every member that could not be read.</summary>
    public List<Refusal> Reasons { get; } = [];

    /// <summary>A text; empty when nothing was typed.</summary>
    public string Text(string member) => form[member].ToString().Trim();
    /// <summary>A text, null when nothing was typed.</summary>
    public string? Some(string member) => Text(member) is { Length: > 0 } text ? text : null;
    /// <summary>A ticked box.</summary>
    public bool Ticked(string member) => Text(member) is "true" or "on";
    /// <summary>Words between commas or lines.</summary>
    public IReadOnlyList<string> Words(string member) => Text(member).Split([',', ';', '\n', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>An id; null when none was chosen.</summary>
    public Guid? Id(string member, bool required = false)
    {
        if (Guid.TryParse(Text(member), out var id)) return id;
        if (required || Text(member).Length > 0) Reasons.Add(new BadInput("input.required", member));
        return null;
    }

    /// <summary>A day; null when nothing was typed.</summary>
    public DateOnly? Day(string member, bool required = false)
    {
        if (Text(member).Length == 0) { if (required) Reasons.Add(new BadInput("input.required", member)); return null; }
        if (DateOnly.TryParseExact(Text(member), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Reasons.Add(new BadInput("input.not-a-date", member));
        return null;
    }

    /// <summary>A whole number; people write 1,200 or 1 200.</summary>
    public int? Whole(string member, bool required = false)
    {
        if (Text(member).Length == 0) { if (required) Reasons.Add(new BadInput("input.required", member)); return null; }
        if (TryWhole(Text(member), out var number)) return number;
        Reasons.Add(new BadInput("input.not-a-whole-number", member));
        return null;
    }

    /// <summary>A number with a point or a comma.</summary>
    public double? Number(string member)
    {
        if (Text(member).Length == 0) return null;
        if (double.TryParse(Text(member).Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;
        Reasons.Add(new BadInput("input.not-a-number", member));
        return null;
    }

    /// <summary>The version of what was shown; null when the form does not carry one.</summary>
    public int? Version => int.TryParse(Text("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    internal static bool TryWhole(string typed, out int number) =>
        int.TryParse(new string([.. typed.Where(c => c is not (',' or ' ' or '\u00a0' or '\u202f'))]), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Lines such as "MM 120": a value and how many; a line that is none becomes a reason.</summary>
    public IReadOnlyList<RecordHeadcount.Part> Parts(string member)
    {
        var parts = new List<RecordHeadcount.Part>();
        foreach (var line in Text(member).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = line.IndexOfAny([' ', ':', '=', '\t']);
            if (at <= 0 || !TryWhole(line[(at + 1)..].TrimStart(':', '=', ' ', '\t'), out var workers)) { Reasons.Add(new BadInput("headcount.not-a-line", member, line.Length > 40 ? line[..40] : line)); continue; }
            var value = line[..at];
            parts.Add(new RecordHeadcount.Part(member == "nationality" && value.Length == 2 ? value.ToUpperInvariant() : value, workers));
        }
        return parts;
    }
}
