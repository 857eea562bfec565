using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>A business answers, and agrees what it will do until when.</summary>
[Needs(CasesPermissions.RespondToShared)]
public sealed class AnswerSharedModel(Work work, Keystore keystore) : AnswerPage(work)
{
    /// <summary>The form.</summary>
    public Task<IActionResult> OnGetAsync(Guid id) => Show(id);

    /// <summary>Sends it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, IFormCollection form)
    {
        Said = new Filled(form);
        var input = new RespondToShared.Input(Said.Words("text"), ActionLines.Read(Said), WaiverQuestion.Read(Said));
        var outcome = Said.Wrong.Count > 0 ? Outcome.Refused(Said.Wrong) : await RespondToShared.Handle(id, input, Work, keystore);
        return await After(outcome, $"/app/shared/{id}", () => Show(id));
    }
}
