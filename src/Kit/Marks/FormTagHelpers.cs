using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using OpenIlm.Kernel;

namespace OpenIlm.Kit;

/// <summary><c>&lt;once-token /&gt;</c>: proves that the form came from this session (<c>_token</c>) and lets a form that was sent
/// twice act once (<c>_once</c>).</summary>
[HtmlTargetElement("once-token", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class OnceTokenTagHelper(Frame frame) : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.Clear();
        output.Content.AppendHtml(Hidden("_token", frame.FormToken)).AppendHtml(Hidden("_once", Guid.NewGuid().ToString()));
    }

    private static TagBuilder Hidden(string name, string value)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = "hidden";
        input.Attributes["name"] = name;
        input.Attributes["value"] = value;
        return input;
    }
}

/// <summary><c>&lt;refusals reasons="Model.Refusals" /&gt;</c>: every reason against the act, beside the form. A reason about one
/// field links to it.</summary>
[HtmlTargetElement("refusals", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class RefusalsTagHelper(Words words) : TagHelper
{
    /// <summary>The reasons; nothing is drawn for none.</summary>
    public IEnumerable<Refusal>? Reasons { get; set; }
    /// <summary>Which of several forms of the page was refused; empty where there is one.</summary>
    public string Scope { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var reasons = Reasons?.ToList() ?? [];
        if (reasons.Count == 0) { output.SuppressOutput(); return; }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "refusals");
        output.Attributes.SetAttribute("role", "alert");
        output.Content.Clear();
        output.Content.AppendHtml(Icons.Draw("alert"));
        var list = new TagBuilder("ul");
        foreach (var reason in reasons)
        {
            var item = new TagBuilder("li");
            item.Attributes["data-code"] = reason.Code;
            if (reason.Field.Length == 0) item.InnerHtml.Append(words.Refusal(reason));
            else
            {
                var link = new TagBuilder("a");
                link.Attributes["href"] = "#" + FieldTagHelper.IdOf(reason.Field, Scope);
                link.InnerHtml.Append(words.Refusal(reason));
                item.InnerHtml.AppendHtml(link);
            }
            list.InnerHtml.AppendHtml(item);
        }
        output.Content.AppendHtml(list);
    }
}

/// <summary>One choice of a select.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Label">What is read.</param>
public sealed record Choice(string Value, string Label);

/// <summary><c>&lt;field name="text" label="..." type="textarea" ... /&gt;</c>: label, input, help and error as one.</summary>
[HtmlTargetElement("field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper(Words words) : TagHelper
{
    /// <summary>Name of the input.</summary>
    public string Name { get; set; } = "";
    /// <summary>What is asked.</summary>
    public string Label { get; set; } = "";
    /// <summary>What stands in it.</summary>
    public object? Value { get; set; }
    /// <summary>An input type, <c>textarea</c>, <c>select</c> or <c>checkbox</c>.</summary>
    public string Type { get; set; } = "text";
    /// <summary>Whether the form cannot be sent without it.</summary>
    public bool Required { get; set; }
    /// <summary>A sentence under the label.</summary>
    public string? Help { get; set; }
    /// <summary>Choices of a select.</summary>
    public IEnumerable<Choice>? Choices { get; set; }
    /// <summary>First, empty choice of a select; none when null.</summary>
    public string? Empty { get; set; }
    /// <summary>Reasons against the form; those about <see cref="ErrorFor"/> are shown here.</summary>
    public IEnumerable<Refusal>? Reasons { get; set; }
    /// <summary>Input member as in refusals; the name when not set.</summary>
    public string? ErrorFor { get; set; }
    /// <summary>Which of several forms of the page it stands in, so that no two inputs share an id; empty where there is one.</summary>
    public string Scope { get; set; } = "";
    /// <summary>Lines of a textarea.</summary>
    public int Rows { get; set; } = 5;

    private static readonly HashSet<string> own = new(StringComparer.OrdinalIgnoreCase) { "class" };

    /// <summary>The id of the input of a member.</summary>
    public static string IdOf(string member, string scope = "") => "f-" + (scope.Length > 0 ? scope + "-" : "") + new string([.. member.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var member = ErrorFor ?? Name;
        var id = IdOf(member, Scope);
        var errors = Reasons?.Where(r => r.Field == member).ToList() ?? [];
        var described = string.Join(' ', new[] { Help is null ? null : id + "-help", errors.Count == 0 ? null : id + "-error" }.OfType<string>());

        var input = Type switch { "textarea" => TextArea(), "select" => Select(), _ => Input() };
        input.Attributes["id"] = id;
        input.Attributes["name"] = Name;
        if (Required) input.Attributes["required"] = "required";
        if (errors.Count > 0) { input.Attributes["aria-invalid"] = "true"; input.AddCssClass("is-invalid"); }
        if (described.Length > 0) input.Attributes["aria-describedby"] = described;
        // Whatever else the page says (autocomplete, maxlength, inputmode, rows ...) belongs to the input.
        foreach (var extra in output.Attributes.Where(a => !own.Contains(a.Name)).ToList())
        {
            input.Attributes[extra.Name] = Plain(extra.Value);
            output.Attributes.Remove(extra);
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"field field-{Type} {output.Attributes["class"]?.Value}".TrimEnd());
        output.Content.Clear();
        var label = LabelOf(id);
        if (Type == "checkbox")
        {
            label.AddCssClass("form-check");
            var text = new TagBuilder("span");
            text.AddCssClass("form-check-label");
            text.InnerHtml.Append(Label);
            label.InnerHtml.Clear();
            label.InnerHtml.AppendHtml(input).AppendHtml(text);
            output.Content.AppendHtml(label);
            AppendHelp(output, id);
        }
        else
        {
            output.Content.AppendHtml(label);
            AppendHelp(output, id);
            output.Content.AppendHtml(input);
        }
        if (errors.Count > 0) output.Content.AppendHtml(Say("field-error", id + "-error", string.Join(" ", errors.Select(words.Refusal))));
    }

    private TagBuilder LabelOf(string id)
    {
        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        label.AddCssClass("form-label");
        label.InnerHtml.Append(Label);
        if (!Required)
        {
            var optional = new TagBuilder("span");
            optional.AddCssClass("optional");
            optional.InnerHtml.Append(words["field.optional"]);
            label.InnerHtml.Append(" ").AppendHtml(optional);
        }
        return label;
    }

    private void AppendHelp(TagHelperOutput output, string id)
    {
        if (Help is not null) output.Content.AppendHtml(Say("field-help", id + "-help", Help));
    }

    private static TagBuilder Say(string cssClass, string id, string text)
    {
        var line = new TagBuilder("div");
        line.AddCssClass(cssClass);
        line.Attributes["id"] = id;
        line.InnerHtml.Append(text);
        return line;
    }

    private TagBuilder Input()
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = Type;
        if (Type == "checkbox")
        {
            input.AddCssClass("form-check-input");
            input.Attributes["value"] = "true";
            if (Value is true) input.Attributes["checked"] = "checked";
            return input;
        }
        input.AddCssClass("form-control");
        // A passphrase never travels back to the page.
        if (Type != "password" && Text() is { Length: > 0 } text) input.Attributes["value"] = text;
        return input;
    }

    private TagBuilder TextArea()
    {
        var area = new TagBuilder("textarea");
        area.AddCssClass("form-control");
        area.Attributes["rows"] = Rows.ToString(System.Globalization.CultureInfo.InvariantCulture);
        area.Attributes["dir"] = "auto";
        // The parser drops one line break after the tag: give it one to drop, or a text that begins with one loses it.
        area.InnerHtml.AppendHtml("\n").Append(Text());
        return area;
    }

    private TagBuilder Select()
    {
        var select = new TagBuilder("select");
        select.AddCssClass("form-select");
        var chosen = Text();
        if (Empty is not null) select.InnerHtml.AppendHtml(Option("", Empty, chosen.Length == 0));
        foreach (var choice in Choices ?? []) select.InnerHtml.AppendHtml(Option(choice.Value, choice.Label, choice.Value == chosen));
        return select;
    }

    private static TagBuilder Option(string value, string label, bool selected)
    {
        var option = new TagBuilder("option");
        option.Attributes["value"] = value;
        if (selected) option.Attributes["selected"] = "selected";
        option.InnerHtml.Append(label);
        return option;
    }

    // The page hands attributes over encoded; the builder encodes again.
    private static string Plain(object? value) =>
        value is Microsoft.AspNetCore.Html.IHtmlContent ? System.Net.WebUtility.HtmlDecode(value.ToString()) ?? "" : value?.ToString() ?? "";

    private string Text() => Value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => Value.ToString() ?? "",
    };
}
