using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Notes which elements of trafficking she tells of.</summary>
[Needs(CasesPermissions.Safety)]
public sealed class ScreeningModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;

    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Notes it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form,
        said => new ScreenForTrafficking.Input(said.Choice<ScreeningAge>("age"), said.All("acts"), said.All("means"), said.All("purposes"), said.Choice<Known>("consentGiven") ?? Known.Unknown, said.Text("note")),
        async input => await ScreenForTrafficking.Handle(id, Said.Version, input, Work, dossiers), () => $"/app/cases/{id}/protection#screening");
}
