using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The numbers of the organization, version by version: lengths of clocks, what identifies, who decides on a collective remedy; who set them, who agreed, from when. A supervisor proposes, somebody else decides.</summary>
[Needs(ClocksPermissions.ReadSettings)]
public sealed class SettingsModel(Work work) : WorkspacePage(work)
{
    /// <summary>Every version.</summary>
    public KeepSettings.SettingsView All { get; private set; } = null!;
    /// <summary>The version in force.</summary>
    public KeepSettings.VersionView InForce => All.Versions.First(v => v.Version == All.InForce);
    /// <summary>The proposal that waits; null for none.</summary>
    public KeepSettings.VersionView? Waiting => All.Versions.FirstOrDefault(v => v.State == "Proposed");
    /// <summary>What was typed.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;
    /// <summary>Whether the person may propose.</summary>
    public bool MayPropose => Actor.May(ClocksPermissions.ProposeSettings);
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;

    /// <summary>The numbers of the form by their member, with what stands in them.</summary>
    public IEnumerable<(string Member, int Value)> Numbers
    {
        get
        {
            var n = InForce.Numbers;
            yield return ("criticalHours", n.CriticalHours);
            yield return ("readWorkingDays", n.ReadWorkingDays);
            yield return ("remindDays", n.RemindDays);
            yield return ("escalateDays", n.EscalateDays);
            yield return ("buyerDays", n.BuyerDays);
            yield return ("actionPlanDays", n.ActionPlanDays);
            yield return ("resolution", n.Resolution);
            yield return ("validationReminderDays", n.ValidationReminderDays);
            yield return ("leastMatchingWorkers", n.LeastMatchingWorkers);
            yield return ("smallSiteHeadcount", n.SmallSiteHeadcount);
        }
    }

    /// <summary>The numbers of single severities.</summary>
    public IEnumerable<(Severity Severity, string Member, int? Value)> OfSeverity => Enum.GetValues<Severity>().SelectMany(s =>
    {
        var own = InForce.Numbers.BySeverity.GetValueOrDefault(s);
        return new (Severity, string, int?)[] { (s, "remindDays", own?.RemindDays), (s, "escalateDays", own?.EscalateDays), (s, "buyerDays", own?.BuyerDays), (s, "actionPlanDays", own?.ActionPlanDays), (s, "resolution", own?.Resolution) };
    });

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGetAsync() => Show();

    /// <summary>Proposes.</summary>
    public async Task<IActionResult> OnPostProposeAsync(IFormCollection form)
    {
        if (!MayPropose) return NotFound();
        Said = new Filled(form);
        All = (await KeepSettings.Read(Work)).Value!;
        int Number(string member, int otherwise) => Said.NumberOf(Said.Text(member), "numbers." + member) ?? otherwise;
        int? Own(Severity severity, string member) => Said.NumberOf(Said.Text($"{severity}.{member}"), $"numbers.bySeverity.{char.ToLowerInvariant(severity.ToString()[0])}{severity.ToString()[1..]}.{member}");
        var numbers = InForce.Numbers with
        {
            CriticalHours = Number("criticalHours", 0), ReadWorkingDays = Number("readWorkingDays", 0), RemindDays = Number("remindDays", 0), EscalateDays = Number("escalateDays", 0),
            BuyerDays = Number("buyerDays", 0), ActionPlanDays = Number("actionPlanDays", 0), Resolution = Number("resolution", 0), ValidationReminderDays = Number("validationReminderDays", 0),
            ResponseUnit = Said.Choice<TermUnit>("responseUnit") ?? TermUnit.CalendarDays, PlanUnit = Said.Choice<TermUnit>("planUnit") ?? TermUnit.CalendarDays,
            ResolutionUnit = Said.Choice<TermUnit>("resolutionUnit") ?? TermUnit.CalendarDays,
            LeastMatchingWorkers = Number("leastMatchingWorkers", 0), SmallSiteHeadcount = Number("smallSiteHeadcount", 0), ConfirmingShare = Said.Words("confirmingShare"),
            SampleSteps = Steps(), SampleLeast = Number("sampleLeast", 0),
            BySeverity = Enum.GetValues<Severity>().ToDictionary(s => s, s => new SeverityTerms
            {
                RemindDays = Own(s, "remindDays"), EscalateDays = Own(s, "escalateDays"), BuyerDays = Own(s, "buyerDays"), ActionPlanDays = Own(s, "actionPlanDays"), Resolution = Own(s, "resolution"),
            }),
        };
        var from = Said.Day("from");
        return await After(Said.Wrong.Count > 0 ? Outcome.Refused(Said.Wrong) : await KeepSettings.Propose(new(from, numbers), Work), "/app/clock-settings", Show);
    }

    // A row whose two fields are empty is none.
    private List<SampleStep> Steps()
    {
        var (upTo, asked, steps) = (Said.Rows("sampleUpTo"), Said.Rows("sampleAsked"), new List<SampleStep>());
        for (var i = 0; i < upTo.Count; i++)
            if ((upTo[i] + asked.ElementAtOrDefault(i)).Trim().Length > 0)
                steps.Add(new(Said.NumberOf(upTo[i], $"numbers.sampleSteps[{i}].upTo") ?? 0, Said.NumberOf(asked.ElementAtOrDefault(i), $"numbers.sampleSteps[{i}].asked") ?? 0));
        return steps;
    }

    /// <summary>Decides.</summary>
    public async Task<IActionResult> OnPostDecideAsync(Guid id, [FromForm] bool confirmed) => await After(await KeepSettings.Decide(id, new(confirmed), Work), "/app/clock-settings", Show);

    private async Task<IActionResult> Show()
    {
        All = (await KeepSettings.Read(Work)).Value!;
        return Page();
    }
}
