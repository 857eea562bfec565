using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>The room in which it is kept how a worker can be reached without harm. Opened for a reason; shown in the answer itself, so no link leads to it a second time.</summary>
[Needs(CasesPermissions.ReadIdentity)]
public sealed class ContactModel(Work work, Dossiers dossiers, IWorkerChannels channels, IDirectory directory, ITexts texts) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>The plans that are open; empty before a reason is given.</summary>
    public IReadOnlyList<PlanForm> Plans { get; private set; } = [];
    /// <summary>Something was just kept or planned.</summary>
    public string? Done { get; private set; }

    /// <summary>Asks for the reason.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, string? done)
    {
        Done = done is "kept" or "planned" ? done : null;
        return Show(id);
    }

    /// <summary>Opens the plans.</summary>
    public async Task<IActionResult> OnPostOpenAsync(Guid id, IFormCollection form)
    {
        if (await Show(id) is var shown && shown is not PageResult) return shown;
        var reason = new Filled(form).Words("reason");
        var outcome = await ReadSafeContact.Handle(id, new(reason), Work, dossiers, directory);
        if (!outcome.IsDone) return await After(outcome, "", () => Show(id));
        Plans = [.. outcome.Value!.Plans.Select(p => PlanForm.Of(p, outcome.Value.Version, reason, outcome.Value.TimeZone))];
        return shown;
    }

    /// <summary>Keeps one.</summary>
    public Task<IActionResult> OnPostKeepAsync(Guid id, IFormCollection form) => Act(id, form, said =>
    {
        Plans = [PlanForm.Of(said)];
        return Plans[0].Input();
    }, async input => await KeepSafeContact.Handle(id, Said.Version, input, Work, dossiers, channels), () => $"/app/cases/{id}/contact?done=kept");

    /// <summary>Plans to reach her when it is safe.</summary>
    public Task<IActionResult> OnPostPlanAsync(Guid id, IFormCollection form) => !Actor.May(CasesPermissions.Write) ? Task.FromResult<IActionResult>(NotFound())
        : Act(id, form, said => new PlanContact.Input(said.Choice<ContactWay>("way"), On: said.Day("on"), Words: said.Text("words")),
            async input => await PlanContact.Handle(id, input, Work, dossiers, channels, texts), () => $"/app/cases/{id}/contact?done=planned");
}
