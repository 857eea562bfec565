using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace OpenIlm.Kit;

/// <summary><c>&lt;step-line state="..." /&gt;</c>: an issue's way from triage to closing as a line of steps. A remedy that the
/// worker did not confirm leads back to agreeing action, and the line says so.</summary>
[HtmlTargetElement("step-line", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StepLineTagHelper(Words words) : TagHelper
{
    private static readonly string[] way =
        ["Triaged", "SafetyReviewed", "SharedWithBusiness", "Responded", "ActionAgreed", "ActionReported", "AwaitingValidation", "Validated", "Closed"];

    /// <summary>The state, an enum member or its name.</summary>
    public object? State { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var state = State?.ToString() ?? "";
        var ended = state is "WithdrawnByWorker" or "Dismissed";
        var refused = state is "NotConfirmed" or "PartlyConfirmed";
        var at = refused ? Array.IndexOf(way, "Validated") : Array.IndexOf(way, state);

        output.TagName = "ol";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "step-line" + (ended ? " is-ended" : ""));
        output.Attributes.SetAttribute("aria-label", words["step-line"]);
        output.Content.Clear();
        for (var i = 0; i < way.Length; i++)
        {
            var here = i == at;
            var name = here && refused ? state : way[i];
            // Closed is the end of the way: a closed issue has no step that still waits.
            var look = here && refused ? "refused" : here && state != "Closed" ? "current" : !ended && i <= at ? "done" : "ahead";
            output.Content.AppendHtml(Step(name, look, here));
        }
        if (ended) output.Content.AppendHtml(Step(state, "ended", here: true));
    }

    private TagBuilder Step(string name, string look, bool here)
    {
        var step = new TagBuilder("li");
        step.AddCssClass("step step-" + look);
        if (here) step.Attributes["aria-current"] = "step";
        var dot = new TagBuilder("span");
        dot.AddCssClass("step-dot");
        dot.Attributes["aria-hidden"] = "true";
        if (look == "done") dot.InnerHtml.AppendHtml(Icons.Draw("check"));
        var label = new TagBuilder("span");
        label.AddCssClass("step-label");
        label.InnerHtml.Append(words.Name("badge.issue", name));
        step.InnerHtml.AppendHtml(dot).AppendHtml(label);
        return step;
    }
}
