using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>Logs a contact while the worker is on the line: one page, the keyboard is enough. What was told and who told it are two parts of the form, as they are two parts of the file.</summary>
[Needs(VoicePermissions.LogContacts)]
public sealed class LogContactModel(Work work, Door door, IDirectory directory) : WorkspacePage(work)
{
    /// <summary>Most sites in the picker.</summary>
    private const int MostSites = 200;

    /// <summary>What was typed.</summary>
    public LogContact.Input Said { get; private set; } = new() { Channel = "HOTLINE" };
    /// <summary>Sites to pick from.</summary>
    public IReadOnlyList<SiteFacts> Sites { get; private set; } = [];
    /// <summary>People who could open what is saved.</summary>
    public int VaultHolders { get; private set; }

    /// <summary>The empty form; <c>caseId</c> names the case that the contact joins.</summary>
    public async Task OnGetAsync(Guid? caseId)
    {
        Said = Said with { CaseId = caseId, Language = Actor.Language };
        await Load();
    }

    /// <summary>Saves it.</summary>
    public async Task<IActionResult> OnPostAsync(IFormCollection form)
    {
        Said = Read(new Fields(form.ToDictionary(f => f.Key, f => f.Value)));
        var outcome = await LogContact.Handle(Said, Work, door);
        return await After(outcome, $"/app/cases/{outcome.Value?.CaseId}", async () => { await Load(); return Page(); });
    }

    private static LogContact.Input Read(Fields form) => new()
    {
        Channel = form.Text("channel"), Reason = form.Choice<ContactReason>("reason"), Danger = form.Choice<Danger>("danger"), Language = form.Text("language"),
        Country = form.Text("country"), Text = form.Text("text"), SiteId = form.Id("siteId"), EmployerName = form.Text("employerName"), IssueCodes = form.All("issueCodes"),
        AffectedWorkers = form.Number("affectedWorkers"), CaseId = form.Id("caseId"),
        Reporter = new Reporter { Name = form.Text("name"), Phone = form.Text("phone"), Gender = form.Text("gender"), Nationality = form.Text("nationality"), AgeBand = form.Text("age") },
        ContactPlan = new ContactPlan { Channel = form.Text("safe"), SafeHours = form.Text("hours"), CodeWord = form.Text("word"), Never = form.Text("never") is not null },
        Consent = new LogContact.SpokenConsent { Level = form.Choice<ConsentLevel>("consent"), How = form.Text("how") ?? "verbal", ScriptVersion = LogContact.CurrentScript },
    };

    private async Task Load()
    {
        Sites = await directory.FindSites(Work, null, null, null, MostSites);
        VaultHolders = (await VaultDoor.Of(Work, Actor.OrganizationId))?.Holders ?? 0;
    }
}
