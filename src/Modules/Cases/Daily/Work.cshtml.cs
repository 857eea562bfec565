using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Handovers for a time: who runs whose cases until when.</summary>
[Needs(CasesPermissions.Triage)]
public sealed class WorkModel(Work work, IDirectory directory, Dossiers dossiers) : WorkspacePage(work)
{
    /// <summary>The handovers.</summary>
    public IReadOnlyList<Handovers.HandoverView> All { get; private set; } = [];
    /// <summary>Colleagues who may run cases.</summary>
    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];
    /// <summary>What was typed.</summary>
    public Filled Said { get; private set; } = Filled.Nothing;
    /// <summary>What was done last.</summary>
    public string? Done { get; private set; }
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGetAsync(string? done)
    {
        Done = done is "planned" or "begun" or "ended" ? done : null;
        return Show();
    }

    /// <summary>Plans one.</summary>
    public async Task<IActionResult> OnPostAsync(IFormCollection form)
    {
        Said = new Filled(form);
        var input = new Handovers.Input(Said.Id("to"), Said.Day("fromDay"), Said.Day("untilDay"), Said.Text("note"), Said.Id("from"));
        var outcome = Said.Wrong.Count > 0 ? Outcome<Handovers.HandoverView>.Refused(Said.Wrong) : await Handovers.Plan(input, Work, directory, dossiers);
        return await After(outcome, "/app/work?done=" + (outcome.Value?.State is HandoverState.Running ? "begun" : "planned"), Show);
    }

    /// <summary>Ends one.</summary>
    public async Task<IActionResult> OnPostEndAsync(IFormCollection form)
    {
        var said = new Filled(form);
        return await After(await Handovers.End(said.Id("id") ?? Guid.Empty, said.Version, Work), "/app/work?done=ended", Show);
    }

    private async Task<IActionResult> Show()
    {
        All = await Handovers.Read(Work);
        Colleagues = await directory.CaseHandlers(Work);
        return Page();
    }
}
