using System.Reflection;

namespace OpenIlm.Kernel;

/// <summary>A row of a code list. <see cref="More"/> holds the columns beyond code, name and description.</summary>
public sealed record Code(string Id, string Name, string Description, IReadOnlyDictionary<string, string> More);

/// <summary>The code lists of the field, from <c>Codes/*.csv</c>. Codes are stable: never reused, never renumbered.</summary>
public static class CodeLists
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<Code>> lists = Load();

    /// <summary>Names of the lists.</summary>
    public static IEnumerable<string> Names => lists.Keys;

    /// <summary>The rows of a list in their order; null when there is no such list.</summary>
    public static IReadOnlyList<Code>? Find(string list) => lists.GetValueOrDefault(list);

    /// <summary>The rows of a list that must exist.</summary>
    /// <exception cref="KeyNotFoundException">No such list.</exception>
    public static IReadOnlyList<Code> Of(string list) => lists[list];

    private static Dictionary<string, IReadOnlyList<Code>> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var result = new Dictionary<string, IReadOnlyList<Code>>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("codes/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var rows = Rows(reader).ToList();
            var header = rows[0];
            result[name["codes/".Length..^".csv".Length]] = rows.Skip(1).Select(cells => new Code(
                cells[0], cells[1], cells[2],
                header.Skip(3).Select((column, i) => (column, value: i + 3 < cells.Count ? cells[i + 3] : "")).ToDictionary(x => x.column, x => x.value))).ToList();
        }
        return result;
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(TextReader text)
    {
        using var parser = new Microsoft.VisualBasic.FileIO.TextFieldParser(text) { HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        parser.SetDelimiters(",");
        while (parser.ReadFields() is { } cells) yield return cells;
    }
}

/// <summary>The taxonomy of labor issues (<c>labour_issues.csv</c>).</summary>
public static class IssueTaxonomy
{
    private static readonly Dictionary<string, Code> byId = CodeLists.Of("labour_issues").ToDictionary(c => c.Id);

    /// <summary>The fifteen categories.</summary>
    public static readonly IReadOnlyList<Code> Categories = CodeLists.Of("labour_issues").Where(c => c.More["level"] == "category").ToList();

    /// <summary>The issues of a category.</summary>
    public static IEnumerable<Code> In(string category) => byId.Values.Where(c => c.More["parent"] == category);

    /// <summary>The issue with the code; null for a category or an unknown code.</summary>
    public static Code? Find(string code) => byId.TryGetValue(code, out var found) && found.More["level"] == "issue" ? found : null;

    /// <summary>The category of an issue code, for example <c>WAG</c> of <c>WAG-03</c>.</summary>
    public static string CategoryOf(string code) => code.Split('-')[0];

    /// <summary>The name of an issue or category; the code itself when unknown.</summary>
    public static string NameOf(string code) => byId.TryGetValue(code, out var found) ? found.Name : code;

    /// <summary>Whether the field marks the issue critical: the 24-hour clock and the critical path.</summary>
    public static bool IsCritical(string code) => byId.TryGetValue(code, out var found) && found.More["critical"] == "yes";
}
