using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Closes a request for information or assistance, or a case whose issues are all at an end.</summary>
[Needs(CasesPermissions.Close)]
public sealed class EndCaseModel(Work work) : ActPage(work)
{
    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Closes it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form, said => new CloseCase.Input(said.Words("reason")), async input => await CloseCase.Handle(id, Said.Version, input, Work));
}
