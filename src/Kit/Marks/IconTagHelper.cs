using Microsoft.AspNetCore.Razor.TagHelpers;

namespace OpenIlm.Kit;

/// <summary><c>&lt;icon name="lock" /&gt;</c>: one of the house's drawings, inline, in the color of the text around it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    /// <summary>Name of the drawing.</summary>
    public string Name { get; set; } = "";
    /// <summary>What it means to somebody who does not see it; omit where text stands beside it.</summary>
    public string? Label { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var extra = output.Attributes["class"]?.Value?.ToString() ?? "";
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Draw(Name, Label, extra));
    }
}
