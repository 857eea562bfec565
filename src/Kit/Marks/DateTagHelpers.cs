using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace OpenIlm.Kit;

/// <summary><c>&lt;day value="..." /&gt;</c>: a day in words; an instant is shown as its UTC day.</summary>
[HtmlTargetElement("day", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DayTagHelper(Frame frame) : TagHelper
{
    /// <summary>A <see cref="DateOnly"/>, <see cref="DateTime"/> or <see cref="DateTimeOffset"/>; a dash is drawn for null.</summary>
    public object? Value { get; set; }
    /// <summary>Full name of the month.</summary>
    public bool Long { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Moments.DayOf(Value) is not { } day) { Moments.Nothing(output); return; }
        Moments.Write(output, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Long ? Days.Say(day, frame.Language) : Days.SayShort(day, frame.Language));
    }
}

/// <summary><c>&lt;week value="..." /&gt;</c>: the week that holds the day, all a business may know of a time before a release.</summary>
[HtmlTargetElement("week", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WeekTagHelper(Frame frame, Words words) : TagHelper
{
    /// <summary>Any day of the week.</summary>
    public object? Value { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Moments.DayOf(Value) is not { } day) { Moments.Nothing(output); return; }
        var monday = Days.Monday(day);
        var instant = monday.ToDateTime(TimeOnly.MinValue);
        // The machine-readable form is the week too: the exact day must not leave with the page.
        Moments.Write(output, string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(instant)}-W{ISOWeek.GetWeekOfYear(instant):00}"),
            words.Format("week-of", ("Monday", Days.SayShort(monday, frame.Language))));
    }
}

internal static class Moments
{
    internal static DateOnly? DayOf(object? value) => value switch
    {
        DateOnly day => day,
        DateTimeOffset instant => DateOnly.FromDateTime(instant.UtcDateTime),
        DateTime time => DateOnly.FromDateTime(time),
        _ => null,
    };

    internal static void Write(TagHelperOutput output, string machine, string human)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", machine);
        output.Content.SetContent(human);
    }

    internal static void Nothing(TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "nothing");
        output.Content.SetContent("–");
    }
}
