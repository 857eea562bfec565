using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Judges what telling a business could do to the worker.</summary>
[Needs(CasesPermissions.Safety)]
public sealed class SafetyReviewModel(Work work, Dossiers dossiers) : ActPage(work)
{
    /// <inheritdoc />
    protected override bool NeedsKeys => true;
    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Records the review.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form,
        said => new RecordSafetyReview.Input(said.Words("risk"), said.Choice<SafetyDecision>("decision"), said.All("measures"), said.Text("note"),
            said.Ticked("timing"), said.Ticked("wishes"), said.Ticked("lead")),
        async input => await RecordSafetyReview.Handle(id, Said.Version, input, Work, dossiers));
}
