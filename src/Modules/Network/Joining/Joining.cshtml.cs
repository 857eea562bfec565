using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The own organization on its way into the network: four steps on one page, each with what it takes.</summary>
[Needs(NetworkPermissions.JoinNetwork)]
public sealed class JoiningModel(Work work, ITexts texts) : WorkspacePage(work)
{
    /// <summary>Where it stands.</summary>
    public ReadJoining.JoiningView It { get; private set; } = null!;
    /// <summary>Which form was sent.</summary>
    public string Act { get; private set; } = "";
    /// <summary>The principles and standards in their groups.</summary>
    public IEnumerable<IGrouping<string, Code>> Principles => CodeLists.Of("ilm_principles_and_standards").GroupBy(c => c.More["group"]);
    /// <summary>Languages to tick: those of the field's corridors, each in its own script.</summary>
    public static IEnumerable<Choice> LanguageChoices => spoken.Select(tag => new Choice(tag, System.Globalization.CultureInfo.GetCultureInfo(tag).NativeName));
    private static readonly string[] spoken = ["en", "th", "my", "km", "lo", "vi", "ne", "bn", "hi", "id", "ms", "fil", "zh", "ja", "ko", "ar"];

    /// <summary>Whether a step is done.</summary>
    public bool Done(JoiningStep step) => It.Missing.All(m => m.Step != step);
    /// <summary>The version accepted last.</summary>
    public ReadJoining.AcceptanceView? Accepted(string what) => It.Acceptances.FirstOrDefault(a => a.What == what);
    /// <summary>What was typed into a form that was refused.</summary>
    public string? Of(string act, string member) => Act == act ? Request.Form[member].ToString() : null;
    /// <summary>The reasons against one of the forms.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string act) => Act == act ? Refusals : [];
    /// <summary>A text.</summary>
    public string Say(string key) => texts[Actor.Language, key];

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet() => Show();

    /// <summary>Accepts.</summary>
    public async Task<IActionResult> OnPostAccept([FromForm] string? what, [FromForm] int version, [FromForm] string? name, [FromForm] string? title)
    {
        Act = what ?? "";
        return await After(await AcceptTerms.Handle(new AcceptTerms.Input(what ?? "", version, name ?? "", title ?? ""), Work), $"/app/joining#{what?.ToLowerInvariant()}", Show);
    }

    /// <summary>Tells a part of the baseline.</summary>
    public async Task<IActionResult> OnPostBaseline([FromForm] string? code, [FromForm] string? text, [FromForm] int version)
    {
        Act = code ?? "";
        return await After(await TellBaseline.Handle(new TellBaseline.Input(code ?? "", text ?? "", version), Work), "/app/joining#baseline", Show);
    }

    /// <summary>Names a focal point.</summary>
    public async Task<IActionResult> OnPostFocal([FromForm] string? level, [FromForm] string? name, [FromForm] string? title, [FromForm] string? email, [FromForm] string? phone, [FromForm] string[]? languages)
    {
        Act = level ?? "";
        return await After(await KeepFocalPoint.Add(Actor.OrganizationId, new KeepFocalPoint.Input(level ?? "", name ?? "", title, email, phone, languages ?? [], Replaces: true), Work), "/app/joining#focalpoints", Show);
    }

    private async Task<IActionResult> Show()
    {
        var outcome = await ReadJoining.Handle(Actor.OrganizationId, Work);
        if (!outcome.IsDone) return NotFound();
        It = outcome.Value!;
        return Page();
    }
}
