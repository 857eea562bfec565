using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>One service: what it is, who looked into it, how it stands.</summary>
[Needs(NetworkPermissions.ReadServices)]
public sealed class ServiceModel(Work work, ITexts texts, ServiceOptions options) : WorkspacePage(work)
{
    /// <summary>The service.</summary>
    public ReadService.ServicePageView It { get; private set; } = null!;
    /// <summary>Which form was sent.</summary>
    public string Act { get; private set; } = "";
    /// <summary>The secret address, when it was just asked for.</summary>
    public string? Secret { get; private set; }
    /// <summary>The day of the request for a date input.</summary>
    public string TodayIso => Work.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    /// <summary>Results of a due diligence.</summary>
    public IEnumerable<Choice> Outcomes => Enum.GetNames<ReviewOutcome>().Select(o => new Choice(o, Say("service-outcome." + o)));
    /// <summary>States.</summary>
    public IEnumerable<Choice> States => ServiceKinds.States.Select(s => new Choice(s, Say("service-status." + s)));
    /// <summary>Ages in words; null when none are said.</summary>
    public string? Ages => (It.MinimumAge, It.MaximumAge) switch
    {
        (null, null) => null,
        ({ } from, null) => texts.Format(Actor.Language, "services.from-age", ("From", from)),
        (null, { } to) => texts.Format(Actor.Language, "services.to-age", ("To", to)),
        ({ } from, { } to) => texts.Format(Actor.Language, "services.ages", ("From", from), ("To", to)),
    };

    /// <summary>Name of a country.</summary>
    public string CountryName(string code) => Countries.Name(code, texts, Actor.Language);
    /// <summary>Name of a demographic factor.</summary>
    public string Factor(string code) => CodeLists.Of("demographic_factors").First(c => c.Id == code).Name;
    /// <summary>What was typed into a form that was refused.</summary>
    public string? Typed(string member) => Act == "review" ? Request.Form[member].ToString() : null;

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(Guid id) => Show(id);

    /// <summary>Records due diligence.</summary>
    public async Task<IActionResult> OnPostReview(Guid id, [FromForm] int? version, [FromForm] string? onDay, [FromForm] string? outcome, [FromForm] string? note, [FromForm] string? nextReview)
    {
        if (!Actor.May(NetworkPermissions.KeepServices)) return NotFound();
        Act = "review";
        var reasons = new List<Refusal>();
        var (on, next) = (Day(onDay, "onDay", reasons), Day(nextReview, "nextReview", reasons));
        if (string.IsNullOrWhiteSpace(onDay)) reasons.Add(new BadInput("input.required", "onDay"));
        if (!Enum.TryParse<ReviewOutcome>(outcome, out var result)) reasons.Add(new BadInput("input.not-a-choice", "outcome"));
        Outcome end = reasons.Count > 0 ? Outcome.Refused(reasons) : await ReviewService.Handle(id, version, new(on!.Value, result, note, next), Work);
        return await After(end, $"/app/services/{id}", () => Show(id));
    }

    /// <summary>Sets how it stands.</summary>
    public async Task<IActionResult> OnPostStatus(Guid id, [FromForm] int? version, [FromForm] string? status) =>
        Actor.May(NetworkPermissions.KeepServices) ? await After(await SetServiceStatus.Handle(id, version, new(status ?? ""), Work), $"/app/services/{id}", () => Show(id)) : NotFound();

    /// <summary>Shows the secret address; that it was read is kept first.</summary>
    public async Task<IActionResult> OnPostAddress(Guid id, [FromServices] WorkFactory factory)
    {
        if (!Actor.May(NetworkPermissions.ReadSecretAddresses)) return NotFound();
        // The reading commits its own work; the page is drawn with this one.
        var token = Pipeline.Bearer(HttpContext) ?? Request.Cookies[Pipeline.CookieName] ?? "";
        await using var reading = await factory.Begin(token, HttpContext.RequestAborted);
        if (reading is null) return NotFound();
        var read = await ReadSecretAddress.Handle(id, reading);
        if (!read.IsDone) return NotFound();
        Secret = read.Value!.Address;
        return await Show(id);
    }

    private async Task<IActionResult> Show(Guid id)
    {
        var outcome = await ReadService.Handle(id, Work, options);
        if (!outcome.IsDone) return NotFound();
        It = outcome.Value!;
        return Page();
    }

    private string Say(string key) => texts[Actor.Language, key];

    private static DateOnly? Day(string? typed, string member, List<Refusal> reasons)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        reasons.Add(new BadInput("input.not-a-date", member));
        return null;
    }
}
