using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What a person filled into a form of the workspace, and what of it cannot be read. Keeps the words, so that the form can be shown again as it was.</summary>
public sealed class Filled(IFormCollection? form)
{
    /// <summary>An empty form.</summary>
    public static readonly Filled Nothing = new(null);

    private readonly List<Refusal> wrong = [];

    /// <summary>Every field that could not be read.</summary>
    public IReadOnlyList<Refusal> Wrong => wrong;
    /// <summary>Whether somebody pressed a button.</summary>
    public bool IsSent => form is not null;
    /// <summary>The version of the thing that the form was made from.</summary>
    public int? Version => int.TryParse(Text("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>The field; null when it is absent or empty. A browser sends line breaks as CR LF: they become LF again.</summary>
    public string? Text(string name) =>
        form is not null && form.TryGetValue(name, out var value) && value.Count > 0 && value[0] is { Length: > 0 } text ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : null;

    /// <summary>The field as it must be given to a use case that asks for words: empty rather than null.</summary>
    public string Words(string name) => Text(name) ?? "";

    /// <summary>Every value of a field.</summary>
    public IReadOnlyList<string> All(string name) => form is not null && form.TryGetValue(name, out var values) ? [.. values.OfType<string>().Where(v => v.Length > 0)] : [];

    /// <summary>Every value of a field that stands in a row of the form, empty ones too.</summary>
    public IReadOnlyList<string> Rows(string name) => form is not null && form.TryGetValue(name, out var values) ? [.. values.Select(v => (v ?? "").Replace("\r\n", "\n", StringComparison.Ordinal))] : [];

    /// <summary>Whether the box is ticked.</summary>
    public bool Ticked(string name) => Text(name) is not null;

    /// <summary>The field as an id.</summary>
    public Guid? Id(string name) => Guid.TryParse(Text(name), out var id) ? id : null;

    /// <summary>The field as one of the names of an enum; null when it is none.</summary>
    public T? Choice<T>(string name) where T : struct, Enum => Enum.TryParse<T>(Text(name), ignoreCase: true, out var chosen) && Enum.IsDefined(chosen) ? chosen : null;

    /// <summary>The field as a number; what is none is told.</summary>
    public int? Number(string name) => NumberOf(Text(name), name);

    /// <summary>A text as a number; what is none is told under the member's name.</summary>
    public int? NumberOf(string? text, string member)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        wrong.Add(new BadInput("input.not-a-number", member));
        return null;
    }

    /// <summary>The field as a day; what is none is told.</summary>
    public DateOnly? Day(string name) => DayOf(Text(name), name);

    /// <summary>A text as a day; what is none is told under the member's name.</summary>
    public DateOnly? DayOf(string? text, string member)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        wrong.Add(new BadInput("input.not-a-day", member));
        return null;
    }
}
