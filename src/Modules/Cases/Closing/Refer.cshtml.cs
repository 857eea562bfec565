using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Records that the worker was referred to somebody who can help beside us.</summary>
[Needs(CasesPermissions.Close)]
public sealed class ReferModel(Work work) : ActPage(work)
{
    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Records it.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, IFormCollection form) => Act(id, form, said => new MarkContact.ReferralInput(said.Words("to")), async input => await MarkContact.CaseReferred(id, Said.Version, input, Work));
}
