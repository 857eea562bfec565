using Microsoft.AspNetCore.Mvc.Rendering;

namespace OpenIlm.Kit;

/// <summary>The house's icons: own drawings, strokes on a 24 by 24 grid. Each is the <c>d</c> of one path.</summary>
public static class Icons
{
    private static readonly Dictionary<string, string> paths = new(StringComparer.Ordinal)
    {
        ["inbox"] = "M4 13l2.4-7.2A1.2 1.2 0 0 1 7.5 5h9a1.2 1.2 0 0 1 1.1.8L20 13v5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18zM4 13h4.5l1.3 2.5h4.4l1.3-2.5H20",
        ["list"] = "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
        ["lock"] = "M6.5 11h11A1.5 1.5 0 0 1 19 12.5v6a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 18.5v-6A1.5 1.5 0 0 1 6.5 11zM8 11V8a4 4 0 0 1 8 0v3M12 14.5v2",
        ["unlock"] = "M6.5 11h11A1.5 1.5 0 0 1 19 12.5v6a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 18.5v-6A1.5 1.5 0 0 1 6.5 11zM8 11V8a4 4 0 0 1 7.5-2M12 14.5v2",
        ["shield"] = "M12 3.5l7 2.5v5.5c0 4.2-2.8 7.4-7 9-4.2-1.6-7-4.8-7-9V6zM9 12l2.2 2.2L15.2 10",
        ["alert"] = "M12 4.5l8.5 14.7h-17zM12 10v4M12 16.7h.01",
        ["check"] = "M5 12.5l4.5 4.5L19 7.5",
        ["clock"] = "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2",
        ["people"] = "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 19.5c0-3 2.7-5 6-5s6 2 6 5M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17.5 14.8c2.1.7 3.5 2.4 3.5 4.7",
        ["building"] = "M4.5 20V5.5A1.5 1.5 0 0 1 6 4h7a1.5 1.5 0 0 1 1.5 1.5V20M14.5 10H18a1.5 1.5 0 0 1 1.5 1.5V20M3 20h18M8 8h.01M11 8h.01M8 12h.01M11 12h.01M8 16h.01M11 16h.01",
        ["share"] = "M6 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM17.5 8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM17.5 20.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.2 10.8l7-3.6M8.2 13.2l7 3.6",
        ["chat"] = "M5.5 4.5h13A1.5 1.5 0 0 1 20 6v9a1.5 1.5 0 0 1-1.5 1.5H11L6.5 20v-3.5h-1A1.5 1.5 0 0 1 4 15V6a1.5 1.5 0 0 1 1.5-1.5zM8 9h8M8 12.5h5",
        ["home"] = "M4 11.5L12 4.5l8 7M6 10v9.5h12V10M10 19.5V14h4v5.5",
        ["exit"] = "M13.5 5h-7A1.5 1.5 0 0 0 5 6.5v11A1.5 1.5 0 0 0 6.5 19h7M10.5 12H20M16.5 8.5L20 12l-3.5 3.5",
        ["audit"] = "M7.5 3.5h9A1.5 1.5 0 0 1 18 5v15.5l-3-2-3 2-3-2-3 2V5a1.5 1.5 0 0 1 1.5-1.5zM9 8h6M9 12h6",
        ["search"] = "M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15 15l5 5",
        ["bell"] = "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2.2 2.2 0 0 0 4 0",
        ["plus"] = "M12 5v14M5 12h14",
        ["arrow-right"] = "M4.5 12h15M13.5 6l6 6-6 6",
        ["eye"] = "M2.5 12C4.5 8 8 6 12 6s7.5 2 9.5 6c-2 4-5.5 6-9.5 6s-7.5-2-9.5-6zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
        ["send"] = "M20.5 3.5L10 14M20.5 3.5L14 20.5 10 14 3.5 10z",
        ["flag"] = "M5.5 21V4.5M5.5 5c4-2.5 7 2 13 0v8.5c-6 2-9-2.5-13 0",
        ["phone"] = "M6 4h3l1.5 4.5-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2L20 15v3a2 2 0 0 1-2.2 2C10.5 19.3 4.7 13.5 4 6.2A2 2 0 0 1 6 4z",
    };

    /// <summary>Names that can be drawn.</summary>
    public static IReadOnlyCollection<string> Names => paths.Keys;

    /// <summary>The path of an icon.</summary>
    /// <exception cref="KeyNotFoundException">Nobody drew it.</exception>
    public static string Path(string name) => paths[name];

    /// <summary>The icon as an element; decorative unless it is given a label.</summary>
    public static TagBuilder Draw(string name, string? label = null, string extraClass = "")
    {
        var svg = new TagBuilder("svg");
        svg.AddCssClass(("icon icon-" + name + " " + extraClass).Trim());
        svg.Attributes["viewBox"] = "0 0 24 24";
        svg.Attributes["width"] = "20";
        svg.Attributes["height"] = "20";
        svg.Attributes["fill"] = "none";
        svg.Attributes["stroke"] = "currentColor";
        svg.Attributes["stroke-width"] = "1.75";
        svg.Attributes["stroke-linecap"] = "round";
        svg.Attributes["stroke-linejoin"] = "round";
        if (label is null) svg.Attributes["aria-hidden"] = "true";
        else
        {
            svg.Attributes["role"] = "img";
            svg.Attributes["aria-label"] = label;
        }
        var path = new TagBuilder("path");
        path.Attributes["d"] = Path(name);
        svg.InnerHtml.AppendHtml(path);
        return svg;
    }
}
