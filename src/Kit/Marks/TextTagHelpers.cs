using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace OpenIlm.Kit;

/// <summary><c>&lt;sealed-text text="..." /&gt;</c>: what people wrote, isolated from the page's direction, line breaks kept. Nothing
/// draws a lock: the session holds no key. (A page hands null over as an empty text; nobody seals an empty one.)</summary>
[HtmlTargetElement("sealed-text", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SealedTextTagHelper(Words words) : TagHelper
{
    /// <summary>The opened text; null or empty when it stays sealed.</summary>
    public string? Text { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", string.IsNullOrEmpty(Text) ? "sealed-text is-sealed" : "sealed-text");
        output.Content.Clear();
        if (string.IsNullOrEmpty(Text))
        {
            output.Content.AppendHtml(Icons.Draw("lock")).Append(" ").Append(words["sealed"]);
            return;
        }
        var isolated = new TagBuilder("bdi");
        isolated.Attributes["dir"] = "auto";
        isolated.InnerHtml.Append(Text);
        output.Content.AppendHtml(isolated);
    }
}

/// <summary><c>&lt;empty-state icon="inbox" title="..."&gt;what to do next&lt;/empty-state&gt;</c></summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTagHelper : TagHelper
{
    /// <summary>Name of the drawing.</summary>
    public string Icon { get; set; } = "check";
    /// <summary>What is so.</summary>
    public string Title { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var more = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty-state");
        var title = new TagBuilder("p");
        title.AddCssClass("empty-state-title");
        title.InnerHtml.Append(Title);
        var rest = new TagBuilder("div");
        rest.AddCssClass("empty-state-more");
        rest.InnerHtml.AppendHtml(more);
        output.Content.Clear();
        output.Content.AppendHtml(Icons.Draw(Icon)).AppendHtml(title).AppendHtml(rest);
    }
}
