using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Voice;

/// <summary>Where contacts were logged before the hotline had a page of its own: leads there.</summary>
[Needs(VoicePermissions.LogContacts)]
public sealed class LogContactModel(Work work) : WorkspacePage(work)
{
    /// <summary>Leads on.</summary>
    public IActionResult OnGet(Guid? caseId) => Redirect("/app/hotline" + (caseId is { } joined ? $"?caseId={joined}" : ""));
}
