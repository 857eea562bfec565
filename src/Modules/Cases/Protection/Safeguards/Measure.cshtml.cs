using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>Puts a measure in place, looks whether it works, or ends it.</summary>
[Needs(CasesPermissions.Safety)]
public sealed class MeasureModel(Work work, Dossiers dossiers, IDirectory directory) : ActPage(work)
{
    /// <summary>The measure, in coded facts.</summary>
    public sealed record Facts(
        [property: Field(FieldClass.C1)] Guid Id, [property: Field(FieldClass.C1)] int Version, [property: Field(FieldClass.C1)] string Measure, [property: Field(FieldClass.C1)] string ForWhom,
        [property: Field(FieldClass.C1)] SafeguardState State, [property: Field(FieldClass.C1)] Guid Owner, [property: Field(FieldClass.C1)] DateOnly ReviewOn) : IView<Handlers>;

    private Guid measure;

    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>The measure.</summary>
    public Facts? Found { get; private set; }
    /// <summary>What can be done with it.</summary>
    public IReadOnlyList<SafeguardAct> Acts { get; private set; } = [];
    /// <summary>Colleagues who may see to it.</summary>
    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id, Guid measure) => Shown(id, measure);

    /// <summary>Does it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, Guid measure, IFormCollection form)
    {
        this.measure = measure;
        return Whole(await Act(id, form,
            said => new MoveSafeguard.Input(said.Choice<SafeguardAct>("act"), said.Choice<SafeguardAct>("act") is SafeguardAct.Review ? said.Text("finding") : null, said.Day("reviewOn"), said.Id("owner"), said.Text("note")),
            async input => await MoveSafeguard.Handle(measure, Said.Version, input, Work, dossiers, directory), () => $"/app/cases/{id}/protection#measures"));
    }

    private async Task<IActionResult> Shown(Guid id, Guid which)
    {
        measure = which;
        return Whole(await Show(id));
    }

    // A measure of another case is no measure of this one.
    private IActionResult Whole(IActionResult shown) => shown is Microsoft.AspNetCore.Mvc.RazorPages.PageResult && Found is null ? NotFound() : shown;

    /// <inheritdoc />
    protected override async Task Load()
    {
        Found = await Work.FirstOrNone<Facts>("select id, version, measure, for_whom, state, owner, review_on from cases.safeguard where id = $1 and case_id = $2", measure, Head.CaseId);
        if (Found is null) return;
        Acts = SafeguardFlow.Table.ActsOf(Found.State, CaseParty.Of(Actor));
        Colleagues = await directory.CaseHandlers(Work);
    }
}
