using System.Globalization;

namespace OpenIlm.Web.Demonstration;

/// <summary>Words of invented workers in five languages, and how a report is put together from them.</summary>
internal static class Tellings
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> lines = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>
    {
        ["en"] = Read(English.Lines), ["th"] = Read(Thai.Lines), ["my"] = Read(Burmese.Lines), ["km"] = Read(Khmer.Lines), ["ne"] = Read(Nepali.Lines),
    };

    /// <summary>A report: what happened, one or two details, often what she wants.</summary>
    public static string Report(string language, string theme, Draw draw)
    {
        var told = new List<string> { Line(language, theme, draw) };
        if (theme is not ("information" or "assistance") || draw.In100(40)) told.Add(Line(language, "detail", draw));
        if (draw.In100(45) && Line(language, "detail", draw) is var more && !told.Contains(more)) told.Add(more);
        if (theme is not ("information" or "assistance") && draw.In100(60)) told.Add(Line(language, "wish", draw));
        return string.Join(language is "th" or "km" ? "\n" : " ", told);
    }

    /// <summary>What is put to her: what the business says it did about this kind of problem.</summary>
    public static string Claim(string language, string theme) => lines[language][theme + " claim"][0];

    /// <summary>One line of a section, its blanks filled.</summary>
    public static string Line(string language, string section, Draw draw) => Fill(draw.Of(lines[language][section]), language, draw);

    private static string Fill(string line, string language, Draw draw) => line
        .Replace("{m}", Number(draw.Between(2, 7), language), StringComparison.Ordinal)
        .Replace("{n}", Number(draw.Between(6, 34), language), StringComparison.Ordinal)
        .Replace("{h}", Number(draw.Between(12, 16), language), StringComparison.Ordinal)
        .Replace("{d}", Number(draw.Between(14, 41), language), StringComparison.Ordinal)
        .Replace("{s}", Number(draw.Between(4, 90) * 500, language), StringComparison.Ordinal);

    // Burmese and Nepali are mostly written with digits of their own, Khmer and Thai on telephones mostly not.
    private static string Number(int number, string language)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return language switch
        {
            "my" => string.Concat(text.Select(c => (char)('\u1040' + (c - '0')))),
            "ne" => string.Concat(text.Select(c => (char)('\u0966' + (c - '0')))),
            _ => text,
        };
    }

    // "# theme", its lines, and under it "## part" as the section "theme part".
    private static Dictionary<string, IReadOnlyList<string>> Read(string text)
    {
        var sections = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var (theme, into) = ("", new List<string>());
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) sections[theme + " " + line[3..]] = into = [];
            else if (line.StartsWith("# ", StringComparison.Ordinal)) sections[theme = line[2..]] = into = [];
            else into.Add(line);
        }
        return sections;
    }
}
