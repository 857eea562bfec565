using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Judges what somebody may suffer, and from whom.</summary>
[Needs(CasesPermissions.Safety)]
public sealed class RiskModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Records it; on to the measures that answer it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form,
        said => new AssessRisk.Input(said.Words("fromWhom"), said.All("threats"), said.Choice<Likelihood>("likelihood"), said.Choice<Harm>("harm"), said.All("barriers"), said.Words("forWhom"), said.Text("note")),
        async input => await AssessRisk.Handle(id, Said.Version, input, Work, dossiers), () => $"/app/cases/{id}/protection/measures/new");
}
