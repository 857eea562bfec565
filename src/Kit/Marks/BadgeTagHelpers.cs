using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace OpenIlm.Kit;

/// <summary><c>&lt;state-badge state="..." kind="issue|case|share" /&gt;</c>: the state in words and tone.</summary>
[HtmlTargetElement("state-badge", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StateBadgeTagHelper(Words words) : TagHelper
{
    /// <summary>The state, an enum member or its name.</summary>
    public object? State { get; set; }
    /// <summary>Whose state: issue, case or share.</summary>
    public string Kind { get; set; } = "issue";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var state = State?.ToString() ?? "";
        Badge.Write(output, Tone.OfState(state), words.Name($"badge.{Kind}", state), icon: null);
        output.Attributes.SetAttribute("data-state", state);
    }
}

/// <summary><c>&lt;severity-badge severity="..." /&gt;</c></summary>
[HtmlTargetElement("severity-badge", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SeverityBadgeTagHelper(Words words) : TagHelper
{
    /// <summary>The severity, an enum member or its name; nothing is drawn without one.</summary>
    public object? Severity { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var severity = Severity?.ToString() ?? "";
        if (severity.Length == 0) { output.SuppressOutput(); return; }
        var tone = Tone.OfSeverity(severity);
        Badge.Write(output, tone, words.Name("severity", severity), tone == "critical" ? "alert" : null);
    }
}

/// <summary><c>&lt;danger-mark danger="InDanger|Punished|None" /&gt;</c>: drawn only where there is danger.</summary>
[HtmlTargetElement("danger-mark", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DangerMarkTagHelper(Words words) : TagHelper
{
    /// <summary>What the worker tapped, an enum member or its name.</summary>
    public object? Danger { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        switch (Danger?.ToString()?.ToUpperInvariant())
        {
            case "INDANGER": Badge.Write(output, "critical", words["danger-mark.InDanger"], "alert"); break;
            case "PUNISHED": Badge.Write(output, "bad", words["danger-mark.Punished"], "flag"); break;
            default: output.SuppressOutput(); break;
        }
    }
}

internal static class Badge
{
    internal static void Write(TagHelperOutput output, string tone, string label, string? icon)
    {
        var classes = output.Attributes["class"]?.Value?.ToString();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"mark mark-{tone} {classes}".TrimEnd());
        output.Content.Clear();
        if (icon is not null) output.Content.AppendHtml(Icons.Draw(icon));
        else
        {
            var dot = new TagBuilder("i");
            dot.AddCssClass("mark-dot");
            dot.Attributes["aria-hidden"] = "true";
            output.Content.AppendHtml(dot);
        }
        output.Content.Append(label);
    }
}
